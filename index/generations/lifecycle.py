"""Build aside, check, swap."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import chain
from time import perf_counter
from typing import TypeVar

from debouches.errors import EngineError, GateError
from debouches.settings import Settings
from debouches.storage import Storage
from index.annexes.plan import PlanMaker
from index.building.annexes import AnnexeMaker
from index.building.corpus.casing import casing_of, initials_of
from index.building.corpus.read import Corpus, choose_sources, read_corpus
from index.building.entities.keywords import KeywordMaker
from index.building.entities.make import EntityMaker
from index.building.facts import facts_of
from index.building.labels.make import LabelMaker
from index.building.links import link
from index.building.workers import made_apart, made_in_order, workers_for
from index.deadline import answer_within
from index.documents import FIELDS, GENRES, NATURES, EntityDocument, LabelDocument
from index.engines.base import ENTITES, LIBELLES, GenerationStore, GenerationWriter
from index.generations.gates import Built, run_gates
from index.generations.opening import open_generation
from index.generations.stores import open_store
from index.lexicon import Lexicon, LexiconBuilder
from index.manifest import INDEX_FORMAT, Manifest, name_generation
from index.relevance import read_relevance
from index.specificity import Specificity
from index.tools import Tools, read_tools
from index.views import CorpusFacts
from nlp.gazetteer import read_gazetteer
from nlp.keywords import KeywordExtractor
from nlp.sigles import spelled_out

T = TypeVar("T")
CLEANING_S = 10.0
"""To remove what a failed build had written: a cluster that was just waited for may still be mute."""
Listener = Callable[[str, int], None]
"""Called with what is being done, in French, and how many documents are done."""
_TOLD_EVERY = 2000
_TEXTS_AT_HAND = 64


@dataclass(frozen=True, slots=True)
class BuildReport:
    manifest: Manifest
    facts: CorpusFacts


def build(settings: Settings, listener: Listener = lambda _step, _done: None) -> BuildReport:
    """Build a generation from the last good records and serve it, if it passes every gate.

    Raises `BuildError` (a document refused, a gate closed); what was served stays served.
    """
    tools = read_tools()
    store = open_store(settings, tools.relevance)
    with store.building():
        return _Build(store, settings, tools, listener).run()


class _Build:
    """One build: the corpus and its links, read once, and the counts of what was sent."""

    def __init__(self, store: GenerationStore, settings: Settings, tools: Tools, listener: Listener) -> None:
        self._store, self._tools, self._listener = store, tools, listener
        self._storage = Storage(settings.home)
        self._processes = settings.build.processes
        self._started = perf_counter()
        self._now = datetime.now(UTC)
        self._name = name_generation(self._now, repr((FIELDS, NATURES, GENRES)))
        self._counting = LexiconBuilder(Specificity(tools.relevance.rarete), tools.langue)
        self._lexicon = Lexicon((), (), ())
        self._entities: dict[str, int] = {}
        self._labels = self._documents = 0
        self._plan = PlanMaker()

    def run(self) -> BuildReport:
        self._store.record("commencee", self._name)
        self._listener("lecture des enregistrements", 0)
        with _keeping():
            self._corpus = self._read_corpus()
            self._links = link(self._corpus, self._tools.analyser)
        sources = self._corpus.counts
        writer = self._store.writer(self._name)
        try:
            facts = self._write(writer)
            manifest = self._checked_manifest(sources, facts)
        except BaseException as error:
            with answer_within(CLEANING_S):
                writer.abort()
                with suppress(EngineError):
                    self._store.record("refusee", self._name, str(error))
            raise
        self._store.publish(manifest)
        return BuildReport(manifest, facts)

    def _read_corpus(self) -> Corpus:
        """The only reference to it is dropped before labels are gathered."""
        corpus = read_corpus(self._storage, choose_sources(self._storage))
        casing = casing_of(corpus, self._tools.vocabularies)
        return replace(corpus, casing=casing, initials=initials_of(corpus))

    def _write(self, writer: GenerationWriter) -> CorpusFacts:
        documents = len(self._corpus.formations) + len(self._corpus.certifications)
        workers = workers_for(documents, self._processes)
        self._write_entities(writer, workers)
        facts = facts_of(self._name, self._corpus, self._entities)
        self._write_labels(writer, workers)
        annexes = AnnexeMaker(self._storage, choose_sources(self._storage), self._tools)
        self._listener("lieux et chiffres", 0)
        writer.add_annexes(chain(annexes.make(), self._plan.annexes()))
        facts = annexes.completed(facts)
        self._listener("écriture sur le disque", self._labels)
        writer.finish(self._lexicon, facts)
        return facts

    def _write_entities(self, writer: GenerationWriter, workers: int) -> None:
        tools, keywords = self._tools, self._keywords(self._corpus)
        nommees = tools.vocabularies.competences
        maker = EntityMaker(
            self._corpus, self._links, tools.analyser, keywords, tools.families, nommees=nommees
        )
        with made_in_order(maker.chapters, workers) as entities:
            self._documents = writer.add_entities(self._counted_entities(entities))

    def _write_labels(self, writer: GenerationWriter, workers: int) -> None:
        with made_apart(self._gathered_labels(workers), workers) as counted:
            self._labels = writer.add_labels(self._told_labels(counted))

    def _gathered_labels(self, workers: int) -> Callable[[], Iterator[LabelDocument | bytes]]:
        """What gives them. They hold all that is left to write: the records are freed, with the makers."""
        labels = LabelMaker(self._corpus, self._links, self._tools).make(workers)
        del self._corpus, self._links
        gc.collect()
        return partial(self._counted_labels, labels)

    def _keywords(self, corpus: Corpus) -> KeywordMaker:
        gazetteer = read_gazetteer(self._tools.vocabularies)
        return KeywordMaker(corpus, KeywordExtractor(self._tools.analyser, gazetteer.entries()), gazetteer)

    def _counted_entities(self, entities: Iterable[EntityDocument]) -> Iterator[EntityDocument]:
        for done, entity in enumerate(entities):
            genre = entity.carte.genre
            if entity.vue is not None:
                self._entities[genre] = self._entities.get(genre, 0) + 1
            self._plan.add(entity)
            self._counting.add_text(cle for cles in entity.champs.values() for cle in cles)
            self._tell("pages", done)
            yield entity

    def _counted_labels(self, labels: Iterable[LabelDocument]) -> Iterator[LabelDocument | bytes]:
        """Labels, then the lexicon of all that was counted: this may be done in another process."""
        words_of, sigles_of = _at_hand(self._tools.analyser.words), _at_hand(spelled_out)
        for label in labels:
            words = chain.from_iterable(map(words_of, label.textes))
            codes = (code for code, _ in label.cibles)
            self._counting.add_label(label.cles, words, is_name=label.est_nom, codes=codes)
            if label.est_nom:
                sigles = chain.from_iterable(map(sigles_of, label.textes))
                self._counting.add_acronyms(sigles, [code for code, _ in label.cibles])
            yield label
        yield self._counting.build().dump()

    def _told_labels(self, counted: Iterable[LabelDocument | bytes]) -> Iterator[LabelDocument]:
        for done, label in enumerate(counted):
            if isinstance(label, bytes):
                self._lexicon = Lexicon.load(label)
            else:
                self._tell("libellés", done)
                yield label

    def _tell(self, step: str, done: int) -> None:
        if done % _TOLD_EVERY == 0:
            self._listener(step, done)

    def _checked_manifest(self, sources: dict[str, dict[str, int]], facts: CorpusFacts) -> Manifest:
        """The manifest of the generation, if every gate is open."""
        self._listener("contrôles", 0)
        current = self._store.current()
        engine = self._store.open(self._name)
        try:
            gates = run_gates(
                Built(
                    sent={LIBELLES: self._labels, ENTITES: self._documents},
                    indexed=engine.counts(),
                    searcher=open_generation(engine, self._tools),
                    sources=sources,
                    served=next((m for m in self._store.manifests() if m.nom == current), None),
                    witnesses=tuple(w for w in self._tools.witnesses() if engine.entities_of([w[1]])),
                )
            )
        finally:
            engine.close()
        closed = [gate for gate in gates if not gate.est_franchi]
        if closed:
            raise GateError("Index refusé : " + " ; ".join(f"{gate.nom} ({gate.constat})" for gate in closed))
        return Manifest(
            nom=self._name,
            format=INDEX_FORMAT,
            construite_le=self._now,
            sources=sources,
            entites=facts.entites,
            libelles=self._labels,
            gates=gates,
            secondes=round(perf_counter() - self._started, 2),
        )


@contextmanager
def _keeping() -> Iterator[None]:
    """What is read here stays: looking through it for garbage would take a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _at_hand(read: Callable[[str], Iterable[T]]) -> Callable[[str], tuple[T, ...]]:
    """The labels of one text (a title, a diploma, their variants) follow one another."""
    return lru_cache(maxsize=_TEXTS_AT_HAND)(lambda texte: tuple(read(texte)))


def generations(settings: Settings) -> list[tuple[Manifest, bool]]:
    """Complete generations, newest first, and whether each is the one served."""
    store = open_store(settings, read_relevance())
    current = store.current()
    return [(manifest, manifest.nom == current) for manifest in store.manifests()]


def rollback(settings: Settings, name: str | None = None) -> str:
    """Serve an earlier generation; returns its name."""
    return open_store(settings, read_relevance()).rollback(name)
