"""Asks, once per host, whether it answers at all: an offline machine must not wait for every time limit."""

import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

PROBE_SECONDS = 5.0
_PORTS = {"http": 80, "https": 443}


class Reach:
    """Remembers, for the time of one harvest, which hosts accept a connection."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], bool] = {}

    def probe(self, urls: Iterable[str]) -> None:
        """Ask every host at once, so that the harvests that follow already know."""
        unknown = {_endpoint(url) for url in urls} - self._known.keys()
        with ThreadPoolExecutor(max_workers=max(len(unknown), 1)) as pool:
            self._known.update(zip(unknown, pool.map(lambda host: can_connect(*host), unknown), strict=True))

    def first_unreachable(self, urls: Iterable[str]) -> str | None:
        """None as soon as one of the addresses can be reached, else the first host that cannot."""
        hosts = [_endpoint(url) for url in urls]
        if any(self._answers(*host) for host in hosts):
            return None
        return hosts[0][0] if hosts else None

    def _answers(self, host: str, port: int) -> bool:
        if (host, port) not in self._known:
            self._known[host, port] = can_connect(host, port)
        return self._known[host, port]


def can_connect(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=PROBE_SECONDS):
            return True
    except OSError:
        return False


def _endpoint(url: str) -> tuple[str, int]:
    """The host to connect to: the proxy of the environment, where there is one."""
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.netloc):
        parts = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443)
