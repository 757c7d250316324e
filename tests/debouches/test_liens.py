"""`debouches verifier-liens`, and the census that follows: what they say, and what they leave."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from crawler.liens import check
from crawler.network.dialogue import Answer, LinksPlan
from debouches.cli import FAILED, exit_code_of
from debouches.commands import output
from debouches.commands.recensement import _last_counts, _remember, _trend
from debouches.settings import CrawlSettings
from debouches.storage import Storage
from tests.mappings.test_partage import Home, record

PAGES = {"https://a.test/1": 404, "https://a.test/2": 200, "https://b.test/3": 500}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that shows three addresses, and publishers who answer without network."""
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path))
    monkeypatch.setattr(check, "link_events", answered)
    monkeypatch.setattr("debouches.commands.liens._ours", lambda: iter(PAGES))
    home = Home(tmp_path)
    home.publish(record("a"))
    return home


def answered(plan: LinksPlan, _crawl: CrawlSettings) -> Iterator[Answer]:
    asked = [url for url in plan.adresses if url in PAGES]
    return (Answer(url=url, code=PAGES[url]) for url in asked[: plan.regles.par_passage])


def test_a_run_says_what_it_saw_and_what_is_no_longer_a_link(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["verifier-liens"]) == 0
    said = capsys.readouterr()
    assert orjson.loads(said.out)["etats"] == {"mort": 1, "vivant": 1, "incertain": 1}
    assert "Ne sont plus des liens (1) :\n  https://a.test/1" in said.err
    assert "3 adresses vérifiées" in said.err


def test_in_a_terminal_states_are_in_words(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    assert exit_code_of(["verifier-liens"]) == 0
    assert "morte : n'est plus un lien" in capsys.readouterr().out


def test_a_limit_holds(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["verifier-liens", "--limite", "2"]) == 0
    assert orjson.loads(capsys.readouterr().out)["verifiees"] == 2


def test_an_address_that_no_page_shows_is_refused_in_french(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["verifier-liens", "--adresse", "https://a.test/inconnue"]) == FAILED
    assert "ne montre pas cette adresse" in capsys.readouterr().err


def test_each_run_leaves_a_line_of_the_trend(home: Home, tmp_path: Path) -> None:
    for _ in range(2):
        exit_code_of(["verifier-liens"])
    lines = (tmp_path / "liens" / "passages.jsonl").read_bytes().splitlines()
    assert [orjson.loads(line)["verifiees"] for line in lines] == [3, 0]


def test_a_census_says_what_changed_since_the_one_before(tmp_path: Path) -> None:
    storage, key, gone = Storage(tmp_path), ("Onisep", "lien-mort"), ("Onisep", "page-absente")
    assert _trend(3, _last_counts(storage), key) == "premier recensement"
    _remember(storage, Counter({key: 3, gone: 1}))
    before = _last_counts(storage)
    assert [_trend(5, before, key), _trend(3, before, key), _trend(0, before, gone)] == ["+2", "=", "−1"]
    _remember(storage, Counter({key: 5}))
    assert _last_counts(storage) == {key: 5}
