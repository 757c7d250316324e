"""Files of DEBOUCHES_HOME: a reader sees the old content or the new one, never half of it."""

import os
import stat
from pathlib import Path

import pytest

from debouches.storage import Storage, read_pointer, write_atomically, write_pointer


def test_a_write_replaces_the_content_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "dossier" / "fichier"
    write_atomically(path, b"avant")
    write_atomically(path, b"apres")
    assert path.read_bytes() == b"apres"
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_keeps_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fichier"
    write_atomically(path, b"avant")

    def refuse(_handle: int) -> None:
        raise OSError("disque plein")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="disque plein"):
        write_atomically(path, b"apres")
    assert path.read_bytes() == b"avant"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    ordinary, written = tmp_path / "ordinaire", tmp_path / "ecrit"
    ordinary.touch()
    write_atomically(written, b"")
    assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


def test_a_pointer_that_does_not_exist_names_nothing(tmp_path: Path) -> None:
    assert read_pointer(tmp_path / "current") is None


def test_a_source_is_harvested_once_it_has_a_good_run(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    storage.records("rome", "run-1").mkdir(parents=True)
    assert storage.harvested_sources() == []
    write_pointer(storage.current_run("rome"), "run-1")
    assert storage.harvested_sources() == ["rome"]
    assert storage.current_records("rome") == storage.records("rome", "run-1")
