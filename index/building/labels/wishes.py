"""Labels of wishes: the words of people, the métiers that answer, and the fiches that speak of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from index.building.labels.wording import Cible, Keys, by_preference
from index.building.links import Links
from index.query.words import QueryWords
from index.relevance import Relevance
from mappings.vocabulary import Envie
from nlp.analysis import Analyser

MOST_BRANCHES = 2
"""A métier that more fiches share is wider than each of them: none is what the wish names."""
NEAR_ENOUGH = 0.5
"""From this likeness of names on, a wish for a métier is one for the fiche that is nearest to it."""


@dataclass(frozen=True, slots=True)
class WishLabel:
    texte: str
    said: Keys
    """Keys of the text."""
    cles: Keys
    """Keys under which it is found: those of the text, or those of what is wished alone."""
    cibles: list[Cible]


class WishMaker:
    """Turns the wishes of the vocabulary into labels."""

    def __init__(self, analyser: Analyser, words: QueryWords, relevance: Relevance, links: Links) -> None:
        self._analyser, self._words = analyser, words
        self._weights, self._liens = relevance.vocabulaires, relevance.liens
        self._fiches = fiches_by_metier(links)

    def make(self, wish: Envie, known: Collection[str]) -> Iterator[WishLabel]:
        """Each phrase as it is written, then without the words that only say a wish."""
        metiers = by_preference(wish.codes_rome, self._weights, "pas_envie")
        fiches = by_preference(wish.codes_onisep, self._weights, "pas_envie")
        every = (*metiers, *fiches, *self._fiches_of(metiers))
        cibles = [cible for cible in every if cible[0] in known]
        weaker = [(code, firm * self._weights["envie_nue"]) for code, firm in cibles]
        for phrase in (wish.en_clair, *wish.phrases):
            tokens = self._analyser.tokens(phrase)
            said = tuple(self._analyser.keys(phrase))
            yield WishLabel(phrase, said, said, cibles)
            bare = self._words.wanted(tokens)
            if bare and bare != said:
                yield WishLabel(phrase, said, bare, weaker)

    def _fiches_of(self, metiers: list[Cible]) -> Iterator[Cible]:
        for code, firm in metiers:
            for fiche, is_same in self._fiches.get(code, ()):
                yield fiche, firm * self._liens["envie-fiche" if is_same else "envie-fiche-voisine"]


def fiches_by_metier(links: Links) -> dict[str, list[tuple[str, bool]]]:
    """Code ROME → (fiche, is it about that very métier), without those of a métier that many share."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for fiche, metiers in links.fiche_to_metiers.items():
        if metiers and metiers[0].similarity >= NEAR_ENOUGH:
            found.setdefault(metiers[0].code_rome, []).append((fiche, metiers[0].is_same))
    for fiches in found.values():
        if sum(not is_same for _, is_same in fiches) > MOST_BRANCHES:
            fiches[:] = [one for one in fiches if one[1]]
    return found
