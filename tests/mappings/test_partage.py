"""Raw records shared: all of them, or what changed, never what a licence keeps here."""

import gzip
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debouches.errors import GoneError, NotFoundError, RequestError
from debouches.storage import Storage, write_pointer
from mappings.partage import journals
from mappings.partage.changes import changes
from mappings.partage.cursors import moment
from mappings.partage.manifest import manifest
from mappings.partage.whole import compressed, prepared, sources_of
from mappings.records import Provenance, Structure
from mappings.records.ids import make_id
from tests.mappings.on_disk import write_records

DAY = datetime(2026, 11, 1, tzinfo=UTC)
OPEN, CLOSED = "Licence Ouverte 2.0", "à vérifier auprès de l'éditeur"


def record(code: str, nom: str = "Mission locale", licence: str = OPEN) -> Structure:
    provenance = Provenance(
        source="essai", editeur="Éditeur", licence=licence, date_recolte=date(2026, 11, 1)
    )
    return Structure(id=make_id(Structure, code), provenance=provenance, code=code, nom=nom)


class Home:
    """A home where one source is harvested, a day after the other."""

    def __init__(self, root: Path, source: str = "essai") -> None:
        self.storage, self.source, self._records = Storage(root), source, {}
        self.days = 0

    def publish(self, *records: Structure, journal: bool = True) -> None:
        before, now = self._records, {one.id: one for one in records}
        self.days += 1
        at = DAY + timedelta(days=self.days)
        run = at.strftime("%Y%m%dT%H%M%SZ")
        write_records(self.storage.records(self.source, run) / "structure.jsonl", records)
        changed = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
        if journal:
            keys = [("structure", key) for key in changed] if self.days > 1 else None
            journals.write_journal(self.storage, self.source, keys, at)
        write_pointer(self.storage.current_run(self.source), run)
        self._records = now

    def changes(self, days: float) -> list[tuple[str, str]]:
        """Operations since so many days after the start."""
        lines = list(changes(self.storage, [self.source], DAY + timedelta(days=days)))
        *told, end = map(orjson.loads, lines)
        assert end["operation"] == "fin"
        return [(one["operation"], one.get("id") or one["enregistrement"]["id"]) for one in told]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def whole(home: Home) -> list[dict]:
    content = gzip.decompress(prepared(home.storage, home.source).read_bytes())
    return [orjson.loads(line) for line in content.splitlines()]


def test_a_record_is_given_with_its_provenance_and_licence(home: Home) -> None:
    home.publish(record("a"))
    (given_,) = whole(home)
    assert given_["provenance"]["editeur"] == "Éditeur"
    assert given_["provenance"]["licence"] == OPEN


def test_what_a_licence_does_not_open_stays_here(home: Home) -> None:
    home.publish(record("a"), record("b", licence=CLOSED))
    assert [one["code"] for one in whole(home)] == ["a"]
    assert home.changes(0) == [("ecrire", "structure:a")]


def test_the_export_is_made_once_a_run_and_the_old_one_removed(home: Home) -> None:
    home.publish(record("a"))
    first = prepared(home.storage, home.source)
    made = first.stat().st_mtime_ns
    assert prepared(home.storage, home.source).stat().st_mtime_ns == made
    home.publish(record("b"))
    assert [one["code"] for one in whole(home)] == ["b"]
    assert not first.exists()


def test_changes_say_what_to_write_and_what_to_remove(home: Home) -> None:
    home.publish(record("a"), record("b"), record("c"))
    home.publish(record("a"), record("b", "CIO"), record("d"))
    assert home.changes(1.5) == [
        ("ecrire", "structure:b"),
        ("retirer", "structure:c"),
        ("ecrire", "structure:d"),
    ]
    assert home.changes(2.5) == []


def test_a_record_changed_twice_is_told_once_as_it_is_now(home: Home) -> None:
    home.publish(record("a"))
    home.publish(record("a", "CIO"), record("b"))
    home.publish(record("a", "Apec"))
    assert home.changes(1.5) == [("ecrire", "structure:a"), ("retirer", "structure:b")]


def test_before_its_first_harvest_all_the_records_of_a_source_are_new(home: Home) -> None:
    home.publish(record("a"))
    home.publish(record("a"), record("b"))
    assert home.changes(0) == [("ecrire", "structure:a"), ("ecrire", "structure:b")]


def test_what_was_published_just_before_the_cursor_is_told_again(home: Home) -> None:
    home.publish(record("a"))
    home.publish(record("a"), record("b"))
    half_a_minute = 0.5 / (24 * 60)
    assert home.changes(2 + half_a_minute) == [("ecrire", "structure:b")]
    assert home.changes(2 + 4 * half_a_minute) == []


def test_a_cursor_that_journals_do_not_reach_is_refused(home: Home) -> None:
    home.publish(record("a"), journal=False)
    with pytest.raises(GoneError, match="reprendre l'export entier"):
        home.changes(0)
    assert home.changes(1) == []
    home.publish(record("b"))
    with pytest.raises(GoneError):
        home.changes(1.5)


def test_journals_are_pruned_and_the_horizon_follows(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "KEPT_JOURNALS", 2)
    for code in "abcd":
        home.publish(record(code))
    assert len(list(home.storage.changes("essai").iterdir())) == 2
    with pytest.raises(GoneError):
        home.changes(1)
    assert home.changes(3.5) == [("retirer", "structure:c"), ("ecrire", "structure:d")]


def test_the_manifest_tells_a_horizon_that_is_accepted(home: Home) -> None:
    home.publish(record("a"), journal=False)
    home.publish(record("b"))
    (one,) = manifest(home.storage)["sources"]
    since = moment(one["changements_depuis"])
    assert list(changes(home.storage, ["essai"], since))


def test_two_sources_may_give_the_same_id(tmp_path: Path) -> None:
    for source in ("essai", "autre"):
        Home(tmp_path, source).publish(record("a"))
    lines = list(changes(Storage(tmp_path), ["autre", "essai"], DAY))
    assert [orjson.loads(line).get("source") for line in lines] == ["autre", "essai", None]


def test_an_unknown_source_is_told_the_known_ones(home: Home) -> None:
    home.publish(record("a"))
    with pytest.raises(NotFoundError, match="essai"):
        sources_of(home.storage, "zut")


@pytest.mark.parametrize("text", ["", "hier", "2026-13-01", "2026-11-21 20:00"])
def test_a_moment_that_is_neither_a_day_nor_a_cursor_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="ni une date"):
        moment(text)


@given(st.lists(st.binary(max_size=200)))
def test_lines_are_compressed_as_one_file(lines: list[bytes]) -> None:
    assert zlib.decompress(b"".join(compressed(lines)), wbits=31) == b"".join(lines)


@given(st.lists(st.dictionaries(st.sampled_from("abcde"), st.sampled_from("xyz")), min_size=2, max_size=5))
def test_following_the_changes_gives_what_the_export_gives(tmp_path_factory, runs: list[dict]) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    copy: dict[str, str] = {}
    for number, run in enumerate(runs):
        home.publish(*(record(code, nom) for code, nom in run.items()))
        for line in changes(home.storage, ["essai"], DAY + timedelta(days=number + 0.5)):
            told = orjson.loads(line)
            if told["operation"] == "ecrire":
                copy[told["enregistrement"]["code"]] = told["enregistrement"]["nom"]
            elif told["operation"] == "retirer":
                del copy[told["id"].rpartition(":")[2]]
    assert copy == {one["code"]: one["nom"] for one in whole(home)}
