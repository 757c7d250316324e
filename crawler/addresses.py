"""Addresses of a site: one form for each page, patterns of paths, and what a trap looks like."""

import re
from collections import Counter
from functools import cache
from urllib.parse import urljoin, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

NOT_THE_PAGE = [
    *(
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "utm_content",
        "fbclid",
        "gclid",
        "mtm_campaign",
    ),
    *("PHPSESSID", "phpsessid", "jsessionid", "JSESSIONID", "sid", "SID"),
]
"""Parameters that say who reads, not what is read."""
MAX_LENGTH = 2000
MAX_REPEATS = 3
"""A path that repeats a segment more than this goes round in circles."""
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")


def canonical(url: str, base: str = "") -> str | None:
    """The one address of a page, or None for what is no page of the Web."""
    try:
        whole = urljoin(base, url.strip()) if base else url.strip()
        if len(whole) > MAX_LENGTH or urlsplit(whole).scheme not in ("http", "https") or not host_of(whole):
            return None
        bare = url_query_cleaner(_SESSION.sub("", whole), NOT_THE_PAGE, remove=True)
        address = str(canonicalize_url(bare))
        return address if host_of(address) else None  # a host of control characters is none
    except (ValueError, UnicodeError):
        return None


def host_of(url: str) -> str:
    """Host and port, in lower case."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def path_of(url: str) -> str:
    """Path and query: what patterns are about."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@cache
def pattern_regex(pattern: str) -> re.Pattern[str]:
    """« /metiers/* »: one segment; « /metiers/** »: all below. Without « ? », no query."""
    path, mark, query = pattern.partition("?")
    regex = _spelled(path, {"**": "[^?]*", "*": "[^/?]+"})
    return re.compile(regex + re.escape(mark) + _spelled(query, {"**": ".*", "*": "[^&]+"}))


def _spelled(pattern: str, stars: dict[str, str]) -> str:
    return "".join(stars.get(piece, re.escape(piece)) for piece in re.split(r"(\*\*|\*)", pattern))


def goes_in_circles(url: str) -> bool:
    segments = Counter(segment for segment in urlsplit(url).path.split("/") if segment)
    return max(segments.values(), default=0) > MAX_REPEATS


def likeness(url: str) -> str:
    """« /agenda/2031/05 » and « /agenda/2031/06 » are alike."""
    return _NUMBERS.sub("#", path_of(url))
