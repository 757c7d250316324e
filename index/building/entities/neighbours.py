"""Near métiers: each neighbour under the name of the relation that makes it one."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from index.building.corpus.read import Corpus
from index.building.links import Links, metiers_by_competence
from index.views import MOBILITE, Lien
from mappings.records import Fiche

COMPETENCES = "compétences communes"
FAMILLE = "même famille du ROME"
FORMATIONS = "formations communes"
DOMAINE = "même domaine"
INTERETS = "centres d'intérêt communs"
_SHARED_BY_TOO_MANY = 40
"""A skill or a formation of more métiers than this says nothing of two of them."""
_NEAREST = 6
_ROME = "France Travail"


class Neighbourhood:
    """Near métiers of every métier, computed once for a corpus."""

    def __init__(
        self, corpus: Corpus, links: Links, titles: Mapping[str, str], metier_of: Mapping[str, str]
    ) -> None:
        """`metier_of`: the métier on whose page a fiche is shown, if it has no page of its own."""
        self._corpus, self._links, self._titles, self._metier_of = corpus, links, titles, metier_of
        self._by_competence = {
            ogr: sorted(metiers)
            for ogr, metiers in metiers_by_competence(corpus).items()
            if len(metiers) <= _SHARED_BY_TOO_MANY
        }
        self._family: dict[str, list[str]] = defaultdict(list)
        for metier in corpus.metiers.values():
            self._family[metier.code_rome_parent].append(metier.code_rome)

    def of_metier(self, code: str) -> tuple[Lien, ...]:
        """By mobility, then by shared skills, then by family; a métier is named under each relation."""
        metier = self._corpus.metiers[code]
        ranked = sorted(metier.mobilites, key=lambda m: m.rang or 0)
        skills = (self._by_competence.get(lien.code_ogr, []) for lien in metier.competences)
        return (
            *self._links_to([m.code_rome for m in ranked], MOBILITE),
            *self._links_to(_nearest(code, skills), COMPETENCES),
            *self._links_to(self.family(code), FAMILLE),
        )

    def of_fiche(self, fiche: Fiche) -> tuple[Lien, ...]:
        """A fiche alone leads to the ROME métiers nearest to it, then to what its publisher ties to it."""
        codes = [nearest.code_rome for nearest in self._links.fiche_to_metiers.get(fiche.code, ())]
        editeur = fiche.provenance.editeur
        return (
            *self._links_to(codes[:12], FAMILLE),
            *self._links_to(self._by_formations(fiche), FORMATIONS, editeur),
            *self._links_to(self._by_domaines(fiche), DOMAINE, editeur),
            *self._links_to(self._by_interests(fiche), INTERETS, editeur),
        )

    def family(self, code: str) -> list[str]:
        """The other métiers with the same ROME v3 parent."""
        return [c for c in self._family[self._corpus.metiers[code].code_rome_parent] if c != code]

    def _links_to(self, codes: Sequence[str], relation: str, editeur: str = _ROME) -> tuple[Lien, ...]:
        return tuple(
            Lien(genre="metier", code=code, titre=self._titles[code], relation=relation, editeur=editeur)
            for code in codes
            if code in self._titles
        )

    def _by_formations(self, fiche: Fiche) -> list[str]:
        """Métiers to which the same formations lead."""
        formations = self._links.fiche_to_formations.get(fiche.code, ())
        sharing = (self._links.formation_to_fiches[code] for code in formations)
        telling = (self._pages(codes) for codes in sharing if len(codes) <= _SHARED_BY_TOO_MANY)
        return _nearest(fiche.code, telling)

    def _by_domaines(self, fiche: Fiche) -> list[str]:
        """Métiers of the same domains; of as many domains, those that share its interests first."""
        own = self._interests.get(fiche.code, frozenset())
        groups = (self._pages(self._by_domaine[domaine]) for domaine in fiche.domaines)
        return _nearest(fiche.code, groups, lambda page: len(own & self._interests.get(page, frozenset())))

    def _by_interests(self, fiche: Fiche) -> list[str]:
        """Leads that nobody would have thought of: other domains, the same likings."""
        return _nearest(fiche.code, (self._liked[one.libelle] for one in fiche.centres_interet))

    def _pages(self, fiches: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self._metier_of.get(code, code) for code in fiches))

    @cached_property
    def _by_domaine(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for fiche in self._corpus.fiches.values():
            for domaine in fiche.domaines:
                found[domaine].append(fiche.code)
        return found

    @cached_property
    def _interests(self) -> dict[str, frozenset[str]]:
        """Of each page, those that its fiches name."""
        found: dict[str, frozenset[str]] = defaultdict(frozenset)
        for fiche in self._corpus.fiches.values():
            page = self._metier_of.get(fiche.code, fiche.code)
            found[page] |= {one.libelle for one in fiche.centres_interet}
        return found

    @cached_property
    def _liked(self) -> dict[str, list[str]]:
        """Interest → pages of the métiers that have it."""
        found: dict[str, list[str]] = defaultdict(list)
        for page, interests in self._interests.items():
            for one in interests:
                found[one].append(page)
        return found


def _nearest(
    own: str, groups: Iterable[Sequence[str]], in_common: Callable[[str], int] = lambda _: 0
) -> list[str]:
    """Those that share the rarest groups, best first; `in_common` tells apart those that share as much."""
    weights: dict[str, float] = defaultdict(float)
    for group in groups:
        for other in group:
            weights[other] += 1.0 / math.log(1.0 + len(group))
    weights.pop(own, None)
    return sorted(weights, key=lambda other: (-weights[other], -in_common(other), other))[:_NEAREST]
