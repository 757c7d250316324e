"""The facets of small collections: values of one facet are alternatives, facets add up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import Field

from debouches.errors import RequestError
from index.facets import NON_RENSEIGNE, NON_RENSEIGNE_EN_MOTS
from mappings.mots_facette import MotsFacette
from mappings.records import Model

Values = Mapping[str, tuple[str, ...]]
"""Facet → values of one thing, never empty: what is not said is a value too; or the values that are asked."""


class Valeur(Model):
    valeur: str = Field(description="Code de la valeur ; « non-renseigne » : la source n'en dit aucune")
    libelle: str = Field(description="En mots")
    total: int = Field(description="Combien l'ont, les mots et les autres facettes restant")
    est_choisie: bool = Field(default=False, description="Vrai si elle est demandée")


class Facette(Model):
    nom: str = Field(description="Nom de son paramètre")
    titre: str = Field(description="Titre")
    precision: str = Field(description="Ce qu'elle dit, en une phrase")
    valeurs: tuple[Valeur, ...] = Field(description="Valeurs de la liste, et celles qui sont demandées")


def is_chosen(values: Values, asked: Values, but: str | None = None) -> bool:
    """Whether a thing answers the choices, those of one facet left out."""
    return all(
        not wanted or nom == but or not set(wanted).isdisjoint(values[nom]) for nom, wanted in asked.items()
    )


def facets_of(
    words: Mapping[str, MotsFacette], asked: Values, things: Sequence[tuple[Values, int]]
) -> tuple[Facette, ...]:
    """Each facet, counted over what the other choices leave; `things`: values, and how many bear them."""
    return tuple(_facet(nom, one, asked, things) for nom, one in words.items())


def check_choices(words: Mapping[str, MotsFacette], asked: Values, known: Iterable[Values]) -> None:
    """RequestError for a value that does not exist: the answer would be that of another question."""
    borne = list(known)
    for nom, wanted in asked.items():
        accepted = list(dict.fromkeys((*words[nom].valeurs, *_borne(nom, borne), NON_RENSEIGNE)))
        for value in wanted:
            if value not in accepted:
                message = f"« {value} » n'est pas une valeur du filtre « {nom} »."
                raise RequestError(message, parameter=nom, accepted=tuple(accepted))


def _borne(nom: str, things: Iterable[Values]) -> list[str]:
    return sorted({value for values in things for value in values[nom]})


def _facet(nom: str, words: MotsFacette, asked: Values, things: Sequence[tuple[Values, int]]) -> Facette:
    counts: Counter[str] = Counter()
    for values, count in things:
        if is_chosen(values, asked, but=nom):
            counts.update(dict.fromkeys(values[nom], count))
    wanted = asked.get(nom, ())
    return Facette(
        nom=nom,
        titre=words.titre,
        precision=words.precision,
        valeurs=tuple(
            Valeur(
                valeur=value,
                libelle=NON_RENSEIGNE_EN_MOTS if value == NON_RENSEIGNE else words.libelle(value),
                total=counts[value],
                est_choisie=value in wanted,
            )
            for value in _shown(words, counts, wanted)
        ),
    )


def _shown(words: MotsFacette, counts: Counter[str], wanted: Sequence[str]) -> Iterator[str]:
    """Those that something bears or that are asked, in the order of the pages; what is not said, last."""
    order = dict.fromkeys((*words.valeurs, *sorted(counts), *wanted))
    for value in (*(one for one in order if one != NON_RENSEIGNE), NON_RENSEIGNE):
        if counts[value] or value in wanted:
            yield value
