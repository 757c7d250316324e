"""The life of generations, the same wherever they are kept."""

from itertools import count

import pytest

from debouches.errors import BuildError, DocumentRejectedError, GateError, NotFoundError, NotReadyError
from index.documents import Card, EntityDocument, LabelDocument, Nature
from index.generations.lifecycle import build, generations, rollback
from index.generations.opening import at_once, open_searcher
from index.generations.stores import open_store
from index.lexicon import LexiconBuilder
from index.relevance import read_relevance
from index.results import SearchRequest
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import metier


def served(settings):
    return [manifest.nom for manifest, is_served in generations(settings) if is_served]


def store_of(settings):
    return open_store(settings, read_relevance())


def entity(code="D1102", **champs):
    return EntityDocument(Card(genre="metier", code=code, titre="Boulanger"), champs)


def label(code):
    return LabelDocument(Nature.TITRE, "boulanger", ("boulang",), ((code, 1.0),))


def test_before_any_build_there_is_no_generation(small):
    assert generations(small) == []
    with pytest.raises(NotReadyError, match="debouches build"):
        open_searcher(small).search(SearchRequest("boulanger"))


def test_a_searcher_follows_a_swap_and_a_rollback_without_restart(small, monkeypatch):
    monkeypatch.setattr("index.generations.opening.monotonic", count(0, 10).__next__)
    monkeypatch.setattr("index.generations.opening.in_background", at_once)
    searcher = open_searcher(small)
    old = build(small).manifest.nom
    assert searcher.facts().generation == old
    harvested(small, *SMALL_CORPUS, metier("A1101", "Apiculteur / Apicultrice"), run="r2")
    new = build(small).manifest.nom
    assert searcher.search(SearchRequest("apicultrice")).total == 1
    assert rollback(small) == old
    assert searcher.search(SearchRequest("apicultrice")).total == 0
    assert rollback(small, new) == new
    assert served(small) == [new]


def test_the_last_three_generations_are_kept(small):
    names = [build(small).manifest.nom for _ in range(4)]
    assert [manifest.nom for manifest, _ in generations(small)] == names[:0:-1]
    with pytest.raises(NotFoundError, match="n'existe pas"):
        rollback(small, names[0])


def test_a_corpus_that_lost_a_tenth_is_refused_and_the_served_one_stays(small):
    good = build(small).manifest.nom
    harvested(small, *SMALL_CORPUS[:2], run="r2")
    with pytest.raises(GateError, match="pas plus petite"):
        build(small)
    assert [manifest.nom for manifest, _ in generations(small)] == [good]
    assert served(small) == [good]


def test_two_builds_at_once_are_refused(small):
    with store_of(small).building(), pytest.raises(BuildError, match="en cours"):
        build(small)
    build(small)


def test_a_field_that_the_index_does_not_know_is_refused(small):
    writer = store_of(small).writer("20260101T000000000Z-f1-00000000")
    with pytest.raises(DocumentRejectedError, match="salaire"):
        writer.add_entities([entity(salaire=["beaucoup"])])
    writer.abort()


def test_two_entities_with_one_code_are_refused(small):
    writer = store_of(small).writer("20260101T000000000Z-f1-00000000")
    with pytest.raises(DocumentRejectedError, match="deux documents"):
        writer.add_entities([entity(noms=["boulang"]), entity(noms=["boulang"])])
    writer.abort()


def test_a_label_of_nobody_is_refused(small):
    writer = store_of(small).writer("20260101T000000000Z-f1-00000000")
    writer.add_entities([entity(noms=["boulang"])])
    with pytest.raises(DocumentRejectedError, match="D9999"):
        writer.add_labels([label("D9999")])
    writer.abort()


def test_a_key_unknown_to_the_lexicon_is_refused(small):
    good = build(small)
    writer = store_of(small).writer("20260101T000000000Z-f1-00000000")
    writer.add_entities([entity(noms=["boulang"])])
    writer.add_labels([label("D1102")])
    with pytest.raises(DocumentRejectedError, match="boulang"):
        writer.finish(LexiconBuilder().build(), good.facts)
    writer.abort()
    assert served(small) == [good.manifest.nom]


def test_a_build_that_breaks_in_the_middle_leaves_nothing(small, monkeypatch):
    good = build(small).manifest.nom

    def refuse(*_):
        raise DocumentRejectedError("refusé pour l'essai")

    monkeypatch.setattr("index.engines.numbering.Numbering.placed", refuse)
    with pytest.raises(DocumentRejectedError):
        build(small)
    assert [manifest.nom for manifest, _ in generations(small)] == [good]
    assert served(small) == [good]


def test_a_generation_of_another_version_is_refused_with_what_to_do(small):
    with pytest.raises(NotReadyError, match="debouches build"):
        store_of(small).open("20260101T000000000Z-f0-00000000")
