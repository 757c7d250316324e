"""A build by several processes: the same index as one would make, or the index that was there."""

import os
import signal
import sqlite3

import pytest

from debouches.errors import BuildError
from debouches.settings import BuildSettings, Settings
from debouches.storage import Storage
from index.building.entities.make import EntityMaker
from index.building.workers import Part
from index.generations.lifecycle import build
from index.generations.stores import open_store
from index.tools import read_tools
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import formation

TOOLS = read_tools()
FORMATIONS = tuple(
    formation(
        f"FOR.{number}", f"CAP métier {number} (CM{number})", metiers=("boulanger / boulangère",), niveau=3
    )
    for number in range(10, 200)
)


def built(home, processes):
    """Bytes and rows of what is served, by name, whatever its generation is called."""
    settings = Settings(home=home, data=None, build=BuildSettings(processes=processes))
    generation = build(harvested(settings, *SMALL_CORPUS, *FORMATIONS)).manifest.nom
    folder = Storage(home).index / generation
    files = {
        path.name: path.read_bytes().replace(generation.encode(), b"")
        for path in folder.iterdir()
        if path.suffix in {".npy", ".json"} and path.name != "manifest.json"
    }
    with sqlite3.connect(folder / "fiches.sqlite") as database:
        rows = {
            table: database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("entite", "vue", "libelle")
        }
    return files, rows


def test_the_index_is_the_same_whatever_the_number_of_processes(tmp_path):
    alone, together = built(tmp_path / "un", 1), built(tmp_path / "trois", 3)
    assert len(alone[1]["entite"]) > len(FORMATIONS)
    assert together == alone


def test_what_is_served_stays_served_when_a_process_is_lost(tmp_path, monkeypatch):
    built(tmp_path, 1)
    store = open_store(Settings(home=tmp_path, data=None), TOOLS.relevance)
    served, folders = store.current(), sorted(path.name for path in Storage(tmp_path).index.iterdir())

    def lost(part: Part):
        if part.number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return part.of([])

    monkeypatch.setattr(EntityMaker, "chapters", [lost])
    with pytest.raises(BuildError, match="signal 9"):
        built(tmp_path, 2)
    assert store.current() == served
    assert sorted(path.name for path in Storage(tmp_path).index.iterdir()) == folders
    assert b"refusee" in (Storage(tmp_path).index / "history.jsonl").read_bytes().splitlines()[-1]
