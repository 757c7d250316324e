"""Titles of métiers and of fiches, as readers see them."""

import re
from collections.abc import Iterable, Iterator

from index.building.corpus.read import Corpus
from index.building.feminines import Feminines, feminines_of
from index.genders import both_titles, capitalised
from mappings.genres import both_genders
from mappings.records import Fiche
from nlp.normalise import fold

_Forms = tuple[str, str]
"""The same title in the masculine, then in the feminine."""
_UNEVEN = re.compile(r"\s+/(?=\S)|(?<=\S)/\s+")
"""A slash with one space: two names, or a word that a source broke (« et /ou »)."""
_OTHER_NAME = re.compile(r" / ([A-ZÀ-Þ])(?=[a-zß-ÿ])")
"""Before a second name with its own capital: « Lapidaire / Diamantaire »."""


def titles_of_metiers(corpus: Corpus) -> dict[str, str]:
    """Title of every métier, and of every fiche, by its code."""
    feminines = feminines_of(corpus)
    shown = _Titles(corpus, feminines)
    titles = {
        code: shown.of([(m.intitule_masculin, m.intitule_feminin)]) for code, m in corpus.metiers.items()
    }
    fiches: dict[str, list[Fiche]] = {}
    for fiche in corpus.fiches.values():
        fiches.setdefault(fiche.code, []).append(fiche)
    for code, same in fiches.items():
        titles.setdefault(code, shown.of(forms for fiche in same for forms in _written(fiche)))
    return titles


class _Titles:
    def __init__(self, corpus: Corpus, feminines: Feminines) -> None:
        self._corpus, self._feminines = corpus, feminines

    def of(self, written: Iterable[_Forms]) -> str:
        """From the ways in which sources write it: the first that says both genders, else the first."""
        read = [_in_two(*forms) for forms in written]
        masculine, feminine = next((forms for forms in read if forms[0] != forms[1]), read[0])
        if masculine == feminine:
            masculine, feminine = self._with_feminine(masculine)
        masculine, feminine = self._corpus.name(masculine), self._corpus.name(feminine)
        return capitalised(both_titles(masculine, _begun_as(masculine, feminine)))

    def _with_feminine(self, name: str) -> _Forms:
        """Of a name that no source says in the feminine, as the nomenclatures form it."""
        if second := _OTHER_NAME.search(name):
            both = f"{name[: second.start()]}, {second[1].lower()}{name[second.end() :]}"
            return both, both
        forms = self._feminines.both(name)
        return forms[0], forms[-1]


def _written(fiche: Fiche) -> Iterator[_Forms]:
    """The title may say both genders where its two fields say one."""
    yield fiche.titre_masculin, fiche.titre_feminin
    yield fiche.titre, fiche.titre


def _in_two(masculine: str, feminine: str) -> _Forms:
    """Genders that a source left together, apart."""
    return _resolved(masculine)[0], _resolved(feminine)[1]


def _resolved(written: str) -> _Forms:
    even = _UNEVEN.sub(" / ", written)
    forms = both_genders(even)
    if forms[0] == forms[1] == even:
        return _UNEVEN.sub("/", written), _UNEVEN.sub("/", written)
    return forms


def _begun_as(masculine: str, feminine: str) -> str:
    """« Écailler, ecaillère »: a feminine that nothing writes small begins as its masculine."""
    begins_alike = fold(masculine[:3]) == fold(feminine[:3])
    return masculine[0] + feminine[1:] if begins_alike and feminine[0].isascii() else feminine
