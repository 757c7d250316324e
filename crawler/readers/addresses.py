"""Addresses of pages as directories write them: what has one reading is mended, the rest stays as written."""

import re

_SCHEMES = ("http://", "https://")
_LOST_SLASH = re.compile(
    r"(?P<site>https?://(?:[a-z0-9-]+\.)+fr)(?P<page>[\w-]+(?:\.(?:html?|php|aspx?|jsp))?)(?=[/?#]|$)",
    re.IGNORECASE,
)
"""« ac-grenoble.frcio-romans »: an export of 2017 lost the first slash of every address."""
_REAL_ENDINGS = frozenset({"ee", "l", "ogans", "esenius", "ontdoor", "ontier"})
"""What makes « fr » another top-level domain that exists: « .free », « .frl »."""


def web(value: str) -> str | None:
    """An address that a browser opens; some are written without their scheme, or without a slash."""
    if not value:
        return None
    return _with_its_slash(value if value.startswith(_SCHEMES) else f"http://{value}")


def _with_its_slash(url: str) -> str:
    lost = _LOST_SLASH.match(url)
    if lost is None or lost["page"].casefold() in _REAL_ENDINGS:
        return url
    return f"{lost['site']}/{url[lost.start('page') :]}"
