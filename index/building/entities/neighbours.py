"""Near métiers: each neighbour under the name of the relation that makes it one."""

import math
from collections import defaultdict
from collections.abc import Mapping

from index.building.corpus.read import Corpus
from index.building.links import Links, metiers_by_competence
from index.views import MOBILITE, Lien
from mappings.records import Fiche

COMPETENCES = "compétences communes"
FAMILLE = "même famille du ROME"
_SHARED_BY_TOO_MANY = 40
"""A skill of more métiers than this says nothing of two of them."""
_NEAREST_BY_SKILL = 6
_ROME = "France Travail"


class Neighbourhood:
    """Near métiers of every métier, computed once for a corpus."""

    def __init__(self, corpus: Corpus, links: Links, titles: Mapping[str, str]) -> None:
        self._corpus, self._links, self._titles = corpus, links, titles
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
        return (
            *self._links_to([m.code_rome for m in ranked], MOBILITE),
            *self._links_to(self._nearest_by_skill(code), COMPETENCES),
            *self._links_to(self.family(code), FAMILLE),
        )

    def of_fiche(self, fiche: Fiche) -> tuple[Lien, ...]:
        """A fiche alone leads to the ROME métiers nearest to it."""
        codes = [nearest.code_rome for nearest in self._links.fiche_to_metiers.get(fiche.code, ())]
        return self._links_to(codes[:12], FAMILLE)

    def family(self, code: str) -> list[str]:
        """The other métiers with the same ROME v3 parent."""
        return [c for c in self._family[self._corpus.metiers[code].code_rome_parent] if c != code]

    def _links_to(self, codes: list[str], relation: str) -> tuple[Lien, ...]:
        return tuple(
            Lien(genre="metier", code=code, titre=self._titles[code], relation=relation, editeur=_ROME)
            for code in codes
            if code in self._titles
        )

    def _nearest_by_skill(self, code: str) -> list[str]:
        """Métiers that share the rarest skills, best first."""
        weights: dict[str, float] = defaultdict(float)
        for lien in self._corpus.metiers[code].competences:
            shared = self._by_competence.get(lien.code_ogr, [])
            for other in shared:
                weights[other] += 1.0 / math.log(1.0 + len(shared))
        weights.pop(code, None)
        return [
            other for other, _ in sorted(weights.items(), key=lambda w: (-w[1], w[0]))[:_NEAREST_BY_SKILL]
        ]
