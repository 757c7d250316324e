"""Formacode terms tied to métiers by the job names that both hold: their other words then lead there."""

from collections import defaultdict
from collections.abc import Iterator

from index.building.corpus.read import Corpus
from mappings.records import TermeFormacode
from nlp.analysis import Analyser

Name = frozenset[str]


def metiers_of_termes(corpus: Corpus, analyser: Analyser) -> dict[str, tuple[str, ...]]:
    """Code Formacode → codes ROME with a name in common. Exact names only: a doubtful tie is no tie."""
    named = _metiers_by_name(corpus, analyser)
    tied: dict[str, tuple[str, ...]] = {}
    for terme in corpus.termes.values():
        found = {code for name in _names(terme, analyser) for code in named.get(name, ())}
        if found:
            tied[terme.code_formacode] = tuple(sorted(found))
    return tied


def _metiers_by_name(corpus: Corpus, analyser: Analyser) -> dict[Name, set[str]]:
    named: dict[Name, set[str]] = defaultdict(set)
    for code, metier in corpus.metiers.items():
        names = [metier.intitule_masculin, *(a.forme_masculine for a in corpus.appellations.get(code, ()))]
        for name in names:
            named[frozenset(analyser.keys(name))].add(code)
    return named


def _names(terme: TermeFormacode, analyser: Analyser) -> Iterator[Name]:
    for name in (terme.libelle, *terme.synonymes, *terme.synonymes_metier):
        yield frozenset(analyser.keys(name))
