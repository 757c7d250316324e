"""Which corpus is shown, and why."""

from pathlib import Path

import pytest

from crawler.catalog import SOURCES
from crawler.corpus import CorpusReport, harvest_corpus
from debouches.errors import ConfigError
from debouches.settings import Settings
from debouches.storage import Storage
from tests.crawler.factories import SAMPLES, mini_rome, publish_folder, tolerant_catalog
from tests.crawler.test_rome_fiches import JSON as FICHES_ROME


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The real catalogue, where a sample is enough; the starter corpus is the real one."""
    folder = tolerant_catalog(tmp_path / "sources", "rome", "rome-fiches", "onisep-fiches-metiers")
    (folder / "depart").symlink_to(SOURCES / "depart", target_is_directory=True)
    return folder


@pytest.fixture
def offline(tmp_path: Path) -> Settings:
    return Settings.model_validate({"home": tmp_path / "var", "crawl": {"offline": True}})


def with_data(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"data": folder})


def shown(report: CorpusReport) -> tuple[str, tuple[str, ...]]:
    return report.corpus, report.shown


def test_shows_the_folder_that_is_given(offline: Settings, root: Path, tmp_path: Path) -> None:
    data = publish_folder(tmp_path / "data", mini_rome())
    (data / "Onisep_Ideo_Fiches_Metiers_21102025.xml").write_bytes(
        (SAMPLES / "fiches_metiers.xml").read_bytes()
    )
    report = harvest_corpus(with_data(offline, data), root=root)
    assert shown(report) == ("dossier", ("onisep-fiches-metiers", "rome"))
    assert len(report.explanation) == 1


def test_says_which_source_is_missing_and_why(offline: Settings, root: Path, tmp_path: Path) -> None:
    report = harvest_corpus(with_data(offline, publish_folder(tmp_path / "data", mini_rome())), root=root)
    assert shown(report) == ("dossier", ("rome",))
    assert "Idéo-Fiches métiers de l'Onisep : [E-ABSENTE] Aucun fichier" in report.explanation[1]


def test_whole_fiches_stand_in_for_a_missing_archive_until_it_comes(
    offline: Settings, root: Path, tmp_path: Path
) -> None:
    data = publish_folder(tmp_path / "data", {"unix_fiche_emploi_metier_v461.json": FICHES_ROME})
    report = harvest_corpus(with_data(offline, data), root=root)
    assert shown(report) == ("dossier", ("rome-fiches",))
    assert "version 461" in report.explanation[0]
    publish_folder(data, mini_rome())
    assert shown(harvest_corpus(with_data(offline, data), root=root)) == ("dossier", ("rome",))


def test_without_folder_nor_network_shows_the_starter_corpus(offline: Settings, root: Path) -> None:
    report = harvest_corpus(offline, root=root)
    assert shown(report) == ("départ", ("depart",))
    assert report.explanation[0].startswith("Corpus de départ")
    assert "Réseau interdit" in report.explanation[1]


def test_the_starter_corpus_leaves_when_the_rome_arrives(
    offline: Settings, root: Path, tmp_path: Path
) -> None:
    harvest_corpus(offline, root=root)
    data = publish_folder(tmp_path / "data", mini_rome())
    assert shown(harvest_corpus(with_data(offline, data), root=root)) == ("dossier", ("rome",))


def test_the_last_good_rome_stays_when_a_new_one_fails(offline: Settings, root: Path, tmp_path: Path) -> None:
    data = publish_folder(tmp_path / "data", mini_rome())
    harvest_corpus(with_data(offline, data), root=root)
    report = harvest_corpus(offline, root=root)
    assert shown(report) == ("dossier", ("rome",))
    assert any("reste en place" in sentence for sentence in report.explanation)
    assert Storage(offline.home).current_records("depart") is None


def test_refuses_a_folder_that_does_not_exist(offline: Settings, root: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ne désigne pas un dossier"):
        harvest_corpus(with_data(offline, tmp_path / "nowhere"), root=root)
