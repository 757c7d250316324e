"""What a refusal leaves out: « pas de vente », « sans être musicien »."""

from collections.abc import Callable, Iterable

from index.lexicon import Lexicon
from index.plan import Alternative, Ecart, QueryPlan, Term
from index.query.refus import Refus
from index.query.typed import Typed
from index.query.words import QueryWords
from nlp.analysis import Analyser, Token

IsARole = Callable[[str], bool]
"""Whether names of trades begin with this key."""


class EcartReader:
    def __init__(self, analyser: Analyser, lexicon: Lexicon, words: QueryWords, is_a_role: IsARole) -> None:
        self._analyser, self._lexicon, self._words = analyser, lexicon, words
        self._begins_names = is_a_role

    def ecart(self, typed: Typed, one: Refus) -> Ecart:
        """What is refused: its words that the corpus knows. A role, by its own name: « la musique, sans être
        musicien »; else the word and its family: « pas de vente » refuses the « vendeur » too."""
        is_role = self.is_a_role(typed, one)
        plan = QueryPlan(
            tuple(
                Term(token.mot, known, self._lexicon.rarity(token.cle))
                for token in self._words_of(typed, one)
                if (known := self._alternatives([token.cle] if is_role else self._family(token.cle)))
            )
        )
        return Ecart(plan, is_role, one.est_parcours, one.diplomes)

    def _words_of(self, typed: Typed, one: Refus) -> list[Token]:
        tokens = [word for word in self._analyser.tokens(one.dit(typed)) if not word.est_vide]
        return [word for word in tokens if word.mot not in self._words.appuis] or tokens

    def is_a_role(self, typed: Typed, one: Refus) -> bool:
        words = self._words_of(typed, one) if one.est_etat else ()
        return any(self._begins_names(word.cle) for word in words[:1])

    def _family(self, cle: str) -> Iterable[str]:
        return dict.fromkeys([cle, *self._words.familles.others(cle)])

    def _alternatives(self, cles: Iterable[str]) -> tuple[Alternative, ...]:
        return tuple(Alternative(one, 1.0) for one in cles if one in self._lexicon)
