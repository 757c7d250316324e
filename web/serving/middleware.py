"""Around every request, in plain ASGI: security headers, HEAD, access log without query string, incidents."""

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import quote, unquote_to_bytes

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.deadline import answer_within

access_log = logging.getLogger("debouches.acces")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
BLOC = "/bloc"
"""Pages made to be shown in a frame of another site; no other page may be."""
_FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
STATIC_CACHE = "public, max-age=31536000, immutable"


class SecurityHeaders:
    """Nothing is loaded from a third party, nothing leaks to one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if scope["path"] == BLOC or scope["path"].startswith(f"{BLOC}/"):
                    headers["Content-Security-Policy"] = _FRAMED
                    del headers["X-Frame-Options"]
                if scope["path"].startswith("/static/") and message["status"] == 200:
                    headers["Cache-Control"] = STATIC_CACHE
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Budget:
    """One delay for all that a page asks of the engine, the wait for a thread included.

    An answer that lacks something says so to programs too, and nobody keeps it.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with answer_within(self.seconds) as answer:

            async def send_and_warn(message: Message) -> None:
                if message["type"] == "http.response.start" and answer.missing:
                    headers = MutableHeaders(scope=message)
                    headers["Cache-Control"] = "no-store"
                    headers["Debouches-Degrade"] = "oui"
                await send(message)

            await self.app(scope, receive, send_and_warn)


class HeadAsGet:
    """Link checkers ask HEAD: same answer, without its body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)


class LegibleQuery:
    """A form in a page of another encoding sends its bytes: « ma%E7on » is « maçon » in Windows-1252."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and b"%" in scope["query_string"]:
            scope = {**scope, "query_string": _in_utf8(scope["query_string"])}
        await self.app(scope, receive, send)


def _in_utf8(query: bytes) -> bytes:
    parts = re.split(rb"([&=])", query)
    return b"".join(part if part in (b"&", b"=") else _mended(part) for part in parts)


def _mended(part: bytes) -> bytes:
    content = unquote_to_bytes(part)
    try:
        content.decode()
    except UnicodeDecodeError:
        return quote(content.decode("cp1252", errors="replace"), safe="+").encode()
    return part


class AccessLog:
    """Method, path, status, time. Never the query string: what people search is theirs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self.app(scope, receive, send_and_note)
        elapsed = (time.perf_counter() - started) * 1000
        access_log.info("%s %r %d %.1f ms", scope["method"], scope["path"], status, elapsed)


class Incidents:
    """The process boundary: whatever was not foreseen becomes a page with a number, and a log entry."""

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Response]) -> None:
        self.app, self.answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_started = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            if has_started or scope["type"] != "http":
                raise
            await self.answer(Request(scope), error)(scope, receive, send)
