"""Opening what is served: tools read once, the current generation, and its replacement while serving."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import lru_cache, partial
from math import inf, isinf
from threading import Lock, Thread
from time import monotonic
from typing import TypeVar

from debouches.errors import DebouchesError, EngineError, EngineTimeoutError, NotReadyError
from debouches.settings import Settings
from index.annexes.etablissements import EtablissementsReader
from index.annexes.etablissements import Words as EtablissementWords
from index.annexes.innovantes.read import InnovantesReader
from index.annexes.structures.directory import DirectoryReader
from index.annexes.structures.read import StructureReader
from index.deadline import time_left
from index.engines.base import Engine, GenerationStore
from index.facets import NomFacette
from index.generations.fallback import FallbackSearcher
from index.generations.relay import Relay
from index.generations.stores import local_store, open_store
from index.lieux.finder import MOST, LieuFinder
from index.lieux.model import Lieu
from index.query.lieux import PlaceNames, PlaceReader
from index.query.understand import QueryReader
from index.searching.computed import ComputedFacets
from index.searching.elsewhere import Elsewhere
from index.searching.lists import Lists
from index.searching.narrowing import Narrowing
from index.searching.search import Search
from index.searching.service import SearchService
from index.searching.suggest import Suggester
from index.service import Searcher
from index.tools import Tools, read_search_tools

T = TypeVar("T")
_PLACES_KEPT = 4096
"""How many names of places, already looked up, a generation remembers."""
_ROLES_KEPT = 1024
_NAMES_READ = 20
"""How many names that hold the words are read in each group."""
_STILL_OPENING = "L'index met trop de temps à s'ouvrir. Il s'ouvre encore : revenir dans un instant."
_Served = tuple[str, SearchService]
"""Name of a generation, and what answers from it."""


def open_generation(engine: Engine, tools: Tools) -> SearchService:
    """A searcher over an open engine."""
    finder = LieuFinder(engine, tools.ecritures)
    computed = ComputedFacets(engine, finder, tools.facets, tools.emploi.situations)
    narrowing = Narrowing(engine.traits, tools.facets, partial(_absent_value, finder, computed))
    names = _names_of(finder, engine, tools)
    where = PlaceReader(names, engine.lexicon, tools.query_words.lecture)
    reader = QueryReader(
        tools.analyser,
        engine.lexicon,
        tools.relevance,
        tools.query_words,
        where,
        is_a_name=names.is_a_name,
        is_the_name=partial(_is_the_name, engine, tools),
        is_a_role=_roles_of(engine, tools),
    )
    search = Search(
        engine,
        reader,
        tools.relevance,
        narrowing,
        computed=computed,
        elsewhere=Elsewhere(finder, tools.voisins),
    )
    innovantes = InnovantesReader(engine, tools.roots)
    structures = StructureReader(engine)
    return SearchService(
        engine,
        search,
        Suggester(engine, tools.analyser),
        finder,
        structures=structures,
        repertoire=DirectoryReader(engine, structures, tools.roots, tools.ecritures, finder),
        emploi=tools.emploi,
        voisins=tools.voisins,
        innovantes=innovantes,
        lists=Lists(engine, narrowing, computed),
        etablissements=EtablissementsReader(
            engine, EtablissementWords(tools.roots), engine.lexicon.__contains__
        ),
    )


def _absent_value(finder: LieuFinder, computed: ComputedFacets, nom: NomFacette, value: str) -> str | None:
    """A département where no source says that anything is given; a page that one leaves, or goes to."""
    if nom == "passerelle":
        return computed.passerelle(value)
    found = finder.with_ids([f"departement-{value}"]) if nom == "departement" else ()
    return next((f"{lieu.libelle} ({lieu.code})" for lieu in found if not lieu.successeurs), None)


def _names_of(finder: LieuFinder, engine: Engine, tools: Tools) -> PlaceNames:
    def is_a_name(text: str) -> bool:
        *others, last = tools.analyser.keys(text) or [""]
        return bool(engine.complete(others, [last], 1))

    def is_named_so(text: str, words: str) -> bool:
        keys = sorted(tools.analyser.keys(text))
        said = f" {' '.join(tools.analyser.keys(words))} "
        named = engine.complete(keys[:-1], keys[-1:], _NAMES_READ)
        return any(said in f" {' '.join(tools.analyser.keys(name.texte))} " for name in named)

    @lru_cache(_PLACES_KEPT)
    def nommes(text: str) -> tuple[Lieu, ...]:
        """Most words that may be a place are none: the engine is not asked."""
        return finder.nommes(text) if tools.ecritures.cle(text) in noms else ()

    noms, reperes = finder.noms(), finder.reperes()
    return PlaceNames(
        nommes=nommes,
        par_code=lru_cache(_PLACES_KEPT)(lambda code: finder.lieux(code, MOST)),
        cle=tools.ecritures.cle,
        reperes=reperes,
        mots_de_reperes=frozenset(word for cle in reperes for word in (cle.split()[0], cle.split()[-1])),
        is_a_name=is_a_name,
        is_named_so=is_named_so,
    )


def _is_the_name(engine: Engine, tools: Tools, text: str) -> bool:
    """Whether something is called by these words and no other."""
    keys = sorted(tools.analyser.keys(text))
    named = engine.complete(keys[:-1], keys[-1:], _NAMES_READ) if keys else []
    return any(sorted(tools.analyser.keys(one.texte)) == keys for one in named)


def _roles_of(engine: Engine, tools: Tools) -> Callable[[str], bool]:
    """« serveur » begins most of the names that hold it, « sportif » ends them."""
    share = tools.relevance.seuils["role"]

    @lru_cache(_ROLES_KEPT)
    def is_a_role(cle: str) -> bool:
        names = engine.complete([], [cle], _NAMES_READ) if cle else []
        begun = sum(tools.analyser.keys(name.texte)[:1] == [cle] for name in names)
        return begun > share * len(names)

    return is_a_role


def open_searcher(settings: Settings) -> Searcher:
    """The searcher of the current generation; it follows a swap or a rollback without restart."""
    tools = read_search_tools()
    local = CurrentSearcher(local_store(settings, tools.relevance), tools, at_once)
    if settings.elasticsearch.url is None:
        return local
    store = open_store(settings, tools.relevance)
    return FallbackSearcher(CurrentSearcher(store, tools, in_background), local)


class CurrentSearcher(Relay):
    """Implements `Searcher` on whatever generation is current when a request comes."""

    def __init__(
        self, store: GenerationStore, tools: Tools, aside: Callable[[Callable[[], None]], None]
    ) -> None:
        """`aside` runs what opens a generation, or looks for a newer one."""
        self._store, self._tools, self._aside = store, tools, aside
        self._starting, self._refreshing = Lock(), Lock()
        self._opening: Future[_Served] | None = None
        """The first opening, while it is under way."""
        self._open: _Served | None = None
        self._asked_at = -inf

    def _ask(self, question: Callable[[Searcher], T]) -> T:
        return question(self._current())

    def _current(self) -> SearchService:
        """The service of the current generation; the one replaced closes with its last request."""
        served = self._open
        if served is None:
            return self._first()[1]
        if self._is_due() and self._refreshing.acquire(blocking=False):
            self._aside(self._refresh)
        return (self._open or served)[1]

    def _first(self) -> _Served:
        """Requests that come together wait for one opening, and share its failure: none queues to fail.

        Each waits as long as its answer may take; a long opening goes on, for those who come next.
        """
        with self._starting:
            if self._open:
                return self._open
            is_mine = self._opening is None
            opening = self._opening = self._opening or Future()
        if is_mine:
            self._aside(partial(self._open_first, opening))
        left = time_left()
        try:
            return opening.result(None if isinf(left) else max(left, 0))
        except TimeoutError:
            raise EngineTimeoutError(_STILL_OPENING) from None
        except (EngineError, NotReadyError) as error:
            raise type(error)(*error.args) from error

    def _open_first(self, opening: "Future[_Served]") -> None:
        try:
            self._open = self._follow(None)
            opening.set_result(self._open)
        except DebouchesError as error:
            opening.set_exception(error)
        finally:
            self._opening = None
            if not opening.done():  # a defect of ours: its traceback is in the log
                opening.set_exception(EngineError("L'ouverture de l'index a échoué : lire le journal."))

    def _is_due(self) -> bool:
        return monotonic() - self._asked_at >= self._store.remembered_s

    def _refresh(self) -> None:
        """Follow a swap; a store that is mute, or has nothing left, changes nothing."""
        try:
            with suppress(EngineError, NotReadyError):
                self._open = self._follow(self._open)
        finally:
            self._refreshing.release()

    def _follow(self, served: _Served | None) -> _Served:
        """The current generation, opened unless it is the one served."""
        self._asked_at = monotonic()
        name = self._store.current()
        if name is None:
            raise NotReadyError(
                f"Aucun index n'est construit {self._store.lieu}. Lancez « debouches build »."
            )
        if served is not None and served[0] == name:
            return served
        return name, open_generation(self._store.open(name), self._tools)


def in_background(task: Callable[[], None]) -> None:
    """No request waits for a cluster to say that nothing has changed."""
    Thread(target=task, name="generation", daemon=True).start()


def at_once(task: Callable[[], None]) -> None:
    """Reading a pointer on this machine takes microseconds: nothing is worth a thread."""
    task()
