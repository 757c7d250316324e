"""From a name or a word to the labels that say it: both genders, without brackets, acronyms, equivalents."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from index.building.labels.gathering import Said
from index.building.labels.wording import Cible, equivalences_of
from index.documents import Nature
from index.genders import kept
from index.tools import Tools
from nlp.normalise import normalise
from nlp.sigles import acronyms_apart

_BRACKETED = re.compile(r"\s*\(([^()]*)\)")


class Naming:
    def __init__(self, tools: Tools, as_shown: Callable[[str], str]) -> None:
        """`as_shown`: a name of the corpus as pages show it."""
        self._analyser, self._as_shown = tools.analyser, as_shown
        self._equivalences = equivalences_of(tools.vocabularies, tools.analyser, tools.relevance.vocabulaires)
        self._diplomas = _diplomas_of_one_word(tools)

    def word(
        self, nature: Nature, texte: str, cibles: Iterable[Cible], shown: str | None = None
    ) -> Iterator[Said]:
        """A text as it is, and its equivalents; nothing if it has no word, or names nothing."""
        named, cles = list(cibles), tuple(self._analyser.keys(texte))
        if not cles or not named:
            return
        shown = shown or texte
        yield nature, shown, cles, cles, named
        for variant, weight in self._equivalences.variants(cles):
            yield nature, shown, cles, variant, [(code, firm * weight) for code, firm in named]

    def words(self, nature: Nature, textes: Iterable[str], cibles: Sequence[Cible]) -> Iterator[Said]:
        return chain.from_iterable(self.word(nature, texte, cibles) for texte in textes)

    def name(self, nature: Nature, cibles: Sequence[Cible], *formes: str | None) -> Iterator[Said]:
        """A name in its genders, the same without its brackets, and the acronyms that stand apart in it."""
        written = [self._as_shown(forme) for forme in formes if forme]
        yield from self.forms(nature, written, cibles)
        if any("(" in forme for forme in written):
            yield from self.forms(nature, [_BRACKETED.sub("", forme) for forme in written], cibles)
        for sigle in dict.fromkeys(chain.from_iterable(map(acronyms_apart, written))):
            yield from self.sigle(sigle, cibles)

    def forms(self, nature: Nature, formes: Sequence[str], cibles: Sequence[Cible]) -> Iterator[Said]:
        """Each gender is found by its own words, both are shown."""
        shown = kept(formes)
        for forme in dict.fromkeys(formes):
            yield from self.word(nature, forme, cibles, shown)

    def sigle(self, sigle: str, cibles: Sequence[Cible]) -> Iterator[Said]:
        """« CAPS » would be read as the plural of « CAP »."""
        cles = tuple(self._analyser.keys(sigle))
        if self._diplomas.get(cles) in (None, normalise(sigle)):
            yield from self.word(Nature.SIGLE, sigle, cibles)


def _diplomas_of_one_word(tools: Tools) -> dict[tuple[str, ...], str]:
    """Keys of a diploma that is written in one word → that word."""
    words = (normalise(forme) for line in tools.vocabularies.diplomes for forme in line.formes)
    return {(tools.analyser.key(word),): word for word in words if " " not in word}
