"""Formations read again from the lines of several sources."""

from debouches.storage import Storage
from index.building.corpus.read import choose_sources, read_corpus
from tests.index.conftest import harvested
from tests.index.factories import formation


def read(settings, **by_source):
    for source, records in by_source.items():
        harvested(settings, *records, source=source)
    storage = Storage(settings.home)
    return read_corpus(storage, choose_sources(storage))


def test_one_formation_told_by_two_sources_is_one_record(settings):
    corpus = read(
        settings,
        a=[formation("FOR.1", "CAP boulanger", niveau=3)],
        b=[formation("FOR.1", "CAP boulanger", duree="2 ans"), formation("FOR.2", "BUT chimie")],
    )
    assert list(corpus.formations) == ["FOR.1", "FOR.2"]
    assert (corpus.formations["FOR.1"].niveau, corpus.formations["FOR.1"].duree) == (3, "2 ans")
    assert corpus.formations.briefs["FOR.1"].duree == "2 ans"
    assert corpus.counts == {"a": {"Formation": 1}, "b": {"Formation": 2}}


def test_a_line_whose_id_does_not_come_first_is_read_all_the_same(settings):
    harvested(settings, formation("FOR.1", "CAP boulanger"), source="a")
    path = Storage(settings.home).current_records("a") / "formation.jsonl"
    path.write_text(path.read_text().replace('{"id":"formation:FOR.1",', '{ "id": "formation:FOR.1",'))
    assert "FOR.1" in read(settings).formations


def test_an_unknown_code_is_absent(settings):
    corpus = read(settings, a=[formation("FOR.1", "CAP boulanger")])
    assert "FOR.9" not in corpus.formations
    assert corpus.formations.get("FOR.9") is None


def test_a_record_made_of_two_lines_says_where_each_comes_from(settings):
    corpus = read(settings, a=[formation("FOR.1", "CAP boulanger")], b=[formation("FOR.1", "CAP boulanger")])
    record, sources = corpus.formations.published("FOR.1")
    assert record.code == "FOR.1"
    assert len(sources) == 2
