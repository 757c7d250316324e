"""The records of every source, read back and put side by side: what links and documents are made from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from debouches.storage import Storage
from index.building.corpus.briefs import (
    CertificationBrief,
    FormationBrief,
    pack_certifications,
    pack_formations,
)
from index.building.corpus.departements import Departements, read_departements
from index.building.corpus.sharing import Sharer
from index.building.corpus.shelf import B, Lines, Packing, Shelf, shelf_on_disk
from mappings.intitules import read_intitule
from mappings.records import (
    Appellation,
    CentreInteret,
    Certification,
    Competence,
    Fiche,
    Formation,
    Metier,
    Provenance,
    Record,
    TermeFormacode,
)
from mappings.records.files import (
    SourceInfo,
    SourceState,
    read_records,
    read_source,
    read_state,
    records_file,
)
from nlp.casing import Casing
from nlp.initials import Initials

R = TypeVar("R", bound=Record)
STARTER = "depart"
"""Name of the source that carries the starter corpus."""


@dataclass(frozen=True)
class Corpus:
    """Records by their raw code. Fiches of different publishers are never merged."""

    metiers: dict[str, Metier]
    appellations: dict[str, tuple[Appellation, ...]]
    """By code_rome."""
    competences: dict[str, Competence]
    interets: dict[str, CentreInteret]
    fiches: dict[str, Fiche]
    """By id: « fiche:onisep:MET.17 »."""
    formations: Shelf[Formation, FormationBrief]
    """Read again from disk at each use; `formations.briefs` is in memory."""
    certifications: Shelf[Certification, CertificationBrief]
    termes: dict[str, TermeFormacode]
    counts: dict[str, dict[str, int]]
    """Records read: source → type → number."""
    provenances: dict[str, Provenance]
    """Of one record of each source."""
    sources: dict[str, SourceInfo]
    """What each source says of itself, if its run said it."""
    departements: Departements = field(default_factory=Departements)
    states: dict[str, SourceState] = field(default_factory=dict)
    """The last harvest of each source, good or not."""
    casing: Casing = field(default_factory=Casing)
    """How names in capitals are shown; records keep them as their source writes them."""
    initials: Initials = field(default_factory=Initials)
    """How capitals without accent are shown."""

    def name(self, written: str) -> str:
        """A name of the corpus as pages show it."""
        intitule = read_intitule(written)
        return intitule.joined(self.initials.accented(self.casing.in_a_sentence(intitule.reste)))


def read_corpus(storage: Storage, sources: Iterable[str]) -> Corpus:
    """Read the last good records of the sources."""
    folders = {name: folder for name in sources if (folder := storage.current_records(name))}
    reader = _Reader(folders)
    return Corpus(
        metiers={m.code_rome: m for m in _completed(reader.read(Metier))},
        appellations=_grouped(_completed(reader.read(Appellation))),
        competences={c.code_ogr: c for c in _completed(reader.read(Competence))},
        interets={c.code: c for c in _completed(reader.read(CentreInteret))},
        fiches={f.id: f for f in _completed(reader.read(Fiche))},
        formations=reader.shelve(Formation, pack_formations),
        certifications=reader.shelve(Certification, pack_certifications),
        termes={t.code_formacode: t for t in _completed(reader.read(TermeFormacode))},
        counts=reader.counts,
        provenances=reader.provenances,
        sources={name: info for name, folder in folders.items() if (info := read_source(folder))},
        departements=read_departements(folders.values()),
        states={name: state for name, folder in folders.items() if (state := read_state(folder.parent))},
    )


class _Reader:
    """Reads one type at a time, and notes what each source gave."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self._folders, self._sharer = folders, Sharer()
        self.counts: dict[str, dict[str, int]] = {}
        self.provenances: dict[str, Provenance] = {}

    def read(self, record_type: type[R]) -> list[R]:
        """Every record of a nomenclature."""
        records: list[R] = []
        for name, folder in self._folders.items():
            of_source = list(self._sharer.shared(read_records(folder, record_type)))
            self._note(name, record_type, len(of_source))
            records += of_source
        return records

    def shelve(self, record_type: type[R], pack: Packing[R, B]) -> Shelf[R, B]:
        """Records that may be too many to be held."""
        paths = {name: records_file(folder, record_type) for name, folder in self._folders.items()}
        there = {name: path for name, path in paths.items() if path.exists()}
        lines = Lines(there.values())
        for name, count in zip(there, lines.counts, strict=True):
            self._note(name, record_type, count)
        return shelf_on_disk(lines, record_type, _complete, pack)

    def _note(self, name: str, record_type: type[Record], count: int) -> None:
        if count:
            self.counts.setdefault(name, {})[record_type.__name__] = count
            if name not in self.provenances:
                self.provenances[name] = next(read_records(self._folders[name], record_type)).provenance


def choose_sources(storage: Storage) -> list[str]:
    """Sources to index: everything harvested; of the starter corpus, what no real source replaces."""
    harvested = storage.harvested_sources()
    return [name for name in harvested if name != STARTER or "rome" not in harvested]


def _grouped(appellations: Iterable[Appellation]) -> dict[str, tuple[Appellation, ...]]:
    groups: dict[str, list[Appellation]] = defaultdict(list)
    for appellation in appellations:
        groups[appellation.code_rome].append(appellation)
    return {code: tuple(group) for code, group in groups.items()}


def _completed(records: Iterable[R]) -> list[R]:
    """One record per id: the fullest, whose unknown fields are filled by the others of the same publisher."""
    by_id: dict[str, list[R]] = defaultdict(list)
    for record in records:
        by_id[record.id].append(record)
    return [_complete(same) for same in by_id.values()]


def _complete(same: list[R]) -> R:
    if len(same) == 1:
        return same[0]
    fullest, *others = sorted(same, key=lambda record: -len(record.model_fields_set))
    missing: dict[str, object] = {"provenance": _dated(fullest.provenance, others)}
    for other in others:
        for name in other.model_fields_set - fullest.model_fields_set:
            missing.setdefault(name, getattr(other, name))
    return fullest.model_copy(update=missing)


def _dated(first: Provenance, others: Iterable[Record]) -> Provenance:
    """Of the publications of one publisher that were joined, the first that says its date."""
    said = (first, *(other.provenance for other in others if other.provenance.editeur == first.editeur))
    return next((provenance for provenance in said if provenance.date_maj), first)
