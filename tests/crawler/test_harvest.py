"""A run from its bytes to its report: what is published, what is refused, what survives."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from crawler.contract import RawFiles, Run
from crawler.files.locate import locate
from crawler.files.raw_files import LocatedFiles
from crawler.files.version import describe_version
from crawler.harvest import harvest
from crawler.network.snapshot import Manifest, prune_snapshots, write_manifest
from crawler.runs.report import Origin, RunReport, read_report
from debouches.errors import ConfigError
from debouches.settings import Settings
from debouches.storage import Storage, read_pointer
from mappings.partage.changes import OVERLAP, changes
from mappings.records import Metier, Record
from mappings.records.files import read_records, read_source, read_state
from tests.crawler.factories import (
    csv_bytes,
    mini_rome,
    publish_folder,
    real_spec,
    tolerant_catalog,
    zip_bytes,
)
from tests.crawler.publisher import content, serving

START = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)


class Bench:
    """A home, a data folder, a catalogue, and a clock that moves one hour a run."""

    def __init__(self, root: Path) -> None:
        self.settings = Settings.model_validate({"home": root / "var", "data": root / "data"})
        self.data = publish_folder(root / "data", mini_rome())
        self.root = tolerant_catalog(root / "sources", "rome")
        self.storage = Storage(root / "var")
        self.runs = 0

    def clock(self) -> datetime:
        return START + timedelta(hours=self.runs)

    def run(self, origin: Origin | None = None) -> RunReport:
        self.runs += 1
        (report,) = harvest(self.settings, sources=["rome"], origin=origin, root=self.root, now=self.clock)
        return report

    def publish(self, **changed: bytes | None) -> None:
        shutil.rmtree(self.data)
        publish_folder(self.data, mini_rome(**changed))

    def current(self) -> Path:
        folder = self.storage.current_records("rome")
        assert folder is not None
        return folder

    def current_run(self) -> str | None:
        return read_pointer(self.storage.current_run("rome"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


ONE_METIER = csv_bytes(
    ("code_rome", "code_ogr", "libelle_rome", "code_rome_parent"), ("A1102", "7", "Peigneur", "A1101")
)


def test_publishes_the_records_of_a_folder(bench: Bench) -> None:
    report = bench.run()
    assert report.is_good
    assert report.origin is Origin.DOSSIER
    assert report.records == {"appellation": 2, "centre-interet": 1, "competence": 4, "fiche": 2, "metier": 2}
    assert [metier.code_rome for metier in read_records(bench.current(), Metier)] == ["A1101", "A1102"]


def test_the_report_is_kept_beside_the_records(bench: Bench) -> None:
    report = bench.run()
    assert read_report(bench.storage.report("rome", report.run)) == report


def test_tells_fill_rates_and_version(bench: Bench) -> None:
    report = bench.run()
    assert report.fill_rates["metier"]["riasec_mineur"] == 0.5
    assert report.version == "ROME 4.0, version 900"


def test_reads_the_version_that_the_archive_states(bench: Bench) -> None:
    (bench.data / "version.txt").write_text("ROME 4.0 version 90 du 02/03/2025\n", encoding="utf-8")
    bench.run()
    provenance = next(read_records(bench.current(), Metier)).provenance
    assert provenance.version == "ROME 4.0 version 90 du 02/03/2025"
    assert str(provenance.date_maj) == "2025-03-02"


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("ideo_2025/ideo-metiers_onisep.csv", "export de 2025"),
        ("2024-10-21/ideo-metiers_onisep.csv", "export de 2024"),
        ("ideo_2025/ideo-metiers_onisep_2022.csv", "export de 2022"),
        ("20250101T080000Z/ideo-metiers_onisep.csv", None),
        ("onisep/ideo-metiers_onisep.csv", None),
    ],
)
def test_an_export_without_a_date_takes_the_year_of_its_folder(
    tmp_path: Path, path: str, version: str | None
) -> None:
    spec = real_spec("onisep-ideo-metiers")
    publication = locate(spec, publish_folder(tmp_path, {path: b"x"}))
    assert describe_version(spec, publication, LocatedFiles(spec, publication))[0] == version


def test_unchanged_input_gives_the_same_bytes(bench: Bench) -> None:
    bench.run()
    first = {path.name: path.read_bytes() for path in bench.current().iterdir()}
    report = bench.run()
    assert {path.name: path.read_bytes() for path in bench.current().iterdir()} == first
    assert {bool(c.appeared or c.changed or c.vanished) for c in report.changes.values()} == {False}


def test_a_changed_record_changes_alone(bench: Bench) -> None:
    bench.run()
    bench.publish(
        referentiel_savoir=csv_bytes(("code_ogr_savoir", "libelle_savoir"), ("200", "Météorologie marine"))
    )
    changes = bench.run().changes
    assert changes["competence"].samples == {"changed": ("competence:200",)}
    assert changes["metier"].changed == 0


def test_what_a_run_changed_is_kept_for_those_who_follow(bench: Bench) -> None:
    bench.run()
    between = datetime.now(UTC) + OVERLAP
    other = ("code_ogr_savoir", "libelle_savoir"), ("200", "Météorologie marine"), ("201", "Nuages")
    bench.publish(referentiel_savoir=csv_bytes(*other))
    bench.run()
    *told, end = map(orjson.loads, changes(bench.storage, ["rome"], between))
    assert {(one["operation"], one["enregistrement"]["id"]) for one in told} == {
        ("ecrire", "competence:200"),
        ("ecrire", "competence:201"),
    }
    assert end["operation"] == "fin"


def test_a_source_says_under_which_licences_its_records_are(bench: Bench) -> None:
    report = bench.run()
    info = read_source(bench.current())
    assert (info.enregistrements, info.licences) == (
        report.records,
        {"Licence Ouverte 2.0": sum(report.records.values())},
    )


def test_a_source_says_how_completely_it_fills_its_fields(bench: Bench) -> None:
    bench.run()
    shares = read_source(bench.current()).remplissage["metier"]
    assert shares["code_rome"] == 1.0


def test_the_harvest_date_alone_is_not_a_change(bench: Bench) -> None:
    bench.run()
    bench.runs += 48
    assert bench.run().changes["metier"].changed == 0


@pytest.mark.parametrize(
    ("table", "body", "message"),
    [
        ("texte", None, "Il manque unix_texte"),
        ("texte", b"", "Fichier vide"),
        ("texte", b'"code_rome","x"\n"A1101","y"\n', "Colonne absente ou renommée"),
        ("texte", "métier".encode() + b"\xff", "Encodage inattendu"),
        ("referentiel_code_rome", ONE_METIER, "metier : 50% des enregistrements ont disparu"),
    ],
)
def test_a_refused_run_leaves_the_good_records(
    bench: Bench, table: str, body: bytes | None, message: str
) -> None:
    good = bench.run()
    bench.publish(**{table: body})
    report = bench.run()
    assert report.verdict == "refused"
    assert message in report.reason
    assert "Erreur du lecteur" not in report.reason
    assert bench.current_run() == good.run
    assert len(list(read_records(bench.current(), Metier))) == 2


def test_what_disappoints_is_published_with_a_warning_if_it_is_accepted(bench: Bench) -> None:
    bench.run()
    bench.publish(referentiel_code_rome=ONE_METIER)
    (report,) = harvest(bench.settings, root=bench.root, now=bench.clock, accept=True)
    assert report.is_good
    assert bench.current_run() == report.run
    assert {told.severity for told in report.violations} == {"avertissement"}
    assert any("metier : 50%" in told.message for told in report.violations)


def test_a_run_without_any_record_is_refused_even_if_it_is_accepted(bench: Bench) -> None:
    bench.publish(texte=b"")
    (report,) = harvest(bench.settings, root=bench.root, now=bench.clock, accept=True)
    assert not report.is_good


def test_a_first_run_that_fails_publishes_nothing(bench: Bench) -> None:
    bench.publish(texte=None)
    assert not bench.run().is_good
    assert bench.storage.current_records("rome") is None


def test_a_fill_rate_below_expectation_is_refused(bench: Bench) -> None:
    tolerant_catalog(bench.root.parent / "strict", "rome")
    source = bench.root.parent / "strict" / "rome" / "source.yml"
    source.write_text(
        source.read_text(encoding="utf-8").replace(
            "fill_rates: {}", "fill_rates: {metier: {riasec_mineur: 0.9}}"
        ),
        encoding="utf-8",
    )
    bench.root = bench.root.parent / "strict"
    assert "metier.riasec_mineur : rempli à 50%, au moins 90% attendus." in bench.run().reason


def test_a_run_killed_while_publishing_leaves_the_good_records(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = bench.run()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("crawler.runs.sink.write_pointer", killed)
        with pytest.raises(KeyboardInterrupt):
            bench.run()
    assert bench.current_run() == good.run
    assert bench.run().is_good


def test_a_parser_that_fails_is_a_refused_run(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_files: RawFiles, _run: Run) -> Iterator[Record]:
        raise KeyError("colonne")

    monkeypatch.setattr("crawler.job.load_parser", lambda _: faulty)
    report = bench.run()
    assert "Erreur du lecteur : KeyError" in report.reason


def test_one_bad_source_does_not_stop_the_others(bench: Bench) -> None:
    tolerant_catalog(bench.root, "onisep-ideo-metiers")
    reports = harvest(bench.settings, root=bench.root, now=bench.clock)
    assert {report.source: report.verdict for report in reports} == {
        "onisep-ideo-metiers": "refused",
        "rome": "good",
    }


def test_keeps_two_good_runs(bench: Bench) -> None:
    runs = [bench.run().run for _ in range(4)]
    kept = sorted(path.name for path in bench.current().parent.glob("[0-9]*"))
    assert kept == runs[-2:]


def test_two_runs_of_the_same_second_do_not_collide(bench: Bench) -> None:
    first = bench.run()
    bench.runs -= 1
    assert bench.run().run == f"{first.run}-2"


def test_tells_its_progress(bench: Bench) -> None:
    told: list[object] = []

    class Recorder:
        def source_started(self, source: str, origin: Origin) -> None:
            told.append((source, origin))

        def bytes_received(self, source: str, received: int) -> None: ...

        def records_read(self, source: str, count: int) -> None:
            told.append(count)

        def source_done(self, report: RunReport) -> None:
            told.append(report.verdict)

    harvest(bench.settings, sources=["rome"], listener=Recorder(), root=bench.root, now=bench.clock)
    assert told == [("rome", Origin.DOSSIER), 11, "good"]


def test_a_folder_must_be_set_to_be_harvested(bench: Bench) -> None:
    with pytest.raises(ConfigError, match="DEBOUCHES_DATA"):
        harvest(bench.settings.model_copy(update={"data": None}), origin=Origin.DOSSIER, root=bench.root)


def test_downloads_then_replays_the_same_bytes(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as publisher:
        publisher.routes["/csv"] = content(zip_bytes(mini_rome()))
        download = {"name": "rome.zip", "kind": "zip", "urls": [f"{publisher.url}/csv"]}
        bench.root = tolerant_catalog(bench.root.parent / "online", "rome", downloads=[download])
        fetched = bench.run(Origin.RESEAU)
    records = (bench.current() / "metier.jsonl").read_bytes()
    replayed = bench.run(Origin.REJEU)
    assert (fetched.reason, replayed.reason) == ("", "")
    assert replayed.origin is Origin.REJEU
    assert replayed.changes["metier"].changed == 0
    assert records.count(b"A1101") == (bench.current() / "metier.jsonl").read_bytes().count(b"A1101")


@pytest.mark.parametrize(
    ("complete", "kept"),
    [("YYYY", "34"), ("YYYN", "234"), ("YNNN", "14"), ("NNNN", "4"), ("YYNY", "24")],
)
def test_keeps_the_raw_bytes_that_can_serve(tmp_path: Path, complete: str, kept: str) -> None:
    storage = Storage(tmp_path)
    for number, letter in enumerate(complete, start=1):
        write_manifest(storage.raw("essai", str(number)), Manifest(source="essai", complete=letter == "Y"))
    prune_snapshots(storage, "essai")
    assert "".join(sorted(path.name for path in (tmp_path / "raw/essai").iterdir())) == kept


def test_nothing_to_replay_is_said(bench: Bench) -> None:
    assert "Aucune récolte du réseau à rejouer" in bench.run(Origin.REJEU).reason


def test_a_version_whose_month_alone_is_known_says_no_day(bench: Bench) -> None:
    bench.root = tolerant_catalog(bench.root.parent / "dated", "rome", version_dates={"900": "2025-09"})
    bench.run()
    provenance = next(read_records(bench.current(), Metier)).provenance
    assert (provenance.date_maj, provenance.precision_maj) == (date(2025, 9, 1), "mois")


def test_the_state_of_a_source_says_what_changed_then_why_nothing_did(bench: Bench) -> None:
    bench.run()
    folder = bench.current().parent
    first = read_state(folder)
    bench.publish(texte=None)
    bench.run()
    refused = read_state(folder)
    assert first is not None
    assert (first.apparus, first.incident) == (11, None)
    assert refused is not None
    assert refused.incident == "les fichiers ou les pages de l'éditeur n'ont pas pu être obtenus"
