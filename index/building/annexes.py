"""What a generation keeps beside its search documents: one line per package that has annexes to write."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from debouches.storage import Storage
from index.annexes.agenda.make import annexes_of_agenda
from index.annexes.aides import annexes_of_aides
from index.annexes.branches import annexes_of_branches
from index.annexes.emploi.make import EmploiMaker
from index.annexes.etablissements import NomsMaker, Words
from index.annexes.innovantes.make import annexes_of_innovantes
from index.annexes.offre.make import annexes_of_offre
from index.annexes.passerelles import annexes_of_passerelles
from index.annexes.structures.make import annexes_of_structures
from index.engines.base import Annexe
from index.lieux.make import annexes_of_lieux
from index.tools import Tools
from index.views import CorpusFacts, SourceFacts
from mappings.records import (
    ActionInnovante,
    Aide,
    Evenement,
    Fiche,
    Indicateur,
    Metier,
    Provenance,
    Record,
    Structure,
    Territoire,
)
from mappings.records.files import read_raw, read_records, read_source, read_state
from nlp.casing import Casing, learn_casing

_NAMES = {
    "appellation": "libelle",
    "competence": "libelle",
    "terme-formacode": "libelle",
    "formation": "intitule",
    "certification": "intitule",
}
"""Records whose names tell how words are written."""
_MOST_NAMES = 50_000
"""Of each kind: more would repeat themselves."""
R = TypeVar("R", bound=Record)


class AnnexeMaker:
    """Reads the records that are not searched, as often as needed and never all at once; counts them."""

    def __init__(self, storage: Storage, sources: Iterable[str], tools: Tools) -> None:
        self._folders = {name: folder for name in sources if (folder := storage.current_records(name))}
        self._tools = tools
        self._counts: dict[str, Counter[str]] = {}
        self._aside: Counter[str] = Counter()
        self._provenances: dict[str, Provenance] = {}
        self._periodes: dict[str, str] = {}
        """The latest of the figures of each source."""

    def make(self) -> Iterator[Annexe]:
        yield from annexes_of_lieux(self._rereader(Territoire), self._tools.ecritures)
        noms = NomsMaker(Words(self._tools.roots))
        yield from noms.watched(annexes_of_offre(self._read, self._aside))
        figures = EmploiMaker(self._bassins(), self._tools.analyser, self._tools.emploi, self._casing)
        yield from noms.watched(figures.make(self._read(Indicateur), self._read(Metier), self._read(Fiche)))
        yield from noms.annexes()
        yield from annexes_of_passerelles(self._read_raw("metier"), self._read_raw("formation"))
        yield from annexes_of_aides(self._read(Aide))
        yield from annexes_of_agenda(self._read(Evenement), self._rereader(Territoire), self._tools.ecritures)
        yield from annexes_of_innovantes(
            self._read(ActionInnovante), self._rereader(Territoire), self._tools.roots
        )
        if self._has_branches():
            yield from annexes_of_branches(self._read(Fiche), self._read(Metier), self._tools.analyser)
        yield from annexes_of_structures(
            self._read(Structure),
            self._rereader(Territoire),
            self._tools.ecritures,
            self._tools.roots,
            self._casing,
        )

    def completed(self, facts: CorpusFacts) -> CorpusFacts:
        """The facts of the corpus, with what was read here."""
        known = {source.provenance.source: source for source in facts.sources}
        told = {name: self._told(name, known.get(name)) for name in self._counts}
        return facts.model_copy(update={"sources": tuple((known | told).values())})

    def _has_branches(self) -> bool:
        """Most corpora have none, and their fiches need not be read again."""
        return any(one.get("type_editeur") == "branche" for one in self._read_raw("fiche"))

    def _casing(self, names: Sequence[str]) -> Casing:
        """What the corpus writes is read again, and only where a name in capitals asks for it."""
        if not names:
            return Casing()
        sigles = (line.sigle for line in self._tools.vocabularies.acronymes)
        return learn_casing(lambda: chain(names, self._written()), sigles)

    def _written(self) -> Iterator[str]:
        for folder in self._folders.values():
            for kind, field in _NAMES.items():
                yield from (one[field] for one in islice(read_raw(folder, kind), _MOST_NAMES))

    def _bassins(self) -> dict[str, str]:
        return {t.code: t.libelle for t in self._read(Territoire) if t.niveau == "bassin-emploi"}

    def _rereader(self, record_type: type[R]) -> Callable[[], Iterator[R]]:
        return lambda: self._read(record_type)

    def _read(self, record_type: type[R]) -> Iterator[R]:
        for name, folder in self._folders.items():
            count, newest = 0, None
            for record in read_records(folder, record_type):
                count, newest = count + 1, _newest(newest, record.provenance)
                if isinstance(record, Indicateur):
                    self._periodes[name] = max(self._periodes.get(name, ""), record.periode, key=_last_year)
                yield record
            if newest is not None:
                self._counts.setdefault(name, Counter())[record_type.__name__] = count
                self._provenances.setdefault(name, newest)

    def _read_raw(self, kind: str) -> Iterator[dict[str, Any]]:
        return (one for folder in self._folders.values() for one in read_raw(folder, kind))

    def _told(self, name: str, known: SourceFacts | None) -> SourceFacts:
        counts = self._counts[name]
        if known is None:
            known = self._facts(name)
        told = {
            "enregistrements": known.enregistrements | counts,
            "lacunes": (*known.lacunes, *self._twice(name)),
            "derniere_periode": self._periodes.get(name),
        }
        return known.model_copy(update=told)

    def _facts(self, name: str) -> SourceFacts:
        """For a source that gives nothing to search."""
        info = read_source(self._folders[name])
        return SourceFacts(
            provenance=self._provenances[name].model_copy(update={"url": info.url if info else None}),
            titre=info.titre if info else name,
            enregistrements={},
            lacunes=info.lacunes if info else (),
            frequence=info.frequence if info else None,
            remplissage=info.remplissage if info else {},
            etat=read_state(self._folders[name].parent),
        )

    def _twice(self, name: str) -> Iterator[str]:
        if aside := self._aside[name]:
            given = (
                "enregistrements portent un code déjà donné"
                if aside > 1
                else "enregistrement porte un code déjà donné"
            )
            yield f"{aside} {given} : le premier lu est montré"


def _last_year(periode: str) -> str:
    """« 2017-2019 » → « 2019 »."""
    return periode[-4:]


def _newest(known: Provenance | None, one: Provenance) -> Provenance:
    """A source with several editions is dated by the newest."""
    return one if known is None or (one.version or "") > (known.version or "") else known
