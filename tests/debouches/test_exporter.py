"""The records given to other sites from the command line: the same as the API gives."""

import gzip
from pathlib import Path

import orjson
import pytest

from debouches.cli import FAILED, exit_code_of
from tests.mappings.test_partage import CLOSED, Home, record


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path))
    home = Home(tmp_path)
    home.publish(record("a"), record("b", licence=CLOSED))
    home.publish(record("a"), record("c"))
    return home


def written(path: Path) -> list[dict]:
    return [orjson.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def test_everything_goes_to_one_file(home: Home, tmp_path: Path) -> None:
    assert exit_code_of(["exporter", "--vers", str(tmp_path / "sortie" / "tout.ndjson.gz")]) == 0
    assert [one["code"] for one in written(tmp_path / "sortie" / "tout.ndjson.gz")] == ["a", "c"]
    assert [path.name for path in (tmp_path / "sortie").iterdir()] == ["tout.ndjson.gz"]


def test_changes_go_to_a_file_too(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "suite.ndjson.gz"
    assert exit_code_of(["exporter", "--depuis", "2026-11-02T12:00:00Z", "--vers", str(path)]) == 0
    assert [one["operation"] for one in written(path)] == ["retirer", "ecrire", "fin"]


def test_without_a_file_what_there_is_to_give_is_shown(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["exporter"]) == 0
    assert [one["source"] for one in orjson.loads(capsys.readouterr().out)["sources"]] == ["essai"]


@pytest.mark.parametrize("arguments", [["--source", "zut"], ["--depuis", "hier"]])
def test_what_cannot_be_given_is_said_and_no_file_written(
    home: Home, tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rien.ndjson.gz"
    assert exit_code_of(["exporter", *arguments, "--vers", str(path)]) == FAILED
    assert arguments[1] in capsys.readouterr().err
    assert not path.exists()
