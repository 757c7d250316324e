"""Where a structure is, when its source hardly says."""

import pytest

from index.annexes.structures.locate import located, read_communes
from index.lieux.noms import read_ecritures
from tests.index.factories import structure, territoire

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


def test_a_name_of_another_departement_places_nothing(communes):
    assert located(structure("ft-5", "Agence LYON", departement="71"), communes).precision == "departement"
