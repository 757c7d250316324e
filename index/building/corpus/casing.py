"""How the names of a corpus are written: learnt from those that are not in capitals."""

from collections.abc import Iterator
from itertools import chain, islice

from index.building.corpus.read import Corpus
from mappings.intitules import read_intitule
from mappings.vocabulary import Vocabularies
from nlp.casing import Casing, learn_casing
from nlp.initials import Initials, learn_initials
from nlp.langue import read_words_of_french

_OF_EACH_KIND = 50_000
"""A national corpus repeats itself: half a million names say no more than these of how words are written."""


def casing_of(corpus: Corpus, vocabularies: Vocabularies) -> Casing:
    """Read from nomenclatures, formations and certifications."""
    return learn_casing(lambda: _names(corpus), (line.sigle for line in vocabularies.acronymes))


def initials_of(corpus: Corpus) -> Initials:
    """The same, and from the fiches, which write the names of people small."""
    return learn_initials(lambda: chain(_names(corpus), _titles(corpus)), read_words_of_french)


def _titles(corpus: Corpus) -> Iterator[str]:
    for metier in corpus.metiers.values():
        yield from (metier.intitule_masculin, metier.intitule_feminin)
    for fiche in corpus.fiches.values():
        yield from (fiche.titre_masculin, fiche.titre_feminin, *fiche.synonymes)


def _names(corpus: Corpus) -> Iterator[str]:
    for appellations in corpus.appellations.values():
        yield from (one.libelle for one in appellations)
    yield from (one.libelle for one in corpus.competences.values())
    yield from (one.libelle for one in corpus.termes.values())
    yield from (one.intitule for one in islice(corpus.formations.briefs.values(), _OF_EACH_KIND))
    for certification in islice(corpus.certifications.briefs.values(), _OF_EACH_KIND):
        names = (certification.intitule, *certification.autres_intitules)
        yield from (read_intitule(name).reste for name in names)
