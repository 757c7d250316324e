"""Who is near a place, and which aids exist: the same answers in both engines."""

from itertools import product

import pytest

from debouches.errors import NotFoundError, RequestError
from index.annexes.structures.directory import RepertoireRequest
from index.annexes.structures.read import PER_RESEAU, StructuresRequest
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from mappings.orientation import facettes_structures
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
    structure(
        "old-2", "Bureau d'hier", departement="69", reseau="Vieux", code_insee="69123", est_historique=True
    ),
    structure(
        "ml-1", "ML de loin", departement="69", reseau="ML", code_insee="69264", communes_couvertes=("69123",)
    ),
    structure("ml-3", "Espace Mission locale", departement="69", reseau="ML", code_insee="69999"),
    structure("cap-1", "Agence pour l'emploi du Cap", departement="69", reseau="ML", code_insee="69999"),
    structure("mix-1", "Accueil CIO", departement="69", reseau="ML", code_insee="69264"),
    structure("ml-2", "ML de près", departement="69", reseau="ML", code_insee="69123"),
)


CENTRE = "Centre d'information et d'orientation (CIO)"
DIRECTORY = (
    structure("cio-1", f"{CENTRE} - Lyon Gerland", reseau="CIO", code_insee="69123"),
    structure("cio-2", f"{CENTRE} - Villefranche", reseau="CIO", code_insee="69264"),
    structure("apec-1", "Association des cadres (Apec) de Lyon", reseau="Apec", code_insee="69123"),
    structure(
        "mdph-1", "Maison départementale des personnes handicapées - Rhône", reseau="MDPH",
        departement="69", code_insee="69123",
    ),
    structure(
        "cio-9", "CIO de Chalon", reseau="CIO", code_insee="71076", departement="71",
        services=("Atelier CV", "Salle de sport"), statut_cep="operateur-designe", niveaux_cep=(1, 2),
        places_spro=("reconnue",),
    ),
)  # fmt: skip
AIDES = (aide("vae", "Validation des acquis"), aide("cpf", "Compte personnel de formation"))


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *SMALL_CORPUS, *COMMUNES, *STRUCTURES, *DIRECTORY, *AIDES))
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
    assert (reseaux["Vieux"].actuelles, codes(reseaux["Vieux"].anciennes)) == ((), ["old-2"])


def test_the_one_that_receives_the_commune_comes_before_the_nearest(searcher):
    assert codes(near(searcher, "commune-69123")["ML"].actuelles)[:2] == ["ml-1", "ml-2"]


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


def listed(searcher, q="", lieu=None, **choices):
    place = searcher.lieu(lieu) if lieu else None
    return searcher.repertoire(RepertoireRequest(q=q, lieu=place, par_page=100, **choices))


def found(searcher, q="", lieu=None, **choices):
    return [one.view.code for one in listed(searcher, q, lieu, **choices).structures]


@pytest.mark.parametrize(
    ("q", "codes_found"),
    [
        ("CIO Gerland", ["cio-1"]),
        ("cio gerlan", ["cio-1"]),
        ("CIO de Gérland", ["cio-1"]),
        ("cio gerlnad", ["cio-1"]),
        ("gerland centre d'information et d'orientation", ["cio-1"]),
        ("apec lyon", ["apec-1"]),
        ("MDPH", ["mdph-1"]),
        ("mdph 69", ["mdph-1"]),
        ("cio 71", ["cio-9"]),
        ("zymoscope", []),
        ("cap emploi 69", []),
    ],
)
def test_a_structure_is_found_by_its_name_its_acronym_a_part_or_a_typo_of_it(searcher, q, codes_found):
    assert found(searcher, q) == codes_found


def test_a_short_word_is_never_taken_for_another(searcher):
    page = listed(searcher, "cio lyin")
    assert (page.correction, page.mots_sans_reponse, page.est_partielle) == (None, ("lyin",), True)
    assert listed(searcher, "cio gerlnad").correction == "CIO gerland"


def test_who_says_a_part_of_the_words_is_told_where_nobody_says_them_all(searcher):
    page = listed(searcher, "gerland zymoscope")
    assert ([one.view.code for one in page.structures], page.est_partielle) == (["cio-1"], True)


def test_the_beginning_of_a_name_of_place_is_no_place(searcher):
    page = listed(searcher, "cio villeurb")
    assert (page.lieu, page.est_partielle) == (None, True)


def test_those_of_a_network_come_before_those_of_another_that_bear_its_name(searcher):
    assert found(searcher, "cio")[-1] == "mix-1"
    assert found(searcher, "cio", "commune-69264")[-1] == "mix-1"


def test_a_network_without_any_place_is_named_all_the_same(searcher):
    page = listed(searcher, "cap emploi 69")
    assert (page.total, page.reseaux_dits) == (0, ("Cap emploi",))


def test_words_that_no_name_says_and_a_place_bears_give_what_is_near(searcher):
    page = listed(searcher, "cio villeurbanne")
    assert page.lieu.libelle == "Villeurbanne"
    assert [one.view.code for one in page.structures][:2] == ["cio-1", "cio-2"]
    assert page.structures[0].distance_km is not None


@pytest.mark.parametrize("q", ["gerland villeurbanne", "villeurbanne gerland"])
def test_words_and_a_place_give_who_says_the_words_from_there(searcher, q):
    page = listed(searcher, q)
    assert (page.lieu.libelle, [one.view.code for one in page.structures]) == ("Villeurbanne", ["cio-1"])


def test_a_name_that_is_a_place_too_is_offered_from_there(searcher):
    page = listed(searcher, "apec lyon")
    assert page.lieu is None
    assert "commune-69123" in [one.id for one in page.lieux_possibles]
    assert found(searcher, "cio", "commune-69264")[0] == "cio-2"


def test_an_address_of_an_old_directory_comes_after_those_of_today(searcher):
    everyone = found(searcher)
    assert set(everyone[-2:]) == {"old-1", "old-2"}
    assert len(everyone) == len({*everyone})


def test_both_entries_of_the_directory_give_the_same_sets(searcher):
    """By need, then by structure: over every situation and demand."""
    words = facettes_structures()
    views = [one.view for one in listed(searcher).structures]
    for situation, demande in product(words["situation"].valeurs, words["demande"].valeurs):
        by_need = set(found(searcher, situation=(situation,), demande=(demande,)))
        by_structure = {
            view.code for view in views if situation in view.offre.publics and demande in view.offre.demandes
        }
        assert by_need == by_structure, (situation, demande)


def test_what_nobody_says_is_a_choice_too(searcher):
    assert "ft-1" in found(searcher, demande=("non-renseigne",))
    assert "cio-1" not in found(searcher, demande=("non-renseigne",))


@pytest.mark.parametrize(
    ("choices", "codes_found"),
    [
        ({"cep": ("operateur-loi",)}, {"apec-1"}),
        ({"cep": ("operateur-designe",)}, {"cio-9"}),
        ({"niveau": ("2",)}, {"apec-1", "cio-9"}),
        ({"niveau": ("3",)}, {"apec-1"}),
        ({"niveau": ("aucun",)}, {"cio-1", "cio-2", "mdph-1"}),
        ({"spro": ("reconnue",)}, {"cio-1", "cio-2", "cio-9"}),
        ({"cep": ("operateur-loi", "operateur-designe"), "reseau": ("Apec",)}, {"apec-1"}),
    ],
)
def test_the_directory_is_narrowed_by_standing(searcher, choices, codes_found):
    assert set(found(searcher, **choices)) == codes_found


def test_a_facet_counts_what_the_others_leave(searcher):
    (cep,) = [one for one in listed(searcher, "lyon").facettes if one.nom == "cep"]
    counted = {one.valeur: one.total for one in cep.valeurs}
    assert counted["operateur-loi"] == 1
    assert sum(counted.values()) == listed(searcher, "lyon").total


def test_a_value_that_does_not_exist_is_refused(searcher):
    with pytest.raises(RequestError):
        listed(searcher, cep=("zut",))


def test_the_directory_is_read_page_by_page(searcher):
    first = searcher.repertoire(RepertoireRequest(par_page=4))
    second = searcher.repertoire(RepertoireRequest(par_page=4, page=2))
    codes_read = [one.view.code for page in (first, second) for one in page.structures]
    assert codes_read == found(searcher)[:8]


def test_another_network_answers_only_if_its_name_says_the_words_as_they_are(searcher):
    assert found(searcher, "cap emploi") == []
    assert found(searcher, "mission locale") == ["ml-3"]
