"""How much a word tells of a domain: « terminologie » is as rare as « ébarbage », and is of every trade.

A word is specific when its labels are spread over the grands domaines of the ROME otherwise than all labels
are (Kullback-Leibler divergence, after a few imagined labels spread like all). It is compared with words
that are as frequent, since a word seen once is in one domain whatever it means.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.relevance import Section
from mappings.records.codes import is_rome

DOMAINES = "ABCDEFGHIJKLMN"
_SHARES_AT_HAND = 1 << 12
"""Most labels name a few métiers, hence few domains, and often the same ones."""
FEWEST_PEERS = 20
"""With fewer words of one frequency, their average means nothing."""
_Counts = NDArray[np.float32]


class Specificity:
    """Counts the domains of each key while labels go by."""

    def __init__(self, weights: Section) -> None:
        self._strength, self._imagined = weights["domaine"], weights["a_priori"]
        self._share = lru_cache(maxsize=_SHARES_AT_HAND)(self._compute_share)
        self._counts: dict[str, array[float]] = defaultdict(lambda: array("f", bytes(4 * len(DOMAINES))))

    def add(self, cles: Iterable[str], codes: Iterable[str]) -> None:
        """A label and the entities it names; those that are no métier of the ROME say no domain."""
        letters = "".join([code[0] for code in codes if is_rome(code)])
        if letters:
            share = self._share(letters)
            for cle in cles:
                counts = self._counts[cle]
                for domain, part in share:
                    counts[domain] += part

    @staticmethod
    def _compute_share(letters: str) -> list[tuple[int, float]]:
        """The domains that are named, nearly always one or two, and the part of each."""
        named = Counter(map(DOMAINES.index, letters))
        return [(domain, count / len(letters)) for domain, count in named.items()]

    def factors(self) -> Mapping[str, float]:
        """What the rarity of each key is multiplied by: around 1, more for a word of one domain."""
        if not self._counts:
            return {}
        counts = np.array(list(self._counts.values()))
        found = 1.0 + self._strength * _against_peers(self._divergences(counts), counts.sum(axis=1))
        return dict(zip(self._counts, found.tolist(), strict=True))

    def _divergences(self, counts: _Counts) -> _Counts:
        """How far the domains of each word are from those of all labels."""
        usual = np.maximum(counts.sum(axis=0), 1e-6)
        usual = usual / usual.sum()
        seen = counts.sum(axis=1, keepdims=True)
        spread = (counts + self._imagined * usual) / (seen + self._imagined)
        divergences: _Counts = (spread * np.log(spread / usual)).sum(axis=1)
        return divergences


def _against_peers(divergences: _Counts, frequencies: _Counts) -> _Counts:
    """Relative difference from the average of the words as frequent, between -1 and 1."""
    octaves = np.log2(np.maximum(frequencies, 1.0)).astype(int)
    relative = np.zeros_like(divergences)
    for octave in np.unique(octaves):
        peers = octaves == octave
        average = divergences[peers].mean()
        if peers.sum() > FEWEST_PEERS and average > 0:
            relative[peers] = np.clip(divergences[peers] / average - 1.0, -1.0, 1.0)
    return relative
