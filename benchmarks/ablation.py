"""What each stage and each weight is worth: taken away one at a time, on judged queries.

    python benchmarks/ablation.py QUERIES.jsonl [--only WORD] [--rebuild]

Prints, for each, how the figures change without it (thousandths; negative: it helps) on queries that no
source holds word for word, where the file says which, and the kind of queries that feels it most. Weights of
the second stage are replaced on the generation that is served; `--rebuild` adds what is decided when labels
are made (gender, links, Formacode…), each in a generation built aside from the same records.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from debouches.settings import Settings, read_settings
from debouches.storage import Storage
from index.building.corpus.read import Corpus, choose_sources, read_corpus
from index.building.entities.make import EntityMaker
from index.building.labels.make import LabelMaker
from index.building.links import link
from index.documents import NATURES, EntityDocument, LabelDocument
from index.engines.base import Engine
from index.evaluation.evaluate import answers
from index.evaluation.families import Families
from index.evaluation.judged import JudgedQuery, read_judged
from index.evaluation.metrics import ALL, Figures, GradedFigures, grade, judge
from index.generations.opening import open_generation
from index.generations.stores import local_store
from index.lexicon import LexiconBuilder
from index.results import SearchPage, SearchRequest
from index.searching.ranking import FAMILLES
from index.searching.service import SearchService
from index.specificity import Specificity
from index.tools import Tools, read_tools
from nlp.analysis import Analyser
from nlp.inflection import singular

NEUTRAL = {"tete": 1.0, "coeur": 1.0, "mot_envie": 1.0}
"""The value that changes nothing, for a weight that multiplies; the others vanish at 0."""
AT_BUILD = {"coeur", "partage"}
"""Bonuses written in the labels: only a new build takes them away."""
NOT_STAGES = {"code", "orthographe", "orthographe_sure", "synonyme"}
"""Weights that cannot be taken away alone: spelling and synonyms go as a whole."""
NOTICED = 0.001
WITHOUT_LEAK = f"{ALL} / sans fuite"


@dataclass(frozen=True)
class Ablation:
    """One thing taken away. `corpus` and `is_rebuilt`: it is decided when labels are made."""

    name: str
    tools: Callable[[Tools], Tools] = lambda tools: tools
    corpus: Callable[[Corpus], Corpus] = lambda corpus: corpus
    is_rebuilt: bool = False
    is_exact: bool = False


def weights(name: str, section: str, values: dict[str, float], *, is_rebuilt: bool = False) -> Ablation:
    """Some weights of a section, replaced."""

    def change(tools: Tools) -> Tools:
        changed = {**getattr(tools.relevance, section), **values}
        return replace(tools, relevance=replace(tools.relevance, **{section: changed}))

    return Ablation(name, change, is_rebuilt=is_rebuilt)


def vocabulary(name: str, *parts: str, is_rebuilt: bool = False) -> Ablation:
    """Some vocabularies, emptied."""

    def change(tools: Tools) -> Tools:
        emptied: dict[str, Any] = dict.fromkeys(parts, ())
        return replace(tools, vocabularies=replace(tools.vocabularies, **emptied))

    return Ablation(name, change, is_rebuilt=is_rebuilt)


def ablations(tools: Tools) -> Iterator[Ablation]:
    """What the second stage and the reading of queries do."""
    relevance = tools.relevance
    yield Ablation("correction des fautes", is_exact=True)
    yield vocabulary("synonymes d'un mot, à la requête", "synonymes")
    yield Ablation("mots d'envie et de bruit reconnus", _without_supports)
    for name in set(relevance.requete) - NOT_STAGES:
        yield weights(f"requête : {name}", "requete", {name: NEUTRAL.get(name, 0.0)})
    for name in relevance.bonus:
        if name not in AT_BUILD | NOT_STAGES:
            yield weights(f"bonus : {name}", "bonus", {name: NEUTRAL.get(name, 0.0)})
    yield weights("longueur des libellés", "longueur", dict.fromkeys(relevance.longueur, 0.0))
    for name in relevance.seuils:
        yield weights(f"seuil : {name}", "seuils", {name: 0.0})
    for name, natures in FAMILLES.items():
        yield weights(f"famille : {name}", "natures", dict.fromkeys(natures, 0.0))
    for nature in NATURES:
        yield weights(f"nature : {nature}", "natures", {nature: 0.0})
    yield weights("natures toutes égales", "natures", dict.fromkeys(NATURES, 1.0))
    yield weights(
        "moitié moins de candidats", "candidats", {k: v / 2 for k, v in relevance.candidats.items()}
    )


def rebuilt_ablations(tools: Tools) -> Iterator[Ablation]:
    """What is decided when labels are made."""
    yield Ablation("genre", lambda tools: replace(tools, analyser=_NoGender()), is_rebuilt=True)
    yield Ablation(
        "pluriel et genre", lambda tools: replace(tools, analyser=_NoInflection()), is_rebuilt=True
    )
    yield Ablation("Formacode", corpus=lambda corpus: replace(corpus, termes={}), is_rebuilt=True)
    yield vocabulary("mots courants", "mots_courants", is_rebuilt=True)
    yield vocabulary("envies et activités", "envies", "activites", is_rebuilt=True)
    yield vocabulary("outils", "outils", is_rebuilt=True)
    yield vocabulary("sigles", "acronymes", is_rebuilt=True)
    yield vocabulary("synonymes, partout", "synonymes", is_rebuilt=True)
    for name in tools.relevance.liens:
        yield weights(f"lien : {name}", "liens", {name: 0.0}, is_rebuilt=True)
    for name in sorted(AT_BUILD):
        yield weights(f"bonus : {name}", "bonus", {name: NEUTRAL.get(name, 0.0)}, is_rebuilt=True)
    yield weights(
        "poids des champs égaux", "champs", dict.fromkeys(tools.relevance.champs, 1.0), is_rebuilt=True
    )


def _without_supports(tools: Tools) -> Tools:
    empty = replace(tools.vocabularies.mots_vides, envie=(), bruit=())
    return replace(tools, vocabularies=replace(tools.vocabularies, mots_vides=empty))


class _NoGender(Analyser):
    """The same stop words and plurals; a feminine is another word."""

    def __init__(self) -> None:
        whole = read_tools().analyser
        super().__init__(stop_words=whole._stop_words)  # noqa: SLF001 - the same words, by construction

    def _compute_key(self, word: str) -> str:
        return singular(word) if len(word) > 3 and not word[-1].isdigit() else word


class _NoInflection(_NoGender):
    def _compute_key(self, word: str) -> str:
        return word


@dataclass(frozen=True, slots=True)
class Exactly:
    """Never corrects a spelling."""

    service: SearchService

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        return self.service.search(replace(request, est_exacte=True), explain=explain)


def built(corpus: Corpus, tools: Tools, engine: Engine, home: Path) -> Engine:
    """A generation aside, from other tools or another corpus, without the gates of a served one."""
    store = local_store(Settings.model_validate({"home": home, "data": None}), tools.relevance)
    links = link(corpus, tools.analyser)
    writer, lexicon = store.writer("ablation"), LexiconBuilder(Specificity(tools.relevance.rarete))

    def counted_entities() -> Iterator[EntityDocument]:
        for entity in EntityMaker(corpus, links, tools.analyser, families=tools.families).make():
            lexicon.add_text(cle for cles in entity.champs.values() for cle in cles)
            yield entity

    def counted_labels() -> Iterator[LabelDocument]:
        for label in LabelMaker(corpus, links, tools).make():
            words = (word for texte in label.textes for word in tools.analyser.words(texte))
            codes = (code for code, _ in label.cibles)
            lexicon.add_label(label.cles, words, is_name=label.est_nom, codes=codes)
            yield label

    writer.add_entities(counted_entities())
    writer.add_labels(counted_labels())
    writer.finish(lexicon.build(), engine.facts)
    return store.open("ablation")


@dataclass(frozen=True)
class Measure:
    """The figures of one setting, by name of line."""

    judged: dict[str, Figures]
    graded: dict[str, GradedFigures]


class Bench:
    """Measures settings on one file of queries; families are those of the whole search."""

    def __init__(self, settings: Settings, queries: Sequence[JudgedQuery]) -> None:
        self.tools, self._queries = read_tools(), queries
        self._store, storage = local_store(settings, self.tools.relevance), Storage(settings.home)
        self._name = self._store.current() or ""
        self._corpus = read_corpus(storage, choose_sources(storage))
        self._engine = self._store.open(self._name)
        self._families = Families(open_generation(self._engine, self.tools))

    def measure(self, ablation: Ablation) -> Measure:
        tools = ablation.tools(self.tools)
        if not ablation.is_rebuilt:
            store = replace(self._store, relevance=tools.relevance)
            return self._run(store.open(self._name), tools, is_exact=ablation.is_exact)
        with TemporaryDirectory() as folder:
            engine = built(ablation.corpus(self._corpus), tools, self._engine, Path(folder))
            return self._run(engine, tools, is_exact=False)

    def _run(self, engine: Engine, tools: Tools, *, is_exact: bool) -> Measure:
        service = open_generation(engine, tools)
        searcher = Exactly(service) if is_exact else service
        run = {query.id: answers(searcher, query.q) for query in self._queries}
        engine.close()
        judged = judge(self._queries, run, self._families.of)
        return Measure(
            {line.nature: line for line in judged}, {line.nature: line for line in grade(self._queries, run)}
        )


def show_whole(whole: Measure) -> None:
    for name in (WITHOUT_LEAK, ALL):
        if name in whole.judged:
            line = whole.judged[name]
            print(f"{name}, n {line.n} : hit@1 {line.hit_1} hit@10 {line.hit_10} MRR {line.mrr}")
    if ALL in whole.graded:
        graded = whole.graded[ALL]
        print(f"notées, n {graded.n} : bon@1 {graded.good_1} nDCG@10 {graded.ndcg_10}")


def delta(before: float, after: float) -> str:
    return f"{round(1000 * (after - before)):+d}"


def row(ablation: Ablation, whole: Measure, less: Measure) -> str:
    """« | sans … | Δ | where it is felt | »."""
    cells = []
    name = WITHOUT_LEAK if WITHOUT_LEAK in whole.judged else ALL
    if name in whole.judged:
        before, after = whole.judged[name], less.judged[name]
        cells += [delta(getattr(before, f), getattr(after, f)) for f in ("hit_1", "hit_10", "mrr")]
        cells.append(felt(whole, less))
    if ALL in whole.graded:
        graded, regraded = whole.graded[ALL], less.graded[ALL]
        cells += [delta(getattr(graded, f), getattr(regraded, f)) for f in ("good_1", "ndcg_10")]
    return f"| − {ablation.name} | " + " | ".join(cells) + " |"


def felt(whole: Measure, less: Measure) -> str:
    """The kind of queries whose MRR changes most."""
    changes = {
        name: less.judged[name].mrr - line.mrr
        for name, line in whole.judged.items()
        if not name.startswith(ALL) and "/" not in name
    }
    name = max(changes, key=lambda name: abs(changes[name]), default="")
    return f"{name} {delta(0, changes[name])}" if abs(changes.get(name, 0)) >= NOTICED else ""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("queries", type=Path)
    parser.add_argument("--only", default="", help="lines whose name holds this")
    parser.add_argument("--rebuild", action="store_true", help="also what only a new build takes away")
    options = parser.parse_args()
    bench = Bench(read_settings(), read_judged(options.queries))
    whole = bench.measure(Ablation("rien"))
    show_whole(whole)
    header = (["Δ hit@1", "Δ hit@10", "Δ MRR", "le plus touché (MRR)"] if whole.judged else []) + (
        ["Δ bon@1", "Δ nDCG@10"] if whole.graded else []
    )
    print("| sans | " + " | ".join(header) + " |\n|" + "---|" * (len(header) + 1))
    chosen = [*ablations(bench.tools), *(rebuilt_ablations(bench.tools) if options.rebuild else ())]
    for ablation in chosen:
        if options.only in ablation.name:
            print(row(ablation, whole, bench.measure(ablation)), flush=True)


if __name__ == "__main__":
    main()
