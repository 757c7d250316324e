"""How the names of a corpus are written: learnt from those that are not in capitals."""

from collections.abc import Iterator
from itertools import islice

from index.building.corpus.read import Corpus
from mappings.vocabulary import Vocabularies
from nlp.casing import Casing, learn_casing

_OF_EACH_KIND = 50_000
"""A national corpus repeats itself: half a million names say no more than these of how words are written."""


def casing_of(corpus: Corpus, vocabularies: Vocabularies) -> Casing:
    """Read from nomenclatures, formations and certifications."""
    return learn_casing(lambda: _names(corpus), (line.sigle for line in vocabularies.acronymes))


def _names(corpus: Corpus) -> Iterator[str]:
    for appellations in corpus.appellations.values():
        yield from (one.libelle for one in appellations)
    yield from (one.libelle for one in corpus.competences.values())
    yield from (one.libelle for one in corpus.termes.values())
    yield from (one.intitule for one in islice(corpus.formations.briefs.values(), _OF_EACH_KIND))
    for certification in islice(corpus.certifications.briefs.values(), _OF_EACH_KIND):
        yield from (certification.intitule, *certification.autres_intitules)
