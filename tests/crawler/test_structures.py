"""Structures: both layouts of the directory, the old one never taken for today's; reference lists."""

from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.catalog import SOURCES, load_parser
from crawler.contract import Issue
from crawler.harvest import harvest
from crawler.readers import json_stream
from crawler.runs.context import RunContext
from debouches.errors import ParseError
from debouches.settings import Settings
from debouches.storage import Storage
from mappings.records import Structure
from mappings.records.files import read_records
from tests.crawler.factories import MemoryFiles, issues_of, make_run, real_spec
from tests.crawler.figures import table

SERVICE: dict[str, Any] = {
    "id": "0a1b2c3d-0000-4000-8000-000000000001",
    "nom": "Mission locale du Volcan",
    "pivot": [{"type_service_local": "mission_locale", "code_insee_commune": ["63113", "63300"]}],
    "code_insee_commune": "63113",
    "siret": "12345678900011",
    "date_modification": "31/01/2026 10:22:08",
    "adresse": [
        {"type_adresse": "Adresse postale", "code_postal": "63999", "nom_commune": "Cedex"},
        {
            "type_adresse": "Adresse",
            "complement1": "Bâtiment B",
            "numero_voie": "1 rue de la Lave",
            "code_postal": "63000",
            "nom_commune": "Clermont-Ferrand",
            "longitude": "3.0869",
            "latitude": "45.7796",
        },
    ],
    "telephone": [{"valeur": "04 00 00 00 01", "description": ""}, {"valeur": "04 00 00 00 02"}],
    "adresse_courriel": ["contact@exemple.fr"],
    "site_internet": [{"libelle": "", "valeur": "exemple.fr"}],
    "plage_ouverture": [
        {
            "nom_jour_debut": "Lundi",
            "nom_jour_fin": "Vendredi",
            "valeur_heure_debut_1": "09:00:00",
            "valeur_heure_fin_1": "12:00:00",
            "valeur_heure_debut_2": "13:30:00",
            "valeur_heure_fin_2": "17:00:00",
            "commentaire": "sur rendez-vous",
        }
    ],
    "url_service_public": "https://exemple.fr/fiche/1",
}
PLACE: dict[str, Any] = {
    "id": "cio-63113-01",
    "codeInsee": "63113",
    "dateMiseAJour": "2017-02-21",
    "pivotLocal": "cio",
    "Nom": "CIO du Volcan",
    "_departement_path": "63",
    "Adresse": {
        "type": "géopostale",
        "Ligne": ["Bâtiment B", "1 rue de la Lave"],
        "CodePostal": "63000",
        "NomCommune": "Clermont-Ferrand",
        "Localisation": {"Latitude": "45.7796", "Longitude": "3.0869"},
    },
    "CoordonnéesNum": {"Téléphone": {"coût": "0", "$t": "04 00 00 00 03"}, "Email": "prenom@exemple.fr"},
    "Ouverture": {
        "PlageJ": {"début": "samedi", "fin": "samedi", "PlageH": {"début": "09:00:00", "fin": "12:00:00"}}
    },
}


def parse(**bodies: Any) -> tuple[list[Structure], RunContext]:
    run = make_run(real_spec("structures"))
    files = MemoryFiles(
        {name: body if isinstance(body, bytes) else orjson.dumps(body) for name, body in bodies.items()}
    )
    return list(load_parser("structures")(files, run)), run


def geojson(**changes: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": PLACE | changes}]}


def as_export(service: dict[str, Any]) -> dict[str, Any]:
    """As the API exports it: composed values are JSON in a text."""
    return {
        key: orjson.dumps(value).decode() if isinstance(value, list) else value
        for key, value in service.items()
    }


@pytest.mark.parametrize("body", [{"service": [SERVICE]}, [SERVICE], [as_export(SERVICE)]])
def test_today_s_layout_says_where_when_and_who(body: Any) -> None:
    (found,), run = parse(annuaire=body)
    assert found.model_dump(exclude_defaults=True, exclude={"provenance", "id", "code"}) == {
        "nom": "Mission locale du Volcan",
        "reseau": "Mission locale",
        "publics": ("jeunes de 16 à 25 ans sortis de l'école",),
        "adresse": "Bâtiment B, 1 rue de la Lave",
        "code_postal": "63000",
        "ville": "Clermont-Ferrand",
        "code_insee": "63113",
        "communes_couvertes": ("63113", "63300"),
        "latitude": 45.7796,
        "longitude": 3.0869,
        "telephone": "04 00 00 00 01",
        "autres_telephones": ("04 00 00 00 02",),
        "courriel": "contact@exemple.fr",
        "url": "http://exemple.fr",
        "horaires": ("du lundi au vendredi : 09:00-12:00, 13:30-17:00 (sur rendez-vous)",),
        "siret": "12345678900011",
        "date_confirmation": date(2026, 1, 31),
    }
    assert found.provenance.url == "https://exemple.fr/fiche/1"
    assert issues_of(run) == {}


def test_a_service_that_does_not_receive_for_guidance_is_left_out() -> None:
    town_hall = SERVICE | {"pivot": [{"type_service_local": "mairie", "code_insee_commune": ["63113"]}]}
    found, run = parse(annuaire=[town_hall, SERVICE])
    assert [structure.nom for structure in found] == ["Mission locale du Volcan"]
    assert issues_of(run) == {}


def test_the_layout_of_2017_is_history() -> None:
    (found,), run = parse(annuaire=geojson())
    assert found.est_historique
    assert found.date_confirmation == date(2017, 2, 21)
    assert (found.reseau, found.adresse) == ("CIO", "Bâtiment B, 1 rue de la Lave")
    assert (found.telephone, found.courriel) == ("04 00 00 00 03", None)
    assert found.horaires == ("le samedi : 09:00-12:00",)
    assert issues_of(run) == {}


def test_an_unknown_network_of_2017_is_reported() -> None:
    assert issues_of(parse(annuaire=geojson(pivotLocal="octroi"))[1]) == {"UNKNOWN_VALUE": 1}


@pytest.mark.parametrize("change", [{"dateMiseAJour": "hier"}, {"codeInsee": "Clermont"}])
def test_a_value_that_cannot_be_read_is_reported_and_the_rest_kept(change: dict[str, str]) -> None:
    (found,), run = parse(annuaire=geojson(**change))
    assert (found.nom, issues_of(run)) == ("CIO du Volcan", {"MALFORMED": 1})


@pytest.mark.parametrize(
    "body", [b"[", b"{}", b"[1]", b'{"service": [{"id": ', b'{"service": 3}', b"[]", b"\xff", b"[" * 5000]
)
def test_a_file_that_is_not_a_list_of_services_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        parse(annuaire=body)


def test_objects_come_one_at_a_time_whatever_the_size_of_the_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", 7)
    services = [SERVICE | {"id": f"service-{number}"} for number in range(20)]
    found, _ = parse(annuaire={"date": "é", "service": services})
    assert [structure.code for structure in found] == [f"service-{number}" for number in range(20)]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["[", "{}", "é"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*PLACE, *SERVICE, "$t", "valeur", "PlageJ", "PlageH"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(max_examples=1000)
@given(
    fields=st.dictionaries(st.sampled_from(sorted({*SERVICE})), JSON),
    places=st.dictionaries(st.sampled_from(sorted({*PLACE})), JSON),
)
def test_whatever_the_shapes_the_next_service_is_read(fields: dict[str, Any], places: dict[str, Any]) -> None:
    found, _ = parse(
        annuaire=[
            SERVICE | fields,
            {"properties": PLACE | places},
            {"properties": places},
            SERVICE | {"id": "last"},
        ]
    )
    assert found[-1].code == "last"


AGENCY = {"id": 7, "nom_agence": "Agence Pôle emploi VOLCAN", "nom_region": "x", "structure": "POLE_EMPLOI"}
MISSION = {"id": "63001S00", "nom_officiel": "63-ML VOLCAN", "nom_usuel": None, "code_departement": "63"}
ZONE = {
    "Code INSEE": "1001",
    "Code ML": "63001",
    "Adresse ML": "1 rue de la Lave",
    "Code Postal ML": "63000",
    "Ville ML": "Clermont-Ferrand",
}


def parse_lists(zone: dict[str, str]) -> tuple[dict[str, Structure], RunContext]:
    run = make_run(real_spec("structures-reseaux"))
    files = {
        "agences": orjson.dumps([AGENCY | {"code_departement": 1}]),
        "missions": orjson.dumps([MISSION]),
        "couverture": table(zone, separator=";"),
    }
    found = load_parser("structures-reseaux")(MemoryFiles(files), run)
    return {structure.code: structure for structure in found}, run


def test_reference_lists_name_agencies_and_missions_locales_with_their_communes() -> None:
    found, run = parse_lists(ZONE)
    assert (found["ft-7"].reseau, found["ft-7"].code_departement) == ("France Travail", "01")
    mission = found["ml-63001S00"]
    assert (mission.nom, mission.ville) == ("63-ML VOLCAN", "Clermont-Ferrand")
    assert mission.communes_couvertes == ("01001",)
    assert issues_of(run) == {}


def test_a_zone_of_an_unknown_mission_locale_is_reported() -> None:
    assert issues_of(parse_lists(ZONE | {"Code ML": "99999"})[1]) == {"DANGLING": 1}


@pytest.mark.donnees
def test_the_real_directory_of_2017_is_whole_and_all_history(donnees, tmp_path) -> None:
    given_settings = Settings.model_validate({"home": tmp_path, "data": donnees})
    reports = harvest(given_settings, sources=["structures", "structures-reseaux"], root=SOURCES)
    assert [report.reason for report in reports if not report.is_good] == []
    assert reports[0].records == {"structure": 4206}
    assert reports[0].issues == {}
    assert reports[1].records == {"structure": 894 + 450}
    records = list(read_records(Storage(tmp_path).current_records("structures"), Structure))
    assert all(record.est_historique and record.date_confirmation for record in records)
    assert sum(record.reseau == "CIO" for record in records) == 491


def test_an_answer_of_the_api_and_its_csv_export_are_read_too() -> None:
    row = as_export(SERVICE)
    for body in ({"total_count": 1, "results": [row]}, table(row, separator=";")):
        (found,), run = parse(annuaire=body)
        assert (found.nom, found.telephone) == ("Mission locale du Volcan", "04 00 00 00 01")
        assert issues_of(run) == {}


def test_a_key_that_nobody_declared_is_told_once_and_an_empty_one_is_nothing() -> None:
    more = SERVICE | {"neuf": "x", "vide": [], "adresse": [{"type_adresse": "Adresse", "etage": "3"}]}
    _, run = parse(annuaire=[more, more])
    assert [sample.field for sample in run.issues.samples[Issue.UNREAD_FIELD]] == ["adresse/etage", "neuf"]


def test_a_service_of_no_declared_kind_is_told_and_a_town_hall_is_not() -> None:
    pivots = ([{"type_service_local": kind}] for kind in ("mairie", "guichet_neuf"))
    found, run = parse(annuaire=[SERVICE | {"pivot": pivot} for pivot in pivots])
    assert (found, issues_of(run)) == ([], {"UNKNOWN_VALUE": 1})
