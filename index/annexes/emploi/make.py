"""What a generation keeps of labour figures, and under which keys.

emploi-sources                          what each source measures, and on which meshes
emploi-metier:D1102                     the groups of métiers that hold it
emploi:bmo:fap2021:S0X42:departement-69 packed figures (`packing.py`)
emploi-gabarit:12                       what many figures share
emploi-famille:fap2021:S0X42            name of a group, and its métiers
emploi-secteur:S                        a sector: its groups of métiers, and the métiers of each
emploi-palmares:departement-69          the métiers of a territory
emploi-situation:departement-69         groups of métiers that recruit there, that are under tension…
emploi-situations                       the groups of each métier, the most fitting first
emploi-lieu-etablissements:region-84    training places of a territory
emploi-etablissement:0693764S           all figures of one
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any

import orjson

from index.annexes.emploi.etablissements import Etablissements
from index.annexes.emploi.familles import FAPS, FamillesMaker, names_of_lone_members
from index.annexes.emploi.packing import Gabarits
from index.annexes.emploi.palmares import PalmaresMaker
from index.annexes.emploi.reglages import Reglages
from index.annexes.emploi.situations import GROUPES, SituationsMaker
from index.annexes.emploi.sommes import SommesMaker
from index.annexes.words import LearnCasing
from index.engines.base import Annexe
from mappings.crosswalks import correspondances_fap
from mappings.records import Fiche, Indicateur, Metier, Provenance
from nlp.analysis import Analyser
from nlp.casing import Casing

SOURCES, METIER, CHIFFRES, GABARIT = "emploi-sources", "emploi-metier:", "emploi:", "emploi-gabarit:"
FAMILLE, SECTEUR = "emploi-famille:", "emploi-secteur:"
_BASSIN = "bassin-emploi"
Relire = Callable[[], Iterable[Indicateur]]


@dataclass
class _Mesh:
    """Where one source measures the métiers of one nomenclature."""

    niveaux: dict[str, None] = field(default_factory=dict)
    provenance: Provenance | None = None

    def as_json(self) -> dict[str, Any]:
        """Without version: it is that of one period, which each figure says for itself."""
        assert self.provenance is not None
        facts = self.provenance.model_dump(mode="json", exclude_defaults=True, exclude={"version"})
        return {"niveaux": [*self.niveaux], "provenance": facts}


class EmploiMaker:
    """Packs figures source after source: one source at a time is in memory, in its packed form."""

    def __init__(
        self,
        bassins: Mapping[str, str],
        analyser: Analyser,
        reglages: Reglages,
        learn: LearnCasing = lambda _: Casing(),
    ) -> None:
        """`bassins`: the names by which bassins are shown, by code; `learn`: for names in capitals."""
        self._bassins, self._analyser, self._reglages = bassins, analyser, reglages
        self._gabarits = Gabarits()
        self._meshes: dict[tuple[str, str], _Mesh] = {}
        self._libelles: dict[tuple[str, str], str] = {}
        self._codes: set[tuple[str, str]] = {
            (name, pair.code_fap) for name in FAPS for pair in correspondances_fap(name)
        }
        """Every group of métiers that is known of, by its nomenclature."""
        self._palmares = PalmaresMaker(reglages.palmares)
        self._situations = SituationsMaker(reglages.situations)
        self._sommes = SommesMaker(reglages.sommes, reglages.secteurs)
        self._etablissements = Etablissements(reglages, learn)

    def make(
        self, chiffres: Iterable[Indicateur], metiers: Iterable[Metier], fiches: Iterable[Fiche]
    ) -> Iterator[Annexe]:
        """Every annexe of figures; none when no source gives any. Records come source after source."""
        for _, of_source in groupby(chiffres, lambda chiffre: chiffre.provenance.source):
            yield from self._packed(of_source)
        yield from self._etablissements.annexes()
        if not self._meshes:
            return
        yield (
            SOURCES,
            orjson.dumps(
                [
                    {"source": source, "nomenclature": nomenclature, **mesh.as_json()}
                    for (source, nomenclature), mesh in self._meshes.items()
                ]
            ),
        )
        yield from self._gabarits.annexes(GABARIT)
        yield from self._palmares.annexes()
        yield from self._situations.annexes()
        yield from self._groups(metiers, fiches)

    def _packed(self, chiffres: Iterable[Indicateur]) -> Iterator[Annexe]:
        rows: dict[str, str] = {}
        for chiffre in chiffres:
            if chiffre.niveau_territoire == "etablissement":
                self._etablissements.add(chiffre)
            else:
                self._palmares.add(chiffre)
                self._situations.add(chiffre)
                self._sommes.add(chiffre)
                self._pack(chiffre, rows)
        for somme in self._sommes.drained():
            self._pack(somme, rows)
        return ((key, f"[{packed}]".encode()) for key, packed in rows.items())

    def _pack(self, chiffre: Indicateur, rows: dict[str, str]) -> None:
        row = _compact(self._gabarits.row(chiffre, self._label_of_its_own(chiffre)))
        for key in self._keys(chiffre):
            rows[key] = f"{rows[key]},{row}" if key in rows else row

    def _keys(self, chiffre: Indicateur) -> Iterator[str]:
        """A group that the source measures as a whole is found by each of its codes."""
        source, nomenclature = chiffre.provenance.source, str(chiffre.nomenclature_metier)
        mesh = self._meshes.setdefault((source, nomenclature), _Mesh())
        mesh.niveaux[chiffre.niveau_territoire] = None
        mesh.provenance = mesh.provenance or chiffre.provenance
        self._learn_name(chiffre)
        for code in chiffre.codes_regroupes or (str(chiffre.code_metier),):
            yield chiffres_key(
                source, nomenclature, code, f"{chiffre.niveau_territoire}-{chiffre.code_territoire}"
            )

    def _learn_name(self, chiffre: Indicateur) -> None:
        """A source that repeats the code in place of a name does not name it."""
        code, libelle = str(chiffre.code_metier), chiffre.libelle_metier
        if not chiffre.codes_regroupes:
            self._codes.add((str(chiffre.nomenclature_metier), code))
        if libelle and libelle != code and not chiffre.codes_regroupes:
            self._libelles.setdefault((str(chiffre.nomenclature_metier), code), libelle)

    def _label_of_its_own(self, chiffre: Indicateur) -> str | None:
        """The publisher's name of a bassin whose limits, or name, are not those of today."""
        if chiffre.niveau_territoire != _BASSIN:
            return None
        ours, theirs = self._bassins.get(chiffre.code_territoire), chiffre.libelle_territoire
        same = theirs is None or (ours is not None and ours.casefold() == theirs.casefold())
        return None if same else theirs

    def _groups(self, metiers: Iterable[Metier], fiches: Iterable[Fiche]) -> Iterator[Annexe]:
        self._libelles |= names_of_lone_members(self._libelles, self._codes)
        maker = FamillesMaker(metiers, self._libelles, self._analyser, self._reglages)
        groups: dict[str, list[str]] = {}
        for code, familles in chain(maker.make(), maker.of_fiches(fiches)):
            groups[code] = [f"{famille.nomenclature}:{famille.code}" for famille in familles]
            lines = [famille.model_dump(mode="json", exclude_defaults=True) for famille in familles]
            yield METIER + code, orjson.dumps(lines)
        yield GROUPES, orjson.dumps(groups)
        metiers_of = maker.metiers_of()
        for key in sorted({*self._libelles, *metiers_of}):
            libelle = self._libelles.get(key) or maker.libelle_rome3(key)
            body = {"libelle": libelle, "metiers": metiers_of.get(key, [])}
            yield f"{FAMILLE}{key[0]}:{key[1]}", orjson.dumps(body)
        for letter, of_sector in maker.secteurs().items():
            yield SECTEUR + letter, orjson.dumps([group._asdict() for group in of_sector])


def _compact(row: list[Any]) -> str:
    """A string: the bytes that orjson returns keep a buffer of kilobytes alive."""
    return orjson.dumps(row).decode()


def chiffres_key(source: str, nomenclature: str, code: str, lieu: str) -> str:
    return f"{CHIFFRES}{source}:{nomenclature}:{code}:{lieu}"
