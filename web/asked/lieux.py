"""From the « Où ? » of an address to the place that it names."""

from debouches.errors import RequestError
from index.lieux.model import ID_OF_LIEU, Lieu
from index.results import SearchPage
from index.service import Searcher
from web.asked.demande import PARTOUT, Demande, plain
from web.wording import messages

_SHOWN = 5
_HOMONYMS = 2
"""How many are shown beside results: on a phone, more would push these away."""


def lieu_demande(searcher: Searcher, texte: str) -> Demande:
    """The place that a text designates; the first of its homonyms, with the others to choose from."""
    if not texte:
        return PARTOUT
    found = searcher.lieux(texte, _SHOWN)
    if not found or ID_OF_LIEU.fullmatch(texte):
        return Demande(texte, found[0] if found else None)
    first, *others = found
    return Demande(texte, first, tuple(other for other in others if _may_be(texte, first, other)))


def lieu_compris(searcher: Searcher, page: SearchPage) -> Demande:
    """The place that a query says; its homonyms too, unless a code told it from them."""
    lieu, said = page.lieu, [one.mots for one in page.understood if one.nature == "lieu"]
    if lieu is None:
        return PARTOUT
    is_precise = any(char.isdigit() for char in "".join(said))
    found = () if is_precise else searcher.lieux(lieu.libelle, _SHOWN)
    autres = (other for other in found if other.niveau == lieu.niveau and other.id != lieu.id)
    homonyms = [other for other in autres if plain(other.libelle) == plain(lieu.libelle)]
    return Demande(lieu.id, lieu, tuple(homonyms[:_HOMONYMS]))


def known_place(searcher: Searcher, texte: str) -> Demande:
    """What a text designates, or RequestError: the API does not answer another question."""
    ou = lieu_demande(searcher, texte)
    if ou.est_inconnu:
        raise RequestError(messages.NO_SUCH_PLACE.format(lieu=texte), parameter="lieu")
    return ou


def _may_be(texte: str, first: Lieu, other: Lieu) -> bool:
    """A homonym may have been meant; a longer name only if no place bears the name as written."""
    if texte == first.nom_complet:
        return False
    return plain(first.libelle) == plain(other.libelle) or plain(first.libelle) != plain(texte)
