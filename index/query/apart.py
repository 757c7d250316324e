"""What is understood of a query before its words are searched: references, diplomas, a place, refusals."""

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from index.facets import Filtres
from index.lexicon import Lexicon
from index.query import lieux, niveaux, parcours, references, refus, tournures
from index.query.ecarts import EcartReader, IsARole
from index.query.lieux import LieuLu, PlaceReader
from index.query.niveaux import DiplomeLu, asked_levels, read_diplomas
from index.query.parcours import Heard, Quitte, read_had, read_left
from index.query.phrases import Dite, read_phrases
from index.query.references import ReferenceLue, read_references
from index.query.refus import Refus, Refusals, Verbal, read_false_refusals, read_refusals, refusal_before
from index.query.requetes import OnePhrase, Service, Tournure, Voie
from index.query.typed import Said, Span, Spanned, Typed
from index.query.words import QueryWords
from index.results import Understood
from nlp.analysis import NEGATED, NEGATIVE_WORDS, Analyser, Token
from nlp.normalise import normalise
from nlp.verbs import follows_pronoun

_HELD_BY_NAMES = "non"
"""A negation that names begin with: « non-voyant »."""
_BEFORE_A_VERB = ("ne ", "n'")
_CLAUSE = (",", ";", ".", ":")


@dataclass(frozen=True, slots=True)
class Apart:
    """What is understood of a query before its words are searched."""

    references: tuple[ReferenceLue, ...]
    diplomes: tuple[DiplomeLu, ...]
    lieu: LieuLu | None
    refus: tuple[Refus, ...] = ()
    taken: tuple[Span, ...] = ()
    """Words that are no longer searched."""
    dits: Mapping[Span, str] = field(default_factory=dict)
    """Refusals that are searched, in the words of a wish of the vocabulary, and turns of phrase."""
    lies: frozenset[str] = frozenset()
    """Keys of what a refusal that is searched refuses, or of what is left: never wanted by themselves."""
    nies: frozenset[str] = frozenset()
    """Negated keys of a refusal that is searched: « sans voir » is wanted, though « voir » says little."""
    quitte: Quitte | None = None
    """Searched last, as a support of the rest."""
    voies: tuple[Dite[Voie], ...] = ()
    services: tuple[Dite[Service], ...] = ()
    tournures: tuple[Dite[Tournure], ...] = ()
    asks_what_is_there: bool = False
    """« un emploi à Lyon », « Lyon »: a place, and nothing that is looked for there."""

    @property
    def situations(self) -> tuple[DiplomeLu, ...]:
        """Classes that someone says to be in; the rest of the query says what is looked for."""
        return tuple(one for one in self.diplomes if one.ligne.situation)

    @property
    def takes_no_more_than_where(self) -> bool:
        """« travail saisonnier en Bretagne »: what is left is all there is to search."""
        return not self.asks_what_is_there and all(self.lieu and at == self.lieu.span for at in self.taken)

    @property
    def names_diploma(self) -> bool:
        return len(self.diplomes) > len(self.situations)

    def names_diploma_besides(self, span: Span) -> bool:
        """« licence pro après un BTS » says where to go."""
        return any(one.span != span and one.nature == "diplome" for one in self.diplomes)

    @property
    def filtres(self) -> Filtres:
        """What narrows: levels, ways to learn."""
        voies = dict.fromkeys(value for one in self.voies for value in one.ligne.valeurs)
        return Filtres(niveau=asked_levels(self.diplomes), voie=tuple(voies))


class _Taken(set[int]):
    """Positions of the words that something is already read of."""

    def by(self, found: Iterable[Said]) -> tuple[Said, ...]:
        """What is found; its words are taken."""
        read = tuple(found)
        self.update(position for one in read for position in one.span)
        return read


class ApartReader:
    """Each is read among the words that are left."""

    def __init__(
        self,
        analyser: Analyser,
        lexicon: Lexicon,
        words: QueryWords,
        places: PlaceReader | None,
        is_a_role: IsARole,
    ) -> None:
        self._analyser, self._lexicon, self._words, self._places = analyser, lexicon, words, places
        self._is_a_role = is_a_role
        self.ecarts = EcartReader(analyser, lexicon, words, is_a_role)
        self._verbal = Verbal(self._is_wish, words.verbes.is_infinitive, self._infinitive)

    def read(self, typed: Typed) -> Apart:
        lecture, taken = self._words.lecture, _Taken()
        named = _Taken()
        named.by(one for one in read_phrases(typed, (), lecture.services_dits) if one.ligne.nom_propre)
        diplomas = read_diplomas(typed, self._words.formes_diplomes, self._words.acronymes)
        references = taken.by(read_references(typed, lecture.nomenclatures))
        refusals = Refusals(lambda said: self._refusal_before(typed, said))
        said = (one for one in diplomas if (taken | named).isdisjoint(one.span))
        diplomes = taken.by(refusals.diplomas(typed, said))
        voies = taken.by(refusals.wanted(_meant(typed, read_phrases(typed, taken, lecture.voies_dites))))
        lieux = taken.by(refusals.wanted(self._lieux(typed, taken)))
        taken.by(refusals.found)
        services = tuple(self._services(typed, taken, lieux))
        taken.by(one for one in services if not one.ligne.cherche)
        tournures = taken.by(_meant(typed, read_phrases(typed, taken, lecture.tournures_dites)))
        apart = Apart(
            references,
            self._as_what_comes_next(typed, diplomes, (*references, *voies, *lieux)),
            next(iter(lieux), None),
            voies=voies,
            services=services,
            tournures=tournures,
            refus=tuple(refusals.found),
            asks_what_is_there=any(taken == {*one.span} for one in lieux)
            and self._asks_no_more(typed, lieux),
        )
        return self._with_what_is_left(typed, self._with_refusals(typed, apart, taken))

    def _refusal_before(self, typed: Typed, said: Span) -> Refus | None:
        """Of what was read for itself; a reader is told « sans Paris », and not « sans à Paris »."""
        refusal = refusal_before(typed, said, self._verbal, self._words.lecture)
        full = (at for at in said if not self._analyser.is_grammar(typed.normes[at]))
        return refusal and replace(refusal, objet=Span(next(full, said.start), said.end))

    def _as_what_comes_next(
        self, typed: Typed, diplomes: tuple[DiplomeLu, ...], others: Iterable[Spanned]
    ) -> tuple[DiplomeLu, ...]:
        """« je suis en terminale » says, when it is all that is said, what one asks: « après le bac »."""
        next_lines = [one.ligne.ensuite and self._words.level(one.ligne.ensuite) for one in diplomes]
        spans = [one.span for one in (*diplomes, *others)]
        if not any(next_lines) or not self._is_silent(typed, spans):
            return diplomes
        return tuple(
            replace(one, ligne=line or one.ligne) for one, line in zip(diplomes, next_lines, strict=True)
        )

    def _with_refusals(self, typed: Typed, apart: Apart, taken: Collection[int]) -> Apart:
        """What is refused, and the words that are no longer searched."""
        every = read_refusals(typed, taken, self._verbal, self._words.lecture)
        apart_from = _spans(*apart.diplomes, *apart.voies, apart.lieu)
        refused = (*apart.refus, *(one for one in every if self._refuses(typed, one, apart_from)))
        wishes = {} if self._lists_formations(typed, apart, refused) else self._wishes(typed, refused)
        dits = wishes | {one.span: one.ligne.lu for one in apart.tournures}
        narrowing = (one for one in apart.diplomes if one.est_souhait)
        silent = (
            *apart.references,
            *(one for one in narrowing if not self._is_all_that_is_said(typed, one)),
            *(one for one in apart.situations if not self._is_silent(typed, [one.span])),
            *([apart.lieu] if apart.lieu else ()),
            *(one for one in apart.services if not one.ligne.cherche),
            *apart.voies,
            *(one for one in refused if one.span not in dits),
        )
        false = read_false_refusals(typed, self._verbal, self._words.lecture)
        said = (*wishes.values(), *self._supporting(typed, apart, silent))
        tied = [key for texte in said for key in self._analyser.keys(texte)]
        return replace(
            apart,
            refus=refused,
            taken=(*(one.span for one in silent), *false),
            dits=dits,
            lies=frozenset(key for key in tied if not key.startswith(NEGATED)),
            nies=frozenset(key for key in tied if key.startswith(NEGATED)),
        )

    def _wishes(self, typed: Typed, refused: Iterable[Refus]) -> dict[Span, str]:
        said = {one.span: self._as_a_wish(one.nie(typed)) for one in refused if not one.est_parcours}
        return {span: wish for span, wish in said.items() if wish}

    def _lists_formations(self, typed: Typed, apart: Apart, refused: Iterable[Refus]) -> bool:
        """« licence sans maths », « formation sans maths »: a wish would lead to métiers."""
        spans = [one.span for one in apart.diplomes if one.nature == "diplome"]
        if not spans and self._words.demande(self._analyser.tokens(typed.sans(()))) != "formation":
            return False
        return self._is_silent(typed, [*spans, *_spans(*refused, *apart.voies, apart.lieu)])

    def _supporting(self, typed: Typed, apart: Apart, silent: Iterable[Spanned]) -> tuple[str, ...]:
        """« un métier dans la nature, bien payé »: what only supports the rest, if more than a diploma."""
        turns = [one for one in apart.tournures if one.ligne.appui]
        if not turns:
            return ()
        lus = tuple(one.ligne.lu for one in turns)
        said = frozenset(key for lu in lus for key in self._analyser.keys(lu))
        spans = [one.span for one in (*silent, *apart.diplomes, *turns)]
        return () if self._is_silent(typed, spans, said) else lus

    def _with_what_is_left(self, typed: Typed, apart: Apart) -> Apart:
        """The trade that is left for another, or the diploma that one has: its words are no longer wanted by
        themselves."""
        taken = {at for span in apart.taken for at in span}
        heard, lecture = self._heard(typed, apart.taken), self._words.lecture
        diplomas = (one.span for one in apart.diplomes if one.nature == "diplome")
        quitte = read_left(typed, taken, heard, lecture) or read_had(typed, taken, diplomas, heard, lecture)
        if quitte is None:
            return apart
        wanted = frozenset(self._analyser.keys(typed.sans([*apart.taken, quitte.span])))
        left = frozenset(self._analyser.keys(typed.texte(quitte.objet))) - wanted
        return replace(
            apart,
            diplomes=tuple(one for one in apart.diplomes if set(one.span).isdisjoint(quitte.span)),
            taken=(*apart.taken, quitte.span),
            lies=apart.lies | left,
            quitte=quitte,
        )

    def _lieux(self, typed: Typed, taken: Collection[int]) -> Iterator[LieuLu]:
        """The place, if one is said."""
        if self._places:
            said = [at for at in self._said_at(typed) if at not in taken]
            end = max(said, default=-1) + 1
            found = self._places.read(typed, taken, end)
            if said and not found:
                found = self._places.landmark(typed, taken, Span(min(said), end))
            yield from filter(None, [found])

    def _said_at(self, typed: Typed) -> Iterator[int]:
        """Positions of the words that are to be understood: « 16 ans », « en alternance » come after."""
        words = [normalise(mot) for mot in typed.mots]
        starts = [*accumulate((len(word) + 1 for word in words), initial=0)]
        tokens = self._analyser.tokens(" ".join(words))
        weak = self._words.supports(tokens)
        return (
            bisect(starts, token.start) - 1
            for token, is_weak in zip(tokens, weak, strict=True)
            if not (token.est_vide or is_weak)
        )

    def _services(
        self, typed: Typed, taken: Collection[int], lieux: Iterable[LieuLu]
    ) -> Iterator[Dite[Service]]:
        where = [lieu.span for lieu in lieux]
        for one in _meant(typed, read_phrases(typed, taken, self._words.lecture.services_dits)):
            if not one.ligne.seul or self._is_silent(typed, [one.span, *where]):
                yield one
            elif one.ligne.nom_propre and not one.span.start and self._says_which(typed, one.span):
                yield Dite(Span(0, len(typed.mots)), one.ligne.model_copy(update={"cherche": False}))

    def _says_which(self, typed: Typed, span: Span) -> bool:
        """Whether the other words are names of places, or of nothing that labels say."""
        others = (token.mot for token in self._analyser.tokens(typed.sans([span])) if not token.est_vide)
        return all(
            mot.isdigit() or self._is_a_place(mot) or not self._lexicon.frequency(mot) for mot in others
        )

    def _is_a_place(self, mot: str) -> bool:
        return self._places is not None and self._places.is_a_place(mot)

    def _is_silent(self, typed: Typed, spans: Iterable[Span], known: Collection[str] = ()) -> bool:
        """Whether nothing but words of wish, or these keys, is said besides."""
        others = self._analyser.tokens(typed.sans(spans))
        return all(
            token.est_vide or weak or token.cle in known
            for token, weak in zip(others, self._words.supports(others), strict=True)
        )

    def _asks_no_more(self, typed: Typed, lieux: Iterable[LieuLu]) -> bool:
        """Whether only words of wish and of what is asked for are said besides: « formations à Lyon »."""
        others = self._analyser.tokens(typed.sans(one.span for one in lieux))
        asked = self._words.lecture.demandent
        return all(
            token.est_vide or is_wish or (is_weak and token.mot in asked)
            for token, is_weak, is_wish in zip(
                others, self._words.supports(others), self._words.weakest(others), strict=True
            )
        )

    def _heard(self, typed: Typed, spans: Sequence[Span]) -> Heard:
        def words(span: Span) -> list[Token]:
            others = (Span(at, at + 1) for at in range(len(typed.mots)) if at not in span)
            tokens = self._analyser.tokens(typed.sans([*spans, *others]))
            weak = self._words.supports(tokens)
            said = (
                token for token, is_weak in zip(tokens, weak, strict=True) if not (token.est_vide or is_weak)
            )
            return [token for token in said if token.mot not in NEGATIVE_WORDS]

        return Heard(
            says=lambda span: bool(words(span)),
            is_role=lambda span: self._is_a_role(next((token.cle for token in words(span)), "")),
        )

    def _refuses(self, typed: Typed, one: Refus, apart_from: Sequence[Span]) -> bool:
        """« contrôle non destructif » is a name: the corpus itself says the word negated."""
        if typed.normes[one.span.start] in self._words.lecture.diminuent:
            return bool(self._as_a_wish(one.nie(typed)))
        if not (one.est_niee or one.verbe):  # « sauf l'hôpital »: no name says so
            return True
        keys = self._analyser.keys(one.nie(typed))
        is_said = bool(keys) and keys[0].startswith(NEGATED) and keys[0] in self._lexicon
        if self.ecarts.is_a_role(typed, one):
            return True
        is_verb = bool(one.verbe) or self._verbal.takes_the_rest(typed.normes[one.objet.start])
        begins = typed.normes[one.span.start] != _HELD_BY_NAMES and self._begins(typed, one, apart_from)
        return bool(keys) and (is_verb or begins or not is_said or bool(self._as_a_wish(one.nie(typed))))

    def _begins(self, typed: Typed, one: Refus, apart_from: Sequence[Span]) -> bool:
        """Nothing is said before it, but a diploma or where, or another clause: « les animaux mais pas
        vétérinaire »."""
        start = one.span.start
        ends = start > 0 and (
            typed.normes[start - 1] in self._words.lecture.fins or typed.mots[start - 1].endswith(_CLAUSE)
        )
        return ends or not self._heard(typed, apart_from).says(Span(0, start))

    def _as_a_wish(self, texte: str) -> str:
        """A refusal in the words of a wish: « sans diplôme » is one, « aucune envie de bosser la nuit » is
        « ne pas travailler la nuit »; "" if it is none."""
        keys = frozenset(self._analyser.keys(texte))
        if self._are_known(keys) and any(keys <= phrase for phrase in self._words.refus_connus):
            return texte
        refused = self._words.refused_by(self._analyser.tokens(texte))
        phrase = self._words.refus_nus.get(refused, "") if refused else ""
        return phrase if self._are_known(self._analyser.keys(phrase)) else ""

    def _are_known(self, keys: Iterable[str]) -> bool:
        return all(key in self._lexicon for key in keys)

    def _is_all_that_is_said(self, typed: Typed, level: DiplomeLu) -> bool:
        """« métier sans diplôme » is a wish, by which to rank, and so is « bien payé sans diplôme »; beside
        other words, a level only narrows.

        So it does in « formations sans le bac », since wishes lead to métiers, and in « après le bac », which
        refuses nothing.
        """
        level_words = typed.texte(level.span)
        refuses = any(key.startswith(NEGATED) for key in self._analyser.keys(level_words))
        demande = self._words.demande(self._analyser.tokens(typed.sans(())))
        if not refuses or demande not in {None, "metier"}:
            return False
        if self._as_a_wish(typed.texte(Span(0, len(typed.mots)))):
            return True
        return self._is_silent(typed, [level.span]) and bool(self._as_a_wish(level_words))

    def _is_wish(self, mot: str) -> bool:
        return mot in self._words.appuis

    def _infinitive(self, text: str, start: int) -> str:
        """Of a conjugated word, if the corpus says it: « bouge » → « bouger »."""
        mot = text[start:]
        is_conjugated = follows_pronoun(text, start) or text[:start].endswith(_BEFORE_A_VERB)
        if not is_conjugated or self._analyser.is_grammar(mot):
            return ""
        known = (
            one for one in self._words.verbes.infinitives(mot) if self._analyser.key(one) in self._lexicon
        )
        return next(known, "")


def chips(typed: Typed, apart: Apart) -> Iterator[Understood]:
    yield from (references.chip(typed, one) for one in apart.references)
    yield from (niveaux.chip(typed, one) for one in apart.diplomes)
    yield from (_voie(typed, one) for one in apart.voies)
    yield from (_service(typed, one) for one in apart.services if not one.ligne.cherche)
    if apart.lieu:
        yield lieux.chip(typed, apart.lieu)
    yield from (tournures.chip(typed, one) for one in apart.tournures)
    yield from (refus.chip(typed, one) for one in apart.refus)
    if apart.quitte:
        yield parcours.chip(typed, apart.quitte)


def _spans(*read: Spanned | None) -> list[Span]:
    return [one.span for one in read if one]


def _meant(typed: Typed, said: Iterable[Dite[OnePhrase]]) -> Iterator[Dite[OnePhrase]]:
    """« maître d'apprentissage » asks for no apprenticeship."""
    return (one for one in said if one.ligne.mots_contraires.isdisjoint(typed.normes))


def _voie(typed: Typed, said: Dite[Voie]) -> Understood:
    """Undone, the query goes without it: its words name nothing."""
    return Understood("voie", said.ligne.texte, typed.texte(said.span), typed.sans([said.span]))


def _service(typed: Typed, said: Dite[Service]) -> Understood:
    """Undone, its words are searched."""
    return Understood("service", said.ligne.texte, typed.texte(said.span), typed.avec_guillemets(said.span))
