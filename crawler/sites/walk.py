"""The walk through a site: which pages are asked for, each once, and why others are not. Opens nothing."""

from collections import Counter, deque
from collections.abc import Iterable
from typing import NamedTuple

from crawler.addresses import canonical, goes_in_circles, host_of, likeness, path_of
from crawler.declaration.site import SiteMap, matches


class Step(NamedTuple):
    url: str
    depth: int


class Walk:
    """Breadth first, so that the same site gives the same pages in the same order."""

    def __init__(self, site: SiteMap) -> None:
        self._site = site
        self._hosts = site.all_hosts
        self._seen: set[str] = set()
        self._alike: Counter[str] = Counter()
        self._waiting: deque[Step] = deque()
        self._asked = 0
        self.left_out: Counter[str] = Counter()
        """Reason, in French → pages of the map that were not asked for."""
        for url in site.starts:
            if address := canonical(url):
                self._push(address, 0)

    def next(self) -> Step | None:
        if not self._waiting:
            return None
        if self._asked >= self._site.max_pages:
            self.left_out[f"au-delà de {self._site.max_pages} pages (max_pages)"] += len(self._waiting)
            self._waiting.clear()
            return None
        self._asked += 1
        return self._waiting.popleft()

    def found(self, links: Iterable[str], step: Step) -> None:
        """Links of a page that was read: those of the map, within its limits, will be asked for."""
        for link in links:
            address = canonical(link, step.url)
            if address and address not in self._seen and self.belongs(address):
                self._consider(address, step.depth + 1)

    def belongs(self, address: str) -> bool:
        """True for a page of this site that its map names."""
        path = path_of(address)
        is_named = matches(self._site.follow, path) or self._site.kind_of(path) is not None
        return host_of(address) in self._hosts and is_named and not matches(self._site.never, path)

    def _consider(self, address: str, depth: int) -> None:
        reason = self._refusal(address, depth)
        if reason is None:
            self._push(address, depth)
        else:
            self._seen.add(address)
            self.left_out[reason] += 1

    def _refusal(self, address: str, depth: int) -> str | None:
        if goes_in_circles(address):
            return "adresse qui tourne en rond"
        if depth > self._site.max_depth:
            return f"à plus de {self._site.max_depth} liens d'un départ (max_depth)"
        if self._site.kind_of(path_of(address)) is not None:
            return None
        alike = likeness(address)
        self._alike[alike] += 1
        if self._alike[alike] > self._site.max_alike:
            return f"plus de {self._site.max_alike} pages comme {alike} (max_alike)"
        return None

    def _push(self, address: str, depth: int) -> None:
        if address not in self._seen:
            self._seen.add(address)
            self._waiting.append(Step(address, depth))
