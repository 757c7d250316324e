"""Queries without answer: counted only if asked, readable only when many days repeat them, never personal."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from tests.web import samples
from tests.web.fakes import FakeSearcher
from web.counters.sans_reponse import DAYS_BEFORE_CLEAR, FILE, MOST_CLEAR, Counter, read_counts
from web.serving.app import create_app

FIRST = date(2026, 3, 1)


def note(home: Path, q: str, days: int, start: date = FIRST) -> None:
    counter = Counter(home)
    for day in range(days):
        counter.note(q, start + timedelta(days=day))
        counter.note(q, start + timedelta(days=day))


def test_a_query_is_readable_only_after_distinct_days(tmp_path: Path) -> None:
    note(tmp_path, "Gardien de phare", DAYS_BEFORE_CLEAR - 1)
    assert "phare" not in (tmp_path / FILE).read_text()
    note(tmp_path, "gardien de phare", 1, FIRST + timedelta(days=DAYS_BEFORE_CLEAR))
    assert read_counts(tmp_path).en_clair == {"2026-03": {"gardien de phare": DAYS_BEFORE_CLEAR}}


def test_a_new_month_forgets_the_key_and_the_hashes(tmp_path: Path) -> None:
    note(tmp_path, "gardien de phare", 4)
    before = read_counts(tmp_path)
    note(tmp_path, "gardien de phare", 4, date(2026, 4, 1))
    after = read_counts(tmp_path)
    assert after.cle != before.cle
    assert not set(after.jours) & set(before.jours)
    assert not any(after.en_clair.values())


@pytest.mark.parametrize(
    "q",
    [
        *("marie@exemple.fr", "06 12 34 56 78", "dupont 1987", "madame Durand", "https://exemple.fr", ""),
        "je suis né à Brest et je cherche du travail depuis un an",
    ],
)
def test_what_may_say_something_of_somebody_is_never_counted(tmp_path: Path, q: str) -> None:
    note(tmp_path, q, 1)
    assert not (tmp_path / FILE).exists()


def test_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.counters.sans_reponse.MOST_HASHES", 2)
    for word in ("phare", "moulin", "beffroi"):
        note(tmp_path, word, 1)
    assert len(read_counts(tmp_path).jours) == 2
    assert MOST_CLEAR < 1000


def test_a_spoilt_file_starts_again(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    note(tmp_path, "phare", 1)
    assert len(read_counts(tmp_path).jours) == 1


@pytest.mark.parametrize("asked", [False, True])
def test_nothing_is_counted_unless_the_installation_asks_and_says_so(tmp_path: Path, asked: bool) -> None:
    settings = Settings(home=tmp_path, compter_sans_reponse=asked)
    client = TestClient(create_app(FakeSearcher(), settings=settings, today=lambda: samples.TODAY))
    client.get("/recherche", params={"q": "gardien de phare"})
    client.get("/recherche", params={"q": "boulanger"})
    client.get("/recherche", params={"q": "salaire"})
    assert (tmp_path / FILE).exists() is asked
    assert len(read_counts(tmp_path).jours) == asked, "what a page of the site answers is no failure"
    assert ("Cette installation compte" in client.get("/mentions").text) is asked
    assert len(read_counts(tmp_path).jours) == asked
