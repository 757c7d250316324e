"""Annexes: read by key, or by the first letters of a key, the same in both engines."""

import pytest

from debouches.errors import DocumentRejectedError
from index.generations.lifecycle import build
from index.generations.stores import open_store
from index.lexicon import LexiconBuilder
from index.manifest import INDEX_FORMAT
from index.relevance import read_relevance

NAME = f"20260101T000000000Z-f{INDEX_FORMAT}-00000000"
ANNEXES = [("lieu:lyon", b'{"n":1}'), ("lieu:lyons-la-foret", b'{"n":2}'), ("lieu:nimes", b'{"n":3}')]


@pytest.fixture
def store(small):
    return open_store(small, read_relevance())


@pytest.fixture
def engine(small, store):
    facts = build(small).facts
    writer = store.writer(NAME)
    writer.add_entities([])
    writer.add_annexes(ANNEXES)
    writer.finish(LexiconBuilder().build(), facts)
    engine = store.open(NAME)
    yield engine
    engine.close()


def test_annexes_are_read_by_their_keys(engine):
    assert engine.annexes(["lieu:nimes", "lieu:inconnu", "lieu:lyon"]) == dict([ANNEXES[0], ANNEXES[2]])
    assert engine.annexes([]) == {}


def test_annexes_are_read_by_the_first_letters_of_their_keys_in_order(engine):
    assert engine.annexes_from("lieu:ly", 5) == ANNEXES[:2]
    assert engine.annexes_from("lieu:", 1) == ANNEXES[:1]
    assert engine.annexes_from("autre:", 5) == []


def test_a_key_that_comes_twice_is_refused(store):
    writer = store.writer(NAME)
    with pytest.raises(DocumentRejectedError, match="deux annexes"):
        writer.add_annexes([ANNEXES[0], ANNEXES[0]])
    writer.abort()
