"""Kill -9 at any point of a build: what is served does not change, the next build sweeps what was left."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.engines.elastic.client import connect
from index.engines.elastic.names import Names
from index.engines.elastic.store import ElasticStore
from index.generations.lifecycle import build, generations
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.build_and_die import AFTER_THE_SWAP, BEFORE_THE_SWAP, free_the_lock_at_once

ROOT = Path(__file__).resolve().parents[2]
STEPS = [
    "lecture des enregistrements",
    "pages",
    "libellés",
    "écriture sur le disque",
    "contrôles",
    BEFORE_THE_SWAP,
]


@pytest.fixture(autouse=True)
def _no_wait_for_the_lock(monkeypatch):
    monkeypatch.setattr(ElasticStore, "building", free_the_lock_at_once())


def killed_at(settings, step):
    command = [sys.executable, "-m", "tests.contract.build_and_die", settings.model_dump_json(), step]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == -signal.SIGKILL, done.stderr


def served(settings):
    return [manifest.nom for manifest, is_served in generations(settings) if is_served]


def answers(settings):
    page = open_searcher(settings).search(SearchRequest("coiffeuse"))
    return page.groups[0].results[0].code == "D1202"


def everything_kept(settings):
    """Generations of which anything is left, finished or not."""
    if settings.elasticsearch.url is None:
        return {path.name for path in (settings.home / "index").iterdir() if path.is_dir()}
    names = Names(settings.elasticsearch.prefix)
    with connect(settings.elasticsearch) as client:
        indices = client.indices.get_alias(index=names.pattern)
        return {names.generation_of(index) for index in indices} - {None}


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_build_changes_nothing_and_is_swept(small, step):
    good = build(small).manifest.nom
    killed_at(small, step)
    assert served(small) == [good]
    assert answers(small)
    again = build(small).manifest.nom
    assert served(small) == [again]
    assert everything_kept(small) == {manifest.nom for manifest, _ in generations(small)}


def test_a_build_killed_just_after_the_swap_is_served_whole(small):
    good = build(small).manifest.nom
    killed_at(small, AFTER_THE_SWAP)
    [now] = served(small)
    assert now > good
    assert answers(small)
