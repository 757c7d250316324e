"""The words of small collections and those that one asks: « orienter » and « orientation » are one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp.analysis import Analyser
from nlp.casing import Casing
from nlp.families import Families

LearnCasing = Callable[[Sequence[str]], Casing]
"""How these names in capitals are written elsewhere."""


@dataclass(frozen=True, slots=True)
class Roots:
    analyser: Analyser
    families: Families

    def of(self, text: str) -> tuple[str, ...]:
        """Each root once, in order; grammar words excepted."""
        return tuple(dict.fromkeys(map(self.families.root, self.analyser.keys(text))))

    def asked(self, q: str) -> dict[str, str]:
        """Root → the word that asks for it, with its accents."""
        forms = {word.mot: word.forme for word in self.analyser.words(q)}
        tokens = (token for token in self.analyser.tokens(q) if not token.est_vide)
        return {self.families.root(token.cle): forms.get(token.mot, token.mot) for token in tokens}
