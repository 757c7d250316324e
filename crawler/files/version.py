"""Which version of a publication is there: in the words of its publisher, with the day that it gives."""

import re
from datetime import date

from crawler.contract import RawFiles
from crawler.dates import Dated, read_date
from crawler.declaration.source import SourceSpec
from crawler.files.locate import Publication
from debouches.errors import ParseError

_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
MAX_VERSION = 120


def describe_version(
    spec: SourceSpec, publication: Publication, files: RawFiles
) -> tuple[str | None, Dated | None]:
    """The publisher's words for the version, and when it was published."""
    version, day = _described(spec, publication, files)
    return version, Dated(day, "jour") if day else _declared_date(spec, publication)


def _described(spec: SourceSpec, publication: Publication, files: RawFiles) -> tuple[str | None, date | None]:
    if spec.version_file in files.names():
        return _read_version(spec, files)
    known = {
        "version": publication.version,
        "annee": _year(publication),
        "date": publication.day and f"{publication.day:%d/%m/%Y}",
    }
    wanted = re.findall(r"\{(\w+)\}", spec.version or "")
    if spec.version is None or any(known.get(name) is None for name in wanted):
        return None, publication.day
    return spec.version.format(**known), publication.day


def _declared_date(spec: SourceSpec, publication: Publication) -> Dated | None:
    """Where only the maintainer knows it, and perhaps only the month."""
    return read_date(spec.version_dates.get(publication.version or "", ""))


def _year(publication: Publication) -> str | None:
    """The year in the file names, else in the name of their folder: « ideo_2025 », « 2025-10-21 »."""
    folder = next((place.container.name for place in publication.places.values()), "")
    return max(_YEAR.findall(publication.version or "") or _YEAR.findall(folder), default=None)


def _read_version(spec: SourceSpec, files: RawFiles) -> tuple[str | None, date | None]:
    assert spec.version_file is not None
    with files.open(spec.version_file) as stream:
        text = " ".join(stream.read().decode("utf-8-sig", errors="replace").split())[:MAX_VERSION]
    match = _DAY.search(text)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError as error:
        raise ParseError(
            f"Date de version impossible : {text}", source=spec.name, file=spec.version_file
        ) from error
    return text or None, day
