"""Who is near a place, and which aids exist: the same answers in both engines."""

import pytest

from debouches.errors import NotFoundError
from index.annexes.structures.read import PER_RESEAU, StructuresRequest
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import aide, structure, territoire

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


STRUCTURES = (
    structure("ft-1", "Agence LYON VAISE", departement="69", reseau="Emploi"),
    structure("ft-2", "Agence VILLEURBANNE", departement="69", reseau="Emploi"),
    structure("ft-3", "Agence VILLEFRANCHE", departement="69", reseau="Emploi"),
    structure("ft-4", "Agence LYON GARE", departement="69", reseau="Emploi"),
    structure("ft-5", "Agence CHALON", departement="71", reseau="Emploi"),
    structure("ft-6", "Agence des artistes", departement="69", reseau="Artistes"),
    structure(
        "old-1", "Agence d'hier", departement="69", reseau="Emploi", code_insee="69123", est_historique=True
    ),
    structure("old-2", "CIO d'hier", departement="69", reseau="CIO", code_insee="69123", est_historique=True),
    structure(
        "ml-1", "ML de loin", departement="69", reseau="ML", code_insee="69264", communes_couvertes=("69123",)
    ),
    structure("ml-2", "ML de près", departement="69", reseau="ML", code_insee="69123"),
)


AIDES = (aide("vae", "Validation des acquis"), aide("cpf", "Compte personnel de formation"))


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *SMALL_CORPUS, *COMMUNES, *STRUCTURES, *AIDES))
    return open_searcher(settings)


def near(searcher, lieu, reseau=None):
    page = searcher.structures(StructuresRequest(searcher.lieu(lieu), reseau))
    return {one.reseau: one for one in page.reseaux}


def codes(seen):
    return [one.view.code for one in seen]


def test_the_nearest_of_a_network_come_first_and_few(searcher):
    reseau = near(searcher, "commune-69266")["Emploi"]
    assert codes(reseau.actuelles) == ["ft-2", "ft-4", "ft-1"]
    assert len(reseau.actuelles) == PER_RESEAU
    assert [one.distance_km for one in reseau.actuelles] == sorted(
        one.distance_km for one in reseau.actuelles
    )


def test_an_old_address_speaks_only_where_no_current_one_does(searcher):
    reseaux = near(searcher, "commune-69123")
    assert reseaux["Emploi"].anciennes == ()
    assert (reseaux["CIO"].actuelles, codes(reseaux["CIO"].anciennes)) == ((), ["old-2"])


def test_the_one_that_receives_the_commune_comes_before_the_nearest(searcher):
    assert codes(near(searcher, "commune-69123")["ML"].actuelles) == ["ml-1", "ml-2"]


def test_a_structure_without_place_is_told_in_its_departement_without_distance(searcher):
    (only,) = near(searcher, "commune-69123")["Artistes"].actuelles
    assert (only.view.code, only.distance_km) == ("ft-6", None)


def test_far_away_the_other_departement_is_left_out(searcher):
    assert "ft-5" not in codes(near(searcher, "commune-69123", "Emploi")["Emploi"].actuelles)
    assert codes(near(searcher, "departement-71")["Emploi"].actuelles) == ["ft-5"]


def test_one_network_is_told_at_length(searcher):
    assert list(near(searcher, "commune-69123", "Emploi")) == ["Emploi"]
    assert len(near(searcher, "commune-69123", "Emploi")["Emploi"].actuelles) == 4


def test_one_structure_is_read_by_its_code(searcher):
    assert searcher.structure("ft-2").commune == "Villeurbanne"
    with pytest.raises(NotFoundError):
        searcher.structure("zut")


def test_aids_come_in_the_order_of_their_names(searcher):
    assert [one.code for one in searcher.aides()] == ["cpf", "vae"]


def test_at_the_same_distance_they_come_in_the_order_of_their_names(searcher):
    reseau = near(searcher, "commune-69123")["Emploi"]
    assert [one.view.structure.nom for one in reseau.actuelles[:2]] == [
        "Agence LYON GARE",
        "Agence LYON VAISE",
    ]


def test_every_network_may_be_told_at_length(searcher):
    place = searcher.lieu("commune-69123")
    page = searcher.structures(StructuresRequest(place, au_complet=True))
    assert {one.reseau: len(one.actuelles) for one in page.reseaux}["Emploi"] == 4
