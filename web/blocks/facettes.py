"""Facets as a page shows them: every value is a link, every choice can be undone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from index.facets import NON_RENSEIGNE, SANS_FILTRE, Facet, FacetValue
from index.results import Ailleurs, SearchPage
from web.addresses.links import url_demande, urls_of_choices

SHOWN = 6
"""Values of a facet that are not folded."""
OPEN = 3
"""Facets that are not folded, unless they carry a choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and where choosing it, or undoing it, leads."""

    libelle: str
    total: int
    url: str | None
    """None if it was understood in the query, whose own chip undoes it."""
    est_choisie: bool
    est_inconnue: bool
    """What no source says."""


@dataclass(frozen=True, slots=True)
class Block:
    titre: str
    precision: str
    premieres: tuple[Choice, ...]
    autres: tuple[Choice, ...]
    """Folded under the first ones."""
    est_ouvert: bool

    @classmethod
    def of(cls, titre: str, precision: str, choices: Sequence[Choice], *, est_ouvert: bool) -> Self:
        """The first values, and those chosen, are never folded; folding one or two would only hide them."""
        shown = SHOWN if len(choices) > SHOWN + 2 else len(choices)
        return cls(
            titre=titre,
            precision=precision,
            premieres=(*choices[:shown], *(one for one in choices[shown:] if one.est_choisie)),
            autres=tuple(one for one in choices[shown:] if not one.est_choisie),
            est_ouvert=est_ouvert,
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice made, and the address that undoes it."""

    titre: str
    libelle: str
    url: str


def shown(page: SearchPage) -> dict[str, Any]:
    """What the templates of results are given: facets, choices, and these in words."""
    return {"facettes": blocks_of(page), "choix": chips_of(page), "filtres_en_mots": in_words(page)}


def blocks_of(page: SearchPage) -> list[Block]:
    """The facets that can narrow these results."""
    choices = _Choices(page)
    offered = [facet for facet in page.facettes if _narrows(facet, page.total)]
    return [choices.block(facet, is_among_first=i < OPEN) for i, facet in enumerate(offered)]


def chips_of(page: SearchPage) -> list[Chip]:
    """The choices of the reader, in the order of the facets."""
    choices = _Choices(page)
    return [
        Chip(facet.titre, value.libelle, choices.url(facet, value))
        for facet, value in _chosen(page)
        if choices.is_asked(facet, value)
    ]


def in_words(page: SearchPage) -> str:
    """« CAP (niveau 3), en apprentissage »: what narrows the page, for its title."""
    return ", ".join(value.libelle for _, value in _chosen(page))


def url_without_filter(page: SearchPage) -> str:
    return url_demande(page.request, filtres=SANS_FILTRE)


def url_ailleurs(page: SearchPage, ailleurs: Ailleurs) -> str:
    """The same search in other départements."""
    filtres = replace(page.request.filtres, departement=ailleurs.departements)
    return url_demande(page.request, filtres=filtres)


def _chosen(page: SearchPage) -> Iterator[tuple[Facet, FacetValue]]:
    return ((facet, value) for facet in page.facettes for value in facet.valeurs if value.est_choisie)


def _narrows(facet: Facet, total: int) -> bool:
    """False for a facet that every result answers alike: it would change nothing."""
    known = [value for value in facet.valeurs if value.valeur != NON_RENSEIGNE]
    return any(value.est_choisie for value in facet.valeurs) or any(
        0 < value.total < total for value in known
    )


class _Choices:
    """The choices of one page: which are the reader's own, and the address that changes each."""

    def __init__(self, page: SearchPage) -> None:
        self._filtres = page.request.filtres
        self._url = urls_of_choices(page.request)

    def block(self, facet: Facet, *, is_among_first: bool) -> Block:
        choices = [
            self._choice(facet, value) for value in facet.valeurs if self._is_worth_a_line(facet, value)
        ]
        is_open = is_among_first or any(one.est_choisie for one in choices)
        return Block.of(facet.titre, facet.precision, choices, est_ouvert=is_open)

    def is_asked(self, facet: Facet, value: FacetValue) -> bool:
        return value.valeur in self._filtres.of(facet.nom)

    def url(self, facet: Facet, value: FacetValue) -> str:
        """Where choosing a value leads, or undoing it."""
        asked = self._filtres.of(facet.nom)
        kept = tuple(one for one in asked if one != value.valeur)
        return self._url(facet.nom, kept if value.est_choisie else (*kept, value.valeur))

    def _is_worth_a_line(self, facet: Facet, value: FacetValue) -> bool:
        """« sans diplôme » means four levels: those that no result has are no choice of the reader."""
        return bool(value.total) or self.is_asked(facet, value)

    def _choice(self, facet: Facet, value: FacetValue) -> Choice:
        is_understood = value.est_choisie and not self.is_asked(facet, value)
        url = None if is_understood else self.url(facet, value)
        return Choice(value.libelle, value.total, url, value.est_choisie, value.valeur == NON_RENSEIGNE)


FOR_TEMPLATES = {
    "url_ailleurs": url_ailleurs,
    "url_without_filter": url_without_filter,
}
