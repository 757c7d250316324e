"""RNCP and RS, CSV export: tables joined by number, each defect of the export mended or reported."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import SOURCES, load_parser
from crawler.files.locate import locate
from crawler.files.raw_files import LocatedFiles
from crawler.harvest import harvest
from debouches.errors import FetchError, ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Certification
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, csv_bytes, issues_of, make_run, real_spec, zip_bytes

NUMBER = "RNCP99001"
STANDARD = {
    "Id_Fiche": "1",
    "Numero_Fiche": NUMBER,
    "Intitule": "Facteur de cerfs-volants",
    "Abrege_Libelle": "CAP",
    "Abrege_Intitule": "Certificat d'aptitude professionnelle",
    "Nomenclature_Europe_Niveau": "NIV3",
    "Nomenclature_Europe_Intitule": "Niveau 3",
    "Accessible_Nouvelle_Caledonie": "Oui",
    "Accessible_Polynesie_Francaise": "Non",
    "Date_dernier_jo": "01/01/2020",
    "Date_Decision": "04/05/2023",
    "Date_Fin_Enregistrement": "31/08/2028",
    "Date_Effet": "01/09/2023",
    "Type_Enregistrement": "Enregistrement de droit",
    "Validation_Partielle": "",
    "Actif": "ACTIVE",
}
TABLES: dict[str, list[dict[str, str]]] = {
    "standard": [STANDARD],
    "rome": [{"Numero_Fiche": NUMBER, "Codes_Rome_Code": "B1999", "Codes_Rome_Libelle": "Jouets d''air"}],
    "nsf": [{"Numero_Fiche": NUMBER, "Nsf_Code": "234u", "Nsf_Intitule": "234u : Bois"}],
    "formacode": [
        {"Numero_Fiche": NUMBER, "Formacode_Code": "99054", "Formacode_Libelle": "99054 : Jeu de plein air"}
    ],
    "certificateurs": [
        {
            "Numero_Fiche": NUMBER,
            "Siret_Certificateur": "\t12345678900011",
            "Nom_Certificateur": "MAISON DU VENT",
        }
    ],
    "voies_acces": [
        {"Numero_Fiche": NUMBER, "Si_Jury": "Par expérience"},
        {"Numero_Fiche": NUMBER, "Si_Jury": "En contrat d’apprentissage"},
    ],
    "ccn": [
        {
            "Numero_Fiche": NUMBER,
            "Ccn_1_Numero": "9999",
            "Ccn_1_Libelle": "Jeux d'air",
            "Ccn_2_Numero": "",
            "Ccn_2_Libelle": "",
            "Ccn_3_Numero": "",
            "Ccn_3_Libelle": "",
        }
    ],
    "blocs": [
        {
            "Numero_Fiche": NUMBER,
            "Bloc_Competences_Code": f"{NUMBER}BC0{rank}",
            "Bloc_Competences_Libelle": title,
        }
        for rank, title in ((2, "Faire voler"), (1, "Construire"))
    ],
    "remplacements": [
        {"Numero_Fiche": NUMBER, "Ancienne_Certification": "RNCP99002", "Nouvelle_Certification": ""},
        {"Numero_Fiche": NUMBER, "Ancienne_Certification": "", "Nouvelle_Certification": "RS99003"},
    ],
}
FILE_NAMES = {
    "standard": "Standard",
    "rome": "Rome",
    "nsf": "Nsf",
    "formacode": "Formacode",
    "certificateurs": "Certificateurs",
    "voies_acces": "VoixdAccès",
    "ccn": "CCN",
    "blocs": "Blocs_De_Compétences",
    "remplacements": "Ancienne_Nouvelle_Certification",
    "partenaires": "Partenaires",
}


def table(rows: list[dict[str, str]], header: dict[str, str] | None = None) -> bytes:
    columns = header or rows[0]
    body = csv_bytes(tuple(columns), *(tuple(row.values()) for row in rows), separator=";")
    return body.replace(b"\n", b"\r\n")


def parse(only: tuple[str, ...] | None = None, **changes: list[dict[str, str]]):
    run = make_run(real_spec("rncp-csv"))
    tables = {name: rows for name, rows in (TABLES | changes).items() if only is None or name in only}
    bodies = {name: table(rows, TABLES[name][0]) for name, rows in tables.items()}
    return list(load_parser("rncp-csv")(MemoryFiles(bodies), run)), run


def test_every_column_becomes_a_field_of_the_certification() -> None:
    (found,), run = parse()
    assert found.model_dump(exclude_defaults=True, exclude={"provenance"}) == {
        "id": "certification:RNCP99001",
        "code": "RNCP99001",
        "intitule": "Facteur de cerfs-volants",
        "type_diplome": "Certificat d'aptitude professionnelle",
        "sigle_type": "CAP",
        "niveau": 3,
        "type_enregistrement": "Enregistrement de droit",
        "est_active": True,
        "date_decision": date(2023, 5, 4),
        "date_effet": date(2023, 9, 1),
        "date_fin_enregistrement": date(2028, 8, 31),
        "voies_acces": ("apprentissage", "vae"),
        "est_accessible_nouvelle_caledonie": True,
        "est_accessible_polynesie": False,
        "certificateurs": ({"nom": "MAISON DU VENT", "siret": "12345678900011"},),
        "blocs": (
            {"code": "RNCP99001BC01", "intitule": "Construire"},
            {"code": "RNCP99001BC02", "intitule": "Faire voler"},
        ),
        "codes_rome": ("B1999",),
        "version_rome": "3",
        "codes_formacode": ("99054",),
        "version_formacode": "14",
        "codes_nsf": ("234u",),
        "conventions_collectives": ({"code": "9999", "libelle": "Jeux d'air"},),
        "remplacee_par": ("RS99003",),
        "remplace": ("RNCP99002",),
    }
    assert issues_of(run) == {}


def test_the_order_of_the_rows_changes_nothing() -> None:
    straight, _ = parse()
    shuffled, _ = parse(**{name: TABLES[name][::-1] for name in ("blocs", "voies_acces", "remplacements")})
    assert straight == shuffled


def test_the_table_of_fiches_is_enough() -> None:
    (found,), run = parse(only=("standard",))
    assert (found.codes_rome, found.version_rome, found.blocs) == ((), None, ())
    assert issues_of(run) == {}


def test_a_joined_table_may_be_empty_but_not_the_table_of_fiches() -> None:
    assert parse(ccn=[])[0][0].conventions_collectives == ()
    with pytest.raises(ParseError, match="sans aucune ligne"):
        parse(standard=[])


def test_the_same_number_twice_keeps_the_first_fiche_and_says_so() -> None:
    (found,), run = parse(standard=[STANDARD, STANDARD, STANDARD | {"Intitule": "Autre"}])
    assert found.intitule == "Facteur de cerfs-volants"
    assert issues_of(run) == {"DUPLICATE": 1}


@pytest.mark.parametrize(
    ("name", "column", "value", "issue"),
    [
        ("standard", "Actif", "SUSPENDUE", "UNKNOWN_VALUE"),
        ("standard", "Nomenclature_Europe_Niveau", "NIV9", "UNKNOWN_VALUE"),
        ("standard", "Type_Enregistrement", "rêvé", "UNKNOWN_VALUE"),
        ("standard", "Date_Effet", "2023", "MALFORMED"),
        ("rome", "Codes_Rome_Code", "B19", "MALFORMED"),
        ("nsf", "Nsf_Code", "bois", "MALFORMED"),
        ("formacode", "Formacode_Code", "990", "MALFORMED"),
        ("certificateurs", "Siret_Certificateur", "\t123", "MALFORMED"),
        ("certificateurs", "Nom_Certificateur", "", "MALFORMED"),
        ("voies_acces", "Si_Jury", "Par tirage au sort", "UNKNOWN_VALUE"),
        ("blocs", "Bloc_Competences_Code", "BC01", "REJECTED"),
        ("remplacements", "Ancienne_Certification", "99002", "MALFORMED"),
        ("rome", "Numero_Fiche", "RNCP1", "DANGLING"),
    ],
)
def test_what_is_not_understood_is_reported_and_the_fiche_read(
    name: str, column: str, value: str, issue: str
) -> None:
    records, run = parse(**{name: [TABLES[name][0] | {column: value}]})
    assert len(records) == 1
    assert issues_of(run) == {issue: 1}


def test_a_fiche_without_a_proper_number_is_reported_and_the_next_one_read() -> None:
    records, run = parse(only=("standard",), standard=[STANDARD | {"Numero_Fiche": "99"}, STANDARD])
    assert len(records) == 1
    assert issues_of(run) == {"MALFORMED": 1}


def write_archive(path, *, day: str = "2026_08_16", without: tuple[str, ...] = ()) -> None:
    """Members with decomposed accents, as the publisher's computer writes them."""
    bodies = {
        unicodedata.normalize("NFD", f"export_fiches_CSV_{FILE_NAMES[name]}_{day}.csv"): table(rows)
        for name, rows in (TABLES | {"partenaires": [{"Numero_Fiche": NUMBER}]}).items()
        if name not in without
    }
    path.write_bytes(zip_bytes(bodies))


def test_the_tables_are_found_in_the_archive_whatever_the_accents_of_their_names(tmp_path) -> None:
    write_archive(tmp_path / "export.zip")
    spec = real_spec("rncp-csv")
    publication = locate(spec, tmp_path)
    assert set(LocatedFiles(spec, publication).names()) == set(TABLES)
    assert publication.day == date(2026, 8, 16)
    assert publication.unknown == ()


def test_the_most_recent_archive_is_taken_whole(tmp_path) -> None:
    write_archive(tmp_path / "a.zip", day="2026_08_15")
    write_archive(tmp_path / "b.zip", day="2026_08_16", without=("ccn",))
    publication = locate(real_spec("rncp-csv"), tmp_path)
    assert {place.path.name for place in publication.places.values()} == {"b.zip"}


def test_an_archive_without_the_table_of_fiches_is_refused(tmp_path) -> None:
    write_archive(tmp_path / "a.zip", without=("standard",))
    with pytest.raises(FetchError, match="Standard"):
        locate(real_spec("rncp-csv"), tmp_path)


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=15),
    st.sampled_from([NUMBER, "RS1", "31/12/2025", "NIV6", "ACTIVE", "Oui", "\t12345678900011"]),
)
NAMES = st.sampled_from(sorted(TABLES))


@settings(max_examples=1000)
@given(name=NAMES, data=st.data())
def test_whatever_a_row_holds_the_other_fiches_are_read(name: str, data) -> None:
    columns = list(TABLES[name][0])
    row = data.draw(st.fixed_dictionaries(dict.fromkeys(columns, CELLS)))
    records, _ = parse(**{name: [row, *TABLES[name]]})
    assert any(record.code == NUMBER for record in records)


@pytest.mark.donnees
def test_the_real_sample_holds_what_its_index_says(donnees, tmp_path) -> None:
    given_settings = Settings.model_validate({"home": tmp_path, "data": donnees})
    (report,) = harvest(given_settings, sources=["rncp-csv"], root=SOURCES)
    assert report.version == "export du 22/02/2024"
    assert {issue.name: found.count for issue, found in report.issues.items()} == {"DANGLING": 1}
    records = {r.code: r for r in read_records(Storage(tmp_path).current_records("rncp-csv"), Certification)}
    assert len(records) == 9
    assert records["RNCP1197"].est_incomplete
    assert records["RNCP509"].certificateurs[0].siret == "11004301500012"
    assert len(records["RNCP509"].blocs) == 6
    assert records["RNCP19468"].remplacee_par == ("RS6117",)
