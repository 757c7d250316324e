"""In which encoding a file is, whatever it says: what is read otherwise than declared is reported."""

import codecs
import re

from crawler.contract import Issue, RawFiles, Run
from crawler.readers.mending import looks_misread
from debouches.errors import ParseError

CHUNK = 1 << 20
WINDOWS = "cp1252"
UTF_8 = "utf-8"
FIFTEEN = "iso8859-15"
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")
_ONLY_FIFTEEN = re.compile(rb"\xa4|(?<=[a-zA-Z])\xbd(?=[a-z])")
"""« 1500 ¤ », « c½ur »: no French text has them."""
_LOOKED_AT = 64
_SAID = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")


def as_utf8(text: bytes) -> bytes:
    """A text in two bytes a character, as a spreadsheet or Windows saves it; any other, as it is."""
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return text.decode("utf-16", errors="ignore").encode()
    return text


def encoding_of(files: RawFiles, run: Run, name: str) -> str:
    """The first declared encoding in which the whole file decodes, else what a spreadsheet saved it in."""
    encodings = run.spec.file(name).encodings
    if wide := _wide(files, name):
        _report_encoding(run, name, wide)
        return wide
    faults = []
    for encoding in encodings:
        fault = _fault(files, name, encoding)
        if fault is None:
            return _with_euro(files, name) if encoding == WINDOWS else encoding
        faults.append(fault)
    if saved := _resaved(files, name):
        _report_encoding(run, name, saved)
        return saved
    message = f"Encodage inattendu (déclaré : {', '.join(encodings)}) : {faults[0]}"
    raise ParseError(message, source=run.source, file=name)


def _report_encoding(run: Run, name: str, found: str) -> None:
    """In the words of the menu « Enregistrer sous » of a spreadsheet."""
    declared = run.spec.file(name).encodings[0]
    value, expected = f"{found}, pas {declared}", f"{declared.removesuffix('-sig').upper()}"
    if expected == "UTF-8":
        expected += ", « CSV UTF-8 » dans le menu d'un tableur"
    run.report(Issue.MALFORMED, record=name, field="encodage", value=value, expected=expected)


def _wide(files: RawFiles, name: str) -> str | None:
    """UTF-16, which Windows-1252 reads as well; without its mark, every second byte of a header is zero."""
    with files.open(name) as stream:
        start = stream.read(_LOOKED_AT)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _fault(files, name, "utf-16") is None else None
    for encoding, nothing in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if nothing.count(0) > len(nothing) * 0.8 and _fault(files, name, encoding) is None:
            return encoding
    return None


def _resaved(files: RawFiles, name: str) -> str | None:
    """Spreadsheets save in Windows-1252. UTF-8 with a damaged byte is not that: it is refused."""
    if _fault(files, name, WINDOWS) is not None:
        return None
    with files.open(name) as stream:
        texts = iter(lambda: stream.read(CHUNK).decode(WINDOWS), "")
        return None if any(map(looks_misread, texts)) else _with_euro(files, name)


def _with_euro(files: RawFiles, name: str) -> str:
    """ISO-8859-15 has « € » and « œ » where Windows-1252 has « ¤ » and « ½ », and nothing from 80 to 9F."""
    marks = 0
    with files.open(name) as stream:
        while chunk := stream.read(CHUNK):
            if _ONLY_WINDOWS.search(chunk):
                return WINDOWS
            marks += len(_ONLY_FIFTEEN.findall(chunk))
    return FIFTEEN if marks else WINDOWS


def _fault(files: RawFiles, name: str, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with files.open(name) as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return f"octet 0x{error.object[error.start]:02x}"
    return None


def encoding_of_xml(files: RawFiles, run: Run, name: str, start: bytes) -> str | None:
    """What to read an XML in, where its own words are wrong: Windows-1252 under the name of UTF-8.

    None where it is what it says. It is looked for, and told, once.
    """
    if name not in run.encodings:
        said = _SAID.search(start)
        found = _windows_for_utf8(files, name) if said is None or said[1].lower() == b"utf-8" else None
        run.encodings[name] = found
        if found:
            expected = 'UTF-8, ou encoding="windows-1252" dans la première ligne'
            value = f"{found}, pas utf-8"
            run.report(Issue.MALFORMED, record=name, field="encodage", value=value, expected=expected)
    return run.encodings[name]


def _windows_for_utf8(files: RawFiles, name: str) -> str | None:
    """UTF-16 says what it is by its first bytes, which are no text."""
    with files.open(name) as stream:
        if b"\0" in (start := stream.read(_LOOKED_AT)) or start.startswith(codecs.BOM_UTF8):
            return None
    return _resaved(files, name) if _fault(files, name, UTF_8) else None
