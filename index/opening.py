"""Opening what is served: tools read once, the current generation, and its replacement while serving."""

from math import inf
from threading import Lock
from time import monotonic

from debouches.errors import EngineError, NotReadyError
from debouches.settings import Settings
from index.engines.base import Engine
from index.fallback import FallbackSearcher
from index.generations import GenerationStore
from index.query.understand import QueryReader
from index.results import SearchPage, SearchRequest, Suggestions
from index.search import SearchService
from index.service import Searcher
from index.stores import local_store, open_store
from index.suggest import Suggester
from index.tools import Tools, read_tools
from index.views import CertificationView, CorpusFacts, FormationView, MetierView


def open_generation(engine: Engine, tools: Tools) -> SearchService:
    """A searcher over an open engine."""
    reader = QueryReader(tools.analyser, engine.lexicon, tools.relevance, tools.query_words)
    return SearchService(engine, reader, Suggester(engine, tools.analyser), tools.relevance)


def open_searcher(settings: Settings) -> Searcher:
    """The searcher of the current generation; it follows a swap or a rollback without restart."""
    tools = read_tools()
    local = CurrentSearcher(local_store(settings, tools.relevance), tools)
    if settings.elasticsearch.url is None:
        return local
    return FallbackSearcher(CurrentSearcher(open_store(settings, tools.relevance), tools), local)


class CurrentSearcher:
    """Implements `Searcher` on whatever generation is current when a request comes."""

    def __init__(self, store: GenerationStore, tools: Tools) -> None:
        self._store, self._tools = store, tools
        self._opening = Lock()
        self._open: tuple[str, SearchService] | None = None
        self._asked_at = -inf

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
        served = self._open
        if served is None:
            with self._opening:
                return (self._open or self._follow(None))[1]
        if monotonic() - self._asked_at >= self._store.remembered_s and self._opening.acquire(blocking=False):
            try:
                served = self._follow(served)
            finally:
                self._opening.release()
        return served[1]

    def _follow(self, served: tuple[str, SearchService] | None) -> tuple[str, SearchService]:
        """Open the current generation if it is not the one served; a store that is mute changes nothing."""
        self._asked_at = monotonic()
        try:
            name = self._store.current()
            if name is None:
                raise NotReadyError("Aucun index n'est construit. Lancez « debouches build ».")
            if served is None or served[0] != name:
                self._open = served = (name, open_generation(self._store.open(name), self._tools))
        except EngineError:
            if served is None:
                raise
        return served
