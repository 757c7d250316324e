"""A cluster that misbehaves on demand: canned answers, or a wire to a real one, to cut or to freeze."""

import socket
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Event, Thread


@contextmanager
def stub(
    status=200,
    body=b"{}",
    content_type="application/json",
    *,
    product="Elasticsearch",
    certificate=None,
    missing=0,
    byte_by_byte_s=0.0,
):
    """A server that gives one answer to everything; yields (its URL, the headers it was sent).

    With a certificate of trustme it speaks TLS; with `missing` bytes it announces more than it ever sends;
    with `byte_by_byte_s` it never stops answering, and does not finish either.
    """
    received, stopped = [], Event()

    class Handler(BaseHTTPRequestHandler):
        def do_any(self):
            received.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("X-Elastic-Product", product)
            self.send_header("Content-Length", str(len(body) + missing))
            self.end_headers()
            if byte_by_byte_s:
                self._drip()
            else:
                self.wfile.write(body)
            if missing:
                stopped.wait()

        def _drip(self):
            with suppress(OSError):
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    stopped.wait(byte_by_byte_s)

        do_GET = do_POST = do_PUT = do_HEAD = do_any  # noqa: N815 - names of http.server

        def log_message(self, *_):
            """Nothing on the terminal of a test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if certificate:
        scheme, context = "https", SSLContext(PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}", received
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()


class Wire:
    """A TCP relay to a real node: `cut` resets connections, `freeze` holds every byte, `slow` makes each
    piece wait, `mend` repairs.
    """

    def __init__(self, target):
        host, _, port = target.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._flows = Event()
        self._flows.set()
        self._is_cut = False
        self._mended = Event()
        self._pause_s = 0.0
        self._open = []
        Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self._is_cut = True
        self._hang_up()

    def freeze(self):
        self._flows.clear()

    def slow(self, pause_s):
        self._mended.clear()
        self._pause_s = pause_s

    def mend(self):
        """What was frozen is lost, as after a reboot."""
        self._pause_s = 0.0
        self._mended.set()
        self._hang_up()
        self._is_cut = False
        self._flows.set()

    def close(self):
        self._listener.close()
        self.mend()

    def _hang_up(self):
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self):
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self._target)
                self._open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    Thread(target=self._relay, args=(source, sink), daemon=True).start()

    def _relay(self, source, sink):
        with suppress(OSError):
            while chunk := source.recv(65536):
                self._flows.wait()
                if self._pause_s:
                    self._mended.wait(self._pause_s)
                sink.sendall(chunk)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
