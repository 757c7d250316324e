"""What publishers really have: a workbook, an archive, a compressed feed. Opened within limits."""

import bz2
import gzip
import io
import lzma
import re
import tarfile

import pytest

from crawler.conformity import verify
from tests.crawler.factories import csv_bytes, zip_bytes
from tests.crawler.test_conformity import DOMAINE, FEED
from tests.crawler.test_rncp_csv import STANDARD
from tests.crawler.xlsx_bytes import xlsx_bytes

SOUND = FEED.format(more="", domaine=DOMAINE, certifiante="1").encode()
FAULTY = re.sub(
    'numero="([FAS])1"', r'numero="\g<1>2"', FEED.format(more="", domaine=DOMAINE, certifiante="9")
).encode()


def _zip(content: bytes) -> bytes:
    return zip_bytes({"a.xml": content})


def _tar(content: bytes) -> bytes:
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w:gz") as archive:
        about = tarfile.TarInfo("a.xml")
        about.size = len(content)
        archive.addfile(about, io.BytesIO(content))
    return body.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, _zip, _tar])
def test_a_compressed_feed_has_the_report_of_the_feed(pack) -> None:
    assert verify(pack(SOUND)).est_conforme
    (one,) = verify(pack(FAULTY)).constats
    assert (one.champ, one.ligne) == ("formation/certifiante", 8)


def test_an_archive_is_judged_whole_and_each_finding_names_its_file() -> None:
    inner = zip_bytes({"bad.xml": FAULTY})
    report = verify(zip_bytes({"good.xml": SOUND, "more.zip": inner, "note.txt": b"Bonjour"}))
    assert report.enregistrements["formation"] == 2
    assert {(one.fichier, one.regle) for one in report.constats} == {
        ("bad.xml", "lheo-norme"),
        ("note.txt", "non-lu"),
    }
    assert not report.est_conforme
    assert verify(zip_bytes({"good.xml": SOUND, "note.txt": b"Bonjour"})).est_conforme


def test_tables_that_go_together_are_read_together_from_their_archive() -> None:
    rows = {
        "Standard": (tuple(STANDARD), tuple(STANDARD.values())),
        "Rome": (("Numero_Fiche", "Codes_Rome_Code", "Codes_Rome_Libelle"), ("RNCP99001", "A15", "Vent")),
    }
    tables = {
        f"export_fiches_CSV_{name}_2026_01_01.csv": csv_bytes(*lines, separator=";")
        for name, lines in rows.items()
    }
    report = verify(zip_bytes(tables))
    assert report.enregistrements == {"certification": 1}
    assert ("export_fiches_CSV_Rome_2026_01_01.csv", 2) in [
        (one.fichier, one.ligne) for one in report.constats if "A15" in one.message
    ]


def test_a_workbook_is_read_as_the_table_that_it_holds() -> None:
    columns = ("Libellé métier", "Lien site onisep.fr", "code ROME")
    report = verify(xlsx_bytes(Feuille=[columns, ("souffleur", "https://onisep.fr/MET.3", "A15")]))
    assert (report.source, report.enregistrements) == ("Idéo-Métiers de l'Onisep", {"fiche": 1})
    assert ("code ROME", 2) in [(one.champ, one.ligne) for one in report.constats]
    unknown = verify(xlsx_bytes(Feuille=[("nom", "couleur"), ("vent", "bleu")]))
    assert [one.regle for one in unknown.constats] == ["format"]


def _deep(content: bytes) -> bytes:
    for _ in range(6):
        content = zip_bytes({"a.zip": content})
    return content


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("Mo une fois décompressé", _zip(b" " * 3_000_000)),
        ("Mo une fois décompressé", gzip.compress(b" " * 3_000_000)),
        ("Mo une fois décompressé", zip_bytes({"xl/workbook.xml": b" " * 3_000_000})),
        ("Plus de 300 fichiers", zip_bytes({f"{rank}.txt": b"x" for rank in range(400)})),
        ("imbriquées", _deep(SOUND)),
        ("tronqué", _zip(SOUND)[:-60]),
        ("abîmé", gzip.compress(SOUND)[:-30]),
        ("vide", zip_bytes({})),
        ("OpenDocument", zip_bytes({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
        ("Word", zip_bytes({"word/document.xml": b""})),
        (".xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100),
        ("PDF", b"%PDF-1.7 zut"),
        ("RAR", b"Rar!\x1a\x07"),
    ],
)
def test_what_cannot_be_opened_says_why_and_what_to_do(words: str, content: bytes) -> None:
    report = verify(content, most_bytes=2_000_000)
    assert words in report.constats[0].message
    assert not report.est_conforme


def test_a_locked_archive_is_said_to_be_so() -> None:
    content = bytearray(_zip(SOUND))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    assert "mot de passe" in verify(bytes(content)).constats[0].message


def test_what_a_computer_adds_to_an_archive_is_not_looked_at() -> None:
    assert verify(zip_bytes({"flux.xml": SOUND, "__MACOSX/._flux.xml": b"\0\1"})).est_conforme


def test_a_name_says_the_version_that_the_content_does_not() -> None:
    columns = (
        "Code du Terme",
        "Descripteur en typo riche",
        "Champ sémantique",
        "Synonymes",
        "TG",
        "TS",
        "TA",
    )
    body = csv_bytes(columns, ("15031", "Vent", "150 VENT", "", "", "", ""), separator=";")
    assert verify(body, "formacodes-v14.csv").enregistrements == {"terme-formacode": 1}
    assert "Version" in verify(body).constats[0].message


def test_a_file_that_is_known_by_its_name_says_what_to_take_instead() -> None:
    (one,) = verify(b"15031;Vent\n", "v8_RomeFCod-utf-8.csv").constats
    assert "formacodes-v14.csv" in one.message
    assert one.fichier is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notice.pdf", b"%PDF-1.7 une notice"),
        ("notice.docx", zip_bytes({"word/document.xml": b"<w/>"})),
        ("ancien.xls", b"\xd0\xcf\x11\xe0 un ancien classeur"),
        ("page.html", b"<!doctype html><html></html>"),
    ],
)
def test_a_document_beside_the_data_of_an_archive_does_not_spoil_them(name, content) -> None:
    report = verify(zip_bytes({"flux.xml": SOUND, name: content}))
    assert report.est_conforme
    (said,) = report.constats
    assert (said.regle, said.fichier) == ("non-lu", name)
    assert not verify(zip_bytes({name: content})).est_conforme
