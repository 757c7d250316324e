"""From the words of a query to the terms that are searched: spellings, equivalents, words only begun."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from index.lexicon import Lexicon, Near
from index.plan import Alternative, Term
from index.query.words import QueryWords
from index.relevance import Section
from nlp.analysis import NEGATED, Analyser, Token
from nlp.normalise import normalise
from nlp.verbs import follows_pronoun, is_gerund

SHORTEST_PREFIX = 4
"""An unknown word of three letters begins too many words to mean one of them."""
SHORTEST_SHORTENED = 7
"""From here on, a word of French may be a longer one that lacks a letter."""
_BEGUN = 6
"""Known words that an unknown one may mean by its beginning."""
MOST_TERMS = 16
"""Words beyond are not searched: no one asks a question of seventeen rare words in one line."""

_JOINING = re.compile(r" (?:et|&|\+) ")


class TermReader:
    def __init__(self, analyser: Analyser, lexicon: Lexicon, words: QueryWords, weights: Section) -> None:
        self._analyser, self._lexicon, self._words, self._weights = analyser, lexicon, words, weights

    def searched(
        self, q: str, tied: frozenset[str], wanted: frozenset[str], *, alone: bool
    ) -> list[tuple[Token, bool]]:
        """Words that say something, each once, and whether it is only a support of the others.

        `tied`: words that only say more of a refusal. `wanted`: negated words that say it.
        `alone`: nothing else is understood, so words that only say a wish are all there is to search.
        """
        text = _as_searched(q)
        tokens = self._analyser.tokens(text)
        distinct: dict[str, tuple[Token, bool]] = {}
        for token, weak in zip(tokens, self._words.supports(tokens), strict=True):
            if not token.est_vide:
                read = token if weak else self._as_labels_say(text, token)
                distinct.setdefault(read.cle, (read, (weak and read.cle not in wanted) or read.cle in tied))
        weighed = list(distinct.values())
        if all(weak for _, weak in weighed):
            weighed = self._restored([token for token, _ in weighed], tied) if alone else []
        return weighed[:MOST_TERMS]

    def _restored(self, tokens: list[Token], tied: frozenset[str]) -> list[tuple[Token, bool]]:
        """Words that only support others, searched for want of them; a refusal says more than they do.

        « devenir freelance »: wishes say less still. « formation à 50 ans »: an age says nothing at all.
        """
        counted = self._words.lecture.quantites([token.mot for token in tokens])
        tokens = [token for at, token in enumerate(tokens) if at not in counted]
        refused = [token for token in tokens if token.cle.startswith(NEGATED)]
        if refused:
            return [(token, token.cle in tied) for token in tokens if token in refused or token.cle in tied]
        weakest = self._words.weakest(tokens)
        return [(token, is_weak and not all(weakest)) for token, is_weak in zip(tokens, weakest, strict=True)]

    def after_role(self, q: str) -> float:
        """Where the words begin that say where someone works; infinity, if none does.

        The first word of place says it, after a word that is searched: « infirmière à l'école ».
        """
        tokens = self._analyser.tokens(_as_searched(q))
        weak = self._words.supports(tokens)
        said = (t.start for t, is_weak in zip(tokens, weak, strict=True) if not (t.est_vide or is_weak))
        first = next(said, inf)
        places = self._words.lecture.avant_un_secteur
        return next((t.start for t in tokens if t.start > first and t.est_vide and t.mot in places), inf)

    def quoted(self, token: Token, *, weak: bool) -> Term:
        """A word between quotation marks is searched as it is, or not at all."""
        same = [Alternative(token.cle, 1.0)] if token.cle in self._lexicon else []
        return self._weighed(token, same, weak=weak)

    def term(self, token: Token, *, weak: bool, exactly: bool) -> Term:
        if same := self._same(token):
            return self._weighed(token, same, weak=weak)
        if exactly or weak or token.cle.startswith(NEGATED):  # « je sais » is no typo of « sain »
            return Term(token.mot, (), 0.0, est_appui=weak)
        started = self.begun(token.mot)
        near = () if self._is_right(token.mot) else self._lexicon.near(token.mot)
        spelled = self._weighed(token, self._spellings(near, started), weak=weak)
        is_sure = bool(near) and near[0].similarity >= self._weights["orthographe_sure"]
        is_meant = near and (is_sure or not started)
        if is_meant and not normalise(near[0].forme).startswith(token.mot):  # « coiff » begins « coiffe »
            return replace(spelled, orthographe=near[0].forme, est_incertaine=not is_sure)
        return spelled

    def _is_right(self, mot: str) -> bool:
        """A word of French is no typo, unless it lacks one letter of a long one that labels hold.

        « pavillon » is not « papillon »; « infirmer » is « infirmier ».
        """
        if not self._lexicon.langue.lemme(mot):
            return False
        return len(mot) < SHORTEST_SHORTENED or not any(
            one.fautes == 1 and len(normalise(one.forme)) > len(mot)
            for one in self._lexicon.near(mot)
            if one.similarity >= self._weights["orthographe_sure"]
        )

    def begun(self, mot: str) -> list[str]:
        """Known words that an unknown one begins, or else that begin as it does.

        A word of French is whole: « secte » begins no « secteur ».
        """
        if len(mot) < SHORTEST_PREFIX:
            return []
        completed = [] if self._is_right(mot) else self._lexicon.completions(mot, _BEGUN)
        return completed or self._lexicon.akin(mot, _BEGUN)

    def _as_labels_say(self, text: str, token: Token) -> Token:
        """The word under the form that labels hold: its infinitive after a pronoun, its lemma if unknown.

        « qui répare » is searched as « réparer »: labels name what is done, people say who does it. So is
        « en réparant », which is no « en restaurant »: labels hold the noun.
        """
        if token.cle.startswith(NEGATED):
            return token
        is_unknown = token.cle not in self._lexicon
        is_a_form = follows_pronoun(text, token.start) or (
            is_unknown and is_gerund(text, token.start, token.mot)
        )
        forms = [*self._words.verbes.infinitives(token.mot)] if is_a_form else []
        if is_unknown:
            forms += filter(None, [self._lexicon.langue.lemme(token.mot)])
        keys = map(self._analyser.key, forms)
        return next((token._replace(cle=key) for key in keys if key in self._lexicon), token)

    def _same(self, token: Token) -> list[Alternative]:
        """The word itself if a label holds it, its equivalents and its family: « resto » is no typo."""
        said = {one.cle: one for one in self._words.same_as(token.cle, self._weights["famille"])}
        if not token.cle.startswith(NEGATED):
            written = self._analyser.key(token.mot)
            said.setdefault(written, Alternative(written, 1.0))  # a verb, as it was conjugated
        return [one for one in said.values() if one.cle in self._lexicon]

    def _weighed(self, token: Token, alternatives: list[Alternative], *, weak: bool) -> Term:
        rarity = self._lexicon.rarity(alternatives[0].cle) if alternatives else 0.0
        weight = self._weights["mot_envie"] if weak else 1.0
        return Term(
            token.mot,
            tuple(alternatives),
            rarity * weight,
            est_appui=weak,
            en_texte=tuple(one for one in self._words.in_text(alternatives) if one.cle in self._lexicon),
        )

    def _spellings(self, near: tuple[Near, ...], started: Sequence[str]) -> list[Alternative]:
        """Known words the reader may have meant; all are kept, so that the other words decide."""
        spelled = [Alternative(n.cle, self._trust(n.similarity, near[0].similarity)) for n in near]
        known = {one.cle for one in spelled}
        return spelled + [Alternative(c, self._weights["prefixe"]) for c in started if c not in known]

    def _trust(self, similarity: float, best: float) -> float:
        """Weight of a spelling: less if another is nearer, and less if even the nearest is far."""
        near_enough = min(1.0, similarity / self._weights["orthographe_sure"])
        return self._weights["orthographe"] * (similarity / best * near_enough) ** 4


def are_joined(q: str, tokens: Sequence[Token]) -> bool:
    """Whether « et » comes between some of these words of the query."""
    text = _as_searched(q)
    return len(tokens) > 1 and bool(_JOINING.search(text, tokens[0].start, tokens[-1].start))


def _as_searched(q: str) -> str:
    return normalise(q.replace("€", " euros "))
