"""Entity documents: card, full-text fields and view of each métier, fiche, formation and certification."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from index.building.corpus.read import Corpus
from index.building.entities.keywords import KeywordMaker
from index.building.entities.material import Makers, gather
from index.building.entities.metiers import MetierMaker
from index.building.entities.offre import OffreMaker
from index.building.links import Links
from index.building.workers import WHOLE, Make, Part
from index.documents import EntityDocument
from mappings.vocabulary import CompetenceNommee
from nlp.analysis import Analyser
from nlp.families import Families


class EntityMaker:
    """Turns a corpus and its links into entity documents, one at a time; what takes time, if asked for."""

    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        analyser: Analyser,
        keywords: KeywordMaker | None = None,
        families: Families | None = None,
        *,
        nommees: Sequence[CompetenceNommee] = (),
    ) -> None:
        material = gather(corpus, links, analyser, keywords, families or Families(), nommees=nommees)
        self._metiers, self._offre = MetierMaker(material), OffreMaker(material)

    def make(self) -> Iterator[EntityDocument]:
        return chain.from_iterable(make(WHOLE) for make in self.chapters)

    @property
    def chapters(self) -> Sequence[Make[EntityDocument]]:
        """Nomenclatures, most of what a worker would copy by reading it, are only read for the first one."""
        return [partial(_made, makers) for makers in (self._metiers.makers, self._offre.makers)]


def _made(makers: Callable[[], Makers], part: Part) -> Iterator[EntityDocument]:
    return (make() for make in part.of(makers()))
