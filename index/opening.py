"""Opening what is served: tools read once, the current generation, and its replacement while serving."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

import yaml

from debouches.settings import Settings
from debouches.storage import Storage
from index.engines.base import Engine
from index.engines.embedded.engine import EmbeddedEngine
from index.generations import Generations
from index.query.understand import QueryReader, QueryWords
from index.relevance import Relevance, read_relevance
from index.results import SearchPage, SearchRequest, Suggestions
from index.search import SearchService
from index.service import Searcher
from index.suggest import Suggester
from index.views import CertificationView, CorpusFacts, FormationView, MetierView
from nlp.analysis import Analyser, read_forms

_STOP = "de d du des le la les l un une et en a au aux dans par pour sur ou avec sa ses qui que ce il elle je j m n s t c qu y"
_WITNESSES = Path(__file__).resolve().parent.parent / "mappings" / "temoins.yml"


@dataclass(frozen=True)
class Tools:
    """What building and searching share: the analysis of French, the weights, the words."""

    analyser: Analyser
    relevance: Relevance

    @cached_property
    def query_words(self) -> QueryWords:
        return QueryWords()

    def witnesses(self) -> tuple[tuple[str, str], ...]:
        """(query, code that must answer first)."""
        lines: list[dict[str, str]] = yaml.safe_load(_WITNESSES.read_text(encoding="utf-8"))
        return tuple((line["requete"], line["code"]) for line in lines)


def read_tools() -> Tools:
    """Read the vocabularies, the forms and the weights of the repository."""
    analyser = Analyser(stop_words=_STOP.split(), forms=read_forms())
    return Tools(analyser, read_relevance())


def open_generation(engine: Engine, tools: Tools) -> SearchService:
    """A searcher over an open engine."""
    reader = QueryReader(tools.analyser, engine.lexicon, tools.relevance, tools.query_words)
    return SearchService(engine, reader, Suggester(engine, tools.analyser), tools.relevance)


def open_searcher(settings: Settings) -> Searcher:
    """The searcher of the current generation; it follows a swap or a rollback without restart."""
    return CurrentSearcher(Generations(Storage(settings.home)), read_tools())


class CurrentSearcher:
    """Implements `Searcher` on whatever generation is current when a request comes."""

    def __init__(self, generations: Generations, tools: Tools) -> None:
        self._generations, self._tools = generations, tools
        self._lock = Lock()
        self._open: tuple[str, SearchService] | None = None

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        return self._current().search(request, explain=explain)

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return self._current().suggest(q, limit)

    def metier(self, code: str) -> MetierView:
        return self._current().metier(code)

    def formation(self, code: str) -> FormationView:
        return self._current().formation(code)

    def certification(self, code: str) -> CertificationView:
        return self._current().certification(code)

    def facts(self) -> CorpusFacts:
        return self._current().facts()

    def domaines(self) -> dict[str, tuple[str, ...]]:
        return self._current().domaines()

    def _current(self) -> SearchService:
        """The service of the current generation; the one replaced closes with its last request."""
        name = self._generations.current()
        if self._open is None or self._open[0] != name:
            with self._lock:
                if self._open is None or self._open[0] != name:
                    folder = self._generations.current_folder()
                    engine = EmbeddedEngine(folder, self._tools.relevance)
                    self._open = (folder.name, open_generation(engine, self._tools))
        return self._open[1]
