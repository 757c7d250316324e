"""Where a structure is, when its source hardly says."""

from datetime import date

import orjson
import pytest

from index.annexes.structures.doubles import doubles
from index.annexes.structures.locate import located, read_communes
from index.annexes.structures.make import COUVERTURE, POINTS, STRUCTURE, annexes_of_structures
from index.annexes.words import Roots
from index.lieux.noms import read_ecritures
from nlp.analysis import Analyser
from nlp.families import Families
from tests.index.factories import structure, territoire

ROOTS = Roots(Analyser(), Families())
COMMUNES = (
    territoire("departement", "71", "Saône-et-Loire"),
    territoire("departement", "69", "Rhône"),
    territoire("commune", "69123", "Lyon", dans=("departement:69",), latitude=45.75, longitude=4.83),
    territoire("commune", "69266", "Villeurbanne", dans=("departement:69",), latitude=45.77, longitude=4.88),
    territoire(
        "commune", "69264", "Villefranche-sur-Saône", dans=("departement:69",), latitude=45.99, longitude=4.72
    ),
    territoire("commune", "69999", "Bellevue", dans=("departement:69",), latitude=45.1, longitude=4.2),
    territoire(
        "commune", "71076", "Chalon-sur-Saône", dans=("departement:71",), latitude=46.78, longitude=4.85
    ),
    territoire("commune", "2A004", "Ajaccio", dans=("departement:2A",), latitude=41.92, longitude=8.73),
)


@pytest.fixture(scope="module")
def communes():
    return read_communes(COMMUNES, read_ecritures())


@pytest.mark.parametrize(
    ("one", "commune", "precision"),
    [
        (structure("ft-1", "Agence LYON VAISE", departement="69"), "Lyon", "commune-deduite"),
        (structure("ft-2", "Agence LYON BELLEVUE", departement="69"), "Lyon", "commune-deduite"),
        (structure("ft-3", "Agence CHALON CENTRE", departement="71"), "Chalon-sur-Saône", "commune-deduite"),
        (structure("ft-4", "Agence AJACCIO", departement="20"), "Ajaccio", "commune-deduite"),
        (structure("ml-69266S00", "ML du plateau", departement="69"), "Villeurbanne", "commune-deduite"),
        (structure("x", "Bureau", departement="69", code_insee="69264"), "Villefranche-sur-Saône", "commune"),
        (structure("y", "Bureau", departement="69", latitude=45.7, longitude=4.8), None, "adresse"),
        (structure("z", "Agence des artistes", departement="69"), None, "departement"),
    ],
)
def test_a_structure_is_placed_as_well_as_its_source_allows(communes, one, commune, precision):
    view = located(one, communes)
    assert (view.commune, view.precision) == (commune, precision)
    assert (view.latitude is None) == (precision == "departement")


ADDRESSED = (
    territoire("commune", "69286", "Rillieux-la-Pape", dans=("departement:69",), codes_postaux=("69140",)),
    territoire("commune", "69123", "Lyon", dans=("departement:69",), codes_postaux=("69001", "69004")),
)


@pytest.mark.parametrize(
    ("ville", "code_postal", "commune"),
    [
        ("Lyon", "69004", "Lyon"),
        ("Lyon Cedex 04", "69004", "Lyon"),
        ("Lyon", "69901", "Rillieux-la-Pape"),
        ("Rillieux-la-Pape", "69004", "Rillieux-la-Pape"),
        (None, "69004", "Rillieux-la-Pape"),
    ],
)
def test_a_code_is_a_mistake_when_the_town_and_the_postcode_both_say_so(ville, code_postal, commune):
    one = structure("x", "CIO", departement="69", code_insee="69286", ville=ville, code_postal=code_postal)
    view = located(one, read_communes(ADDRESSED, read_ecritures()))
    assert view.commune == commune
    assert view.code_commune == {"Lyon": "69123", "Rillieux-la-Pape": "69286"}[commune]


def test_a_name_of_another_departement_places_nothing(communes):
    assert located(structure("ft-5", "Agence LYON", departement="71"), communes).precision == "departement"


def _directory(source, code, nom, **facts):
    """A CIO of Lyon, as a directory gives it."""
    given = structure(code, nom, departement="69", code_insee="69123", reseau="CIO", **facts)
    return given.model_copy(update={"provenance": given.provenance.model_copy(update={"source": source})})


HERE = {"latitude": 45.75, "longitude": 4.83}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"siret": "12345678900011"}, {"siret": "12345678900011"}),
        ({"nom": "CIO Lyon-Nord"}, {"nom": "CIO LYON-NORD"}),
        ({"telephone": "04 78 00 00 01"}, {"telephone": "04.78.00.00.01"}),
        (HERE, {"latitude": 45.751, "longitude": 4.831}),
    ],
)
def test_a_place_of_two_directories_is_shown_once_as_the_last_to_speak_says_it(communes, one, other):
    first = _directory("ancien", "1", one.pop("nom", "CIO"), date_confirmation=date(2024, 1, 1), **one)
    second = _directory(
        "nouveau", "2", other.pop("nom", "Centre"), date_confirmation=date(2026, 1, 1), **other
    )
    assert doubles([located(one, communes) for one in (first, second)]) == {"1": "2"}


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("nouveau", {"telephone": "3949"}),
        ("nouveau", {"latitude": 45.78, "longitude": 4.83}),
        ("ancien", HERE),
    ],
)
def test_two_places_of_one_commune_stay_two(communes, source, facts):
    first = _directory("ancien", "1", "CIO du nord", telephone="3949", **HERE)
    second = _directory(source, "2", "CIO du sud", **facts)
    assert doubles([located(one, communes) for one in (first, second)]) == {}


def test_what_a_double_receives_is_received_by_what_is_shown():
    old = _directory("ancien", "1", "CIO", communes_couvertes=("69123",), **HERE)
    new = _directory("nouveau", "2", "CIO", date_confirmation=date(2026, 1, 1), **HERE)
    made = dict(annexes_of_structures([old, new], lambda: COMMUNES, read_ecritures(), ROOTS))
    assert orjson.loads(made[COUVERTURE + "69123"]) == ["2"]
    assert [point["code"] for point in orjson.loads(made[POINTS])] == ["2"]
    assert STRUCTURE + "1" in made, "its address still answers"
