"""Writes one embedded generation in its own folder."""

import shutil
import sqlite3
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from debouches.errors import DocumentRejectedError
from index.documents import NATURES, EntityDocument, Groupe, LabelDocument
from index.engines.base import Annexe
from index.engines.embedded.layout import Layout, open_index, schema_of
from index.engines.fields import CLES, ENTITY_FIELDS, LABEL_FIELDS, ORDRE
from index.engines.numbering import Numbering
from index.lexicon import Lexicon
from index.relevance import Relevance
from index.views import CorpusFacts

_HEAP_BYTES = 60_000_000
_TABLES = """
CREATE TABLE entite (ordre INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, carte BLOB NOT NULL, vue BLOB);
CREATE TABLE libelle (groupe TEXT NOT NULL, ordre INTEGER NOT NULL, texte TEXT NOT NULL,
                      PRIMARY KEY (groupe, ordre)) WITHOUT ROWID;
CREATE TABLE annexe (cle TEXT PRIMARY KEY, vue BLOB NOT NULL) WITHOUT ROWID;
"""
_NATURE_POSITION = {nature: i for i, nature in enumerate(NATURES)}


class EmbeddedWriter:
    """Entities first, since labels name them; then labels; then `finish`."""

    def __init__(self, folder: Path, relevance: Relevance) -> None:
        folder.mkdir(parents=True)
        self._layout = Layout(folder)
        self._numbering = Numbering(relevance)
        self._database = sqlite3.connect(self._layout.database)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        self._groups = {groupe: _LabelGroup(self._layout, groupe) for groupe in Groupe}

    def add_entities(self, entities: Iterable[EntityDocument]) -> int:
        index = open_index(self._layout.entities, schema_of(ENTITY_FIELDS))
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for entity in entities:
            self._add_entity(writer, entity)
        writer.commit()
        writer.wait_merging_threads()
        return len(self._numbering)

    def _add_entity(self, writer: tantivy.IndexWriter, entity: EntityDocument) -> None:
        ordre = self._numbering.add(entity)
        document = tantivy.Document()
        document.add_unsigned(ORDRE, ordre)
        document.add_text(CLES, self._numbering.counted_keys(entity))
        writer.add_document(document)
        self._database.execute(
            "INSERT INTO entite VALUES (?, ?, ?, ?)",
            (ordre, entity.code, entity.carte.dump(), entity.vue),
        )

    def add_labels(self, labels: Iterable[LabelDocument]) -> int:
        count = 0
        for label in labels:
            ordre = self._groups[label.groupe].add(label, self._numbering.targets(label))
            self._database.execute("INSERT INTO libelle VALUES (?, ?, ?)", (label.groupe, ordre, label.texte))
            count += 1
        return count

    def add_annexes(self, annexes: Iterable[Annexe]) -> int:
        try:
            return self._database.executemany("INSERT INTO annexe VALUES (?, ?)", annexes).rowcount
        except sqlite3.IntegrityError as error:
            raise DocumentRejectedError(f"deux annexes portent la même clé : {error}") from error

    def finish(self, lexicon: Lexicon, facts: CorpusFacts) -> None:
        for group in self._groups.values():
            group.finish(lexicon)
        np.save(self._layout.places, self._numbering.places())
        self._layout.traits.write_bytes(self._numbering.traits.build().dump())
        self._database.commit()
        self._database.close()
        self._layout.lexicon.write_bytes(lexicon.dump())
        self._layout.facts.write_text(facts.model_dump_json(), encoding="utf-8")

    def abort(self) -> None:
        with suppress(sqlite3.Error):
            self._database.close()
        shutil.rmtree(self._layout.folder, ignore_errors=True)


class _LabelGroup:
    """One tantivy index of labels and its arrays."""

    def __init__(self, layout: Layout, groupe: Groupe) -> None:
        self._layout, self._groupe = layout, groupe
        index = open_index(layout.labels(groupe), schema_of(LABEL_FIELDS))
        self._writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        self._local: dict[str, int] = {}
        """Keys by order of appearance; mapped to the ids of the lexicon at the end."""
        self._cles, self._cle_offsets = array("i"), array("q", [0])
        self._cibles, self._poids, self._cible_offsets = array("i"), array("f"), array("q", [0])
        self._natures = array("b")

    def add(self, label: LabelDocument, cibles: list[tuple[int, float]]) -> int:
        ordre = len(self._natures)
        document = tantivy.Document()
        document.add_unsigned(ORDRE, ordre)
        document.add_text(CLES, " ".join(label.cles))
        self._writer.add_document(document)
        self._cles.extend(self._local.setdefault(cle, len(self._local)) for cle in label.cles)
        self._cle_offsets.append(len(self._cles))
        for entity, weight in cibles:
            self._cibles.append(entity)
            self._poids.append(weight)
        self._cible_offsets.append(len(self._cibles))
        self._natures.append(_NATURE_POSITION[label.nature])
        return ordre

    def finish(self, lexicon: Lexicon) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        lexicon_id = np.array([_known(lexicon, cle) for cle in self._local], dtype=np.int32)
        local = np.frombuffer(self._cles, dtype=np.int32)
        arrays: dict[str, NDArray[np.generic]] = {
            "cles": lexicon_id[local] if len(local) else local,
            "cle_offsets": np.frombuffer(self._cle_offsets, dtype=np.int64),
            "cibles": np.frombuffer(self._cibles, dtype=np.int32),
            "poids": np.frombuffer(self._poids, dtype=np.float32),
            "cible_offsets": np.frombuffer(self._cible_offsets, dtype=np.int64),
            "natures": np.frombuffer(self._natures, dtype=np.int8),
        }
        for name, values in arrays.items():
            np.save(self._layout.array(self._groupe, name), values)


def _known(lexicon: Lexicon, cle: str) -> int:
    position = lexicon.id_of(cle)
    if position is None:
        raise DocumentRejectedError(f"le mot « {cle} » n'est pas dans le lexique de la génération")
    return position
