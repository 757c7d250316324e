"""What a download may have received in place of data: nothing, or a page of the site."""

import re

from crawler.contract import RawFiles, Run
from debouches.errors import ParseError

START = 1024
ZIP = b"PK\x03\x04"
"""How an archive begins, and the workbook that is one."""
BLANKS = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the content: the mark of UTF-8, and spaces."""
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def is_web_page(start: bytes) -> bool:
    return _PAGE.match(start) is not None


def first_bytes(files: RawFiles, run: Run, name: str) -> bytes:
    """The start of a file, once it may be data."""
    with files.open(name) as stream:
        start = stream.read(START)
    if not start.strip(BLANKS):
        raise ParseError("Fichier vide", source=run.source, file=name)
    if is_web_page(start):
        message = "Page web à la place des données : l'éditeur a sans doute répondu par une page d'erreur"
        raise ParseError(message, source=run.source, file=name)
    return start
