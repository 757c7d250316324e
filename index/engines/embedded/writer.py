"""Writes one embedded generation in its own folder."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
import tantivy

from debouches.errors import DocumentRejectedError
from index.documents import EntityDocument, Groupe, LabelDocument
from index.engines.base import Annexe
from index.engines.embedded.layout import Layout, open_index, schema_of
from index.engines.fields import CLES, LABEL_FIELDS, ORDRE
from index.engines.label_arrays import ARRAYS, LabelArraysBuilder
from index.engines.numbering import Numbering
from index.engines.texts import ARRAYS as TEXT_ARRAYS
from index.engines.texts import TextArraysBuilder
from index.lexicon import Lexicon
from index.relevance import Relevance
from index.views import CorpusFacts

_HEAP_BYTES = 60_000_000
_TABLES = """
-- Cards apart from views, fifteen times longer: a page of results reads sixty of them.
CREATE TABLE entite (ordre INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, carte BLOB NOT NULL);
CREATE TABLE vue (ordre INTEGER PRIMARY KEY, vue BLOB NOT NULL);
CREATE TABLE reference (reference TEXT NOT NULL, ordre INTEGER NOT NULL,
                        PRIMARY KEY (reference, ordre)) WITHOUT ROWID;
CREATE TABLE libelle (groupe TEXT NOT NULL, ordre INTEGER NOT NULL, texte TEXT NOT NULL,
                      PRIMARY KEY (groupe, ordre)) WITHOUT ROWID;
CREATE TABLE annexe (cle TEXT PRIMARY KEY, vue BLOB NOT NULL) WITHOUT ROWID;
"""


class EmbeddedWriter:
    """Entities first, since labels name them; then labels; then `finish`."""

    def __init__(self, folder: Path, relevance: Relevance) -> None:
        folder.mkdir(parents=True)
        self._layout = Layout(folder)
        self._numbering = Numbering(relevance)
        self._database = sqlite3.connect(self._layout.database)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        self._texts = TextArraysBuilder()
        self._groups = {groupe: _LabelGroup(self._layout, groupe) for groupe in Groupe}

    def add_entities(self, entities: Iterable[EntityDocument]) -> int:
        for entity in entities:
            self._add_entity(entity)
        return len(self._numbering)

    def _add_entity(self, entity: EntityDocument) -> None:
        ordre = self._numbering.add(entity)
        self._texts.add(self._numbering.counted_keys(entity))
        row = (ordre, entity.code, entity.carte.dump())
        self._database.execute("INSERT INTO entite VALUES (?, ?, ?)", row)
        if entity.vue is not None:
            self._database.execute("INSERT INTO vue VALUES (?, ?)", (ordre, entity.vue))
        borne = [(reference, ordre) for reference in dict.fromkeys(entity.references)]
        self._database.executemany("INSERT INTO reference VALUES (?, ?)", borne)

    def add_labels(self, labels: Iterable[LabelDocument]) -> int:
        count = 0
        for label in labels:
            groupe, cibles = self._numbering.placed(label)
            ordre = self._groups[groupe].add(label, cibles)
            self._database.execute("INSERT INTO libelle VALUES (?, ?, ?)", (groupe, ordre, label.texte))
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
        texts = self._texts.build(lexicon)
        for name in TEXT_ARRAYS:
            np.save(self._layout.text_array(name), getattr(texts, name))
        np.save(self._layout.places, self._numbering.places())
        self._layout.codes.write_bytes(self._numbering.codes())
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
        self._arrays = LabelArraysBuilder()

    def add(self, label: LabelDocument, cibles: list[tuple[int, float]]) -> int:
        ordre = self._arrays.add(label, cibles)
        document = tantivy.Document()
        document.add_unsigned(ORDRE, ordre)
        document.add_text(CLES, " ".join(label.cles))
        self._writer.add_document(document)
        return ordre

    def finish(self, lexicon: Lexicon) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        arrays = self._arrays.build(lexicon)
        for name in ARRAYS:
            np.save(self._layout.array(self._groupe, name), getattr(arrays, name))
