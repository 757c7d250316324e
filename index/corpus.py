"""The records of every source, read back and put side by side: what links and documents are made from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from debouches.storage import Storage
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
from mappings.records.files import SourceInfo, read_records, read_source

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
    formations: dict[str, Formation]
    certifications: dict[str, Certification]
    termes: dict[str, TermeFormacode]
    counts: dict[str, dict[str, int]]
    """Records read: source → type → number."""
    provenances: dict[str, Provenance]
    """Of one record of each source."""
    sources: dict[str, SourceInfo]
    """What each source says of itself, if its run said it."""


def read_corpus(storage: Storage, sources: Iterable[str]) -> Corpus:
    """Read the last good records of the sources."""
    folders = {name: folder for name in sources if (folder := storage.current_records(name))}
    counts: dict[str, dict[str, int]] = {}
    provenances: dict[str, Provenance] = {}

    def read(record_type: type[R]) -> list[R]:
        records: list[R] = []
        for name, folder in folders.items():
            of_source = list(read_records(folder, record_type))
            if of_source:
                provenances.setdefault(name, of_source[0].provenance)
                counts.setdefault(name, {})[record_type.__name__] = len(of_source)
            records += of_source
        return records

    return Corpus(
        metiers={m.code_rome: m for m in _completed(read(Metier))},
        appellations=_grouped(_completed(read(Appellation))),
        competences={c.code_ogr: c for c in _completed(read(Competence))},
        interets={c.code: c for c in _completed(read(CentreInteret))},
        fiches={f.id: f for f in _completed(read(Fiche))},
        formations={f.code: f for f in _completed(read(Formation))},
        certifications={c.code: c for c in _completed(read(Certification))},
        termes={t.code_formacode: t for t in _completed(read(TermeFormacode))},
        counts=counts,
        provenances=provenances,
        sources={name: info for name, folder in folders.items() if (info := read_source(folder))},
    )


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
    missing: dict[str, object] = {}
    for other in others:
        for name in other.model_fields_set - fullest.model_fields_set:
            missing.setdefault(name, getattr(other, name))
    return fullest.model_copy(update=missing)
