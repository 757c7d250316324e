"""Facets as a page shows them: every value is a link, every choice can be undone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.facets import NON_RENSEIGNE, SANS_FILTRE, Facet, FacetValue
from index.results import Ailleurs, SearchPage
from web.links import url_demande

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
    """None: it was understood in the query, which undoes it itself."""
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


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice made, and the address that undoes it."""

    titre: str
    libelle: str
    url: str


def blocks_of(page: SearchPage) -> list[Block]:
    """The facets that can narrow these results."""
    offered = [facet for facet in page.facettes if _narrows(facet, page.total)]
    return [_block(page, facet, position) for position, facet in enumerate(offered)]


def chips_of(page: SearchPage) -> list[Chip]:
    """The choices of the reader, in the order of the facets."""
    return [
        Chip(facet.titre, value.libelle, _url(page, facet, value))
        for facet, value in _chosen(page)
        if value.valeur in page.request.filtres.of(facet.nom)
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
    """A facet that every result answers alike would change nothing."""
    known = [value for value in facet.valeurs if value.valeur != NON_RENSEIGNE]
    return any(value.est_choisie for value in facet.valeurs) or any(
        0 < value.total < total for value in known
    )


def _block(page: SearchPage, facet: Facet, position: int) -> Block:
    choices = [_choice(page, facet, value) for value in facet.valeurs if _is_worth_a_line(page, facet, value)]
    folded = len(choices) > SHOWN + 2
    first = [one for i, one in enumerate(choices) if not folded or i < SHOWN or one.est_choisie]
    return Block(
        titre=facet.titre,
        precision=facet.precision,
        premieres=tuple(first),
        autres=tuple(one for one in choices if one not in first),
        est_ouvert=position < OPEN or any(one.est_choisie for one in choices),
    )


def _is_worth_a_line(page: SearchPage, facet: Facet, value: FacetValue) -> bool:
    """« sans diplôme » means four levels: those that nothing has are not the reader's choice."""
    return bool(value.total) or value.valeur in page.request.filtres.of(facet.nom)


def _choice(page: SearchPage, facet: Facet, value: FacetValue) -> Choice:
    is_understood = value.est_choisie and value.valeur not in page.request.filtres.of(facet.nom)
    url = None if is_understood else _url(page, facet, value)
    return Choice(value.libelle, value.total, url, value.est_choisie, value.valeur == NON_RENSEIGNE)


def _url(page: SearchPage, facet: Facet, value: FacetValue) -> str:
    filtres = page.request.filtres
    change = filtres.sans if value.est_choisie else filtres.avec
    return url_demande(page.request, filtres=change(facet.nom, value.valeur))


FOR_TEMPLATES = {
    "blocks_of": blocks_of,
    "chips_of": chips_of,
    "filtres_en_mots": in_words,
    "url_ailleurs": url_ailleurs,
    "url_without_filter": url_without_filter,
}
