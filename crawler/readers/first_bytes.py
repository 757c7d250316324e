"""What a file may be in place of data: nothing, a page of the site, a document, an old workbook."""

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
_OLD_OFFICE, _PDF = b"\xd0\xcf\x11\xe0", b"%PDF"
_POINTER = b"version https://git-lfs"
_ARCHIVES = {b"7z\xbc\xaf": "7z", b"Rar!": "RAR"}


def not_data(content: bytes) -> str:
    """Why a file is no data that can be read, and what to give instead; empty for all others."""
    if content.startswith(_OLD_OFFICE):
        return "Classeur d'un ancien tableur (.xls) : l'enregistrer en .xlsx ou en CSV."
    if content.startswith(_PDF):
        return "Document PDF : donner le fichier dont il est tiré (XML, CSV, JSON, .xlsx)."
    if content.startswith(_POINTER):
        return "Pointeur Git LFS, sans les données : télécharger le fichier lui-même."
    name = next((name for mark, name in _ARCHIVES.items() if content.startswith(mark)), None)
    return f"Archive {name} : l'enregistrer en .zip." if name else ""


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
    if said := not_data(start):
        raise ParseError(said.removesuffix("."), source=run.source, file=name)
    return start
