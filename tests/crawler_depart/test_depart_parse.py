"""The parser, on the invented ROME and on a demonstration of one fiche and two formations."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import yaml

from crawler.catalog import SOURCES, load_source
from crawler.contract import Issue
from crawler.runs.context import RunContext
from crawler.sources.depart.make_tables import make_tables, to_csv
from crawler.sources.depart.parse import parse
from crawler.sources.depart.rome_csv import RomeFolder
from debouches.errors import ParseError
from mappings.records import Record
from tests.crawler_depart.rome_fixture import write_rome

SPEC = load_source(SOURCES / "depart")

HEADER = {
    "editeur": "Nous (démonstration)",
    "licence": "Licence libre",
    "version": "un",
    "niveaux": {3: "niveau 3 (CAP)"},
    "types": {"CAP": {"libelle": "certificat", "sigle": "CAP", "niveau": 3}},
}
FICHE = {
    "code": "A9901",
    "titre": "Dompteur / Dompteuse de nuages",
    "accroche": "Souffler au bon moment.",
    "nature_travail": ["Peigner.", "Guider."],
    "competences": "Du souffle.",
    "conditions_travail": "Au vent.",
    "acces_metier": "En levant la tête.",
    "vie_professionnelle": "Changeante.",
    "centres_interet": [1],
    "statuts": ["salariat"],
    "niveau_acces": "CAP ou équivalent",
    "formations": [1],
}
FORMATION = {
    "numero": 1,
    "intitule": "CAP nuages",
    "type": "CAP",
    "duree": "2 ans",
    "voies": ["scolaire"],
    "descriptif": "On regarde en l'air.",
    "acces": "Par l'escalier.",
    "poursuite_etudes": "Plus haut.",
    "codes_rome": ["A9901"],
    "poursuites": [2],
}
SECOND = {**FORMATION, "numero": 2, "intitule": "CAP averses", "poursuites": []}


class Memory:
    """`RawFiles` held in memory."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents

    def names(self) -> Sequence[str]:
        return tuple(self.contents)

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.contents[name])


def as_yaml(content: Any) -> bytes:
    return yaml.safe_dump(content, allow_unicode=True).encode()


@pytest.fixture
def contents(tmp_path: Path) -> dict[str, bytes]:
    tables = make_tables(RomeFolder(write_rome(tmp_path), "v999"))
    return {
        **{name.removesuffix(".csv"): to_csv(table) for name, table in tables.items()},
        "demonstration": as_yaml(HEADER),
        "fiches_a": as_yaml([FICHE]),
        "formations_cap": as_yaml([FORMATION, SECOND]),
    }


def read(contents: dict[str, bytes]) -> tuple[dict[str, dict[str, Any]], RunContext]:
    run = RunContext(SPEC, day=date(2026, 1, 1), version="ROME 4.0")
    records: list[Record] = list(parse(Memory(contents), run))
    return {record.id: record.model_dump(exclude_defaults=True) for record in records}, run


def test_a_metier_comes_back_with_all_its_links(contents: dict[str, bytes]) -> None:
    records, run = read(contents)
    metier = records["metier:A9901"]
    assert metier.pop("provenance")["editeur"] == "France Travail"
    assert metier == {
        "id": "metier:A9901",
        "code_rome": "A9901",
        "code_ogr": "11",
        "libelle": "Dompteur / Dompteuse de nuages",
        "intitule_masculin": "Dompteur de nuages",
        "intitule_feminin": "Dompteuse de nuages",
        "code_rome_parent": "A9900",
        "grand_domaine": {"code": "A", "libelle": "Le ciel"},
        "domaine_professionnel": {"code": "A99", "libelle": "Nuages"},
        "riasec_majeur": "R",
        "transition_ecologique": "Emploi Blanc",
        "est_reglemente": True,
        "centres_interet": ({"code": "1", "est_principal": True}, {"code": "10", "est_principal": False}),
        "themes": ({"code": "007", "libelle": "Métiers d'en haut"},),
        "secteurs": (
            {"code": "80", "libelle": "Air", "est_principal": True},
            {"code": "114", "libelle": "Brise", "code_parent": "80", "est_principal": False},
        ),
        "secteurs_naf": ({"code": "1", "libelle": "Culture des nuages"},),
        "competences": (
            {"code_ogr": "501", "coeur_metier": "Principale"},
            {"code_ogr": "502", "coeur_metier": "Émergente"},
            {"code_ogr": "700"},
        ),
        "contextes": ({"code_ogr": "600", "libelle": "De nuit", "type": "Horaires"},),
        "mobilites": ({"code_rome": "B9901", "rang": 1},),
    }
    assert not run.issues.counts


def test_an_appellation_keeps_its_flags_and_both_genders(contents: dict[str, bytes]) -> None:
    records, _ = read(contents)
    appellation = records["appellation:999"]
    del appellation["provenance"]
    assert appellation == {
        "id": "appellation:999",
        "code_ogr": "999",
        "code_rome": "A9901",
        "libelle": "Berger / Bergère de cumulus",
        "libelle_court": "Berger / Bergère",
        "forme_masculine": "Berger de cumulus",
        "forme_feminine": "Bergère de cumulus",
        "classification": "SYNONYME",
        "est_peu_usitee": True,
        "est_reglemente": False,
        "est_cadre": True,
        "transition_ecologique": "Emploi Blanc",
        "transition_numerique": "O",
    }


def test_a_skill_keeps_its_type_its_macro_competence_and_its_profile(contents: dict[str, bytes]) -> None:
    records, _ = read(contents)
    assert (records["competence:501"]["type"], records["competence:501"]["code_macro"]) == (
        "savoir-faire",
        "503",
    )
    macro = records["competence:503"]
    assert (macro["type"], macro["riasec_majeur"], macro["riasec_mineur"]) == ("macro-competence", "C", "R")
    assert records["competence:700"]["sous_categorie"] == "Sciences"


def test_what_we_wrote_says_so(contents: dict[str, bytes]) -> None:
    records, _ = read(contents)
    for key in ("fiche:demonstration:A9901", "formation:DEMO.1"):
        origin = records[key]["provenance"]
        assert origin["est_demonstration"]
        assert (origin["editeur"], origin["licence"], origin["version"]) == (
            "Nous (démonstration)",
            "Licence libre",
            "un",
        )
    assert "est_demonstration" not in records["metier:A9901"]["provenance"]


def test_a_fiche_leads_to_its_formations_and_a_formation_to_the_next(contents: dict[str, bytes]) -> None:
    records, _ = read(contents)
    assert records["fiche:demonstration:A9901"]["formations"] == (
        {"code": "DEMO.1", "intitule": "CAP nuages"},
    )
    assert records["formation:DEMO.1"]["poursuites"] == ({"code": "DEMO.2", "intitule": "CAP averses"},)


def test_a_formation_takes_its_level_from_its_type(contents: dict[str, bytes]) -> None:
    formation = read(contents)[0]["formation:DEMO.1"]
    assert (formation["niveau"], formation["niveau_certification"]) == (3, "niveau 3 (CAP)")
    assert (formation["sigle_type"], formation["type_formation"]) == ("CAP", "certificat")


@pytest.mark.parametrize(
    ("name", "content", "issue", "field"),
    [
        ("fiches_a", [{**FICHE, "formations": [9]}], Issue.DANGLING, "formations"),
        ("fiches_a", [{**FICHE, "centres_interet": [77]}], Issue.DANGLING, "centres_interet"),
        ("fiches_a", [{**FICHE, "salaire": "mystère"}], Issue.REJECTED, "salaire"),
        ("formations_cap", [{**FORMATION, "type": "XYZ"}, SECOND], Issue.UNKNOWN_VALUE, "type"),
        ("formations_cap", [FORMATION, {**SECOND, "codes_rome": ["D11"]}], Issue.REJECTED, "codes_rome.0"),
    ],
)
def test_a_fault_of_ours_is_reported_with_its_field(
    contents: dict[str, bytes], name: str, content: Any, issue: Issue, field: str
) -> None:
    _, run = read({**contents, name: as_yaml(content)})
    assert field in {sample.field for sample in run.issues.samples[issue]}


def test_a_code_that_names_nothing_is_reported_and_the_metier_stays(contents: dict[str, bytes]) -> None:
    contents["metiers"] = contents["metiers"].replace(b",600,", b",601,")
    records, run = read(contents)
    assert "contextes" not in records["metier:A9901"]
    assert [sample.value for sample in run.issues.samples[Issue.DANGLING]] == ["601"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fiches_a", b"- code: [A9901"),
        ("fiches_a", b""),
        ("formations_cap", b"numero: 1"),
        ("demonstration", b"editeur: nous"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_a_clear_error(
    contents: dict[str, bytes], name: str, content: bytes
) -> None:
    with pytest.raises(ParseError, match=f"source depart, fichier {name}"):
        read({**contents, name: content})
