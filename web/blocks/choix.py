"""The facets of a small collection as a page shows them: links, and choices that can be undone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.annexes.choices import Facette, Valeur, Values
from index.facets import NON_RENSEIGNE
from web.blocks.facettes import Block, Chip, Choice

UrlOf = Callable[[Mapping[str, Sequence[str]]], str]
"""The address of the same list with other choices."""


@dataclass(frozen=True, slots=True)
class Choix:
    facettes: Sequence[Facette]
    asked: Values
    url: UrlOf

    @property
    def blocks(self) -> list[Block]:
        """The facets that have values, in the order of the page."""
        return [self._block(facet) for facet in self.facettes if facet.valeurs]

    @property
    def chips(self) -> list[Chip]:
        """The choices of the reader."""
        return [
            Chip(facet.titre, value.libelle, self._toggled(facet, value)) for facet, value in self._chosen()
        ]

    @property
    def en_mots(self) -> str:
        """« Bretagne, outils mutualisés »: what narrows the page, for its title."""
        return ", ".join(value.libelle for _, value in self._chosen())

    def _chosen(self) -> Iterator[tuple[Facette, Valeur]]:
        return ((facet, value) for facet in self.facettes for value in facet.valeurs if value.est_choisie)

    def _block(self, facet: Facette) -> Block:
        choices = [self._choice(facet, value) for value in facet.valeurs]
        return Block.of(facet.titre, facet.precision, choices, est_ouvert=True)

    def _choice(self, facet: Facette, value: Valeur) -> Choice:
        url = self._toggled(facet, value)
        return Choice(value.libelle, value.total, url, value.est_choisie, value.valeur == NON_RENSEIGNE)

    def _toggled(self, facet: Facette, value: Valeur) -> str:
        """Where choosing a value leads, or undoing it."""
        kept = [one for one in self.asked[facet.nom] if one != value.valeur]
        return self.url({**self.asked, facet.nom: kept if value.est_choisie else [*kept, value.valeur]})
