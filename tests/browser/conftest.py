"""A real Chromium before the real site, on this machine. Without Chromium these tests skip, and say so."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import create_server
from threading import Thread
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Error, Playwright, expect, sync_playwright

from debouches.settings import BorneSettings, Settings
from tests.browser.corpus import Corpus
from tests.browser.reader import Reader
from tests.web import samples
from web.serving.app import create_app

VARIABLE = "DEBOUCHES_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WANTED = os.environ.get(VARIABLE)
CHROMIUM = WANTED or next(filter(None, map(shutil.which, NAMES)), None)
"""Read before the tests are given an environment of their own."""
PATIENCE_MS = 20_000
"""Of a machine at work: what comes is waited for no longer than it takes."""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
KIOSK_MINUTES = 2

NewReader = Callable[..., Reader]


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a site that already listens: who comes before it is ready waits."""
    with create_server(("127.0.0.1", 0)) as ours:
        ours.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [ours]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{ours.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def make_app(home: Any, **settings: Any) -> FastAPI:
    return create_app(Corpus(), settings=Settings(home=home, **settings), today=lambda: samples.TODAY)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_app(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.fixture(scope="session")
def kiosk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    borne = BorneSettings(active=True, minutes=KIOSK_MINUTES)
    with served(make_app(tmp_path_factory.mktemp("borne"), borne=borne)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module: while it runs, no other test of this process could run an event loop."""
    if CHROMIUM is None:
        pytest.skip(f"pas de Chromium : l'installer, ou donner son chemin par {VARIABLE}")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = _launch(playwright, CHROMIUM)
        yield browser
        browser.close()


def _launch(playwright: Playwright, path: str) -> Browser:
    """One that was merely found may be unable to start; one that was asked for may not."""
    # As in the browser of a reader, a page that one goes back to may be the very one that was left.
    kept = ["--disable-back-forward-cache"]
    try:
        return playwright.chromium.launch(executable_path=path, ignore_default_args=kept)
    except Error as error:
        if WANTED:
            raise
        pytest.skip(f"{path} ne démarre pas : {error.message.partition(chr(10))[0]}")


@pytest.fixture
def new_reader(browser: Browser) -> Iterator[NewReader]:
    """Makes somebody with a browser of their own; none may leave an error in its console."""
    readers: list[Reader] = []

    def make(site: str, **options: Any) -> Reader:
        context = browser.new_context(locale="fr-FR", **({"viewport": DESK} | options))
        context.set_default_timeout(PATIENCE_MS)
        readers.append(Reader(context.new_page(), site))
        return readers[-1]

    yield make
    for one in readers:
        one.page.context.close()
    assert [complaint for one in readers for complaint in one.complaints] == []


@pytest.fixture
def reader(new_reader: NewReader, site: str) -> Reader:
    return new_reader(site)
