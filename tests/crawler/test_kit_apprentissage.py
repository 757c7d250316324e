"""Kit apprentissage: one certification per RNCP code, leading zeros kept, both dresses read alike."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import SOURCES, load_parser
from crawler.harvest import harvest
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Certification
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, real_spec
from tests.crawler.xlsx_bytes import xlsx_bytes

HEADER = (
    "Code Diplôme",
    "Intitulé diplôme (DEPP)",
    "FicheRNCP",
    "Niveau fiche RNCP",
    "Abrégé de diplôme (RNCP)",
    "Dernière MaJ",
    "Accès à l'apprentissage de la fiche RNCP (oui/non)",
    "Date d'échéance de la fiche RNCP",
    "Fiche ACTIVE/INACTIVE",
    "Intitulé certification (RNCP)",
    "Type d'enregistrement",
    "Date de publication de la fiche\n (enregistrement de droit)",
    "Date de décision\n (enregistrement sur demande)",
    "Date de début des parcours certifiants\n\n(enregistrement de droit)",
    "Date limite de la délivrance",
    "Nouvelle Certification rempla (RNCP)",
    "Ancienne Certification (RNCP)",
)
LINE = {
    "Code Diplôme": "01099901",
    "Intitulé diplôme (DEPP)": "FACTEUR DE CERFS-VOLANTS (CAP)",
    "FicheRNCP": "RNCP99001",
    "Niveau fiche RNCP": "Niveau 3",
    "Abrégé de diplôme (RNCP)": "CAP",
    "Dernière MaJ": "v1.3",
    "Accès à l'apprentissage de la fiche RNCP (oui/non)": "Oui",
    "Date d'échéance de la fiche RNCP": "31/08/2028",
    "Fiche ACTIVE/INACTIVE": "ACTIVE",
    "Intitulé certification (RNCP)": "CAP - Facteur de cerfs-volants",
    "Type d'enregistrement": "Enregistrement de droit",
    HEADER[11]: "02/03/2023",
    HEADER[12]: "04/05/2023",
    HEADER[13]: "01/09/2023",
    "Date limite de la délivrance": "31/12/2030",
    "Nouvelle Certification rempla (RNCP)": "RNCP99008",
    "Ancienne Certification (RNCP)": "RNCP99002|RNCP99003",
}


def line(**changes: str) -> tuple[str, ...]:
    """A row; `changes` are given by the first word of the column."""
    return tuple(next((v for k, v in changes.items() if c.startswith(k)), LINE[c]) for c in HEADER)


def parse(*lines: tuple, body: bytes | None = None):
    run = make_run(real_spec("kit-apprentissage"))
    files = MemoryFiles({"codes": body or xlsx_bytes(**{"Kit Apprentissage": [(), HEADER, *lines]})})
    return list(load_parser("kit-apprentissage")(files, run)), run


def test_every_column_becomes_a_field_of_the_certification() -> None:
    (found,), run = parse(line())
    assert found.model_dump(exclude_defaults=True, exclude={"provenance"}) == {
        "id": "certification:RNCP99001",
        "code": "RNCP99001",
        "intitule": "Facteur de cerfs-volants",
        "sigle_type": "CAP",
        "niveau": 3,
        "type_enregistrement": "Enregistrement de droit",
        "est_active": True,
        "date_decision": date(2023, 5, 4),
        "date_publication": date(2023, 3, 2),
        "date_effet": date(2023, 9, 1),
        "date_fin_enregistrement": date(2028, 8, 31),
        "date_limite_delivrance": date(2030, 12, 31),
        "voies_acces": ("apprentissage",),
        "codes_scolarite": ("01099901",),
        "autres_intitules": ("FACTEUR DE CERFS-VOLANTS (CAP)",),
        "remplacee_par": ("RNCP99008",),
        "remplace": ("RNCP99002", "RNCP99003"),
    }
    assert issues_of(run) == {}


def test_the_page_of_the_certification_is_at_its_register() -> None:
    (found,), _ = parse(line())
    assert found.provenance.url == "https://www.francecompetences.fr/recherche/rncp/99001/"


@pytest.mark.parametrize("written", ["CAP - CAP Facteur de cerfs-volants", "CAP - Facteur de cerfs-volants"])
def test_the_acronym_before_a_title_is_said_once(written: str) -> None:
    (found,), _ = parse(line(**{"Intitulé certification": written}))
    assert (found.sigle_type, found.intitule) == ("CAP", "Facteur de cerfs-volants")


def test_rows_of_one_certification_are_grouped() -> None:
    (found,), run = parse(line(), line(**{"Code": "56X99902", "Intitulé diplôme": "AUTRE"}), line())
    assert found.codes_scolarite == ("01099901", "56X99902")
    assert found.autres_intitules == ("FACTEUR DE CERFS-VOLANTS (CAP)", "AUTRE")
    assert issues_of(run) == {}


def test_rows_that_contradict_each_other_are_reported() -> None:
    (found,), run = parse(line(), line(Niveau="Niveau 4"))
    assert found.niveau == 3
    assert issues_of(run) == {"DUPLICATE": 1}


@pytest.mark.parametrize("given", ["1099901", 1099901])
def test_a_lost_leading_zero_is_given_back(given: str | int) -> None:
    (found,), run = parse(line(Code=given))
    assert found.codes_scolarite == ("01099901",)
    assert issues_of(run) == {}


def test_a_diploma_without_certification_is_left_aside() -> None:
    records, run = parse(tuple("NR" if c not in HEADER[:2] else LINE[c] for c in HEADER), line())
    assert [record.code for record in records] == ["RNCP99001"]
    assert issues_of(run) == {}


def test_apprenticeship_closed_is_not_the_same_as_not_said() -> None:
    (closed,), _ = parse(line(Accès="Non"))
    (silent,), _ = parse(line(Accès=""))
    assert (closed.voies_acces, closed.voies_fermees) == ((), ("apprentissage",))
    assert (silent.voies_acces, silent.voies_fermees) == ((), ())


def test_an_inactive_certification_says_its_successor() -> None:
    (found,), _ = parse(line(**{"Fiche ACTIVE": "INACTIVE"}))
    assert found.est_active is False
    assert found.remplacee_par == ("RNCP99008",)


@pytest.mark.parametrize(
    ("column", "value", "issue"),
    [
        ("Code", "0109990", "MALFORMED"),
        ("Code", "01-99901", "MALFORMED"),
        ("FicheRNCP", "99001", "MALFORMED"),
        ("Niveau", "Niveau 9", "UNKNOWN_VALUE"),
        ("Accès", "peut-être", "UNKNOWN_VALUE"),
        ("Fiche ACTIVE", "SUSPENDUE", "UNKNOWN_VALUE"),
        ("Type", "Enregistrement rêvé", "UNKNOWN_VALUE"),
        ("Date d'échéance", "2028", "MALFORMED"),
        ("Date limite", "31/02/2030", "MALFORMED"),
        ("Nouvelle", "RNCP99008|demain", "MALFORMED"),
    ],
)
def test_what_is_not_understood_is_reported(column: str, value: str, issue: str) -> None:
    _, run = parse(line(**{column: value}), line())
    assert issue in issues_of(run)


def test_the_csv_of_the_first_years_is_read_too() -> None:
    body = csv_bytes(
        HEADER[:9],
        (
            "1099901",
            "FACTEUR DE CERFS-VOLANTS (CAP)",
            "RNCP99001",
            "niveau3",
            "CAP",
            "v1.3",
            "oui",
            "31/08/2028",
            "ACTIVE",
        ),
        separator=";",
    )
    (found,), run = parse(body=body)
    assert (found.codes_scolarite, found.niveau) == (("01099901",), 3)
    assert (found.intitule, found.autres_intitules) == ("FACTEUR DE CERFS-VOLANTS (CAP)", ())
    assert issues_of(run) == {}


def test_a_renamed_column_stops_the_source() -> None:
    body = xlsx_bytes(T=[[c.replace("FicheRNCP", "Répertoire") for c in HEADER], line()])
    with pytest.raises(ParseError, match=r"Colonne absente ou renommée.*champ FicheRNCP"):
        parse(body=body)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(allow_nan=False),
    st.sampled_from(["NR", "RNCP1", "31/12/2025", "Niveau 6", "1022001"]),
)


@settings(max_examples=1000)
@given(cells=st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)))
def test_whatever_the_cells_hold_is_kept_or_reported(cells: list) -> None:
    text = tuple("" if cell is None else str(cell) for cell in cells)
    try:
        records, _ = parse(body=csv_bytes(HEADER, text, line(), separator=";"))
    except ParseError:
        return
    assert any(record.code == "RNCP99001" for record in records)


@pytest.mark.donnees
def test_the_real_kit_holds_what_its_index_says(donnees, tmp_path) -> None:
    settings_ = Settings.model_validate({"home": tmp_path, "data": donnees})
    (report,) = harvest(settings_, sources=["kit-apprentissage"], root=SOURCES)
    assert report.records == {"certification": 4587}
    assert report.issues == {}
    records = list(read_records(Storage(tmp_path).current_records("kit-apprentissage"), Certification))
    assert sum(len(record.codes_scolarite) for record in records) == 6791
    assert sum(record.est_active for record in records) > 2000
