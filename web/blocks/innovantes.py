"""The facets of the innovative actions as a page shows them: links, and choices that can be undone."""

from collections.abc import Iterator, Sequence

from index.annexes.innovantes.read import InnovantesRequest
from index.annexes.innovantes.views import Facette, InnovantesPage, Valeur
from index.facets import NON_RENSEIGNE
from mappings.innovantes import NOMS, NomFacetteInnovante
from web.addresses.links import url_innovantes
from web.blocks.facettes import Block, Chip, Choice


def blocks_of(page: InnovantesPage, request: InnovantesRequest) -> list[Block]:
    """The facets that have values, in the order of the page."""
    return [_block(facet, request) for facet in page.facettes if facet.valeurs]


def chips_of(page: InnovantesPage, request: InnovantesRequest) -> list[Chip]:
    """The choices of the reader."""
    return [
        Chip(facet.titre, value.libelle, _toggled(request, facet.nom, value))
        for facet, value in _chosen(page)
    ]


def in_words(page: InnovantesPage) -> str:
    """« Bretagne, outils mutualisés »: what narrows the page, for its title."""
    return ", ".join(value.libelle for _, value in _chosen(page))


def url_of_page(request: InnovantesRequest, page: int) -> str:
    choices = {nom: request.of(nom) for nom in NOMS}
    return url_innovantes(request.q, page, **choices)


def _chosen(page: InnovantesPage) -> Iterator[tuple[Facette, Valeur]]:
    return ((facet, value) for facet in page.facettes for value in facet.valeurs if value.est_choisie)


def _block(facet: Facette, request: InnovantesRequest) -> Block:
    choices = [_choice(facet.nom, value, request) for value in facet.valeurs]
    return Block.of(facet.titre, facet.precision, choices, est_ouvert=True)


def _choice(nom: NomFacetteInnovante, value: Valeur, request: InnovantesRequest) -> Choice:
    url = _toggled(request, nom, value)
    return Choice(value.libelle, value.total, url, value.est_choisie, value.valeur == NON_RENSEIGNE)


def _toggled(request: InnovantesRequest, nom: NomFacetteInnovante, value: Valeur) -> str:
    """Where choosing a value leads, or undoing it."""
    choices: dict[NomFacetteInnovante, Sequence[str]] = {one: request.of(one) for one in NOMS}
    kept = [one for one in choices[nom] if one != value.valeur]
    choices[nom] = kept if value.est_choisie else [*kept, value.valeur]
    return url_innovantes(request.q, **choices)
