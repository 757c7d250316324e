"""Formacode: every column of a term is kept, links name a code, the version is never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import SOURCES, load_parser
from crawler.harvest import harvest
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import TermeFormacode
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, real_spec

HEADER = (
    "Code du Terme",
    "Descripteur en majuscules",
    "Descripteur en typo riche",
    "Champ sémantique",
    "Synonymes",
    "Synonymes métier",
    "TG (Terme Générique)",
    "TS (Termes Spécifiques)",
    "TA (Termes Associés)",
    "NE (Note d’Explication)",
    "NA (Note d’Application)",
    "Note de version",
    "ex-synonyme V-1",
    "Code arborescence",
)
KITE = {
    "Code": "99001",
    "Descripteur en maj": "CERF-VOLANT",
    "Descripteur en typo": "Cerf-volant",
    "Champ": "990 JEU DE PLEIN AIR",
    "Synonymes": "aile souple###vol  libre",
    "Synonymes m": "facteur de cerfs-volants###factrice de cerfs-volants",
    "TG": "Jeu de plein air - 99054",
    "TS": "Cerf-volant de combat  - 99002",
    "TA": "Cerf-volant - 99001###Aérologie - 99054",
    "NE": "Jouet tenu par un fil.",
    "NA": "Voir aussi [[BALLON]] 99003.",
    "Note de": "Terme nouveau",
    "ex": "cerf volant",
    "Code arb": "N0A9",
}
TOP = {"Code": "99054", "Descripteur en typo": "Jeu de plein air", "Champ": "990 JEU", "TG": "Sciences"}
FIGHT = {"Code": "99002", "Descripteur en typo": "Cerf-volant de combat", "Champ": "990 JEU", "TG": ""}


def line(term: dict[str, str]) -> tuple[str, ...]:
    """Cells in the order of the header; keys are the starts of column names, the longest one wins."""
    return tuple(
        term[max(found, key=len)] if (found := [key for key in term if column.startswith(key)]) else ""
        for column in HEADER
    )


def parse(*terms: dict[str, str], version: str | None = "version 14"):
    run = make_run(real_spec("formacode"), version=version)
    body = csv_bytes(HEADER, *map(line, terms), separator=";")
    return list(load_parser("formacode")(MemoryFiles({"termes": body}), run)), run


def test_every_column_becomes_a_field_of_the_term() -> None:
    (kite, *_), run = parse(KITE, TOP, FIGHT)
    assert kite.model_dump(exclude_defaults=True, exclude={"provenance"}) == {
        "id": "terme-formacode:99001",
        "code_formacode": "99001",
        "version": "14",
        "libelle": "Cerf-volant",
        "champ_semantique": {"code": "990", "libelle": "JEU DE PLEIN AIR"},
        "synonymes": ("aile souple", "vol libre"),
        "synonymes_metier": ("facteur de cerfs-volants", "factrice de cerfs-volants"),
        "ex_synonymes": ("cerf volant",),
        "generiques": ({"code": "99054", "libelle": "Jeu de plein air"},),
        "specifiques": ({"code": "99002", "libelle": "Cerf-volant de combat"},),
        "associes": ({"code": "99054", "libelle": "Aérologie"},),
        "explication": "Jouet tenu par un fil.",
        "application": "Voir aussi [[BALLON]] 99003.",
        "note_version": "Terme nouveau",
        "code_arborescence": "N0A9",
    }
    assert issues_of(run) == {}


def test_a_note_loses_its_markup_and_a_link_cites_a_term_as_the_others_do() -> None:
    link = 'Employer<a href="https://exemple.fr/x"> BALLON</a> 99003&nbsp;;\r\n <i id="y">vol</i>.<br>'
    (term,), _ = parse(FIGHT | {"NA": link})
    assert term.application == "Employer [[BALLON]] 99003 ; vol ."


def test_a_term_at_the_top_of_the_tree_has_a_domain_and_nothing_broader() -> None:
    (top,), run = parse(TOP)
    assert (top.domaine, top.generiques) == ("Sciences", ())
    assert issues_of(run) == {}


def test_a_link_to_a_term_without_a_row_is_kept_and_reported() -> None:
    (term,), run = parse(FIGHT | {"TA": "Aérologie - 98001"})
    assert [link.code for link in term.associes] == ["98001"]
    assert issues_of(run) == {"DANGLING": 1}


@pytest.mark.parametrize("column", ["TG", "TS", "TA"])
@pytest.mark.parametrize("value", ["Aérologie", "Aérologie - 123", "- 99054", "Aérologie (99054)"])
def test_a_link_that_names_no_code_is_reported(column: str, value: str) -> None:
    _, run = parse(FIGHT | {column: value}, TOP)
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("changes", "issue"),
    [({"Code": "9900"}, "REJECTED"), ({"Champ": "JEU"}, "MALFORMED"), ({"Code": ""}, "REJECTED")],
)
def test_a_term_that_cannot_be_read_is_reported_and_the_next_one_read(changes: dict, issue: str) -> None:
    records, run = parse(FIGHT | changes, TOP)
    assert [record.code_formacode for record in records] == ["99054"]
    assert issues_of(run) == {issue: 1}


def test_a_file_that_does_not_say_its_version_is_refused() -> None:
    with pytest.raises(ParseError, match="Version du Formacode absente"):
        parse(KITE, version=None)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CELLS = st.one_of(
    WORDS, st.sampled_from(["99001", "a - 99001", "a - 99001###b - 99002", "990 X", "###", " - 1"])
)


@settings(max_examples=1000)
@given(cells=st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)))
def test_whatever_the_cells_hold_the_other_terms_are_read(cells: list[str]) -> None:
    run = make_run(real_spec("formacode"), version="version 14")
    body = csv_bytes(HEADER, tuple(cells), line(TOP), separator=";")
    found = list(load_parser("formacode")(MemoryFiles({"termes": body}), run))
    assert found[-1].code_formacode == "99054"
    assert len(found) == 2 or sum(issues_of(run).values()) > 0 or not any(cells)


@pytest.mark.donnees
def test_the_real_thesaurus_holds_what_its_index_says(donnees, tmp_path) -> None:
    given_settings = Settings.model_validate({"home": tmp_path, "data": donnees})
    (report,) = harvest(given_settings, sources=["formacode"], root=SOURCES)
    assert report.records == {"terme-formacode": 2775}
    assert {issue.name: found.count for issue, found in report.issues.items()} == {"DANGLING": 76}
    records = list(read_records(Storage(tmp_path).current_records("formacode"), TermeFormacode))
    assert {record.version for record in records} == {"14"}
    assert sum(record.domaine is not None for record in records) == 65
    assert sum(len(record.associes) for record in records) == 4655 - 1489  # a term that cites itself
