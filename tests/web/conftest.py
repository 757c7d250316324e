from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from tests.web import samples
from tests.web.fakes import FakeSearcher
from web.app import create_app


@pytest.fixture
def searcher() -> FakeSearcher:
    return FakeSearcher()


@pytest.fixture
def client(searcher: FakeSearcher, tmp_path: Path) -> TestClient:
    app = create_app(searcher, settings=Settings(home=tmp_path), today=lambda: samples.TODAY)
    return TestClient(app, follow_redirects=False)
