"""A publisher checks a file from a terminal or a script: the exit code says the verdict."""

import json

import pytest

from debouches.cli import FAILED, MISUSED, exit_code_of
from tests.mappings.test_conformity import fiche


@pytest.mark.parametrize(("changes", "code"), [({}, 0), ({"codes_rome": ["D11"]}, FAILED)])
def test_the_exit_code_says_whether_the_file_is_conform(tmp_path, capsys, changes, code) -> None:
    path = tmp_path / "fiches.jsonl"
    path.write_text(json.dumps(fiche(**changes)), encoding="utf-8")
    assert exit_code_of(["verifier", str(path), "--json"]) == code
    report = json.loads(capsys.readouterr().out)[str(path)]
    assert report["est_conforme"] == (code == 0)


def test_a_file_that_is_not_there_is_a_badly_written_command(tmp_path) -> None:
    assert exit_code_of(["verifier", str(tmp_path / "absent.json")]) == MISUSED
