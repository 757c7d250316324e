"""The two engines side by side: the same page, card for card, and the same part of the judged sample."""

from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.overlap import FIRST, FLOOR, overlap
from index.evaluation.evaluate import answers, read_queries
from index.facets import Filtres
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.conftest import CORPUS, URL, VARIABLE, make_settings
from tests.index.conftest import harvested

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(URL is None, reason=f"pas de cluster : {VARIABLE} donne son adresse (make test-es)"),
]
ROOT = Path(__file__).resolve().parents[2]
QUERIES = (
    "boulanger",
    "macon chantier",
    "bts batiment",
    "couper des cheveux",
    "chef",
    "D1102 cap",
    "infirmiere",
)


@pytest.fixture(scope="module")
def both(tmp_path_factory, prefixes):
    searchers = []
    for engine in ("embarque", "elasticsearch"):
        settings = make_settings(engine, tmp_path_factory.mktemp("home"), prefixes())
        build(harvested(settings, *CORPUS))
        searchers.append(open_searcher(settings))
    return searchers


def without_scores(page):
    return [(g.genre, g.total, [(r.code, r.codes, r.raison) for r in g.results]) for g in page.groups]


@pytest.mark.parametrize("q", QUERIES)
def test_a_page_is_the_same_card_for_card(both, q):
    embedded, elastic = (searcher.search(SearchRequest(q), explain=True) for searcher in both)
    assert without_scores(embedded) == without_scores(elastic)
    assert embedded.facettes == elastic.facettes
    for ours, theirs in zip(embedded.groups, elastic.groups, strict=True):
        scores = [result.score for result in theirs.results]
        assert [result.score for result in ours.results] == pytest.approx(scores, rel=1e-3)


@pytest.mark.parametrize("filtres", [Filtres(niveau=("5",)), Filtres(domaine=("F",), editeur=("onisep",))])
def test_a_narrowed_page_is_the_same(both, filtres):
    request = SearchRequest("batiment chantier", filtres=filtres)
    embedded, elastic = (searcher.search(request) for searcher in both)
    assert embedded.total
    assert without_scores(embedded) == without_scores(elastic)
    assert embedded.facettes == elastic.facettes


@pytest.mark.parametrize("typed", ["bou", "maç", "bts b", "chef de"])
def test_suggestions_are_the_same(both, typed):
    embedded, elastic = (searcher.suggest(typed) for searcher in both)
    assert embedded == elastic


@pytest.mark.parametrize("q", ["bts", "bts batiment", "batiment travaux publics"])
def test_a_label_that_names_a_crowd_brings_in_the_same_few(both, monkeypatch, q):
    monkeypatch.setattr("index.engines.crowds.CROWD", 3)
    embedded, elastic = (searcher.search(SearchRequest(q, est_large=True)) for searcher in both)
    assert embedded.total
    assert without_scores(embedded) == without_scores(elastic)
    assert embedded.facettes == elastic.facettes


@pytest.mark.donnees
def test_the_judged_sample_has_the_same_first_ten(tmp_path, prefixes):
    """On the records already harvested in var/, read and left as they are."""
    records = ROOT / "var" / "records"
    sample = ROOT.parent / "shared" / "relevance" / "dev.jsonl"
    if not (records / "rome").is_dir() or not sample.exists():
        pytest.skip(f"données réelles absentes : {records}/rome ou {sample}")
    (tmp_path / "records").symlink_to(records)
    queries = [q for _, q in read_queries(sample)][::5]
    found = []
    for engine in ("embarque", "elasticsearch"):
        settings = make_settings(engine, tmp_path, prefixes())
        build(settings)
        searcher = open_searcher(settings)
        found.append([answers(searcher, q, FIRST) for q in queries])
    assert fmean(overlap(one, other) for one, other in zip(*found, strict=True)) >= FLOOR
