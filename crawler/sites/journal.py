"""The pages of a site as received, one line each: what a killed harvest leaves, the next one takes up."""

import base64
import binascii
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

import orjson
from pydantic import Field, ValidationError

from mappings.records import Model

HTML = ("text/html", "application/xhtml+xml")
XML = ("text/xml", "application/xml")


class PageLine(Model):
    """One page: what the site answered, or why it did not."""

    url: str
    status: int = 0
    received: datetime
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    redirect: str | None = Field(default=None, description="Address that answers in its place")
    error: str | None = Field(default=None, description="Why there is no new body, in French")
    packed: str | None = Field(default=None, description="Body, zlib then base64")

    @property
    def has_page(self) -> bool:
        return self.packed is not None

    @property
    def is_xml(self) -> bool:
        return self._kind in XML

    @property
    def is_text(self) -> bool:
        """A page, a sitemap, or what does not say what it is."""
        return not self._kind or self.is_xml or self._kind in HTML

    @property
    def _kind(self) -> str:
        return self.content_type.partition(";")[0].strip().lower()

    def body(self, limit: int) -> bytes:
        """The bytes of the page; `ValueError` if the line was altered or holds more than a page may."""
        try:
            unpacker = zlib.decompressobj()
            found = unpacker.decompress(base64.b64decode(self.packed or "", validate=True), limit + 1)
        except (zlib.error, binascii.Error) as error:
            raise ValueError(f"page illisible dans le journal : {error}") from error
        if len(found) > limit:
            raise ValueError("page plus grosse que la limite déclarée")
        return found


class WalkEnd(Model):
    """The last line of a whole journal."""

    end: dict[str, int] = Field(description="Reason → pages of the map that were not asked for")


def pack(body: bytes) -> str:
    return base64.b64encode(zlib.compress(body, 6)).decode("ascii")


def read_line(line: bytes) -> PageLine | WalkEnd | None:
    """None for a line that a killed harvest did not finish."""
    try:
        content = orjson.loads(line)
        wanted = WalkEnd if isinstance(content, dict) and "end" in content else PageLine
        return wanted.model_validate_json(line)
    except (orjson.JSONDecodeError, ValidationError):
        return None


def read_journal(stream: BinaryIO | IO[bytes]) -> Iterator[PageLine | WalkEnd | None]:
    return map(read_line, stream)


class Journal:
    """A journal that can be asked for one page: only places are in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        if path.exists():
            with path.open("rb") as file:
                place = 0
                for raw in file:
                    line = read_line(raw)
                    if isinstance(line, PageLine):
                        self._places[line.url] = place
                    place += len(raw)

    def get(self, url: str) -> PageLine | None:
        if url not in self._places:
            return None
        with self._path.open("rb") as file:
            file.seek(self._places[url])
            line = read_line(file.readline())
        return line if isinstance(line, PageLine) else None


def append(file: IO[bytes], line: PageLine | WalkEnd) -> None:
    file.write(line.model_dump_json(exclude_defaults=True).encode() + b"\n")
    file.flush()


def copy_whole_lines(source: Path, target: Path, since: datetime) -> None:
    """Resume an interrupted journal: the pages received since a given moment, without a half-written line."""
    with source.open("rb") as old, target.open("wb") as new:
        for raw in old:
            line = read_line(raw)
            if isinstance(line, PageLine) and line.received >= since and line.error is None:
                new.write(raw)
