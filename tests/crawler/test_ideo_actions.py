"""Idéo-Actions: who gives a formation and where; formations and places said once."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import load_catalog, load_parser
from crawler.conformity import verify
from crawler.files.unnamed import ordinary
from mappings.records import ActionFormation, Formation, OrganismeFormation
from tests.crawler.factories import MemoryFiles, issues_of, make_run, publish_folder, real_spec
from tests.crawler.figures import table

ROW: dict[str, Any] = {
    "Action de Formation (AF) identifiant Onisep": "AF.12",
    "Formation (FOR) libellé": "CAP dompteur de nuages",
    "FOR type": "certificat d'aptitude professionnelle (CAP)",
    "FOR niveau de sortie": "niveau CAP",
    "FOR URL et ID Onisep": "https://www.onisep.fr/http/redirection/formation/slug/FOR.34",
    "FOR indexation domaine web Onisep": "ciel/nuages | ciel/brumes",
    "Lieu d'enseignement (ENS) libellé": "Lycée du Volcan",
    "ENS code UAI": "0639999X",
    "ENS statut": "public",
    "ENS adresse": "1 rue de la Lave",
    "ENS code postal": "63000",
    "ENS commune": "Clermont-Ferrand",
    "ENS département": "63 - Puy-de-Dôme",
    "ENS latitude": "45.77",
    "ENS longitude": "3.08",
    "ENS n° téléphone": "04 00 00 00 01",
    "ENS site web": "https://volcan.exemple.fr",
    "ENS hébergement": "internat",
    "ENS URL et ID Onisep": "https://www.onisep.fr/http/redirection/etablissement/slug/ENS.56",
    "AF durée cycle standard": "2 ans",
    "AF modalités scolarité": "temps plein",
    "AF éléments d'enseignement": "anglais | météorologie",
    "AF coût scolarité": "gratuit",
    "AF page web": "https://volcan.exemple.fr/cap",
    "AF date de modification": "20/01/2026",
}


def parse(*rows: dict[str, Any]):
    run = make_run(real_spec("onisep-ideo-actions"))
    files = MemoryFiles({"lycee": table(*rows, separator=";")})
    return list(load_parser("onisep-ideo-actions")(files, run)), run


def test_a_row_is_an_action_at_a_place() -> None:
    (formation, organisme, action), run = parse(ROW)
    assert (formation.code, formation.type_formation, formation.sigle_type) == (
        "FOR.34",
        "certificat d'aptitude professionnelle",
        "CAP",
    )
    assert formation.domaines == ("ciel/nuages", "ciel/brumes")
    assert (organisme.id, organisme.nom, organisme.code_uai, organisme.numero) == (
        "organisme-formation:0639999X",
        "Lycée du Volcan",
        "0639999X",
        "ENS.56",
    )
    assert (action.numero, action.formation, action.organisme) == ("AF.12", formation.id, organisme.id)
    assert action.lieux[0].model_dump(exclude_defaults=True) == {
        "denomination": "Lycée du Volcan",
        "adresse": ("1 rue de la Lave",),
        "code_postal": "63000",
        "ville": "Clermont-Ferrand",
        "code_departement": "63",
        "latitude": 45.77,
        "longitude": 3.08,
        "telephones": ("04 00 00 00 01",),
        "liens": ("https://volcan.exemple.fr",),
        "code_uai": "0639999X",
    }
    assert (action.duree, action.rythme, action.frais_restants) == ("2 ans", "temps plein", "gratuit")
    assert (action.hebergement, action.liens) == ("internat", ("https://volcan.exemple.fr/cap",))
    assert [one.libelle for one in action.enseignements] == ["anglais", "météorologie"]
    assert str(action.provenance.date_maj) == "2026-01-20"
    assert issues_of(run) == {}


def test_a_formation_and_a_place_of_many_actions_are_said_once() -> None:
    records, run = parse(ROW, ROW | {"Action de Formation (AF) identifiant Onisep": "AF.13"})
    counts = [
        sum(isinstance(one, kind) for one in records)
        for kind in (Formation, OrganismeFormation, ActionFormation)
    ]
    assert (counts, issues_of(run)) == ([1, 1, 2], {})


def test_a_place_without_uai_has_the_number_of_the_onisep() -> None:
    records, _ = parse(ROW | {"ENS code UAI": ""})
    assert [one.organisme for one in records if isinstance(one, ActionFormation)] == [
        "organisme-formation:ENS.56"
    ]


@pytest.mark.parametrize(
    ("column", "kept"),
    [
        ("Action de Formation (AF) identifiant Onisep", 0),
        ("FOR URL et ID Onisep", 0),
        ("ENS code UAI", 3),
        ("ENS latitude", 3),
        ("ENS code postal", 3),
        ("AF date de modification", 3),
        ("AF page web", 3),
    ],
)
def test_what_cannot_be_read_is_told(column: str, kept: int) -> None:
    records, run = parse(ROW | {column: "zut"})
    assert (len(records), issues_of(run)) == (kept, {"MALFORMED": 1})


@pytest.mark.parametrize(
    ("said", "post", "code"),
    [
        ("075 - Paris", "75011", "75"),
        ("2a - Corse-du-Sud", "20000", "2A"),
        ("974 - La Réunion", "97400", "974"),
        ("Haute-Corse", "20200", "2B"),
        ("", "97110", "971"),
        ("Rhône", "69003", "69"),
        ("Rhône", "", None),
    ],
)
def test_the_departement_is_said_or_told_by_the_post_code(said: str, post: str, code: str | None) -> None:
    records, _ = parse(ROW | {"ENS département": said, "ENS code postal": post})
    assert [one.lieux[0].code_departement for one in records if isinstance(one, ActionFormation)] == [code]


def test_a_publisher_can_verify_it() -> None:
    report = verify(table(ROW, separator=";"))
    assert report.source == "Idéo-Actions de formation initiale de l'Onisep"
    assert report.enregistrements["action-formation"] == 1


def test_it_is_harvested_when_its_files_are_there(tmp_path: Path) -> None:
    catalog = load_catalog()
    assert "onisep-ideo-actions" not in ordinary(catalog, None)
    assert "onisep-ideo-actions" not in ordinary(catalog, tmp_path)
    publish_folder(tmp_path, {"605340ddc19a9.csv": table(ROW, separator=";")})
    assert "onisep-ideo-actions" in ordinary(catalog, tmp_path)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=30)))
def test_whatever_a_row_holds_the_next_one_is_read(changes: dict[str, str]) -> None:
    records, _ = parse(ROW | changes, ROW | {"Action de Formation (AF) identifiant Onisep": "AF.99"})
    assert any(isinstance(one, ActionFormation) and one.numero == "AF.99" for one in records)
