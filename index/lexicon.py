"""Every word of a generation: how rare its key is, what it completes, what a typo may have meant."""

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import orjson
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from index.specificity import Specificity
from index.word_shapes import WordShapes
from nlp.analysis import Word
from nlp.langue import Langue
from nlp.sigles import Sigle
from nlp.sounds import heard

SHORTEST_CORRECTED = 4
"""Words of three letters and less are acronyms as often as typos: they are left alone."""
SHORTEST_STEM, SHARE_OF_STEM, LONGEST_ENDING = 6, 0.6, 5
"""What makes two words akin: how many first letters, which part of the unknown word, how short an ending."""
LESS_BY_EAR = 0.05
"""What is written alike is likelier than what only sounds alike."""
CODES_KEPT = 5
"""Codes kept for each meaning of an acronym: a diploma may name hundreds of formations."""


@dataclass(frozen=True, slots=True)
class Near:
    """A known word near an unknown one."""

    forme: str
    """As the labels write it, with its accents."""
    cle: str
    similarity: float
    fautes: int
    """Letters to add, remove, change or swap, from one to the other."""


@dataclass(frozen=True, slots=True)
class SigleLu:
    """An acronym that names of the corpus spell out."""

    sigle: str
    developpe: str
    codes: tuple[str, ...] = ()
    """Entities that these names name; a few are enough to tell two meanings apart."""


class Lexicon:
    """Read-only. Keys have an id (their position), which the arrays of the engines use."""

    def __init__(
        self,
        cles: Sequence[str],
        idf: Sequence[float],
        mots: Sequence[tuple[str, int, int, str]],
        sigles: Iterable[SigleLu] = (),
        langue: Langue | None = None,
    ) -> None:
        """`mots`: (normalised word, id of its key, number of labels that hold it, its spelling), in order.

        `sigles`: the meanings that most names give first. `langue`: words that are right though no label
        holds them.
        """
        self.sigles = tuple(sigles)
        self.langue = langue or Langue()
        self.idf = np.asarray(idf, dtype=np.float32)
        self._cles = list(cles)
        self._id = {cle: i for i, cle in enumerate(self._cles)}
        self._mots = [mot for mot, *_ in mots]
        self._mot_cle = [cle for _, cle, *_ in mots]
        self._mot_freq = [freq for *_, freq, _ in mots]
        self._formes = [forme for *_, forme in mots]
        self._near = lru_cache(maxsize=4096)(self._compute_near)

    def __contains__(self, cle: str) -> bool:
        return cle in self._id

    def id_of(self, cle: str) -> int | None:
        return self._id.get(cle)

    def cle(self, position: int) -> str:
        return self._cles[position]

    def rarity(self, cle: str) -> float:
        """IDF of a key over names, more if it is of one domain; the highest for a key never seen."""
        position = self._id.get(cle)
        return float(self.idf[position]) if position is not None else float(self.idf.max(initial=1.0))

    def frequency(self, mot: str) -> int:
        """Number of labels that hold a normalised word; 0 for a word that no label writes."""
        position = bisect.bisect_left(self._mots, mot)
        is_known = position < len(self._mots) and self._mots[position] == mot
        return self._mot_freq[position] if is_known else 0

    def forme(self, cle: str) -> str:
        """How labels write a word or a key, with its accents; the key itself if no label holds it."""
        position = bisect.bisect_left(self._mots, cle)
        if position < len(self._mots) and self._mots[position] == cle:
            return self._formes[position]
        written = self._most_written.get(self._id.get(cle, -1))
        return cle if written is None else self._formes[written]

    @cached_property
    def _most_written(self) -> dict[int, int]:
        """Of each key, the position of the word that most labels hold: « anglais », whose key is no word."""
        by_use = sorted(range(len(self._mots)), key=self._mot_freq.__getitem__)
        return {self._mot_cle[position]: position for position in by_use}

    def completions(self, prefix: str, limit: int) -> list[str]:
        """Keys of the words that start with a prefix, most frequent first."""
        start = bisect.bisect_left(self._mots, prefix)
        end = bisect.bisect_left(self._mots, prefix + "\uffff")
        positions = sorted(range(start, end), key=lambda i: -self._mot_freq[i])
        return list(dict.fromkeys(self._cles[self._mot_cle[i]] for i in positions[: 4 * limit]))[:limit]

    def akin(self, mot: str, limit: int) -> list[str]:
        """Keys of the words that begin as an unknown one: « rempoter » → « rempotage »."""
        shortest = max(SHORTEST_STEM, math.ceil(len(mot) * SHARE_OF_STEM))
        for size in range(len(mot) - 1, shortest - 1, -1):
            begun = self.completions(mot[:size], limit)
            if same := [cle for cle in begun if len(cle) - size <= LONGEST_ENDING]:
                return same
        return []

    def near(self, mot: str) -> tuple[Near, ...]:
        """Known words that an unknown word may be a typo of, nearest first; at most eight."""
        return self._near(mot)

    def _compute_near(self, mot: str) -> tuple[Near, ...]:
        if len(mot) < SHORTEST_CORRECTED or mot.isdigit():
            return ()
        edits = _allowed_edits(len(mot))
        found: dict[str, Near] = {}
        for position, distance in self._within(mot, edits):
            other = self._mots[position]
            score = _similarity(mot, other, self._formes[position], distance, self._mot_freq[position])
            cle = self._cles[self._mot_cle[position]]
            if cle not in found or score > found[cle].similarity:
                found[cle] = Near(self._formes[position], cle, score, distance)
        best = sorted(found.values(), key=lambda one: (-one.similarity, one.forme))[:8]
        return tuple(one for one in best if one.similarity >= best[0].similarity - 0.15)

    def _within(self, mot: str, edits: int) -> Iterable[tuple[int, int]]:
        for positions in self._shapes.within(mot, edits):
            words = [self._mots[i] for i in positions.tolist()]
            for _, distance, i in process.extract(
                mot, words, scorer=OSA.distance, score_cutoff=edits, limit=20
            ):
                yield int(positions[i]), int(distance)

    @cached_property
    def _shapes(self) -> WordShapes:
        """Made at the first unknown word, so that a start does not wait for it."""
        return WordShapes(self._mots)

    def dump(self) -> bytes:
        return orjson.dumps(
            {
                "cles": self._cles,
                "idf": [round(float(value), 4) for value in self.idf],
                "mots": list(zip(self._mots, self._mot_cle, self._mot_freq, self._formes, strict=True)),
                "sigles": [(one.sigle, one.developpe, one.codes) for one in self.sigles],
                "langue": self.langue.table,
            }
        )

    @classmethod
    def load(cls, content: bytes) -> "Lexicon":
        raw = orjson.loads(content)
        sigles = (SigleLu(sigle, developpe, tuple(codes)) for sigle, developpe, codes in raw["sigles"])
        return cls(raw["cles"], raw["idf"], raw["mots"], sigles, Langue(raw["langue"]))


def _allowed_edits(length: int) -> int:
    """One edit up to five letters, two up to nine, three beyond."""
    return 1 if length <= 5 else 2 if length <= 9 else 3


def _similarity(mot: str, other: str, forme: str, distance: int, freq: int) -> float:
    """The more alike of what is written and of what is heard, a little more if the known word is frequent."""
    typed, meant = heard(mot), heard(forme.lower())
    by_ear = _alike(typed, meant, OSA.distance(typed, meant)) - LESS_BY_EAR
    return max(_alike(mot, other, distance), by_ear) + 0.012 * math.log(freq)


def _alike(mot: str, other: str, distance: int) -> float:
    """Edit distance and shared beginning, less if the first letter differs."""
    edit = 1.0 - distance / max(len(mot), len(other))
    other_start = 0.10 if mot[0] != other[0] else 0.0
    return 0.6 * edit + 0.4 * JaroWinkler.similarity(mot, other) - other_start


class LexiconBuilder:
    """Counts words while the documents pass by."""

    def __init__(self, specificity: Specificity | None = None, langue: Langue | None = None) -> None:
        self._specificity, self._langue = specificity, langue
        self._names: Counter[str] = Counter()
        self._others: Counter[str] = Counter()
        self._words: Counter[Word] = Counter()
        self._sigles: dict[Sigle, list[str]] = defaultdict(list)
        self._texts: set[str] = set()
        self._name_count = self._label_count = 0

    def add_label(
        self, cles: Iterable[str], words: Iterable[Word], *, is_name: bool, codes: Iterable[str] = ()
    ) -> None:
        """Keys of a label, its words (what completions and corrections may propose), what it names."""
        distinct = list(dict.fromkeys(cles))  # in order: sums of decimals depend on it
        if self._specificity:
            self._specificity.add(distinct, codes)
        (self._names if is_name else self._others).update(distinct)
        self._label_count += 1
        self._name_count += is_name
        self._words.update(words)

    def add_acronyms(self, sigles: Iterable[Sigle], codes: Sequence[str]) -> None:
        """Acronyms that a name spells out, and what it names."""
        for sigle in sigles:
            self._sigles[sigle].extend(codes)

    def add_text(self, cles: Iterable[str]) -> None:
        """Keys of running text: known words, but never proposed."""
        self._texts.update(cles)

    def build(self) -> Lexicon:
        cles = sorted(self._texts.union(self._names, self._others))
        ids = {cle: i for i, cle in enumerate(cles)}
        factors = self._specificity.factors() if self._specificity else {}
        idf = [self._idf(cle) * factors.get(cle, 1.0) for cle in cles]
        return Lexicon(cles, idf, self._proposable(ids), self._spelled_out(), self._langue)

    def _spelled_out(self) -> Iterator[SigleLu]:
        by_use = sorted(self._sigles.items(), key=lambda one: (-len(one[1]), one[0]))
        for (sigle, developpe), codes in by_use:
            yield SigleLu(sigle, developpe, tuple(dict.fromkeys(codes))[:CODES_KEPT])

    def _proposable(self, ids: dict[str, int]) -> list[tuple[str, int, int, str]]:
        """Each word once, under its most frequent spelling."""
        best: dict[str, tuple[str, int, int, str]] = {}
        for word, freq in self._words.items():
            if word.cle in ids and freq > best.get(word.mot, ("", 0, 0, ""))[2]:
                best[word.mot] = (word.mot, ids[word.cle], freq, word.forme)
        return sorted(best.values())

    def _idf(self, cle: str) -> float:
        """Over names, where a word is a role or an object; a word of skills only counts among all labels."""
        names = max(self._name_count, 1)
        labels = self._names[cle] + self._others[cle]
        share = max(self._names[cle] / names, labels / max(self._label_count, 1))
        return math.log(1.0 + 1.0 / max(share, 0.5 / names))
