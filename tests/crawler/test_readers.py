"""Rows, elements and HTML: strict on the form, faithful to the content."""

import re

import pytest

from crawler.contract import Issue
from crawler.readers.formations import split_type
from crawler.readers.html_text import html_sections
from crawler.readers.rows import read_rows
from crawler.readers.xml_stream import Audit, children_of, read_elements, read_events, text_of
from debouches.errors import ParseError
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, make_spec, zip_bytes

XML_ITEMS = "<root><item><code>1</code><libelle>un</libelle></item></root>"


def rows(body: bytes, **file):
    spec = make_spec(files={"table": {"patterns": ["table.csv"], "columns": ["code", "libelle"]} | file})
    run = make_run(spec)
    return list(read_rows(MemoryFiles({"table": body}), run, "table")), run


@pytest.mark.parametrize(
    "body",
    [
        b"code,libelle\n1,un\n",
        b"\xef\xbb\xbfcode;libelle\n1;un\n",
        b'"code","libelle"\r\n\r\n"1","un"\r\n\r\n',
        b"libelle\tcode\nun\t1\n",
        "Libellé;CODE\nun;1\n".encode(),
        XML_ITEMS.encode(),
        b'[{"code": "1", "libelle": "un"}]',
        b'{"total": 1, "results": [{"code": 1, "libelle": "un"}]}',
        b"\r\n\r\ncode;libelle\r\n1;un\r\n",
        b"\xef\xbb\xbfsep=;\r\ncode;libelle\r\n1;un\r\n",
        b"code|libelle\n1|un\n",
        b"code;libelle\n1;un;;\n;;;\n",
        b"code;libelle\n1;u\x00n\n",
        "code;libelle\n1;un\n".encode("utf-16-le"),
        "code;libelle\n1;un\n".encode("utf-16-be"),
        b'"co\nde";libelle\n1;un\n',
        b'\xef\xbb\xbf[{"code": "1", "libelle": "un"}]',
        '[{"code": "1", "libelle": "un"}]'.encode("utf-16"),
        b'{"data": [{"code": 1, "libelle": "un"}], "meta": {"total": 1}, "links": []}',
        b'{"nhits": 1, "records": [{"fields": {"code": 1, "libelle": "un"}}]}',
        b'[{"recordid": "x", "fields": {"code": 1, "libelle": "un"}}]',
        b'{"type": "FeatureCollection", "features": [{"properties": {"code": 1, "libelle": "un"}}]}',
    ],
)
def test_reads_one_table_in_all_its_dresses(body: bytes) -> None:
    found, _ = rows(body)
    assert found == [{"code": "1", "libelle": "un"}]


@pytest.mark.parametrize(
    "above",
    [
        "Titre du tableau\n",
        "Titre;;\n\nSource : éditeur\n",
        "\nTitre du tableau\n",
        "Titre ; sous-titre ; 2025\n",
        "Titre, 2025, France, édition 3\n",
    ],
)
def test_a_title_above_the_header_is_passed_and_said(above: str) -> None:
    found, run = rows(f"{above}code;libelle\n1;un\nx\n".encode())
    assert found == [{"code": "1", "libelle": "un"}]
    assert [s.field for s in run.issues.samples[Issue.UNREAD_FIELD]] == ["lignes avant l'en-tête"]
    line = 3 + above.count("\n")
    assert run.issues.samples[Issue.MALFORMED][0].record == f"table, ligne {line}"


def test_objects_one_a_line_are_rows() -> None:
    found, _ = rows(b'{"code": 1, "libelle": "un"}\n\n{"code": 2, "libelle": "deux"}\n')
    assert [row["code"] for row in found] == ["1", "2"]


@pytest.mark.parametrize(
    "body", [b'{"a": [{"code": 1}], "b": [{"code": 2}]}', b'{"error": "not found"}', b'{"code": 1}\n{"co']
)
def test_an_answer_without_one_list_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match="JSON"):
        rows(body)


def test_the_header_of_a_file_appended_to_another_is_no_row() -> None:
    found, run = rows(b"code;libelle\n1;un\ncode;libelle\n2;deux\n")
    assert [row["code"] for row in found] == ["1", "2"]
    assert [s.field for s in run.issues.samples[Issue.MALFORMED]] == ["en-tête répété"]


def test_a_note_under_a_table_is_no_row() -> None:
    columns = ["code", "libelle", "annee", "lieu", "part"]
    body = b"code;libelle;annee;lieu;part\n1;un;2024;84;5\nSource : l'editeur;;;;\n;;;;12\n3;trois;;;\n"
    found, run = rows(body, columns=columns)
    assert [row["code"] for row in found] == ["1", "3"]
    noted = [s.value for s in run.issues.samples[Issue.MALFORMED]]
    assert noted == ["Source : l'editeur", "12"]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"%PDF-1.7 un rapport", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", r"\.xls"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is_and_what_to_give(body: bytes, what: str) -> None:
    with pytest.raises(ParseError, match=what):
        rows(body)


def test_a_table_of_one_column_has_no_title() -> None:
    spec = make_spec(files={"table": {"patterns": ["t.csv"], "columns": ["code"]}})
    body = "code\n" + "".join(f"{number}\n" for number in range(50))
    found = list(read_rows(MemoryFiles({"table": body.encode()}), make_run(spec), "table"))
    assert [row["code"] for row in found] == [str(number) for number in range(50)]


def test_a_bar_separates_cells_only_where_nothing_else_does() -> None:
    found, _ = rows(b"code;libelle|nom\n1;un | deux\n", aliases={"libelle": ["libelle|nom"]})
    assert found[0]["libelle"] == "un | deux"


def test_a_column_named_twice_keeps_the_first_and_reports_the_second() -> None:
    found, run = rows(b"code;libelle;libelle\n1;un;deux\n")
    assert found == [{"code": "1", "libelle": "un"}]
    assert [s.field for samples in run.issues.samples.values() for s in samples] == ["libelle (2)"]


def test_two_spellings_of_one_column_keep_the_first_and_report_the_second() -> None:
    found, run = rows("code;libelle;Libellé\n1;un;deux\n".encode())
    assert found == [{"code": "1", "libelle": "un"}]
    assert [s.field for samples in run.issues.samples.values() for s in samples] == ["Libellé"]


def test_a_row_too_short_is_reported_and_the_others_are_read() -> None:
    found, run = rows(b"code;libelle\n1\n2;deux\n")
    assert [row["code"] for row in found] == ["2"]
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'code;libelle\n1;"' + b"x\n" * 100_000, "n'en finit pas"),
        (b'code;libelle\n1;"un', "s'arrête au milieu"),
        (b'code;libelle\n1;"un"x\n', "guillemet au milieu"),
    ],
)
def test_a_broken_table_says_in_french_what_is_broken(body: bytes, fault: str) -> None:
    with pytest.raises(ParseError, match=fault):
        rows(body)


def test_keeps_quoted_newlines_and_quotes() -> None:
    found, _ = rows(csv_bytes(("code", "libelle"), ("1", 'deux\n\nlignes et "guillemets"')))
    assert found[0]["libelle"] == 'deux\n\nlignes et "guillemets"'


def test_finds_a_renamed_column_by_its_alias() -> None:
    found, run = rows(b"id,libelle\n1,un\n", aliases={"code": ["id"]})
    assert found[0]["code"] == "1"
    assert issues_of(run) == {}


@pytest.mark.parametrize(
    "body", [b"kode,libelle\n1,un\n", XML_ITEMS.replace("code", "kode").encode(), b'[{"libelle": "un"}]']
)
def test_names_the_file_and_the_missing_column(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"Colonne absente ou renommée.*fichier table, champ code"):
        rows(body)


def test_a_missing_column_is_said_beside_those_that_nobody_knows() -> None:
    with pytest.raises(ParseError, match=r"que la source ne déclare pas : « kode », « autre »"):
        rows(b"kode,libelle,autre\n1,un,x\n")


def test_an_absent_optional_column_is_empty() -> None:
    found, _ = rows(b"code,libelle\n1,un\n", optional_columns=["note"])
    assert found[0]["note"] == ""


def test_reports_a_column_that_nobody_declared() -> None:
    _, run = rows(b"code,libelle,nouveau,bruit\n1,un,x,y\n", ignored_columns={"bruit": "sans objet"})
    assert [(s.record, s.field) for samples in run.issues.samples.values() for s in samples] == [
        ("table", "nouveau")
    ]


def test_reports_a_row_of_another_width_and_goes_on() -> None:
    found, run = rows(b"code,libelle\n1\n2,deux\n")
    assert [row["code"] for row in found] == ["2"]
    assert issues_of(run) == {"MALFORMED": 1}


def test_words_for_nothing_are_nothing() -> None:
    spec = make_spec(absent_values=["non renseigné"])
    files = MemoryFiles({"table": "code,libelle\n1,non renseigné\n".encode()})
    assert next(read_rows(files, make_run(spec), "table"))["libelle"] == ""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Fichier vide"),
        (b"  \n ", "Fichier vide"),
        (b"code,libelle\n", "sans aucune ligne"),
        (b"<root></root>", "Aucun élément"),
        (b"[]", "absente"),
        (b'code,libelle\n1,"un', "tronqué"),
        (b'[{"code": 1', "tronqué"),
        (b'["code"]', "liste d'objets"),
        (b'{"code": 1}', "liste d'objets"),
        (b'[{"code": ' + b"[" * 1000 + b"]" * 1000 + b"}]", "trop imbriquées|illisible"),
        (XML_ITEMS.encode()[:-9], "tronqué"),
    ],
)
def test_says_what_is_wrong_with_the_whole_file(body: bytes, message: str) -> None:
    with pytest.raises(ParseError, match=rf"({message}).*source essai, fichier table"):
        rows(body)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_saved_again_by_a_spreadsheet_is_read_and_said(encoding: str) -> None:
    found, run = rows("code,libelle\n1,métier à l’été\n".encode(encoding))
    assert found == [{"code": "1", "libelle": "métier à l’été"}]
    assert issues_of(run) == {"MALFORMED": 1}


def test_two_bytes_a_character_are_not_taken_for_windows() -> None:
    body = "code\tlibelle\n1\tété\n".encode("utf-16")
    assert rows(body, encodings=["utf-8-sig", "cp1252"])[0] == [{"code": "1", "libelle": "été"}]


@pytest.mark.parametrize("encodings", [["utf-8-sig"], ["utf-8-sig", "cp1252"]])
@pytest.mark.parametrize("text", ["moins de 1500 €", "cœur"])
def test_the_euro_tells_iso_8859_15_from_windows(text: str, encodings: list[str]) -> None:
    body = f"code;libelle\n1;{text}\n".encode("iso8859-15")
    assert rows(body, encodings=encodings)[0][0]["libelle"] == text


def test_refuses_utf8_with_a_damaged_byte() -> None:
    with pytest.raises(ParseError, match=r"Encodage inattendu.*0xff"):
        rows("code,libelle\n1,métier\n".encode() + b"2,\xff\n")


def test_reads_a_declared_second_encoding() -> None:
    found, _ = rows("code,libelle\n1,métier\n".encode("cp1252"), encodings=["utf-8-sig", "cp1252"])
    assert found[0]["libelle"] == "métier"


def test_prefers_the_first_encoding_that_fits() -> None:
    found, _ = rows("code,libelle\n1,Ávila\n".encode(), encodings=["utf-8-sig", "cp1252"])
    assert found[0]["libelle"] == "Ávila"


def elements(body: str | bytes, **file):
    run = make_run(make_spec(files={"table": {"patterns": ["t.xml"]} | file}))
    content = body if isinstance(body, bytes) else body.encode()
    audit = Audit(run, "table")
    found = []
    for element in read_elements(MemoryFiles({"table": content}), run, "table", "metier"):
        audit.check(element)
        found.append(
            (text_of(element, "id"), [text_of(item) for item in children_of(element, "noms", "nom")])
        )
    audit.finish()
    return found, run


@pytest.mark.parametrize(
    "body",
    [
        "<metiers><metier><id>1</id><noms><nom>a</nom><nom>b</nom></noms></metier></metiers>",
        "<metier id='1'><noms><nom><![CDATA[a]]></nom><nom>b</nom></noms></metier>",
        "<x><metier><id>1</id><nom>a</nom><nom>b</nom></metier></x>",
    ],
)
def test_reads_the_same_record_in_all_its_layouts(body: str) -> None:
    assert elements(body)[0] == [("1", ["a", "b"])]


def test_a_list_that_holds_bare_text_is_its_only_item() -> None:
    assert elements("<metier id='1'><noms>a</noms></metier>")[0] == [("1", ["a"])]


def test_does_not_take_a_record_inside_the_only_record() -> None:
    assert [code for code, _ in elements("<metier id='1'><metier id='2'/></metier>")[0]] == ["1"]


def test_does_not_take_a_nested_element_for_a_record() -> None:
    body = "<m><metier><id>1</id><voisins><metier><id>2</id></metier></voisins></metier></m>"
    assert [code for code, _ in elements(body)[0]] == ["1"]


def test_reports_undeclared_elements_and_attributes_once() -> None:
    body = "<m>" + "<metier><id>1</id><a><b c='2'/></a></metier>" * 3 + "</m>"
    _, run = elements(body, columns=["id"], optional_columns=["a/b"])
    assert [s.field for samples in run.issues.samples.values() for s in samples] == ["a/b/c"]


def test_says_that_a_required_element_was_renamed() -> None:
    with pytest.raises(ParseError, match=r"Élément absent ou renommé.*« identifiant ».*champ id"):
        elements("<m><metier><identifiant>1</identifiant></metier></m>", columns=["id"])


BILLION_LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{'&a;' * 9}'>" for n in range(9))
    + "]><l><metier>&a8;</metier></l>"
)


@pytest.mark.parametrize(
    "body",
    [
        BILLION_LAUGHS,
        "<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><m><metier><id>&x;</id></metier></m>",
        "<!DOCTYPE m [<!ENTITY % p SYSTEM 'http://exemple.fr/p'> %p;]><m><metier/></m>",
        "<m><metier>&inconnue;</metier></m>",
        "<!DOCTYPE m SYSTEM 'm.dtd'><m><metier><id>&eacute;</id></metier></m>",
        "<m>" + "<d>" * 100_000 + "</m>",
        "<m><metier>\x00</metier></m>",
    ],
    ids=[
        "billion laughs",
        "external entity",
        "parameter entity",
        "unknown entity",
        "entity of a document type that is not read",
        "depth",
        "nul",
    ],
)
def test_refuses_hostile_xml(body: str) -> None:
    with pytest.raises(ParseError, match="source essai, fichier table"):
        elements(body)


@pytest.mark.parametrize("kind", ["m SYSTEM 'http://exemple.fr/m.dtd'", "m PUBLIC 'm' 'm.dtd'", "m"])
def test_a_document_type_that_declares_nothing_is_only_named(kind: str) -> None:
    found, _ = elements(f"<!DOCTYPE {kind}><m><metier><id>a&amp;b</id></metier></m>")
    assert [code for code, _ in found] == ["a&b"]


@pytest.mark.parametrize("before", ["\n\n", "\ufeff", "\ufeff\r\n"])
def test_a_line_before_the_declaration_is_skipped(before: str) -> None:
    found, _ = elements(f"{before}<?xml version='1.0' encoding='UTF-8'?><m><metier><id>é</id></metier></m>")
    assert [code for code, _ in found] == ["é"]


@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0' encoding='UTF-8'?>"])
def test_windows_characters_under_the_name_of_utf8_are_read_and_said_once(declaration: str) -> None:
    body = f"{declaration}<m><metier><id>été — œuvre</id></metier></m>".encode("cp1252")
    found, run = elements(body)
    assert found == [("été — œuvre", [])]
    assert [(s.field, s.value) for s in run.issues.samples[Issue.MALFORMED]] == [
        ("encodage", "cp1252, pas utf-8")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0' encoding='UTF-8'?><m><metier><id>é</id></metier></m>".encode()
        + b"<!-- \xe9 -->",
        "<?xml version='1.0' encoding='UTF-16'?><m><metier><id>\xe9</id></metier></m>".encode("latin-1"),
    ],
)
def test_refuses_xml_of_damaged_bytes(body: bytes) -> None:
    with pytest.raises(ParseError, match="illisible"):
        elements(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"error": "unauthorized"}', "Pas de XML : le fichier commence par « {"),
        (
            b"Erreur : acc\xc3\xa8s refus\xc3\xa9",
            "Pas de XML : le fichier commence par « Erreur : accès refusé »",
        ),
        (zip_bytes({"a.xml": b"<m/>"}), "Archive zip : lui rendre son nom en .zip"),
    ],
)
def test_what_is_no_xml_is_said_in_words(body: bytes, message: str) -> None:
    files, run = MemoryFiles({"f": body}), make_run(make_spec(files={"f": {"patterns": ["f.xml"]}}))
    with pytest.raises(ParseError, match=re.escape(message)):
        list(read_events(files, run, "f"))


def test_reads_xml_in_the_encoding_it_says() -> None:
    body = "<?xml version='1.0' encoding='ISO-8859-15'?><m><metier><id>cœur</id></metier></m>".encode(
        "iso-8859-15"
    )
    assert elements(body)[0] == [("cœur", [])]


@pytest.mark.parametrize(
    ("html", "sections"),
    [
        ("", []),
        ("texte nu", [(None, ["texte nu"])]),
        ("<p>un</p><p>deux</p>", [(None, ["un", "deux"])]),
        ("<h5>Titre</h5>\n<p>un</p>", [("Titre", ["un"])]),
        ("<h3>Salaire</h3><h5>Débutant</h5><p>x</p>", [("Salaire", []), ("Débutant", ["x"])]),
        ("<p>avant</p><h5>T</h5><ul><li>a</li><li>b</li></ul>", [(None, ["avant"]), ("T", ["a", "b"])]),
        ("<p>ligne<br/>autre</p>", [(None, ["ligne", "autre"])]),
        ("<p>un <strong>mot</strong>,\n  un&nbsp;autre</p>", [(None, ["un mot, un\xa0autre"])]),
        ("<p>R&amp;D &lt; 3 &eacute;tapes</p>", [(None, ["R&D < 3 étapes"])]),
        ("<p>l’eau, l'eau, lʼeau, l`eau</p>", [(None, ["l’eau, l'eau, lʼeau, l`eau"])]),
        ("<p>-</p><p>un point</p>", [(None, ["un point"])]),
        (
            "<p>voir <a href='https://exemple.fr/a'>le site</a></p>",
            [(None, ["voir le site (https://exemple.fr/a)"])],
        ),
        ("a < b et c > d", [(None, ["a < b et c > d"])]),
        ("<div><div>x</div>y</div>", [(None, ["x", "y"])]),
        ("<table><tr><td>1</td><td>2</td></tr></table>", [(None, ["1", "2"])]),
    ],
)
def test_html_becomes_sections_and_loses_no_word(html: str, sections: list) -> None:
    assert [(section.titre, list(section.paragraphes)) for section in html_sections(html)] == sections


def test_html_that_is_never_closed_loses_no_word() -> None:
    found = html_sections("<p>ouvert <h5>Titre<p>suite <b>et fin")
    assert [text for section in found for text in section.paragraphes] == ["ouvert", "Titre", "suite et fin"]


@pytest.mark.parametrize(
    ("libelle", "expected"),
    [
        ("brevet de technicien supérieur (BTS)", ("brevet de technicien supérieur", "BTS")),
        ("mastère spécialisé (mastère spé.)", ("mastère spécialisé", "mastère spé.")),
        (
            "certificat de spécialisation (ex MC) (CS (ex MC))",
            ("certificat de spécialisation (ex MC)", "CS (ex MC)"),
        ),
        (
            "diplôme des métiers d'art et du design (DN MADE)",
            ("diplôme des métiers d'art et du design", "DN MADE"),
        ),
        ("école de commerce (bac + 3)", ("école de commerce (bac + 3)", None)),
        ("certificat d'aptitude (travail social)", ("certificat d'aptitude (travail social)", None)),
        ("licence", ("licence", None)),
    ],
)
def test_an_acronym_in_brackets_ends_the_type_of_formation(libelle: str, expected: tuple) -> None:
    assert split_type(libelle) == expected


@pytest.mark.parametrize(
    "xml",
    [
        '<liste xmlns="urn:x"><un><nom>a</nom></un><un><nom>b</nom></un></liste>',
        '<x:liste xmlns:x="urn:x"><x:un><x:nom>a</x:nom></x:un><x:un><x:nom>b</x:nom></x:un></x:liste>',
    ],
)
def test_a_namespace_or_none_is_the_same_to_the_reader(xml: str) -> None:
    spec = make_spec(files={"liste": {"patterns": ["liste.xml"], "columns": ["nom"]}})
    elements = read_elements(MemoryFiles({"liste": xml.encode()}), make_run(spec), "liste", "un")
    assert [text_of(element, "nom") for element in elements] == ["a", "b"]
