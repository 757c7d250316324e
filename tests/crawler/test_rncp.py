"""RNCP, XML flow: every element is a field, an ignored element or a report; a text loses no word."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.catalog import SOURCES, load_parser
from crawler.files.locate import locate
from crawler.harvest import harvest
from crawler.readers.flat_text import text_sections
from crawler.readers.xml_stream import read_elements
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Certification
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, issues_of, make_run, real_spec, zip_bytes
from tests.crawler.rncp_xml import FICHE, fiche, flow


def parse(*fiches: str, body: bytes | None = None, version: str | None = "4.1"):
    run = make_run(real_spec("rncp"))
    files = MemoryFiles({"fiches": body or flow(*fiches, version=version)})
    return list(load_parser("rncp")(files, run)), run


def one(**changes):
    (found,), run = parse(fiche(**changes))
    return found, run


def section(*paragraphs: str) -> tuple:
    return ({"paragraphes": paragraphs},)


def test_every_element_becomes_a_field_of_the_certification() -> None:
    found, run = one()
    assert found.model_dump(exclude_defaults=True, exclude={"provenance", "blocs"}) == {
        "id": "certification:RNCP99001",
        "code": "RNCP99001",
        "intitule": "Facteur de cerfs-volants",
        "type_diplome": "Certificat d'aptitude professionnelle",
        "sigle_type": "CAP",
        "niveau": 3,
        "type_enregistrement": "Enregistrement de droit",
        "est_active": True,
        "date_decision": date(2023, 5, 4),
        "date_publication": date(2023, 3, 2),
        "date_effet": date(2023, 9, 1),
        "date_fin_enregistrement": date(2028, 8, 31),
        "date_limite_delivrance": date(2030, 12, 31),
        "voies_acces": ("scolaire", "vae"),
        "voies_fermees": ("apprentissage",),
        "est_accessible_nouvelle_caledonie": True,
        "est_accessible_polynesie": False,
        "certificateurs": (
            {
                "nom": "MAISON DU VENT",
                "nom_commercial": "Le Vent",
                "siret": "12345678900011",
                "site": "https://www.exemple.fr/vent",
                "est_actif": True,
            },
            {"nom": "MAISON DU FIL", "est_actif": False},
        ),
        "liens": ("https://exemple.fr/cap",),
        "objectifs": section("Faire voler"),
        "activites_visees": section("Tendre une toile", "Nouer un fil"),
        "capacites_attestees": section("Choisir un bois", "Coudre une toile"),
        "secteurs_activite": section("Ateliers"),
        "types_emploi_accessibles": section("Facteur de cerfs-volants, voilier"),
        "reglementations_activites": section("Pas près d'un aérodrome"),
        "prerequis_entree_formation": section("Aimer le vent"),
        "prerequis_validation": section("Un vol"),
        "statistiques_promotions": (
            {
                "annee": 2022,
                "nombre_certifies": 12,
                "nombre_certifies_vae": 3,
                "taux_insertion_global_6mois": 75,
                "taux_insertion_metier_6mois": 66,
                "taux_insertion_metier_2ans": 50,
            },
        ),
        "codes_rome": ("B1999",),
        "version_rome": "3",
        "codes_formacode": ("99054",),
        "version_formacode": "14",
        "codes_nsf": ("234u",),
        "conventions_collectives": ({"code": "9999", "libelle": "Jeux d'air"},),
        "remplacee_par": ("RNCP99008",),
        "remplace": ("RNCP99002", "RNCP99003"),
    }
    assert issues_of(run) == {}


def test_a_bloc_keeps_its_four_texts() -> None:
    found, _ = one()
    assert found.model_dump(exclude_defaults=True)["blocs"] == (
        {
            "code": "RNCP99001BC01",
            "intitule": "Construire",
            "competences": section("Scier", "Coller"),
            "evaluation": section("Un cerf-volant qui vole"),
            "prerequis_entree_formation": section("Deux mains"),
            "prerequis_validation": section("Un jour de vent"),
        },
    )


@pytest.mark.parametrize(("code", "page"), [("RNCP99001", "rncp/99001"), ("RS99002", "rs/99002")])
def test_each_register_has_its_own_pages(code: str, page: str) -> None:
    found, _ = one(NUMERO_FICHE=code)
    assert found.provenance.url == f"https://www.francecompetences.fr/recherche/{page}/"


def test_both_registers_are_read_where_both_are_there() -> None:
    files = MemoryFiles({"fiches": flow(fiche()), "fiches_rs": flow(fiche(NUMERO_FICHE="RS99002"))})
    records = load_parser("rncp")(files, make_run(real_spec("rncp")))
    assert [record.code for record in records] == ["RNCP99001", "RS99002"]


def test_the_two_archives_of_a_day_are_read_together(tmp_path) -> None:
    for register in ("RNCP", "RS"):
        name = f"export_fiches_{register}_V4_1_2026-08-16.xml"
        (tmp_path / f"{register}.zip").write_bytes(zip_bytes({name: flow(fiche())}))
    publication = locate(real_spec("rncp"), tmp_path)
    assert {name: place.path.name for name, place in publication.places.items()} == {
        "fiches": "RNCP.zip",
        "fiches_rs": "RS.zip",
    }
    assert publication.day == date(2026, 8, 16)


def test_the_specific_register_is_read_alone(tmp_path) -> None:
    (tmp_path / "export_fiches_RS_V3_0_2022-05-01.xml").write_bytes(b"")
    assert list(locate(real_spec("rncp"), tmp_path).places) == ["fiches_rs"]


def test_a_bloc_cited_as_an_equivalence_is_not_a_bloc_of_the_fiche() -> None:
    cited = {
        "SOURCE": {"BLOC_COMPETENCES": {"CODE": "RNCP99001BC01"}},
        "DESTINATION": {"NUMERO_FICHE": "RNCP9"},
    }
    found, run = one(CORRESPONDANCES={"CORRESPONDANCE": cited})
    assert len(found.blocs) == 1
    assert issues_of(run) == {}


def test_a_fiche_that_says_it_is_incomplete_is_marked_and_its_title_mended() -> None:
    found, _ = one(INTITULE="Facteur de cerfs-volants (Fiche incomplète)")
    assert (found.intitule, found.est_incomplete) == ("Facteur de cerfs-volants", True)


@pytest.mark.parametrize("level", ["AUCUN", "REPRISE", ""])
def test_a_certification_without_level_has_none(level: str) -> None:
    found, run = one(NOMENCLATURE_EUROPE={"NIVEAU": level})
    assert found.niveau is None
    assert issues_of(run) == {}


def test_a_fiche_without_what_half_of_them_lack_is_read() -> None:
    bare = dict.fromkeys(FICHE) | {name: FICHE[name] for name in ("NUMERO_FICHE", "INTITULE", "ACTIF")}
    found, run = one(**bare)
    assert (found.sigle_type, found.blocs, found.version_rome) == (None, (), None)
    assert issues_of(run) == {}


@pytest.mark.parametrize("code", ["M", "F11", "F110", "F11 01", "Z1101"])
def test_a_partial_rome_code_is_filtered_out_and_reported(code: str) -> None:
    found, run = one(CODES_ROME={"ROME": [{"CODE": code}, {"CODE": "B1999"}]})
    assert found.codes_rome == ("B1999",)
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("element", "content", "issue"),
    [
        ("ACTIF", "Peut-être", "UNKNOWN_VALUE"),
        ("TYPE_ENREGISTREMENT", "Enregistrement rêvé", "UNKNOWN_VALUE"),
        ("NOMENCLATURE_EUROPE", {"NIVEAU": "NIV9"}, "UNKNOWN_VALUE"),
        ("SI_JURY_FI", {"ACTIF": "peut-être"}, "UNKNOWN_VALUE"),
        ("DATE_EFFET", "09/2023", "MALFORMED"),
        ("DATE_DECISION", "31/02/2023", "MALFORMED"),
        ("FORMACODES", {"FORMACODE": {"CODE": "9905"}}, "MALFORMED"),
        ("CODES_NSF", {"NSF": {"CODE": "bois"}}, "MALFORMED"),
        ("LIEN_URL_DESCRIPTION", "voir le site", "MALFORMED"),
        ("ANCIENNES_CERTIFICATIONS", {"ANCIENNE_CERTIFICATION": "99002"}, "MALFORMED"),
        (
            "CERTIFICATEURS",
            {"CERTIFICATEUR": {"NOM_CERTIFICATEUR": "X", "SIRET_CERTIFICATEUR": "1"}},
            "MALFORMED",
        ),
        ("CERTIFICATEURS", {"CERTIFICATEUR": {"SIRET_CERTIFICATEUR": "12345678900011"}}, "MALFORMED"),
        ("BLOCS_COMPETENCES", {"BLOC_COMPETENCES": {"CODE": "BC1", "LIBELLE": "X"}}, "REJECTED"),
        ("STATISTIQUES_PROMOTIONS", {"STATISTIQUES_PROMOTION": {"ANNEE": "22"}}, "REJECTED"),
        (
            "STATISTIQUES_PROMOTIONS",
            {"STATISTIQUES_PROMOTION": {"ANNEE": "2022", "TAUX_INSERTION_METIER_2ANS": "101"}},
            "REJECTED",
        ),
        ("NOUVEL_ELEMENT", "x", "UNREAD_FIELD"),
    ],
)
def test_what_is_not_understood_is_reported_and_the_fiche_read(element: str, content, issue: str) -> None:
    _, run = one(**{element: content})
    assert issues_of(run) == {issue: 1}


@pytest.mark.parametrize("written", ["2023-09-01", "2023-09-01T00:00:00+02:00", "1/9/2023", "01-09-2023"])
def test_a_day_in_another_notation_of_one_reading(written: str) -> None:
    found, run = one(DATE_EFFET=written)
    assert found.date_effet == date(2023, 9, 1)
    assert issues_of(run) == {}


@pytest.mark.parametrize("number", ["", "99001", "RNCP", "CQP12"])
def test_a_fiche_without_a_proper_number_is_reported_and_the_next_one_read(number: str) -> None:
    records, run = parse(fiche(NUMERO_FICHE=number), fiche())
    assert [record.code for record in records] == ["RNCP99001"]
    assert issues_of(run) == {"MALFORMED": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("*       *", ()),
        ("https://a.fr    https://b.fr/x.", ("https://a.fr", "https://b.fr/x")),
        ("Voir www.exemple.fr, merci", ("https://www.exemple.fr",)),
    ],
)
def test_addresses_are_found_in_their_text(text: str, found: tuple) -> None:
    assert one(LIEN_URL_DESCRIPTION=text)[0].liens == found


def test_the_layout_before_version_4_is_read_too() -> None:
    old = {
        "NOUVELLES_CERTIFICATIONS": None,
        "ANCIENNES_CERTIFICATIONS": None,
        "NOUVELLE_CERTIFICATION": ["RNCP99008", "RNCP99009"],
        "SI_JURY_FI": "Oui",
        "JURY_FI": "Trois juges",
        "CODES_IDCC": None,
        "CCN_1": {"NUMERO": "9999", "LIBELLE": "Jeux d'air"},
    }
    found, run = one(**old)
    assert found.remplacee_par == ("RNCP99008", "RNCP99009")
    assert "scolaire" in found.voies_acces
    assert found.conventions_collectives[0].code == "9999"
    assert issues_of(run) == {}


def test_codes_of_the_flow_before_are_of_the_rome_3_and_of_an_unknown_formacode() -> None:
    (found,), run = parse(fiche(), version="4.0")
    assert (found.codes_rome, found.version_rome, found.version_formacode) == (("B1999",), "3", None)
    assert issues_of(run) == {}


@pytest.mark.parametrize(("version", "issue"), [("5.0", "UNKNOWN_VALUE"), (None, "MALFORMED")])
def test_codes_of_an_unknown_flow_have_no_version(version: str | None, issue: str) -> None:
    (found,), run = parse(fiche(), version=version)
    assert (found.codes_rome, found.version_rome, found.version_formacode) == (("B1999",), None, None)
    assert set(issues_of(run)) == {issue}


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Une phrase.  Une autre.", ["Une phrase.", "Une autre."]),
        ("les   modalités et le  reste", ["les modalités et le reste"]),
        ("Il faut :    dossier    tests", ["Il faut :", "dossier", "tests"]),
        ("- un  - deux", ["un", "deux"]),
        ("A - B  – c", ["A - B", "c"]),
        ("Bac + 2 - admission", ["Bac + 2 - admission"]),
        ("un\ndeux\r\ntrois", ["un", "deux", "trois"]),
        ("1. un  2. deux", ["1. un", "2. deux"]),
        ("<p>un</p><ul><li>deux</li></ul>", ["un", "deux"]),
        ("moins de 3 < 4", ["moins de 3 < 4"]),
        ("R&amp;D &lt; 3  Essais", ["R&D < 3", "Essais"]),
        ("  *    -  ", []),
        ("", []),
    ],
)
def test_flattened_texts_find_their_lines_again(text: str, paragraphs: list[str]) -> None:
    found = [paragraph for part in text_sections(text) for paragraph in part.paragraphes]
    assert found == paragraphs


@settings(max_examples=600)
@given(st.text(st.sampled_from("aÉ1.*-–• \n«<&;:"), max_size=60))
def test_a_flattened_text_loses_no_word(text: str) -> None:
    kept = " ".join(paragraph for part in text_sections(text) for paragraph in part.paragraphes)
    assert re.findall(r"\w", kept) == re.findall(r"\w", text)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<FICHES></FICHES>",
        flow(fiche())[:-40],
        flow(fiche(ACTIF=None)),
        b"<!DOCTYPE FICHES [<!ENTITY a 'b'>]>" + flow(fiche()),
        flow(fiche()).replace(b"cerfs", "métier".encode("latin-1")),
        b"<html><body>Maintenance</body></html>",
    ],
    ids=["empty", "no fiche", "truncated", "renamed", "document type", "encoding", "page"],
)
def test_a_file_that_is_not_the_flow_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match="source rncp"):
        parse(body=body or b" ")


TAGS = st.sampled_from(sorted(FICHE))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
CONTENTS = st.recursive(
    st.one_of(WORDS, st.sampled_from(["Oui", "RNCP1", "31/12/2025", "-1", "1e9", "٣"])),
    lambda inner: st.dictionaries(
        st.sampled_from(["CODE", "ANNEE", "ACTIF", "ROME", "BLOC_COMPETENCES"]), inner, max_size=3
    ),
    max_leaves=6,
)


@settings(max_examples=1000)
@given(changes=st.dictionaries(TAGS, CONTENTS, min_size=1, max_size=4))
def test_whatever_a_fiche_holds_the_next_one_is_read(changes: dict) -> None:
    records, _ = parse(fiche(**changes), fiche(NUMERO_FICHE="RNCP99009"))
    assert records[-1].code == "RNCP99009"


@settings(max_examples=400)
@given(place=st.floats(0, 1), noise=st.binary(max_size=8), lost=st.integers(0, 8))
def test_a_changed_byte_is_read_or_refused_and_never_crashes(place: float, noise: bytes, lost: int) -> None:
    body = flow(fiche())
    start = int(place * len(body))
    with suppress(ParseError):
        parse(body=body[:start] + noise + body[start + lost :])


@pytest.mark.parametrize("body", [b"[]", b'{"FICHE": []}', b"<FICHES/>"])
def test_a_flow_without_fiche_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match="Aucun élément <FICHE>"):
        parse(body=body)


def test_no_fiche_that_was_read_stays_in_memory() -> None:
    body = flow(*(fiche(NUMERO_FICHE=f"RNCP{number}") for number in range(200)))
    elements = read_elements(MemoryFiles({"fiches": body}), make_run(real_spec("rncp")), "fiches", "FICHE")
    assert max(len(element.getparent()) for element in elements) < 50  # the parser reads a little ahead


@pytest.fixture
def real_records(donnees, tmp_path):
    given_settings = Settings.model_validate({"home": tmp_path, "data": donnees})
    (report,) = harvest(given_settings, sources=["rncp"], root=SOURCES)
    assert report.issues == {}
    return list(read_records(Storage(tmp_path).current_records("rncp"), Certification))


@pytest.mark.donnees
def test_the_real_extract_holds_what_its_index_says(real_records) -> None:
    assert len(real_records) == 12
    assert sum(len(record.blocs) for record in real_records) == 53
    assert sum(len(record.certificateurs) for record in real_records) == 17
    assert sum(len(record.statistiques_promotions) for record in real_records) == 20
    assert all("vae" in record.voies_acces for record in real_records)
    assert all(record.remplacee_par for record in real_records if record.code in {"RNCP34762", "RNCP35419"})


@pytest.mark.donnees
def test_the_real_texts_lose_no_word(real_records, donnees) -> None:
    path = next(donnees.rglob("*export_fiches_RNCP*.xml"))
    elements = {e.findtext("NUMERO_FICHE"): e for e in etree.parse(path).getroot().iterfind("FICHE")}
    for record in real_records:
        raw = elements[record.code].findtext("ACTIVITES_VISEES")
        kept = " ".join(p for part in record.activites_visees for p in part.paragraphes)
        assert re.findall(r"\w+", kept) == re.findall(r"\w+", raw)
