"""`debouches evaluate` measures what is served, and refuses what it does not understand."""

import json

import pytest

from debouches.cli import FAILED, MISUSED, exit_code_of
from debouches.settings import PREFIX


@pytest.fixture
def served(starter, monkeypatch):
    monkeypatch.setenv(PREFIX + "HOME", str(starter.home))


def evaluated(capsys, *arguments):
    code = exit_code_of(["evaluate", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("served")
def test_a_run_is_written_in_reading_order(tmp_path, capsys):
    queries, run = tmp_path / "q.jsonl", tmp_path / "run.jsonl"
    queries.write_text('{"id": "1", "query": "boulanger"}\n', encoding="utf-8")
    code, found = evaluated(capsys, queries, "--run", run)
    line = json.loads(run.read_text(encoding="utf-8"))
    assert (code, found["requetes"], found["par_nature"]) == (0, 1, [])
    assert (line["id"], line["results"][0]) == ("1", "D1102")
    assert len(line["results"]) <= 60


@pytest.mark.usefixtures("served")
def test_queries_that_carry_answers_are_judged(tmp_path, capsys):
    queries = tmp_path / "q.jsonl"
    line = {"query": "boulanger", "kind": "titre", "expected": ["D1102"], "grades": {"D1102": 3}}
    queries.write_text(json.dumps(line), encoding="utf-8")
    _, found = evaluated(capsys, queries)
    assert [(one["nature"], one["hit_1"]) for one in found["par_nature"]] == [("TOUTES", 1.0), ("titre", 1.0)]
    assert found["par_note"][0]["good_1"] == 1.0


@pytest.mark.usefixtures("served")
def test_generated_names_write_their_misses(tmp_path, capsys):
    misses = tmp_path / "echecs.jsonl"
    code, found = evaluated(capsys, "--generated", "--sample", 20, "--misses", misses)
    assert (code, found["requetes"]) == (0, 100)
    assert len(misses.read_text(encoding="utf-8").splitlines()) == len(found["echecs"])


@pytest.mark.usefixtures("served")
def test_a_sprung_trap_fails_the_command(tmp_path, capsys):
    traps = tmp_path / "pieges.yml"
    traps.write_text("- {requete: boulanger, jamais: [boulang], raison: pour cet essai}", encoding="utf-8")
    code, found = evaluated(capsys, "--traps", traps)
    assert (code, found["violations"][0]["titre"]) == (FAILED, "Boulanger, boulangère")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["q.jsonl", "--generated"],
        ["--generated", "--run", "x"],
        ["--traps", "p.yml", "--sample", "3"],
        ["--traps", "absent.yml"],
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments):
    assert exit_code_of(["evaluate", *arguments]) == MISUSED
