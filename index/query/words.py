"""Words that only make sense in a query, from `mappings/vocabularies`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.plan import Alternative, Rang
from index.query.niveaux import Formes, line_of, read_formes
from index.query.phrases import Phrases, by_first_word
from index.query.requetes import Lecture, read_lecture
from index.views import Genre
from mappings import vocabulary
from mappings.vocabulary import Acronyme, Diplome, Envie, MotVide, Specialite, Synonyme, Vocabularies
from nlp.analysis import NEGATED, NEGATIVE_WORDS, Analyser, Token
from nlp.families import Families
from nlp.normalise import normalise
from nlp.verbs import Verbs, read_verbs

_INDEFINITE = frozenset({"un", "une", "des", "les"})
"""What comes between a verb and its object; seldom between a trade and when: « boulanger le dimanche »."""


@dataclass(frozen=True, slots=True)
class QueryWords:
    appuis: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Normalised word of wish or contract → keys beside which it says more (« chargé de formation »).

    Words, not keys: « travail » is one, « travaux » is not.
    """
    souhaits: frozenset[str] = frozenset()
    """Words of wish: they say the least, and come back only for want of any other."""
    expressions: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """First word → runs of normalised words that only introduce what is wanted: « en tant que »."""
    synonymes: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    """Key → equivalent keys. Equivalences of several words are labels (`index.building.labels.wording`)."""
    formes_diplomes: Formes = field(default_factory=dict)
    """How diplomas and levels are written."""
    specialites: Phrases[Specialite] = field(default_factory=dict)
    """Diplomas of one trade that their titles say otherwise."""
    refus_connus: tuple[frozenset[str], ...] = ()
    """Keys of the wishes that refuse something: « pas de bureau » leads to métiers by itself."""
    refus_nus: Mapping[frozenset[str], str] = field(default_factory=dict)
    """The same wishes, by the keys of what they refuse, whatever the words that refuse it."""
    lecture: Lecture = field(default_factory=Lecture)
    acronymes: Mapping[str, Acronyme] = field(default_factory=dict)
    """Normalised acronym → its senses."""
    familles: Families = field(default_factory=Families)
    verbes: Verbs = field(default_factory=Verbs)
    rangs: Mapping[str, Rang] = field(default_factory=dict)
    """Key of a word → the rank that it says."""

    def level(self, forme: str) -> Diplome | None:
        """The line that writes a level so."""
        return line_of(forme, self.formes_diplomes)

    def same_as(self, cle: str, famille: float) -> Iterator[Alternative]:
        """The key, its equivalents and the rest of its family, each once; `famille`: what these are worth."""
        said = {cle: 1.0}
        for one in self.synonymes.get(cle, ()):
            said.setdefault(one.cle, one.poids)
        for other in self.familles.others(cle):
            said.setdefault(other, famille)
        return (Alternative(key, poids) for key, poids in said.items())

    def in_text(self, alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
        """What running text is asked: families, each with the weight of its firmest word."""
        firmest: dict[str, float] = {}
        for one in alternatives:
            root = self.familles.root(one.cle)
            firmest[root] = max(firmest.get(root, 0.0), one.poids)
        return (Alternative(root, poids) for root, poids in firmest.items())

    def refused_by(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Keys of what a refusal refuses: « pas envie de bosser le dimanche » → dimanche."""
        return _refused(tokens, self.appuis)

    def supports(self, tokens: Sequence[Token]) -> list[bool]:
        """Of each word, whether it only says a wish or a contract: welcome, never what is looked for."""
        words = [token.mot for token in tokens]
        introducing = self._introducing(words) | self.lecture.quantites(words)
        keys = {token.cle for token in tokens if not token.est_vide}
        weak = [at in introducing or self._is_support(token, keys) for at, token in enumerate(tokens)]
        objects = self._objects(tokens, weak)
        return [is_weak and at not in objects for at, is_weak in enumerate(weak)]

    def _objects(self, tokens: Sequence[Token], weak: Sequence[bool]) -> frozenset[int]:
        """What a verb that is all that is said is done to: « rédiger un contrat » asks who writes contracts.

        Said of a trade, a contract is noise; but a verb alone does not say what is done.
        """
        said = [at for at, token in enumerate(tokens) if not (token.est_vide or weak[at])]
        if len(said) != 1 or not self.verbes.is_infinitive(tokens[said[0]].mot):
            return frozenset()
        after = range(said[0] + 2, len(tokens))
        return frozenset(at for at in after if weak[at] and tokens[at - 1].mot in _INDEFINITE)

    def weakest(self, tokens: Sequence[Token]) -> list[bool]:
        """Of each word, whether it says a wish, an age or a pay: less than any other support."""
        words = [token.mot for token in tokens]
        counted = self.lecture.quantites(words)
        return [at in counted or mot in self.souhaits for at, mot in enumerate(words)]

    def wanted(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Keys of what is wished, without the words that introduce it: « j'aime les fleurs » → fleur."""
        weak = self.supports(tokens)
        is_introduced = (at for at, token in enumerate(tokens) if not (weak[at] or token.est_vide))
        start = next(is_introduced, len(tokens))
        return tuple(token.cle for token in tokens[start:] if not token.est_vide)

    def demande(self, tokens: Sequence[Token]) -> Genre | None:
        """What is asked for: « métiers après un CAP », « formation coiffure »."""
        said = tuple("" if token.cle.startswith(NEGATED) else token.mot for token in tokens)
        weak = self.supports(tokens)
        first = next((at for at, token in enumerate(tokens) if not (token.est_vide or weak[at])), len(tokens))
        alone = [is_weak and at < first for at, is_weak in enumerate(weak)]
        if len(tokens) > 1 and not tokens[-2].est_vide:  # « bac pro cuisine débouchés »
            alone[-1] = weak[-1]
        return self.lecture.genre_demande(said, alone)

    def _introducing(self, words: Sequence[str]) -> set[int]:
        """Positions of the words that belong to one of the expressions."""
        found: set[int] = set()
        for start, word in enumerate(words):
            for expression in self.expressions.get(word, ()):
                end = start + len(expression)
                if tuple(words[start:end]) == expression:
                    found.update(range(start, end))
        return found

    def _is_support(self, token: Token, keys: set[str]) -> bool:
        exceptions = self.appuis.get(token.mot)
        return exceptions is not None and exceptions.isdisjoint(keys)


def read_query_words(vocabularies: Vocabularies, analyser: Analyser, familles: Families) -> QueryWords:
    lines = vocabularies.mots_vides.appuis
    appuis = dict(_supports(lines, analyser))
    refusals = tuple(_refusals(vocabularies.refus, analyser))
    return QueryWords(
        appuis=appuis,
        souhaits=frozenset(mot for mot, _ in _supports(vocabularies.mots_vides.envie, analyser)),
        expressions=_expressions(lines, analyser),
        synonymes=_synonyms(vocabularies.synonymes, analyser),
        formes_diplomes=read_formes(vocabularies.diplomes),
        specialites=by_first_word(
            (tuple(normalise(forme).split()), line)
            for line in vocabularies.specialites
            for forme in line.formes
        ),
        refus_connus=tuple(frozenset(analyser.keys(phrase)) for phrase in refusals),
        refus_nus={_refused(analyser.tokens(phrase), appuis): phrase for phrase in reversed(refusals)},
        lecture=read_lecture(),
        acronymes={normalise(line.sigle): line for line in vocabularies.acronymes},
        familles=familles,
        verbes=read_verbs(),
        rangs=dict(_ranks(vocabularies.rangs, analyser)),
    )


def _ranks(lines: Iterable[vocabulary.Rang], analyser: Analyser) -> Iterator[tuple[str, Rang]]:
    for line in lines:
        cles = tuple(key for mot in line.mots for key in analyser.keys(mot))
        yield from ((cle, Rang(line.rang, cles)) for cle in cles)


def _supports(lines: Iterable[MotVide], analyser: Analyser) -> Iterator[tuple[str, frozenset[str]]]:
    for line in lines:
        words = [token.mot for token in analyser.tokens(line.mot)]
        if len(words) == 1:
            yield words[0], frozenset(key for word in line.sauf for key in analyser.keys(word))


def _expressions(lines: Iterable[MotVide], analyser: Analyser) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in lines:
        words = tuple(token.mot for token in analyser.tokens(line.mot))
        if len(words) > 1:
            found[words[0]].append(words)
    return {first: tuple(runs) for first, runs in found.items()}


def _refusals(lines: Iterable[Envie], analyser: Analyser) -> Iterator[str]:
    """Phrases that refuse something."""
    for line in lines:
        for phrase in (line.en_clair, *line.phrases):
            if any(key.startswith(NEGATED) for key in analyser.keys(phrase)):
                yield phrase


def _refused(tokens: Iterable[Token], appuis: Collection[str]) -> frozenset[str]:
    weak = NEGATIVE_WORDS.union(appuis)
    said = (token for token in tokens if not token.est_vide and token.mot not in weak)
    return frozenset(token.cle.removeprefix(NEGATED) for token in said)


def _synonyms(lines: Iterable[Synonyme], analyser: Analyser) -> dict[str, tuple[Alternative, ...]]:
    """Equivalences of one word with one word."""
    found: dict[str, list[Alternative]] = defaultdict(list)
    for line in lines:
        typed = analyser.keys(line.terme)
        for other in line.synonymes:
            said = analyser.keys(other)
            if len(typed) == len(said) == 1 and typed != said:
                found[typed[0]].append(Alternative(said[0], line.poids))
    return {key: tuple(alternatives) for key, alternatives in found.items()}
