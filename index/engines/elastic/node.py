"""One node of the cluster, reached within the time that the answer under way has left.

The delay of the client is that of each wait on the socket: a cluster, or a proxy, that gives a byte now and
then would hold a reader for ever. Here it is the delay of the whole exchange.
"""

from http.client import HTTPConnection, HTTPResponse
from io import BufferedReader, RawIOBase
from math import inf, isinf
from typing import TYPE_CHECKING, Any

from elastic_transport import ConnectionTimeout, HttpHeaders, NodeConfig, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT, DefaultType, resolve_default

from index.deadline import answer_within, time_left

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


_PIECE = 1 << 16
"""Bytes read at once; a page brings a hundred thousand."""


class HurriedNode(Urllib3HttpNode):
    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        connection = self.pool.ConnectionCls
        hurried = type("Hurried", (_InOnePiece, connection), {"response_class": _HurriedResponse})
        self.pool.ConnectionCls = hurried

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> Any:
        """The timeout of the request, or the time left to answer if that is shorter."""
        delay = resolve_default(request_timeout, self.config.request_timeout)
        with answer_within(inf if delay is None else delay):
            left = time_left()
            if left <= 0:
                raise ConnectionTimeout("nothing is left of the delay of the answer")
            return super().perform_request(method, target, body, headers, None if isinf(left) else left)


class _InOnePiece(HTTPConnection):
    """Headers leave with the body: a node that gets them alone wakes up for nothing.

    With a cluster on the same processors, one page in twenty at twenty a second waits a quarter less.
    """

    _pieces: list[bytes] | None = None

    def request(self, *args: Any, **kwargs: Any) -> None:
        self._pieces = []
        try:
            super().request(*args, **kwargs)
        finally:
            pieces, self._pieces = self._pieces, None
        self.send(b"".join(pieces))

    def send(self, data: Any) -> None:
        if self._pieces is None:
            super().send(data)
        else:
            self._pieces.append(data)


class _HurriedResponse(HTTPResponse):
    """Reads its status, headers and body from a socket that looks at the clock."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self.fp = BufferedReader(_HurriedSocket(sock), _PIECE)


class _HurriedSocket(RawIOBase):
    def __init__(self, sock: Any) -> None:
        self._sock, self._raw = sock, sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        left = time_left()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(None if isinf(left) else left)
        read: int | None = self._raw.readinto(buffer)
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()
