"""Every name of the corpus that is served, with the entities that bear it, read from the records."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from debouches.storage import Storage
from index.building.corpus.read import Corpus, choose_sources, read_corpus
from index.building.links import Links, link
from index.views import Genre
from mappings.genres import both_genders
from mappings.records import Fiche
from mappings.records.codes import is_rome
from nlp.analysis import Analyser
from nlp.normalise import normalise

APPELLATION = "appellation ROME"
TITRE_ROME = "titre ROME"
TITRE_AUTRE = "titre d'une fiche"
FORMATION = "titre de formation"
CERTIFICATION = "titre de certification"
_WORD = re.compile(r"[a-z0-9+#]+")


@dataclass(frozen=True, slots=True)
class Name:
    nature: str
    genre: Genre
    masculin: str
    feminin: str


Bearers = Mapping[tuple[Genre, str], frozenset[str]]
"""(genre, `spelled` name) → codes of the cards that bear it: several entities may share a name."""


def read_names(storage: Storage, analyser: Analyser) -> tuple[list[Name], Bearers]:
    """Names of the records of this machine: those of the generation served, if it was built since."""
    corpus = read_corpus(storage, choose_sources(storage))
    return names_of(corpus, link(corpus, analyser))


def names_of(corpus: Corpus, links: Links) -> tuple[list[Name], Bearers]:
    """Names, each once per nature, and who bears them."""
    names: dict[Name, None] = {}
    bearers: dict[tuple[Genre, str], set[str]] = defaultdict(set)
    for name, code in _named(corpus, links):
        names[name] = None
        for form in (name.masculin, name.feminin):
            bearers[name.genre, spelled(form)].add(code)
    for genre, other, code in _other_names(corpus, links):
        bearers[genre, spelled(other)].add(code)
    return list(names), {key: frozenset(codes) for key, codes in bearers.items()}


def spelled(name: str) -> str:
    """What makes two names the same to a reader: « Licence - Humanités » is « Licence Humanités »."""
    return " ".join(_WORD.findall(normalise(name)))


def _named(corpus: Corpus, links: Links) -> Iterator[tuple[Name, str]]:
    for code, metier in corpus.metiers.items():
        yield Name(TITRE_ROME, "metier", metier.intitule_masculin, metier.intitule_feminin), code
        for one in corpus.appellations.get(code, ()):
            yield Name(APPELLATION, "metier", one.forme_masculine, one.forme_feminine), code
    for fiche in corpus.fiches.values():
        if not is_rome(fiche.code):
            name = Name(TITRE_AUTRE, "metier", fiche.titre_masculin, fiche.titre_feminin)
            yield name, _home(fiche, corpus, links)
    for code, formation in corpus.formations.briefs.items():
        yield Name(FORMATION, "formation", formation.intitule, formation.intitule), code
    for code, certification in corpus.certifications.briefs.items():
        yield Name(CERTIFICATION, "certification", certification.intitule, certification.intitule), code


def _other_names(corpus: Corpus, links: Links) -> Iterator[tuple[Genre, str, str]]:
    """Names that are not searched for themselves, but make a name shared: (genre, name, code)."""
    for fiche in corpus.fiches.values():
        for synonyme in fiche.synonymes:
            for form in both_genders(synonyme):
                yield "metier", form, _home(fiche, corpus, links)
    for code, certification in corpus.certifications.briefs.items():
        for other in certification.autres_intitules:
            yield "certification", other, code


def _home(fiche: Fiche, corpus: Corpus, links: Links) -> str:
    """Code of the card on which a fiche is shown."""
    same = links.same_metier(fiche.code)
    return same if same in corpus.metiers else fiche.code
