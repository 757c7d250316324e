"""The command line: what it prints where, and with which exit code it ends."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from debouches import cli
from debouches.cli import COMMANDS, FAILED, INTERRUPTED, MISUSED, exit_code_of
from debouches.commands import output
from debouches.errors import DebouchesError, NotReadyError
from index.facets import Facet, FacetValue, Filtres
from index.generations import opening
from index.results import (
    Correction,
    Group,
    Reason,
    Result,
    SearchPage,
    SearchRequest,
    SubScore,
    Suggestion,
    Suggestions,
)

RESULT = Result(
    genre="metier",
    code="D1102",
    titre="Boulanger / Boulangère [essai]",
    phrase=None,
    raison=Reason("appellation", "Tourier / Tourière"),
    editeurs=("Essai (2026)",),
    suites=(),
    codes=("D1102", "MET.17"),
    score=1.5,
    details=(SubScore("titre exact", 1.0),),
)


CAP = FacetValue("3", "CAP (niveau 3)", 12, est_choisie=True)


class FakeSearcher:
    """Answers one métier to everything."""

    asked: SearchRequest

    def search(self, request: SearchRequest, *, explain: bool = False) -> SearchPage:
        self.asked = request
        groups = (Group("metier", 1, (RESULT,)),) if request.q != "rien" else ()
        correction, facet = Correction("boulangé", "boulanger"), Facet("niveau", "Niveau", "", (CAP,))
        return SearchPage(request, groups, correction=correction, facettes=(facet,), generation="g1")

    def suggest(self, q: str, limit: int = 8) -> Suggestions:
        return Suggestions(q, (Suggestion("metier", "Boulanger", "D1102"),) * limit)


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> FakeSearcher:
    fake = FakeSearcher()
    monkeypatch.setattr(opening, "open_searcher", lambda _settings: fake)
    return fake


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a wide terminal."""
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")


def test_search_gives_json_to_a_program(searcher: FakeSearcher, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["search", "boulanger"]) == 0
    answer = orjson.loads(capsys.readouterr().out)
    assert answer["groups"][0]["results"][0]["codes"] == ["D1102", "MET.17"]


@pytest.mark.usefixtures("terminal", "searcher")
def test_search_gives_a_table_to_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["search", "boulanger"]) == 0
    shown = capsys.readouterr().out
    assert "Boulanger / Boulangère [essai]" in shown
    assert "Résultats pour « boulanger » au lieu de « boulangé »." in shown
    assert "titre exact" not in shown


@pytest.mark.usefixtures("terminal", "searcher")
def test_search_explains_a_score_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["search", "boulanger", "--explain"]) == 0
    assert "titre exact 1.000" in capsys.readouterr().out


@pytest.mark.usefixtures("terminal")
def test_search_is_narrowed_and_shows_what_would_narrow_it(
    searcher: FakeSearcher, capsys: pytest.CaptureFixture[str]
) -> None:
    choices = ["--filtre", "niveau=3", "--filtre", "niveau=4"]
    assert exit_code_of(["search", "boulanger", *choices, "--facettes"]) == 0
    assert searcher.asked.filtres == Filtres(niveau=("3", "4"))
    assert "CAP (niveau 3)" in capsys.readouterr().out


@pytest.mark.usefixtures("terminal", "searcher")
def test_search_says_that_nothing_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["search", "rien"]) == 0
    assert "Rien ne répond" in capsys.readouterr().out


@pytest.mark.usefixtures("terminal", "searcher")
def test_json_is_given_to_a_reader_who_asks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["search", "boulanger", "--json"]) == 0
    assert orjson.loads(capsys.readouterr().out)["generation"] == "g1"


@pytest.mark.usefixtures("searcher")
def test_suggest_gives_as_many_lines_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["suggest", "boul", "--limit", "2"]) == 0
    assert len(orjson.loads(capsys.readouterr().out)["suggestions"]) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["perdu"], "commande inconnue : perdu"),
        (["search"], "il manque"),
        (["search", "x", "--perdu"], "option inconnue : --perdu"),
        (["search", "x", "--filtre", "couleur=bleu"], "« couleur=bleu » ; attendu FACETTE=VALEUR"),
        (["search", "x", "--groupe", "emploi"], "« emploi » n'est pas un groupe"),
        (["suggest", "x", "--limit", "deux"], "un nombre entier est attendu"),
        (["suggest", "x", "--limit", "99"], "au plus 50"),
        (["build", "trop"], "en trop : trop"),
        (["harvest"], "nommer des sources"),
        (["harvest", "rome", "--all"], "nommer des sources"),
        (["harvest", "--all", "--from"], "attend une valeur"),
        (["harvest", "--all", "--from", "/inexistant"], "n'existe pas"),
        (["harvest", "--all", "--replay", "--from", "."], "ne vont pas ensemble"),
        (["evaluate", "/inexistant.jsonl", "--run", "x"], "n'existe pas"),
        (["verifier", "/inexistant.xml"], "« /inexistant.xml » n'existe pas"),
        (["verifier", "/"], "« / » est un dossier"),
    ],
)
def test_a_badly_written_command_is_explained_in_french(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(arguments) == MISUSED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err
    assert "--help" in printed.err


def stop_with(error: BaseException) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (NotReadyError("Aucun index."), FAILED, "Erreur E-INDEX-ABSENT : Aucun index."),
        (DebouchesError("Panne [grave]"), FAILED, "Panne [grave]"),
        (
            PermissionError(13, "Permission denied", "/var/x"),
            FAILED,
            "Le système refuse : Permission denied (/var/x)",
        ),
        (KeyboardInterrupt(), INTERRUPTED, "Interrompu"),
    ],
)
def test_what_stops_a_command_is_a_sentence_and_a_code(
    error: BaseException,
    code: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(COMMANDS, "build", stop_with(error))
    assert exit_code_of(["build"]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err
    assert "Traceback" not in printed.err


def test_a_bug_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "build", stop_with(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        exit_code_of(["build"])


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_help_in_french_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of([name, "--help"]) == 0
    assert f"debouches {name}" in re.sub(r"\s+", " ", capsys.readouterr().out.partition("Exemple :")[2])


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of([]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown] == []


def test_every_sentence_of_typer_that_we_translate_ends_in_french() -> None:
    assert (
        cli.in_french("No such option: --bar (Possible options: --baz)")
        == "option inconnue : --bar. Proche : --baz."
    )


def test_the_format_is_a_json_schema_for_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["format"]) == 0
    assert "Metier" in orjson.loads(capsys.readouterr().out)["$defs"]


@pytest.mark.usefixtures("terminal")
def test_the_format_is_a_page_for_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["format"]) == 0
    assert capsys.readouterr().out.startswith("# Format commun, version")


def test_report_says_that_a_source_was_never_harvested(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["report", "perdue"]) == FAILED
    assert "« perdue » n'a pas de rapport" in capsys.readouterr().err


def test_the_help_imports_neither_engine_nor_site_nor_crawler() -> None:
    code = "import sys, debouches.cli as c; c.exit_code_of(['--help']); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()
    assert {"tantivy", "scrapy", "spacy", "fastapi", "index", "crawler", "web"} & set(loaded) == set()


def test_a_reader_that_closes_the_pipe_gets_no_traceback() -> None:
    command = f"{sys.executable} -m debouches format | head -c 1"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert ended.stdout == b"{"
    assert ended.stderr == b""


def test_all_the_sources_of_a_folder_are_those_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "annee;uai;libelle;region;taux_emploi_6_mois\ncumul 2021-2022;0639999X;CFA du Volcan;Bretagne;77\n"
    folder = tmp_path / "dossier"
    folder.mkdir()
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path / "home"))
    harvest = ["harvest", "--all", "--from", str(folder), "--processes", "1", "--accept"]
    assert exit_code_of(harvest) == 1
    (folder / "fr-en-inserjeunes-cfa.csv").write_text(row, encoding="utf-8")
    capsys.readouterr()
    assert exit_code_of(harvest) == 0
    said = capsys.readouterr().err
    assert "– bmo : rien dans ce dossier" in said
    assert "✗" not in said
    assert exit_code_of(["report", "bmo"]) == FAILED


def test_a_harvest_tells_what_nothing_read_and_how_to_take_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "annee;uai;libelle;region;taux_emploi_6_mois\ncumul 2021-2022;0639999X;CFA du Volcan;Bretagne;77\n"
    (tmp_path / "fr-en-inserjeunes-cfa.csv").write_text(row, encoding="utf-8")
    (tmp_path / "été inconnu.csv").write_text("a;b\n", encoding="utf-8")
    monkeypatch.setenv("DEBOUCHES_HOME", str(tmp_path / "home"))
    harvest = ["harvest", "inserjeunes", "--from", str(tmp_path)]
    assert exit_code_of(harvest) == 1
    said = capsys.readouterr().err
    assert "été inconnu.csv" in said
    assert "--accept" in said
    assert exit_code_of([*harvest, "--accept"]) == 0


def test_a_source_says_which_files_and_columns_it_waits_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["sources", "bmo"]) == 0
    (file,) = orjson.loads(capsys.readouterr().out)
    assert {"annee", "Code métier BMO", "met"} <= set(file["colonnes"])
    assert "BE25" in file["autres_noms"]["BE"]
    assert not any("{" in name or "*" in name for name in file["noms"])


def test_the_columns_of_a_source_are_shown_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    assert exit_code_of(["sources", "inserjeunes"]) == 0
    assert "Taux emploi 6 mois" in capsys.readouterr().out
