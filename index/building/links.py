"""Who is linked to whom: pure functions from records to a graph, each edge with the words that name it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.building.corpus.briefs import FormationBrief
from index.building.corpus.read import Corpus
from mappings.records import Fiche
from mappings.records.codes import is_rome
from nlp.analysis import Analyser

_EXPLANATION = re.compile(r"\s+-\s.*|\s*\([^()]*\)")
"""What follows the name of a métier to explain it: see `_short`."""
SAME_NAME = 0.8
"""Share of common words from which a fiche is about that very métier, and is shown on its page."""
NEAR_NAME = 0.3
"""Below this share, a fiche is only linked to the ROME family that its publisher gives."""

_BY_SYNONYM = 0.79
"""What the same name is worth where it is only a synonym: too little to be that very métier."""


@dataclass(frozen=True, slots=True)
class FicheLink:
    """A fiche and the ROME métier it is nearest to."""

    code_rome: str
    similarity: float

    @property
    def is_same(self) -> bool:
        return self.similarity >= SAME_NAME


@dataclass(frozen=True)
class Links:
    """Edges between raw codes; a fiche is named by its code (MET.17)."""

    fiche_to_metiers: dict[str, tuple[FicheLink, ...]]
    """Nearest first."""
    formation_to_fiches: dict[str, tuple[str, ...]]
    formation_to_metiers: dict[str, tuple[str, ...]]
    """Codes ROME, by the fiches or by the source itself."""
    certification_to_formations: dict[str, tuple[str, ...]]
    metier_to_fiches: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Fiches about that very métier."""
    fiche_to_formations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    metier_to_formations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    formation_to_certifications: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def same_metier(self, fiche: str) -> str | None:
        """The ROME métier on whose page a fiche is shown, if there is one."""
        best = self.fiche_to_metiers.get(fiche, ())[:1]
        return best[0].code_rome if best and best[0].is_same else None


def link(corpus: Corpus, analyser: Analyser) -> Links:
    """All the edges of a corpus."""
    names = _NameIndex(corpus, analyser)
    fiches = [f for f in corpus.fiches.values() if not is_rome(f.code)]
    fiche_to_metiers = {f.code: names.nearest_metiers(f) for f in fiches}
    formation_to_fiches = _formation_to_fiches(corpus, fiches, analyser)
    formation_to_metiers = _formation_to_metiers(corpus, formation_to_fiches, fiche_to_metiers)
    certification_to_formations = _certification_to_formations(corpus)
    same = {
        code: links[0].code_rome for code, links in fiche_to_metiers.items() if links and links[0].is_same
    }
    return Links(
        fiche_to_metiers=fiche_to_metiers,
        formation_to_fiches=formation_to_fiches,
        formation_to_metiers=formation_to_metiers,
        certification_to_formations=certification_to_formations,
        metier_to_fiches=_reverse({fiche: (metier,) for fiche, metier in same.items()}),
        fiche_to_formations=_reverse(formation_to_fiches),
        metier_to_formations=_reverse(formation_to_metiers),
        formation_to_certifications=_reverse(certification_to_formations),
    )


class _NameIndex:
    """The names of every métier as sets of keys, to find the métier a fiche speaks of."""

    def __init__(self, corpus: Corpus, analyser: Analyser) -> None:
        self._analyser = analyser
        self._names: dict[str, set[frozenset[str]]] = {}
        self._titles: dict[str, list[str]] = {}
        self._children: dict[str, set[str]] = defaultdict(set)
        self._exact: dict[frozenset[str], set[str]] = defaultdict(set)
        for code, metier in corpus.metiers.items():
            titles = [
                metier.intitule_masculin,
                *(a.forme_masculine for a in corpus.appellations.get(code, ())),
            ]
            self._names[code] = {
                frozenset(analyser.keys(name)) for title in titles for name in (title, _short(title))
            }
            self._titles[code] = analyser.keys(metier.intitule_masculin)
            self._children[metier.code_rome_parent].add(code)
            for name in self._names[code]:
                self._exact[name].add(code)

    def nearest_metiers(self, fiche: Fiche) -> tuple[FicheLink, ...]:
        """Métiers of the ROME codes of a fiche (v3 codes through their children), nearest name first."""
        titles = [frozenset(self._analyser.keys(fiche.titre_masculin))]
        others = [frozenset(self._analyser.keys(name)) for name in fiche.synonymes]
        candidates = self._candidates(fiche) or set().union(*(self._exact.get(t, set()) for t in titles))
        links = [FicheLink(code, self._similarity(code, fiche, titles, others)) for code in candidates]
        links.sort(key=lambda one: (-one.similarity, one.code_rome))
        near = [one for one in links if one.similarity >= NEAR_NAME]
        return tuple(near or links)

    def _candidates(self, fiche: Fiche) -> set[str]:
        if fiche.version_rome == "4":
            return {code for code in fiche.codes_rome if code in self._names}
        return set().union(*(self._children.get(code, set()) for code in fiche.codes_rome))

    def _similarity(
        self, code: str, fiche: Fiche, titles: list[frozenset[str]], others: list[frozenset[str]]
    ) -> float:
        """Share of the words of the nearest names that they have in common, title or synonym."""
        best = max((_jaccard(a, b) for a in titles for b in self._names[code]), default=0.0)
        by_synonym = max((_jaccard(a, b) for a in others for b in self._names[code]), default=0.0)
        return max(best, _BY_SYNONYM * by_synonym, SAME_NAME if self._is_begun_by(code, fiche) else 0.0)

    def _is_begun_by(self, code: str, fiche: Fiche) -> bool:
        """« Infirmier » of code J1506 is « Infirmier en soins généraux », whose title it begins."""
        title = self._analyser.keys(fiche.titre_masculin)
        return bool(title) and code in fiche.codes_rome and self._titles[code][: len(title)] == title


def _short(title: str) -> str:
    """« Délégué à la protection des données - Data Protection Officer (DPO) » without what explains it."""
    return _EXPLANATION.sub("", title)


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


def _formation_to_fiches(
    corpus: Corpus, fiches: list[Fiche], analyser: Analyser
) -> dict[str, tuple[str, ...]]:
    """Formation → fiches: by the code, or by the very name that the formation gives the métier."""
    by_name: dict[frozenset[str], str] = {}
    for fiche in fiches:
        for name in (fiche.titre, fiche.titre_masculin, fiche.titre_feminin):
            by_name.setdefault(frozenset(analyser.keys(name)), fiche.code)
    known = {fiche.code: fiche.code for fiche in fiches}
    found: dict[str, tuple[str, ...]] = {}
    once: dict[tuple[str, ...], tuple[str, ...]] = {}
    for formation in corpus.formations.briefs.values():
        named = (code or by_name.get(frozenset(analyser.keys(name))) for code, name in formation.metiers)
        if codes := tuple(dict.fromkeys(known[code] for code in named if code in known)):
            found[formation.code] = once.setdefault(codes, codes)
    for fiche in fiches:
        for formation_required in fiche.formations:
            if brief := corpus.formations.briefs.get(formation_required.code or ""):
                found[brief.code] = _with(found.get(brief.code, ()), fiche.code)
    return found


def _formation_to_metiers(
    corpus: Corpus,
    formation_to_fiches: dict[str, tuple[str, ...]],
    fiche_to_metiers: dict[str, tuple[FicheLink, ...]],
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    once: dict[tuple[str, ...], tuple[str, ...]] = {}
    for formation in corpus.formations.briefs.values():
        by_fiches = (fiche_to_metiers[fiche][:1] for fiche in formation_to_fiches.get(formation.code, ()))
        nearest = (one.code_rome for links in by_fiches for one in links)
        if codes := tuple(dict.fromkeys((*_declared_metiers(formation, corpus), *nearest))):
            found[formation.code] = once.setdefault(codes, codes)
    return found


def _declared_metiers(formation: FormationBrief, corpus: Corpus) -> list[str]:
    return [code for code in formation.codes_rome if code in corpus.metiers]


def _certification_to_formations(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    formations = corpus.formations.briefs
    found = {
        certification.code: [formations[code].code for code in certification.formations if code in formations]
        for certification in corpus.certifications.briefs.values()
    }
    for formation in formations.values():
        if formation.code_certification in found:
            found[formation.code_certification].append(formation.code)
    return _unique(found)


def _with(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return codes if code in codes else (*codes, code)


def _unique(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    once: dict[tuple[str, ...], tuple[str, ...]] = {}
    each = ((code, tuple(dict.fromkeys(targets))) for code, targets in found.items() if targets)
    return {code: once.setdefault(targets, targets) for code, targets in each}


def _reverse(edges: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    reverse: dict[str, list[str]] = defaultdict(list)
    for origin, targets in edges.items():
        for target in targets:
            reverse[target].append(origin)
    return _unique(reverse)


def neighbours(codes: Iterable[str], edges: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the codes lead to, each once, in order."""
    return tuple(dict.fromkeys(target for code in codes for target in edges.get(code, ())))


def first_distinct(codes: Iterable[str], limit: int) -> tuple[str, ...]:
    """The first codes, each once, without reading those that follow."""
    found: dict[str, None] = {}
    for code in codes:
        found[code] = None
        if len(found) == limit:
            break
    return tuple(found)


def metiers_by_competence(corpus: Corpus) -> dict[str, dict[str, bool]]:
    """Code OGR → {code ROME: is it at the heart of that métier}."""
    shared: dict[str, dict[str, bool]] = {}
    for metier in corpus.metiers.values():
        for lien in metier.competences:
            shared.setdefault(lien.code_ogr, {})[metier.code_rome] = lien.coeur_metier == "Principale"
    return shared
