"""Somebody before a page: what they do, what their browser asks and what it complains of."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response


class Reader:
    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.asked: list[Request] = []
        """Everything that the browser asked, of anybody."""
        self.complaints: list[str] = []
        self._visited: set[str] = set()
        page.context.on("request", self._ask)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str) -> Response | None:
        return self.page.goto(self.site + address)

    @property
    def address(self) -> str:
        """Where they are, as an address of the site."""
        return self.page.url.removeprefix(self.site)

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def words(self) -> Locator:
        return self.page.locator("#q")

    @property
    def place(self) -> Locator:
        return self.page.locator("#ou")

    @property
    def suggested(self) -> Locator:
        """Lines that are shown under a field."""
        return self.page.get_by_role("option")

    def kept(self, key: str) -> Any:
        """What the browser keeps under a name."""
        return self.page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)

    def does(self, action: Callable[[], object], *, then: str) -> None:
        """An action that leads to an address, until its page is there."""
        with self.page.expect_navigation(url=self.site + then):
            action()

    def _ask(self, request: Request) -> None:
        self.asked.append(request)
        if request.is_navigation_request():
            self._visited.add(request.url)

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that is not found is no error, nor the icon of a block, which frames do not ask for."""
        where = message.location.get("url", "")
        is_asked = where in self._visited or where.endswith("/favicon.ico")
        if message.type in {"error", "warning"} and not (is_asked and "status of 4" in message.text):
            self.complaints.append(f"{message.text} {where}")
