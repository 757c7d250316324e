"""What makers of entities work from: the corpus and its links, seen once from each side that pages need."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.building.corpus.read import Corpus
from index.building.entities.doublons import Doublons, find_doublons
from index.building.entities.keywords import KeywordMaker
from index.building.entities.page_links import PageLinks
from index.building.entities.titles import titles_of_metiers
from index.building.entities.traits import TraitMaker
from index.building.links import Links
from index.building.succession import Succession
from index.documents import Card, EntityDocument
from index.facet_table import read_facet_table
from index.views import CertificationView, FormationView, MetierView
from mappings.records import Fiche
from mappings.records.codes import is_rome
from mappings.vocabulary import CompetenceNommee
from nlp.analysis import Analyser
from nlp.families import Families

Makers = Iterator[Callable[[], EntityDocument]]
"""One for each entity; nothing is read before it is called."""


class Folding:
    """Fiches that are shown on the page of a métier, and not on one of their own."""

    def __init__(self, corpus: Corpus, links: Links) -> None:
        self.fiches_of: dict[str, list[Fiche]] = {}
        self.metier_of: dict[str, str] = {}
        for fiche in corpus.fiches.values():
            code = fiche.code if is_rome(fiche.code) else links.same_metier(fiche.code)
            if code in corpus.metiers:
                self.fiches_of.setdefault(code, []).append(fiche)
                if code != fiche.code:
                    self.metier_of[fiche.code] = code


class DocumentMaker:
    """From a card, a view and texts to what an engine keeps: keys of texts, facets, bytes of the view."""

    def __init__(self, traits: TraitMaker, analyser: Analyser, families: Families) -> None:
        self._traits, self._analyser, self._root = traits, analyser, families.root

    def make(
        self,
        card: Card,
        view: MetierView | FormationView | CertificationView | None,
        references: tuple[str, ...] = (),
        **texts: Sequence[str],
    ) -> EntityDocument:
        champs = {name: self._keys(values) for name, values in texts.items() if values}
        vue = view.model_dump_json(exclude_defaults=True).encode() if view else None
        traits = self._traits.of(view, is_over=card.mention is not None) if view else ()
        return EntityDocument(card, champs, vue, traits, references, _dated(view) if view else None)

    def _keys(self, values: Sequence[str]) -> list[str]:
        return [self._root(key) for value in values for key in self._analyser.keys(value)]


@dataclass(frozen=True, slots=True)
class Material:
    corpus: Corpus
    links: Links
    titles: Mapping[str, str]
    """Those of métiers, by code."""
    analyser: Analyser
    families: Families
    folding: Folding
    doublons: Doublons
    succession: Succession
    pages: PageLinks
    documents: DocumentMaker
    keywords: KeywordMaker | None
    """None where nobody asks for them: they take most of the time."""
    nommees: Sequence[CompetenceNommee]
    """Skills that publishers name in different words; without any, nothing is compared."""


def _dated(view: MetierView | FormationView | CertificationView) -> date | None:
    """The last of the days that publishers give to what a page shows."""
    records = (view.metier, *view.fiches) if view.genre == "metier" else ()
    said = (*(one.provenance for one in records if one), *(() if view.genre == "metier" else view.sources))
    return max((one.date_maj for one in said if one.date_maj), default=None)


def gather(
    corpus: Corpus,
    links: Links,
    analyser: Analyser,
    keywords: KeywordMaker | None,
    families: Families,
    *,
    nommees: Sequence[CompetenceNommee],
) -> Material:
    titles = titles_of_metiers(corpus)
    traits = TraitMaker(corpus, links, read_facet_table(), keywords.niveaux if keywords else {})
    succession = Succession(corpus.certifications.briefs, corpus.name)
    return Material(
        corpus,
        links,
        titles,
        analyser=analyser,
        families=families,
        folding=Folding(corpus, links),
        doublons=find_doublons(corpus, analyser),
        succession=succession,
        pages=PageLinks(corpus, links, titles, succession, analyser),
        documents=DocumentMaker(traits, analyser, families),
        keywords=keywords,
        nommees=nommees,
    )
