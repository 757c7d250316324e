"""Small workbooks, written for the tests."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook


def xlsx_bytes(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook whose sheets have these rows of cells."""
    workbook = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def with_parts(body: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same workbook with some of its XML parts rewritten."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, changes.get(name, bytes)(source.read(name)))
    return buffer.getvalue()
