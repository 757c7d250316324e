"""Where a query asks: « à Lyon », « 69 », « en Bretagne », « près de Nantes »."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from index.lexicon import Lexicon
from index.lieux.model import Lieu
from index.query.requetes import Annonce, Lecture
from index.query.typed import Span, Typed
from index.results import Understood
from nlp.normalise import normalise

_CODE = re.compile(r"\d{5}|\d{2}|2[ab]|97[1-8]", re.ASCII)
_DISTRICT = re.compile(r"\d{1,2}(?:er|e|eme|ieme)?", re.ASCII)
_ARTICLES = frozenset({"le", "la", "les", "de", "du", "des"})
_BETWEEN = re.compile(r"[\W_]+")
_AROUND = "(),."
_ELIDED = re.compile(r"^[ld]['’]", re.IGNORECASE)
_AT = frozenset({"a", "à"})
_JOINING = frozenset({"en", "sur"})
"""They announce a place, and join the words of many names."""
_NO_ARTICLE = frozenset({"en"})
"""It announces no place whose name begins with an article: « à la Réunion », never « en Réunion »."""
LONGEST_NAME = 6
FEW_LABELS = 5
"""After « à », a commune may bear a word that labels hardly use (« Courbevoie »), never « Bois »."""
Named = Callable[[str], tuple[Lieu, ...]]


@dataclass(frozen=True, slots=True)
class LieuLu:
    lieu: Lieu
    span: Span
    """Its words, with what announces them."""


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """What the reader of places needs of a generation; a lookup is made only for words that may be one."""

    nommes: Named
    """Places that bear exactly this name."""
    par_code: Named
    """Places of a postcode or of the number of a département."""
    cle: Callable[[str], str]
    reperes: frozenset[str]
    """Keys of regions, départements and towns that everyone knows."""
    mots_de_reperes: frozenset[str]
    """First and last words of these keys: a glance tells that most queries name none of them."""
    is_a_name: Callable[[str], bool]
    """Whether some label of the corpus holds all these words: « INSA Lyon »."""
    is_named_so: Callable[[str, str], bool]
    """Whether some label that holds all these words (the first text) says the second as it is: « école de
    commerce … de Lyon » does not say « commerce Lyon »."""


class PlaceReader:
    def __init__(self, names: PlaceNames, lexicon: Lexicon, lecture: Lecture) -> None:
        self._names, self._lexicon, self._lecture = names, lexicon, lecture

    @property
    def reperes(self) -> frozenset[str]:
        return self._names.reperes

    def is_a_place(self, mot: str) -> bool:
        return bool(self._names.nommes(mot))

    def read(self, typed: Typed, taken: Collection[int], end: int) -> LieuLu | None:
        """One place at most; what is announced, then what is only named.

        `end`: where the words end that say something: « coiffure Lille 16 ans » ends with a place.
        """
        free = typed.libres.difference(taken)
        if not self._names.reperes or not free:
            return None
        found = (
            self._by_district(typed, free, end)
            or self._by_code(typed, free, end)
            or self._announced(typed, free)
            or self._bare(typed, free, end)
        )
        return found and self._whole(typed, free, found)

    def landmark(self, typed: Typed, taken: Collection[int], span: Span) -> LieuLu | None:
        """A region, a département or a town that everyone knows, all that is said: « Lyon », « Tours »."""
        is_free = typed.libres.difference(taken).issuperset(span)
        said = typed.texte(span).strip(_AROUND)
        if not is_free or self._names.cle(said) not in self._names.reperes:
            return None
        is_no_word = not self._is_also_a_word(typed, span)
        found = (lieu for lieu in self._nommes(said) if is_no_word or lieu.libelle == said)
        return next((LieuLu(lieu, span) for lieu in found), None)

    def _nommes(self, name: str) -> tuple[Lieu, ...]:
        """None for « Allemagne », though Allemagne-en-Provence may be called so."""
        is_abroad = normalise(name) in self._lecture.sont_a_l_etranger
        return () if is_abroad else self._names.nommes(name)

    def _whole(self, typed: Typed, free: frozenset[int], found: LieuLu) -> LieuLu:
        """« chalon sur saône » is one name, though « sur » announces « Saône »."""
        if typed.normes[found.span.start] in _JOINING:
            for span in _ending_at(found.span.end, free):
                longer = self._names.nommes(typed.texte(span))[:1] if span.start < found.span.start else ()
                for lieu in longer:
                    return LieuLu(lieu, self._with_announcement(typed, span))
        return found

    def _by_district(self, typed: Typed, free: frozenset[int], end: int) -> LieuLu | None:
        """« Paris 15 », « Lyon 3e »: the town, and no département of that number."""
        town = end - 2
        if town < 0 or not free.issuperset((town, end - 1)) or not _DISTRICT.fullmatch(typed.normes[end - 1]):
            return None
        if typed.normes[town] not in self._lecture.ont_des_arrondissements:
            return None
        lieux = self._names.nommes(typed.mots[town])[:1]
        return next((LieuLu(lieu, self._with_announcement(typed, Span(town, end))) for lieu in lieux), None)

    def _by_code(self, typed: Typed, free: frozenset[int], end: int) -> LieuLu | None:
        """« coiffure 69 », « coiffure Saint-Denis 93 », « boulanger (44000) »."""
        last = end - 1
        if last <= 0 or last not in free or not _CODE.fullmatch(typed.normes[last]):
            return None
        if typed.normes[last - 1].isdigit():  # « 06 12 34 56 78 »
            return None
        found = self._names.par_code(typed.normes[last].upper())
        if not found:
            return None
        borne = {one.id for one in found}
        for span in _ending_at(last, free):
            for lieu in self._names.nommes(typed.texte(span)):
                if not borne.isdisjoint({lieu.id, *(parent.id for parent in lieu.parents)}):
                    return LieuLu(lieu, self._with_announcement(typed, Span(span.start, last + 1)))
        return LieuLu(found[0], self._with_announcement(typed, Span(last, last + 1)))

    def _announced(self, typed: Typed, free: frozenset[int]) -> LieuLu | None:
        for start in range(len(typed.mots) - 1):
            annonce = self._announcement_at(typed, start) if start in free else None
            if annonce:
                lieu = self._named_at(typed, free, start + len(annonce.words), annonce)
                if lieu:
                    return LieuLu(lieu.lieu, Span(start, lieu.span.end))
        return None

    def _announcement_at(self, typed: Typed, start: int) -> Annonce | None:
        before = typed.normes[start - 1] if start else ""
        for words, annonce in self._lecture.avant_un_lieu:
            if typed.normes[start : start + len(words)] == words and before not in annonce.mots_contraires:
                return annonce
        return None

    def _named_at(self, typed: Typed, free: frozenset[int], start: int, annonce: Annonce) -> LieuLu | None:
        """The longest name that starts here: articles apart, they belong to some names and not to others."""
        first = start
        while first < len(typed.mots) - 1 and typed.normes[first] in _ARTICLES:
            first += 1
        few = FEW_LABELS if annonce.words[-1] in _AT and first == start else 0
        is_bare = first == start and not annonce.is_sure  # « à Baleine », and not « à la baleine »
        for span in _starting_at(first, len(typed.mots), free):
            name = _ELIDED.sub("", typed.texte(span))
            if not self._is_meant(typed, span, name, annonce, few=few, is_bare=is_bare):
                continue
            for lieu in self._nommes(name)[:1]:
                if not self._lacks_its_article(typed, start, span, lieu):
                    return LieuLu(lieu, span)
        return None

    def _is_meant(
        self, typed: Typed, span: Span, name: str, annonce: Annonce, *, few: int, is_bare: bool
    ) -> bool:
        """`few`: how many labels may say a word that is a place all the same."""
        if not annonce.is_sure and self._is_said_by_a_name(typed, span, name):
            return False
        if self._names.cle(name) in self._names.reperes:
            return True
        is_named = not annonce.repere or _is_capitalised(typed, span.start)
        is_rare = is_named and self._frequency(typed, span) <= few
        return (annonce.is_sure or is_rare) and (is_bare or self._is_no_word_said_as_one(typed, span))

    def _lacks_its_article(self, typed: Typed, start: int, span: Span, lieu: Lieu) -> bool:
        """« prendre des notes en réunion »: La Réunion is an island, « réunion » a word."""
        if typed.normes[start - 1] not in _NO_ARTICLE:
            return False
        has_an_article = normalise(lieu.libelle).split()[0] in _ARTICLES
        return has_an_article and not self._is_no_word_said_as_one(typed, span)

    def _is_no_word_said_as_one(self, typed: Typed, span: Span) -> bool:
        """« autour du livre » is no town, « autour de Livré » is one."""
        return _is_capitalised(typed, span.start) or not self._is_also_a_word(typed, span)

    def _is_said_by_a_name(self, typed: Typed, span: Span, name: str) -> bool:
        """« opérateur sur tours »: a word that is also a town, small, in what a name of the corpus says."""
        is_a_word = self._names.cle(name) in self._lecture.sont_aussi_des_mots
        return (
            is_a_word
            and not _is_capitalised(typed, span.start)
            and self._names.is_a_name(" ".join(typed.mots))
        )

    def _bare(self, typed: Typed, free: frozenset[int], end: int) -> LieuLu | None:
        """A name at the end, or at the beginning, beside other words; labels that hold them all win."""
        count = len(typed.mots)
        is_at_end = end > 0 and self._is_worth_a_look(typed, end - 1, last=True)
        ends = _ending_at(end, free) if is_at_end else ()
        starts = _starting_at(0, count, free) if self._is_worth_a_look(typed, 0, last=False) else ()
        for span in (*ends, *starts, *self._within(typed, free, end)):
            if span.end - span.start < count and self._may_be_a_place(typed, span, end):
                for lieu in self._nommes(typed.texte(span))[:1]:
                    if self._is_no_word(typed, span, lieu):
                        return LieuLu(lieu, self._with_announcement(typed, span))
        return None

    def _within(self, typed: Typed, free: frozenset[int], end: int) -> Iterator[Span]:
        """Landmarks among other words: « université Rennes psychologie », not « vin de Bordeaux rouge »."""
        words, edges = typed.normes, self._names.mots_de_reperes
        for start in range(1, end - 1):
            if words[start] in edges and words[start - 1] not in _ARTICLES:
                for span in _starting_at(start, end - 1, free):
                    if self._names.cle(typed.texte(span)) in self._names.reperes:
                        yield span

    def _is_worth_a_look(self, typed: Typed, position: int, *, last: bool) -> bool:
        """A word of a landmark; or, at the end, a name, or a word that no label writes."""
        words = _BETWEEN.split(typed.normes[position])
        edge = words[-1] if last else words[0]
        is_unusual = last and (self._lexicon.frequency(edge) == 0 or _is_capitalised(typed, position))
        return edge in self._names.mots_de_reperes or is_unusual

    def _may_be_a_place(self, typed: Typed, span: Span, end: int) -> bool:
        """A landmark; at the end, a commune that labels do not write, or hardly if written as a name."""
        cle, is_last = self._names.cle(typed.texte(span)), span.end == end
        is_rare = self._is_written_as_a_name(typed, span) and self._frequency(typed, span) <= FEW_LABELS
        if cle in self._names.reperes or (is_last and is_rare):
            return not self._is_part_of_a_name(typed, span)
        if not is_last:
            return False
        return self._frequency(typed, span) == 0 and (len(cle) > FEW_LABELS or not self._lexicon.near(cle))

    def _is_part_of_a_name(self, typed: Typed, span: Span) -> bool:
        """Some label holds the whole query, and writes the place beside the same word: « INSA Lyon »."""
        text = " ".join(typed.mots)
        beside = Span(span.start - 1, span.end) if span.start else Span(0, span.end + 1)
        return self._names.is_named_so(text, typed.texte(beside))

    def _is_no_word(self, typed: Typed, span: Span, lieu: Lieu) -> bool:
        """« tours » is a word; « Tours » after « boulanger » and « mâcon » with its accent are names."""
        if not self._is_also_a_word(typed, span):
            return True
        return self._is_written_as_a_name(typed, span) or self._has_its_accents(typed, span, lieu)

    def _is_also_a_word(self, typed: Typed, span: Span) -> bool:
        """A word of French, its article apart (« la baleine »); those of well-known places are listed."""
        cle, (first, *others) = self._names.cle(typed.texte(span)), typed.normes[span.start : span.end]
        if cle in self._names.reperes:
            return cle in self._lecture.sont_aussi_des_mots
        noun = " ".join(others) if first in _ARTICLES else cle
        return noun in self._lecture.sont_aussi_des_mots or self._lexicon.langue.lemme(noun) is not None

    def _is_written_as_a_name(self, typed: Typed, span: Span) -> bool:
        """A capital after words that the corpus writes; in « Aide Soignant Nice », after a name of it."""
        before = [mot for mot in typed.mots[: span.start] if mot[0].isalpha()]
        if not before or not _is_capitalised(typed, span.start) or before[-1].casefold() in _ARTICLES:
            return False
        if len(before) > 1 and all(mot[0].isupper() for mot in before):
            return self._names.is_a_name(" ".join(before))
        words = (word for norme in typed.normes[: span.start] for word in _BETWEEN.split(norme))
        return all(self._lexicon.frequency(word) for word in words if len(word) > 2)

    def _has_its_accents(self, typed: Typed, span: Span, lieu: Lieu) -> bool:
        """« mâcon » is the town as « maçon » is not."""
        said = typed.texte(span).strip(_AROUND).casefold()
        norme = typed.normes[span.start]
        is_whole = span.start > 0 and said == lieu.libelle.casefold() and not said.isascii()
        return is_whole and self._lexicon.frequency(norme) > 0 and self._lexicon.forme(norme) != said

    def _frequency(self, typed: Typed, span: Span) -> int:
        """Labels that hold the word of this name that is rarest among labels."""
        words = (word for position in span for word in _BETWEEN.split(typed.normes[position]))
        return min((self._lexicon.frequency(word) for word in words if len(word) > 2), default=FEW_LABELS + 1)

    def _with_announcement(self, typed: Typed, span: Span) -> Span:
        for words, _ in self._lecture.avant_un_lieu:
            start = span.start - len(words)
            if start >= 0 and typed.normes[start : span.start] == words:
                return Span(start, span.end)
        return span


def _is_capitalised(typed: Typed, position: int) -> bool:
    """« Nice », and not « NICE », which says nothing of what it is."""
    mot = typed.mots[position].strip(_AROUND)
    return mot[:1].isupper() and not mot[1:].isupper()


def chip(typed: Typed, found: LieuLu) -> Understood:
    """Undone, the words are searched as they are."""
    said = typed.texte(found.span)
    return Understood("lieu", found.lieu.nom_complet, said, typed.avec_guillemets(found.span))


def _ending_at(end: int, free: frozenset[int]) -> Iterator[Span]:
    """Runs of free words that end there, the longest first."""
    starts = range(max(0, end - LONGEST_NAME), end)
    return (Span(start, end) for start in starts if free.issuperset(range(start, end)))


def _starting_at(start: int, count: int, free: frozenset[int]) -> Iterator[Span]:
    ends = range(min(count, start + LONGEST_NAME), start, -1)
    return (Span(start, end) for end in ends if free.issuperset(range(start, end)))
