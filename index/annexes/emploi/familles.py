"""From a métier of the ROME 4.0 to the groups of métiers that figures measure, the most fitting first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple, get_args

from index.annexes.emploi.reglages import Reglages
from index.annexes.emploi.views import Famille, measured_in
from mappings.crosswalks import Confiance, CorrespondanceFap, correspondances_fap, libelles_rome3
from mappings.records import Fiche, Metier
from mappings.records.codes import is_rome
from nlp.analysis import Analyser

_SURETE: Final[dict[Confiance, int]] = {"certaine": 0, "forte": 1, "moyenne": 2}
CADRE = "cadre"
_OLD = "3"
"""The version of the ROME whose codes the groups are joined to."""
Fap = Literal["fap2021", "fap2009"]
"""The editions of the FAP, of which each code begins with that of its group."""
FAPS: Final[tuple[Fap, ...]] = get_args(Fap)
_GROUP_LENGTH = 3
"""« S0Z » is the group of « S0Z42 »."""
Libelles = Mapping[tuple[str, str], str]
"""(nomenclature, code) → name."""


def names_of_lone_members(libelles: Libelles, codes: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Codes that no source names, and that are all of a group that one names: « V0Z60 » is « V0Z »."""
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    for nomenclature, code in codes:
        if len(code) > _GROUP_LENGTH:
            members[nomenclature, code[:_GROUP_LENGTH]].add(code)
    return {
        (group[0], only): libelles[group]
        for group, (only, *others) in members.items()
        if not others and group in libelles and (group[0], only) not in libelles
    }


class Groupe(NamedTuple):
    """A group of a sector, and the codes of the ROME that are best described by it."""

    nomenclature: str
    code: str
    libelle: str | None
    metiers: list[str]


class _Brief(NamedTuple):
    """What is needed of a métier: its record weighs a hundred times more."""

    code: str
    parent: str
    libelle: str
    est_cadre: bool | None
    origine: str = "code ROME parent, donné par le ROME"
    """Where its code of the ROME 3 comes from."""


class FamillesMaker:
    """The groups of each métier, from the tables of `mappings/crosswalks`."""

    def __init__(
        self, metiers: Iterable[Metier], libelles: Libelles, analyser: Analyser, reglages: Reglages
    ) -> None:
        briefs = (_Brief(m.code_rome, m.code_rome_parent, m.libelle, m.est_cadre) for m in metiers)
        self._metiers = {brief.code: brief for brief in briefs}
        self._libelles, self._analyser, self._reglages = libelles, analyser, reglages
        self._technicians = [analyser.keys(role) for role in reglages.roles_de_technicien]
        self._rome3_names = libelles_rome3()
        self._fap = {name: _by_rome(correspondances_fap(name)) for name in FAPS}

    def make(self) -> Iterator[tuple[str, list[Famille]]]:
        """(ROME code, its groups)."""
        return ((code, list(self._of(metier))) for code, metier in self._metiers.items())

    def of_fiches(self, fiches: Iterable[Fiche]) -> Iterator[tuple[str, list[Famille]]]:
        """(code of the fiche, its groups), for those that the ROME does not know and that a publisher gives
        one code of the ROME 3. Several sources may give a fiche."""
        coded = (one for one in fiches if one.version_rome == _OLD and len(one.codes_rome) == 1)
        found = {one.code: _brief_of(one) for one in coded if not is_rome(one.code)}
        return ((code, list(self._of(brief))) for code, brief in found.items())

    def metiers_of(self) -> dict[tuple[str, str], list[str]]:
        """Group → the codes of the ROME that it holds, those whose link is surest first."""
        found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for code, familles in self.make():
            for famille in familles:
                key = (famille.nomenclature, famille.code)
                found[key].append((_SURETE[famille.confiance], code))
        return {key: [code for _, code in sorted(codes)] for key, codes in found.items()}

    def secteurs(self) -> dict[str, list[Groupe]]:
        """Letter of each sector → its groups, and the métiers whose most fitting group each of them is.

        A métier is in one sector alone, so that nothing is listed or counted twice. A sector without any
        métier would lead nowhere: it is left out.
        """
        found: dict[str, dict[tuple[str, str], list[str]]] = {}
        for code, familles in self.make():
            best = measured_in(familles)
            if best and best.code[0] in self._reglages.secteurs:
                group = (best.nomenclature, best.code[:_GROUP_LENGTH])
                found.setdefault(best.code[0], {}).setdefault(group, []).append(code)
        return {
            letter: [
                Groupe(key[0], key[1], self._libelles.get(key), sorted(codes))
                for key, codes in sorted(groups.items())
            ]
            for letter, groups in found.items()
        }

    def libelle_rome3(self, key: tuple[str, str]) -> str | None:
        return self._rome3_names.get(key[1]) if key[0] == "rome3" else None

    def _of(self, metier: _Brief) -> Iterator[Famille]:
        yield self._rome3(metier)
        words = self._words(metier)
        for nomenclature in FAPS:
            yield from self._of_fap(metier, nomenclature, words)

    def _of_fap(self, metier: _Brief, nomenclature: Fap, words: frozenset[str]) -> Iterator[Famille]:
        table = self._fap[nomenclature]
        pairs = table.get(metier.code) or (table.get(metier.parent, []) if _is_of_its_domain(metier) else [])
        familles = [self._fap_of(nomenclature, pair) for pair in pairs]
        familles.sort(key=lambda famille: self._fitness(metier, famille, words))
        yield from familles
        for code in dict.fromkeys(famille.code[:_GROUP_LENGTH] for famille in familles):
            yield self._group(code, [famille for famille in familles if famille.code.startswith(code)])

    def _group(self, code: str, members: list[Famille]) -> Famille:
        """The wider group of the FAP; all the jobs of a métier are in it if several members are."""
        best, *others = members
        libelle = self._libelles.get((best.nomenclature, code))
        wider = {"code": code, "libelle": libelle} | ({"qualifications": ()} if others else {})
        return best.model_copy(update=wider)

    def _rome3(self, metier: _Brief) -> Famille:
        return Famille(
            nomenclature="rome3",
            code=metier.parent,
            libelle=self._rome3_names.get(metier.parent),
            origine=metier.origine,
        )

    def _fap_of(self, nomenclature: Fap, pair: CorrespondanceFap) -> Famille:
        return Famille(
            nomenclature=nomenclature,
            code=pair.code_fap,
            libelle=self._libelles.get((nomenclature, pair.code_fap)),
            confiance=pair.confiance,
            origine=pair.origine,
            qualifications=self._reglages.qualifications(pair.qualifications),
        )

    def _words(self, metier: _Brief) -> frozenset[str]:
        parent = self._metiers.get(metier.parent)
        names = f"{metier.libelle} {parent.libelle if parent else ''}"
        return frozenset(self._analyser.keys(names))

    def _fitness(
        self, metier: _Brief, famille: Famille, words: frozenset[str]
    ) -> tuple[int, bool, float, int, str]:
        """A sure link, else the rank of its jobs, else the name that says the same, else the widest."""
        said = frozenset(self._analyser.keys(famille.libelle or ""))
        shared = len(said & words) / len(said) if said else 0.0
        misplaced = self._is_misplaced(metier, famille)
        return (_SURETE[famille.confiance], misplaced, -shared, -len(famille.qualifications), famille.code)

    def _is_misplaced(self, metier: _Brief, famille: Famille) -> bool:
        """Managers are counted among managers, as the ROME says who is one; the others, among workers and
        clerks, unless their name says that they are technicians."""
        held = famille.qualifications
        if not held or metier.est_cadre:
            return bool(held) and CADRE not in held
        if held == (CADRE,):
            return metier.est_cadre is False
        return self._reglages.execution.isdisjoint(held) and not self._is_technician(metier)

    def _is_technician(self, metier: _Brief) -> bool:
        keys = list(dict.fromkeys(self._analyser.keys(metier.libelle)))  # « Assistant / Assistante de … »
        return any(keys[: len(role)] == role for role in self._technicians)


def _brief_of(fiche: Fiche) -> _Brief:
    [code] = fiche.codes_rome
    return _Brief(code, code, fiche.titre, None, f"code ROME donné par {fiche.provenance.editeur}")


def _is_of_its_domain(metier: _Brief) -> bool:
    """« Expert en assurances dommages automobile » comes from mechanics in the ROME 3: its figures do not."""
    return metier.code[:1] == metier.parent[:1]


def _by_rome(pairs: Iterable[CorrespondanceFap]) -> dict[str, list[CorrespondanceFap]]:
    found: dict[str, list[CorrespondanceFap]] = defaultdict(list)
    for pair in pairs:
        found[pair.code_rome].append(pair)
    return found
