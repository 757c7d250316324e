"""Fixtures of every test: an environment of its own, and the real open data where they are at hand."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as examples

from debouches.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
DATA = "DEBOUCHES_DATA"

examples.register_profile("untimed", deadline=None)  # an example that writes files is slow on a busy machine
examples.load_profile("untimed")


@pytest.fixture(autouse=True)
def _environment_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test reads the settings of whoever runs it, nor writes in var/."""
    for variable in [*filter(lambda name: name.startswith(PREFIX), os.environ), "PORT"]:
        if variable != DATA:
            monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(PREFIX + "HOME", str(tmp_path_factory.getbasetemp() / "var"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that write under tmp_path and never open the network."""
    facts = {"home": tmp_path / "var", "data": None, "port": 0, "crawl": {"offline": True}}
    return Settings.model_validate(facts)


@pytest.fixture(scope="session")
def donnees() -> Path:
    """Folder of the real open data; a test that asks for it is skipped where there is none."""
    folder = Path(os.environ.get(DATA) or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"données réelles absentes : {folder} n'existe pas ({DATA} donne un autre dossier)")
    return folder
