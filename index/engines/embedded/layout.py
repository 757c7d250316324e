"""Files of one embedded generation, and the schemas of its tantivy indexes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tantivy

from index.documents import Groupe
from index.engines.fields import Kind

TOKENIZER = "cles"
"""Keys come analysed by `nlp/` and joined by spaces: the engine only splits them."""


@dataclass(frozen=True)
class Layout:
    folder: Path

    def labels(self, groupe: Groupe) -> Path:
        return self.folder / groupe.value

    def array(self, groupe: Groupe, name: str) -> Path:
        return self.folder / f"{groupe.value}.{name}.npy"

    def text_array(self, name: str) -> Path:
        return self.folder / f"textes.{name}.npy"

    @property
    def places(self) -> Path:
        """A row for each entity: see `PlaceTable`."""
        return self.folder / "entites.places.npy"

    @property
    def codes(self) -> Path:
        """The code of each entity: see `Codes`."""
        return self.folder / "entites.codes"

    @property
    def traits(self) -> Path:
        """Values of each entity in the facets."""
        return self.folder / "entites.traits"

    @property
    def database(self) -> Path:
        return self.folder / "fiches.sqlite"

    @property
    def lexicon(self) -> Path:
        return self.folder / "lexique.json"

    @property
    def facts(self) -> Path:
        return self.folder / "corpus.json"


def schema_of(fields: Mapping[str, Kind]) -> tantivy.Schema:
    """tantivy keeps what is searched; what is given back is in the arrays and in SQLite."""
    builder = tantivy.SchemaBuilder()
    for name, kind in fields.items():
        if kind is Kind.CLES:
            builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="freq")
        elif kind is Kind.POSITION:
            builder.add_unsigned_field(name, fast=True)
    return builder.build()


def open_index(path: Path, schema: tantivy.Schema) -> tantivy.Index:
    """Create or open; tantivy forgets tokenizers, so they are registered each time."""
    path.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(path))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, analyzer)
    return index
