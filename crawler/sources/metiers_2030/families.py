"""« B3Z;B4Z »: families of métiers that the projection measures together where the sample is small."""

import re

from crawler.contract import Run
from crawler.readers.values import matching

FAMILY = re.compile(r"[A-Z]([\dA-Z][A-Z]|[A-Z]_)$", re.ASCII)
"""A family of the FAP of 2009, or a gathering of its own such as XK_."""


def families(run: Run, text: str, *, record: str) -> tuple[str, ...]:
    return matching(run, FAMILY, text.split(";"), record=record, field="code_fap")
