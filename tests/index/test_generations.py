"""No failed build replaces a good index; the way back is one call."""

import orjson
import pytest

from debouches.errors import BuildError, DocumentRejectedError, GateError, NotFoundError, NotReadyError
from debouches.storage import Storage
from index.engines.embedded.layout import Layout
from index.generations.lifecycle import build, generations, rollback
from index.generations.opening import open_searcher
from index.generations.stores import local_store
from index.relevance import read_relevance
from index.results import SearchRequest
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import metier


def served(settings):
    return [manifest.nom for manifest, is_served in generations(settings) if is_served]


def test_before_any_build_the_searcher_says_it_is_not_ready(settings):
    with pytest.raises(NotReadyError, match="debouches build"):
        open_searcher(settings).search(SearchRequest("boulanger"))


def test_an_empty_home_is_not_an_index(settings):
    with pytest.raises(GateError, match="il y a des métiers"):
        build(settings)
    assert generations(settings) == []


def test_a_generation_that_lost_a_tenth_is_refused_and_the_served_one_stays(small):
    good = build(small).manifest.nom
    harvested(small, *SMALL_CORPUS[:2], run="r2")
    with pytest.raises(GateError, match="pas plus petite"):
        build(small)
    assert served(small) == [good]
    assert open_searcher(small).search(SearchRequest("coiffeur")).total > 0


def test_a_server_follows_a_swap_and_a_rollback_without_restart(small):
    searcher = open_searcher(small)
    old = build(small).manifest.nom
    assert searcher.facts().generation == old
    harvested(small, *SMALL_CORPUS, metier("A1101", "Apiculteur / Apicultrice"), run="r2")
    new = build(small).manifest.nom
    assert searcher.search(SearchRequest("apicultrice")).total == 1
    assert rollback(small) == old
    assert searcher.facts().generation == old
    assert searcher.search(SearchRequest("apicultrice")).total == 0
    assert rollback(small, new) == new


def test_the_last_three_generations_are_kept(small):
    names = [build(small).manifest.nom for _ in range(4)]
    assert [manifest.nom for manifest, _ in generations(small)] == names[:0:-1]


def test_going_back_to_what_does_not_exist_says_so(small):
    build(small)
    with pytest.raises(NotFoundError, match="n'existe pas"):
        rollback(small, "inconnue")


def test_a_second_build_at_the_same_time_is_refused(small):
    with local_store(small, read_relevance()).building(), pytest.raises(BuildError, match="en cours"):
        build(small)


def test_what_a_killed_build_left_is_swept_by_the_next(small):
    build(small)
    left = Storage(small.home).index / "20200101T000000000Z-f1-00000000"
    left.mkdir()
    (left / "fiches.sqlite").write_bytes(b"half")
    build(small)
    assert not left.exists()


def test_a_document_refused_in_mid_build_leaves_no_trace(small, monkeypatch):
    good = build(small).manifest.nom

    def refuse(*_args, **_kwargs):
        raise DocumentRejectedError("refusé pour l'essai")

    monkeypatch.setattr("index.engines.embedded.writer.EmbeddedWriter.add_labels", refuse)
    with pytest.raises(DocumentRejectedError):
        build(small)
    assert served(small) == [good]
    assert [folder.name for folder in Storage(small.home).index.iterdir() if folder.is_dir()] == [good]


def test_leaving_a_source_out_is_a_choice_even_if_it_held_much(small):
    other = harvested(small, metier("D1102", "Boulanger / Boulangère"), source="autre")
    build(other)
    (Storage(small.home).current_run("test")).unlink()
    assert build(small).facts.entites == {"metier": 1}


def test_an_index_of_a_newer_program_is_said_to_be_one(small):
    build(small)
    store = local_store(small, read_relevance())
    facts = Layout(small.home / "index" / store.current()).facts
    facts.write_bytes(orjson.dumps(orjson.loads(facts.read_bytes()) | {"une_nouveaute": 1}))
    with pytest.raises(NotReadyError, match="autre version du programme"):
        open_searcher(small).facts()
