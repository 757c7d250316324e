"""`debouches run`: harvest, build only what has changed, say which corpus is shown, serve."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from crawler import corpus as corpus_module
from crawler.runs.report import Changes, Origin, RunReport, write_report
from debouches.cli import FAILED, exit_code_of
from debouches.commands import site
from debouches.commands.site import needs_build
from debouches.errors import BuildError, EngineError
from debouches.settings import Settings
from debouches.storage import Storage, write_pointer
from index.generations import lifecycle, opening
from index.manifest import INDEX_FORMAT
from index.views import CorpusFacts
from web.serving import serve as serve_module

BUILT = datetime(2100, 1, 10, tzinfo=UTC)
"""After whatever these tests do not write themselves: vocabularies and weights."""
READABLE = f"20260110T000000000Z-f{INDEX_FORMAT}-00000000"
DAY = timedelta(days=1)
FACTS = CorpusFacts(
    generation="g1", est_corpus_de_depart=False, corpus="ROME d'essai", entites={"metier": 1584}
)


def harvested(settings: Settings, ended: datetime, changes: Changes, verdict: str = "good") -> None:
    """Leave on disk what a run of one source leaves."""
    storage, run = Storage(settings.home), f"{ended:%Y%m%dT%H%M%SZ}"
    report = RunReport.model_validate(
        {
            "source": "rome",
            "run": run,
            "origin": Origin.DOSSIER,
            "started": ended,
            "ended": ended,
            "changes": {"metier": changes},
            "verdict": verdict,
        }
    )
    write_report(storage.report("rome", run), report)
    write_pointer(storage.current_run("rome"), run)


@pytest.fixture
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = SimpleNamespace(construite_le=BUILT, nom=READABLE)
    monkeypatch.setattr(lifecycle, "generations", lambda _settings: [(manifest, True)])


def test_the_first_index_has_to_be_built(settings: Settings) -> None:
    assert needs_build(settings)


@pytest.mark.usefixtures("_served")
def test_records_that_changed_since_ask_for_a_new_index(settings: Settings) -> None:
    harvested(settings, BUILT + DAY, Changes(changed=1))
    assert needs_build(settings)


@pytest.mark.usefixtures("_served")
def test_a_harvest_that_finds_the_same_thing_asks_for_nothing(settings: Settings) -> None:
    harvested(settings, BUILT - DAY, Changes(appeared=1584))
    harvested(settings, BUILT + DAY, Changes())
    assert not needs_build(settings)


@pytest.mark.usefixtures("_served")
def test_a_change_before_a_quiet_harvest_is_not_forgotten(settings: Settings) -> None:
    harvested(settings, BUILT + DAY, Changes(vanished=1))
    harvested(settings, BUILT + 2 * DAY, Changes())
    assert needs_build(settings)


@pytest.mark.usefixtures("_served")
def test_a_refused_harvest_asks_for_nothing(settings: Settings) -> None:
    harvested(settings, BUILT + DAY, Changes(changed=1), verdict="refused")
    assert not needs_build(settings)


def test_words_that_changed_since_ask_for_a_new_index(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = SimpleNamespace(construite_le=datetime(2000, 1, 1, tzinfo=UTC), nom=READABLE)
    monkeypatch.setattr(lifecycle, "generations", lambda _settings: [(manifest, True)])
    assert needs_build(settings)


def test_an_index_of_another_version_of_the_program_is_built_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = SimpleNamespace(construite_le=BUILT, nom="20260110T000000000Z-f0-00000000")
    monkeypatch.setattr(lifecycle, "generations", lambda _settings: [(manifest, True)])
    assert needs_build(settings)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The steps of a run, in the order in which they are done, none of them for real."""
    steps: list[str] = []

    def harvest_corpus(_settings: Settings, _listener: object) -> SimpleNamespace:
        steps.append("harvest")
        return SimpleNamespace(explanation=("Corpus montré : essai.",), reports=())

    monkeypatch.setattr(corpus_module, "harvest_corpus", harvest_corpus)
    monkeypatch.setattr(lifecycle, "build", lambda _settings, _listener: steps.append("build"))
    monkeypatch.setattr(opening, "open_searcher", lambda _settings: SimpleNamespace(facts=lambda: FACTS))
    monkeypatch.setattr(serve_module, "serve", lambda settings, *_: steps.append(f"serve {settings.port}"))
    return steps


def test_run_does_everything_and_says_which_corpus_is_shown(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "9000")
    assert exit_code_of(["run"]) == 0
    assert done == ["harvest", "build", "serve 9000"]
    said = capsys.readouterr().err
    assert "Corpus montré : essai." in said
    assert "ROME d'essai (1\u202f584 métiers)" in said
    assert "http://127.0.0.1:9000" in said


@pytest.mark.usefixtures("done")
def test_run_tells_what_the_folder_holds_that_nothing_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inconnu.csv").write_text("a;b", encoding="utf-8")
    monkeypatch.setenv("DEBOUCHES_DATA", str(tmp_path))
    assert exit_code_of(["run"]) == 0
    assert "inconnu.csv" in capsys.readouterr().err


@pytest.mark.usefixtures("_served")
def test_run_does_not_build_again_what_has_not_changed(done: list[str]) -> None:
    assert exit_code_of(["run"]) == 0
    assert done == ["harvest", "serve 8000"]


def test_a_port_already_taken_is_a_sentence(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(serve_module, "serve", refuse)
    assert exit_code_of(["serve", "--port", "8123"]) == FAILED
    assert "127.0.0.1:8123" in capsys.readouterr().err
    assert done == []


def test_ctrl_c_is_the_ordinary_way_out_of_serve(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve_module, "serve", interrupted)
    assert exit_code_of(["serve"]) == 0
    assert "Site arrêté." in capsys.readouterr().err
    assert done == []


@pytest.fixture
def mute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that does not answer."""

    def refuse(_settings: Settings) -> None:
        raise EngineError("Le cluster ne répond pas.")

    monkeypatch.setenv("DEBOUCHES_ELASTICSEARCH__URL", "http://127.0.0.1:9")
    monkeypatch.setattr(lifecycle, "generations", refuse)


@pytest.mark.usefixtures("mute")
def test_run_serves_although_the_cluster_does_not_answer_and_says_it(
    done: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["run"]) == 0
    assert done == ["harvest", "serve 8000"]
    said = capsys.readouterr().err
    assert "ne répond pas" in said
    assert "sera construit" in said


def test_run_serves_although_another_machine_is_building(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise BuildError("Une autre construction est en cours.")

    monkeypatch.setenv("DEBOUCHES_ELASTICSEARCH__URL", "http://127.0.0.1:9")
    monkeypatch.setattr(lifecycle, "generations", lambda _settings: [])
    monkeypatch.setattr(lifecycle, "build", refuse)
    assert exit_code_of(["run"]) == 0
    assert done == ["harvest", "serve 8000"]
    assert "en cours" in capsys.readouterr().err


def test_on_one_machine_what_cannot_be_built_stops_run(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BuildError("Index refusé.")

    monkeypatch.setattr(lifecycle, "build", refuse)
    assert exit_code_of(["run"]) == FAILED
    assert done == ["harvest"]


def test_the_index_is_built_once_the_cluster_answers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([EngineError("muet"), EngineError("muet"), True, True])
    builds = iter([False, True])

    def needed(_settings: Settings) -> bool:
        answer = next(answers)
        if isinstance(answer, EngineError):
            raise answer
        return answer

    monkeypatch.setattr(site, "RETRY_S", 0.0)
    monkeypatch.setattr(site, "needs_build", needed)
    monkeypatch.setattr(site, "_build_aside", lambda _stopped: next(builds))
    site.build_when_it_answers(settings, Event())
    assert [*answers, *builds] == []


def test_a_site_that_stops_waits_for_no_cluster(settings: Settings) -> None:
    stopped = Event()
    stopped.set()
    site.build_when_it_answers(settings, stopped)


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("arguments", [["serve"], ["serve", "--borne"]])
def test_a_kiosk_is_asked_for_and_keeps_its_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    served: list[Settings] = []
    monkeypatch.setattr(serve_module, "serve", lambda settings, *_: served.append(settings))
    monkeypatch.setenv("DEBOUCHES_BORNE__MINUTES", "1.5")
    assert exit_code_of(arguments) == 0
    is_kiosk = "--borne" in arguments
    assert (served[0].borne.active, served[0].borne.minutes) == (is_kiosk, 1.5)
    assert ("1,5 min sans geste" in capsys.readouterr().err) is is_kiosk
