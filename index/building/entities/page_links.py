"""The links that a page shows: their targets in short, under the name of a relation, in reading order."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from index.building.corpus.briefs import CertificationBrief
from index.building.corpus.read import Corpus
from index.building.links import Links, neighbours
from index.building.succession import Succession
from index.genders import capitalised
from index.views import Y_MENE, Lien
from nlp.analysis import Analyser

Said = tuple[str, str]
"""(relation, the publisher who says it)."""
_MOST_LISTED = 500
"""Formations listed on one page: beyond, nobody reads a list, and search narrows it."""
_LINKS_KEPT = 1 << 13
_NEIGHBOURS_KEPT = 1 << 10
"""Formations that lead to the same métiers follow one another, and have the same neighbours."""


class PageLinks:
    """Most links are made again and again: the same formations are near to thousands of others."""

    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        titles: Mapping[str, str],
        succession: Succession,
        analyser: Analyser,
    ) -> None:
        """`titles`: those of métiers, by code."""
        self._corpus, self._links, self._titles = corpus, links, titles
        self._succession, self._analyser = succession, analyser
        self._rank = lru_cache(maxsize=_LINKS_KEPT)(self._compute_rank)
        self._words_of_title = lru_cache(maxsize=_LINKS_KEPT)(self._compute_words_of_title)
        self._to_metier = lru_cache(maxsize=_LINKS_KEPT)(self._compute_to_metier)
        self.to_formation = lru_cache(maxsize=_LINKS_KEPT)(self._compute_to_formation)
        self.to_near = lru_cache(maxsize=_NEIGHBOURS_KEPT)(self.to_formations)

    def to_formations(self, codes: Sequence[str], relation: str = Y_MENE) -> tuple[Lien, ...]:
        """The lowest levels first, then by name."""
        return tuple(
            self.to_formation(code, relation) for code in sorted(codes, key=self._rank)[:_MOST_LISTED]
        )

    def to_metiers(self, said: Mapping[str, Said], title: str) -> tuple[Lien, ...]:
        """Code of each métier → what is said of it; those that share words with the title come first."""
        return tuple(self._to_metier(code, *said[code]) for code in self._nearest_first(title, said))

    def to_certifications_of(self, formations: Iterable[str]) -> tuple[Lien, ...]:
        """Those that any of the formations prepares."""
        codes = neighbours(formations, self._links.formation_to_certifications)
        return tuple(self._to_certification(self._corpus.certifications.briefs[code]) for code in codes)

    def _nearest_first(self, title: str, codes: Iterable[str]) -> list[str]:
        each = list(codes)
        if len(each) > 1:
            words = set(self._analyser.keys(title))
            each.sort(key=lambda code: -len(words & self._words_of_title(code)))
        return each

    def _compute_words_of_title(self, code: str) -> frozenset[str]:
        return frozenset(self._analyser.keys(self._titles[code]))

    def _compute_to_metier(self, code: str, relation: str, editeur: str) -> Lien:
        return Lien(genre="metier", code=code, titre=self._titles[code], relation=relation, editeur=editeur)

    def _compute_rank(self, code: str) -> tuple[int, str]:
        formation = self._corpus.formations.briefs[code]
        return formation.niveau or 9, formation.intitule

    def _compute_to_formation(self, code: str, relation: str) -> Lien:
        formation = self._corpus.formations.briefs[code]
        return Lien(
            genre="formation",
            code=formation.code,
            titre=capitalised(self._corpus.name(formation.intitule)),
            relation=relation,
            editeur=formation.editeur,
            niveau=formation.niveau,
            type_formation=formation.type_formation,
            duree=formation.duree,
        )

    def _to_certification(self, certification: CertificationBrief) -> Lien:
        return Lien(
            genre="certification",
            code=certification.code,
            titre=capitalised(self._corpus.name(certification.intitule)),
            relation="certification visée",
            editeur=certification.editeur,
            niveau=certification.niveau,
            type_formation=certification.type_diplome,
            mention=self._succession.mention(certification.code),
        )


def if_more(codes: Sequence[str], listed: Sequence[Lien]) -> int | None:
    """How many there are, if the list stops before the end."""
    return len(codes) if len(codes) > len(listed) else None
