"""One application for all tests: building its routes 800 times would cost minutes."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from debouches.settings import Settings
from tests.mappings.test_partage import Home, record
from tests.web import samples
from tests.web.fakes import FakeSearcher
from web.serving.app import create_app


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    settings = Settings(home=tmp_path_factory.mktemp("var"))
    Home(settings.home, "rome").publish(record("a"))
    return create_app(FakeSearcher(), settings=settings, today=lambda: samples.TODAY)


@pytest.fixture
def searcher(app: FastAPI) -> FakeSearcher:
    """The searcher of the application, as new: it fails at nothing and remembers nothing."""
    fake: FakeSearcher = app.state.site.searcher
    fake.failure = None
    fake.requests.clear()
    fake.codes.clear()
    fake.lieux_demandes.clear()
    return fake


@pytest.fixture
def client(app: FastAPI, searcher: FakeSearcher) -> TestClient:
    return TestClient(app, follow_redirects=False)
