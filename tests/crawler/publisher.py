"""A local server that answers like the publishers, well and badly."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


def content(body: bytes, status: int = 200, kind: str = "application/octet-stream") -> Answer:
    """A file without ETag nor Last-Modified."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def truncated(body: bytes) -> Answer:
    """Announces more bytes than it sends."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body) * 2))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def stalled(released: threading.Event) -> Answer:
    """Sends its headers, then nothing until the test ends."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        released.wait(60)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """A different answer each time, then the last one for ever."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


class Publisher:
    """Routes of the server, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.routes: dict[str, Answer] = {}
        self.requests: list[tuple[str, str, str]] = []
        self.released = threading.Event()
        self.answers_head = False
        """True: as to GET, without the body; else every HEAD is a 404, as some servers do."""
        self.pause_after: int | None = None
        """Number of pages after which the server says so, and answers no more until `resume`."""
        self.paused, self._resumed = threading.Event(), threading.Event()

    def resume(self) -> None:
        self.pause_after = None
        self._resumed.set()

    def wait_if_paused(self) -> None:
        if self.pause_after is not None and len(self.paths()) > self.pause_after:
            self.paused.set()
            self._resumed.wait(60)

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.requests if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Publisher]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.requests.append(("GET", self.path, self.headers.get("User-Agent", "")))
            publisher.wait_if_paused()
            publisher.routes.get(self.path, content(b"", 404))(self)

        def do_HEAD(self) -> None:
            publisher.requests.append(("HEAD", self.path, self.headers.get("User-Agent", "")))
            publisher.wait_if_paused()
            if publisher.answers_head:
                publisher.routes.get(self.path, content(b"", 404))(self)
            else:
                self.send_error(404)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    publisher = Publisher(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        publisher.released.set()
        server.shutdown()
        server.server_close()
