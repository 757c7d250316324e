"""Meanings of an acronym: those that people curated, then those that names of the corpus spell out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.lexicon import Lexicon, SigleLu
from mappings.records.codes import is_rome
from mappings.vocabulary import Acronyme, Sens
from nlp.analysis import Analyser
from nlp.normalise import normalise

MOST_SENSES = 4
"""A choice among more is no longer a choice."""
_COMMON = 0.6
"""Two meanings that share this part of the words of the shorter are one."""
_SHORTEST = 2
_OFTEN = 2
"""A word that more labels hold, for each name that spells it out, is a word."""
_REASON = "développé par un nom du corpus"


def with_senses_of(
    lexicon: Lexicon, acronymes: Mapping[str, Acronyme], analyser: Analyser
) -> Mapping[str, Acronyme]:
    """The acronyms of the vocabulary, with the other meanings that the names of a generation give."""
    known = dict(acronymes)
    for read in lexicon.sigles:
        cle = normalise(read.sigle)
        line = known.get(cle)
        if line is None:
            known[cle] = Acronyme(read.sigle, (_sens(read),), _REASON, _is_a_word_too(read, lexicon))
        elif len(line.sens) < MOST_SENSES and not _is_among(read, line.sens, analyser):
            known[cle] = replace(line, sens=(*line.sens, _sens(read)))
    return known


def _sens(read: SigleLu) -> Sens:
    if any(is_rome(code) for code in read.codes):
        return Sens(read.developpe, "nom de métier", "metier", read.developpe, read.codes)
    return Sens(read.developpe, "nom de formation", "diplome", read.developpe)


def _is_a_word_too(read: SigleLu, lexicon: Lexicon) -> bool:
    """« AIRE » spells out a master's degree, « aire » is in many names: only capitals mean the first."""
    said = lexicon.frequency(normalise(read.sigle))
    return len(read.sigle) <= _SHORTEST or said > _OFTEN * len(read.codes)


def _is_among(read: SigleLu, senses: Iterable[Sens], analyser: Analyser) -> bool:
    said = set(analyser.keys(read.developpe))
    return any(
        not set(sens.codes_rome).isdisjoint(read.codes) or _are_near(said, set(analyser.keys(sens.developpe)))
        for sens in senses
    )


def _are_near(some: set[str], others: set[str]) -> bool:
    return len(some & others) >= _COMMON * min(len(some), len(others))
