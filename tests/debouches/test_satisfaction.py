"""The command that reads who was helped."""

import json
from datetime import date

import pytest

from debouches.cli import exit_code_of
from debouches.storage import Storage
from web.counters.satisfaction import Satisfaction


@pytest.fixture
def _answered(tmp_path, monkeypatch):
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path))
    counters = Satisfaction(Storage(tmp_path).satisfaction, {"metiers": "Métier"})
    for answer in ["oui"] * 24 + ["non"] * 6:
        counters.note("metiers", answer, date(2026, 3, 14))


@pytest.mark.usefixtures("_answered")
def test_figures_for_a_program(capsys):
    assert exit_code_of(["satisfaction", "--json"]) == 0
    together, metiers = json.loads(capsys.readouterr().out)
    assert (together["page"], metiers["page"]) == ("toutes", "metiers")
    assert (metiers["oui"], metiers["part_oui"], metiers["au_moins"]) == (24, 0.8, 0.627)


@pytest.mark.usefixtures("_answered")
def test_figures_for_a_spreadsheet(capsys):
    assert exit_code_of(["satisfaction", "--csv"]) == 0
    heading, _, metiers = capsys.readouterr().out.splitlines()
    assert heading.split(";")[:3] == ["mois", "page", "reponses"]
    assert metiers.split(";")[:6] == ["2026-03", "metiers", "30", "24", "6", "0.8"]


@pytest.mark.usefixtures("_answered")
def test_figures_for_a_reader(capsys, monkeypatch):
    monkeypatch.setattr("debouches.commands.output.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    assert exit_code_of(["satisfaction"]) == 0
    assert "63 % et 90 %" in capsys.readouterr().out.replace("\u202f", " ")


def test_nobody_has_answered_yet(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path))
    assert exit_code_of(["satisfaction", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_spoilt_counters_are_said_without_a_traceback(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path))
    Storage(tmp_path).satisfaction.write_bytes(b"spoilt" * 1000)
    assert exit_code_of(["satisfaction"]) == 1
    assert "compteurs illisibles" in capsys.readouterr().err
