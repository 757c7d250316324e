"""The starter corpus, harvested and built once for the whole session through the real path."""

import pytest

from crawler.harvest import harvest
from debouches.settings import Settings
from index.building.corpus.read import STARTER
from index.generations.lifecycle import build
from index.generations.opening import open_searcher


@pytest.fixture(scope="session")
def starter(tmp_path_factory) -> Settings:
    """Settings of a home that serves the starter corpus."""
    facts = {"home": tmp_path_factory.mktemp("depart"), "data": None, "port": 0, "crawl": {"offline": True}}
    settings = Settings.model_validate(facts)
    harvest(settings, sources=[STARTER])
    build(settings)
    return settings


@pytest.fixture(scope="session")
def searcher(starter):
    return open_searcher(starter)
