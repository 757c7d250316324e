"""ONISEP publications → records, field by field, on invented samples."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.catalog import load_parser
from crawler.contract import Issue
from crawler.files.locate import locate
from mappings.records import Libelle, LienFormation, LienMetier, Publication, Record, Section, SourceNumerique
from tests.crawler.factories import SAMPLES, MemoryFiles, issues_of, make_run, real_spec


def parse(source: str, body: bytes):
    spec = real_spec(source)
    run = make_run(spec)
    logical = next(iter(spec.files))
    return {record.id: record for record in load_parser(source)(MemoryFiles({logical: body}), run)}, run


def parse_sample(source: str, name: str):
    return parse(source, (SAMPLES / name).read_bytes())


def assert_fields(record: Record, expected: Mapping[str, Any]) -> None:
    assert {field: getattr(record, field) for field in expected} == dict(expected)


def test_every_field_of_a_fiche_metier() -> None:
    fiche = parse_sample("onisep-fiches-metiers", "fiches_metiers.xml")[0]["fiche:onisep:MET.9001"]
    assert_fields(
        fiche,
        {
            "code": "MET.9001",
            "type_editeur": "public",
            "titre": "dompteur/euse de nuages",
            "titre_masculin": "dompteur de nuages",
            "titre_feminin": "dompteuse de nuages",
            "codes_rome": ("A1101",),
            "version_rome": "3",
            "synonymes": ("berger/ère de brumes", "nuagiste"),
            "accroche": (Section(paragraphes=("Un métier d'altitude.",)),),
            "nature_travail": (
                Section(titre="Siffler", paragraphes=("Appeler les nuages.",)),
                Section(titre="Rassembler", paragraphes=("Les mener au soir.",)),
            ),
            "competences": (Section(titre="Patience", paragraphes=("Le ciel n’attend pas.",)),),
            "conditions_travail": (),
            "acces_metier": (Section(paragraphes=("Niveau bac",)),),
            "vie_professionnelle": (
                Section(titre="Salaire", paragraphes=()),
                Section(titre="Salaire du débutant", paragraphes=("Du vent.",)),
            ),
            "niveau_acces": Libelle(code="REF.410", libelle="Bac + 5"),
            "formations": (LienFormation(code="FOR.9101", intitule="CAP nuages"),),
            "centres_interet": (Libelle(code="T-1", libelle="j'aime le ciel"),),
            "secteurs": (Libelle(code="S-1", libelle="ciel"),),
            "statuts": (Libelle(code="T-ITM.9", libelle="salarié"),),
            "metiers_associes": (LienMetier(code="MET.9002", libelle="peigneur de comètes"),),
            "sources_numeriques": (SourceNumerique(url="https://exemple.fr/nuages", commentaire="le site"),),
        },
    )
    assert fiche.formats_courts[0].sections == (Section(paragraphes=("En bref.",)),)
    assert fiche.provenance.url == "https://www.onisep.fr/http/redirection/metier/slug/MET.9001"


def test_a_fiche_metier_in_the_other_layout() -> None:
    fiche = parse_sample("onisep-fiches-metiers", "fiches_metiers.xml")[0]["fiche:onisep:MET.9002"]
    assert_fields(
        fiche,
        {
            "titre_masculin": "peigneur de comètes",
            "titre_feminin": "peigneuse de comètes",
            "version_rome": None,
            "niveau_acces": Libelle(libelle="CAP ou équivalent"),
            "statuts": (Libelle(code="T-ITM.1", libelle="fonctionnaire"),),
            "formations": (LienFormation(code="FOR.9102", intitule="BTS comètes"),),
            "centres_interet": (Libelle(libelle="j'aime la nuit"),),
        },
    )


def test_fiches_metiers_report_only_the_partial_rome_code() -> None:
    run = parse_sample("onisep-fiches-metiers", "fiches_metiers.xml")[1]
    (sample,) = run.issues.samples.pop(Issue.MALFORMED)
    assert sample[:3] == ("MET.9001", "romeV3", "A15")
    assert not run.issues.samples


def test_an_unknown_status_or_level_is_reported_and_kept() -> None:
    names = "<identifiant>MET.1</identifiant><nom_metier>x</nom_metier>"
    body = f"<metier>{names}<statuts><statut>pirate</statut></statuts></metier>"
    records, run = parse("onisep-fiches-metiers", body.encode())
    assert records["fiche:onisep:MET.1"].statuts == (Libelle(libelle="pirate"),)
    assert run.issues.unknown_values == {("statut", "pirate"): 1}


def test_a_fiche_without_its_code_is_reported() -> None:
    body = "<metiers><metier><identifiant>31</identifiant><nom_metier>x</nom_metier></metier></metiers>"
    records, run = parse("onisep-fiches-metiers", body.encode())
    assert records == {}
    assert issues_of(run) == {"MALFORMED": 1}


def test_every_field_of_a_fiche_formation() -> None:
    formation = parse_sample("onisep-fiches-formations", "fiches_formations.xml")[0]["formation:FOR.9101"]
    assert_fields(
        formation,
        {
            "intitule": "CAP nuages",
            "sigle": "CN",
            "type_formation": "certificat d'aptitude",
            "sigle_type": "CAP",
            "duree": "2 ans",
            "niveau": 3,
            "niveau_certification": "niveau 3",
            "code_certification": "RNCP99101",
            "code_scolarite": "50021009",
            "codes_nsf": ("213", "220"),
            "tutelle": "Ministère du Ciel",
            "descriptif": (Section(paragraphes=("Apprendre à siffler.",)),),
            "acces": (Section(titre="Accès", paragraphes=("Après la 3e.",)),),
            "attendus": (),
            "enseignement": (Section(paragraphes=("Météo", "Sifflet")),),
            "poursuite_etudes": (Section(paragraphes=("BTS.",)),),
            "poursuites": (LienFormation(code="FOR.9102", intitule="BTS comètes"),),
            "metiers": (
                LienMetier(code="MET.9001", libelle="dompteur/euse de nuages"),
                LienMetier(libelle="peigneur/euse de comètes"),
            ),
            "domaines": ("ciel/nuages",),
        },
    )


def test_a_fiche_formation_reports_its_bad_code_and_unknown_level() -> None:
    records, run = parse_sample("onisep-fiches-formations", "fiches_formations.xml")
    assert records["formation:FOR.9102"].niveau is None
    assert issues_of(run) == {"MALFORMED": 1, "UNKNOWN_VALUE": 1}


def test_ideo_metiers_gathers_the_rows_of_a_metier() -> None:
    records, run = parse_sample("onisep-ideo-metiers", "ideo_metiers_2022.csv")
    assert issues_of(run) == {}
    assert list(records) == ["fiche:onisep:MET.9001"]
    assert_fields(
        records["fiche:onisep:MET.9001"],
        {
            "titre": "berger / bergère de brumes",
            "titre_masculin": "berger de brumes",
            "titre_feminin": "bergère de brumes",
            "codes_rome": ("A1101", "A1203"),
            "version_rome": "3",
            "domaines": ("ciel/nuages", "terre/brumes"),
            "gfe": "GFE A : agriculture",
            "publications": (
                Publication(titre="Les métiers du ciel", collection="Parcours", annee=2021, gencod="978"),
                Publication(titre="Dans les airs", collection="Dossiers", annee=2019),
            ),
            "nature_travail": (),
        },
    )


@pytest.mark.parametrize("name", ["ideo_metiers.xml", "ideo_metiers_2026.json"])
def test_ideo_metiers_in_its_other_formats(name: str) -> None:
    records, run = parse_sample("onisep-ideo-metiers", name)
    fiche = records["fiche:onisep:MET.9001"]
    assert issues_of(run) == {}
    assert fiche.codes_rome[0] == "A1101"
    assert fiche.publications[0].annee == 2021


def test_the_date_of_the_publisher_is_kept_where_it_is_given() -> None:
    fiche = parse_sample("onisep-ideo-metiers", "ideo_metiers_2026.json")[0]["fiche:onisep:MET.9001"]
    assert fiche.provenance.date_maj == date(2026, 3, 5)


@pytest.mark.parametrize("name", ["ideo_formations_2022.csv", "ideo_formations_2025.csv"])
def test_ideo_formations_under_the_headers_of_each_year(name: str) -> None:
    records, run = parse_sample("onisep-ideo-formations", name)
    assert issues_of(run) == {}
    assert_fields(
        records["formation:FOR.9101"],
        {
            "intitule": "CAP nuages",
            "sigle": "CN",
            "type_formation": "certificat d'aptitude",
            "sigle_type": "CAP",
            "duree": "2 ans",
            "niveau": 3,
            "code_certification": "RNCP99101",
        },
    )


def test_ideo_formations_of_2025_say_more() -> None:
    formation = parse_sample("onisep-ideo-formations", "ideo_formations_2025.csv")[0]["formation:FOR.9101"]
    assert_fields(
        formation,
        {
            "codes_nsf": ("213", "220"),
            "niveau_sortie": "CAP ou équivalent",
            "tutelle": "Ministère du Ciel",
            "code_scolarite": "50021009",
            "domaines": ("ciel/nuages",),
        },
    )


def test_an_absent_supervisor_is_absent() -> None:
    assert (
        parse_sample("onisep-ideo-formations", "ideo_formations_2022.csv")[0]["formation:FOR.9101"].tutelle
        is None
    )


def test_table_de_passage_gathers_the_rows_of_a_certification() -> None:
    records, run = parse_sample("onisep-table-passage", "table_de_passage.csv")
    assert issues_of(run) == {}
    assert list(records) == ["certification:RNCP99101"]
    certification = records["certification:RNCP99101"]
    assert_fields(
        certification,
        {
            "intitule": "CAP - Nuages",
            "type_diplome": "CAP",
            "niveau": 3,
            "type_enregistrement": "Enregistrement de droit",
            "est_active": None,
            "codes_certifinfo": ("1", "2"),
            "codes_scolarite": ("50021009", "50021010"),
            "autres_intitules": ("Cap nuages", "Cap nuages option brume", "NUAGES (CAP)"),
        },
    )
    assert [(link.code, link.statut) for link in certification.formations] == [
        ("FOR.9101", "identique"),
        ("FOR.9102", "créé"),
    ]
    assert certification.provenance.url == "https://www.francecompetences.fr/recherche/rncp/99101/"


@pytest.mark.parametrize(
    ("source", "name", "version"),
    [
        ("onisep-ideo-metiers", "ideo-metiers_onisep_2022.csv", "2022"),
        ("onisep-ideo-metiers", "ideo_metiers_2026_converti.json", "2026"),
        ("onisep-ideo-metiers", "ideo-metiers_onisep.csv", None),
        ("onisep-ideo-formations", "ideo-formations_initiales_en_france_2022.csv", "2022"),
        ("onisep-fiches-metiers", "Onisep_Ideo_Fiches_Metiers_21102025.xml", None),
    ],
)
def test_reads_the_year_in_the_name_of_the_file(
    tmp_path: Path, source: str, name: str, version: str | None
) -> None:
    (tmp_path / name).touch()
    assert locate(real_spec(source), tmp_path).version == version


def changed_passage(before: str, after: str) -> bytes:
    return (SAMPLES / "table_de_passage.csv").read_bytes().replace(before.encode(), after.encode())


def test_table_de_passage_reports_a_contradiction_and_keeps_the_first() -> None:
    records, run = parse("onisep-table-passage", changed_passage("2;3;CAP", "2;4;CAP"))
    assert records["certification:RNCP99101"].niveau == 3
    assert issues_of(run) == {"DUPLICATE": 1}


def test_table_de_passage_reports_a_missing_code_only_where_one_is_due() -> None:
    _, run = parse("onisep-table-passage", changed_passage(";99101;50021010;", ";;50021010;"))
    assert issues_of(run) == {"MALFORMED": 1}


def test_fiches_in_json_are_read_as_those_in_xml() -> None:
    item = {
        "identifiant": "MET.1",
        "nom_metier": "dompteur / dompteuse de nuages",
        "synonymes": {"synonyme": [{"nom_metier": "souffleur / souffleuse"}]},
        "romesV3": {"romeV3": ["A1101", "A1201"]},
        "metiers_associes": "",
        "competences": "<p>Patience</p>",
    }
    for body in ([item], {"metiers": {"metier": [item]}}):
        records, run = parse("onisep-fiches-metiers", orjson.dumps(body))
        (fiche,) = records.values()
        assert (fiche.code, fiche.codes_rome) == ("MET.1", ("A1101", "A1201"))
        assert (fiche.synonymes, fiche.metiers_associes) == (("souffleur / souffleuse",), ())
        assert issues_of(run) == {}
