"""Labour figures: what they say with them, which ones are found for a place, the same in both engines."""

import pytest

from debouches.errors import NotFoundError
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.emploi import CHIFFRES
from tests.index.factories import metier
from tests.index.lieux import LIEUX

VENDEUSE = metier("D1199", "Vendeur / Vendeuse en boulangerie", parent="D1102")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def searcher(engine, tmp_path_factory, prefixes):
    settings = make_settings(engine, tmp_path_factory.mktemp("home"), prefixes())
    harvested(settings, *LIEUX, source="lieux")
    for source in {c.provenance.source for c in CHIFFRES}:
        harvested(settings, *(c for c in CHIFFRES if c.provenance.source == source), source=source)
    build(harvested(settings, *SMALL_CORPUS, VENDEUSE))
    return open_searcher(settings)


def figures(searcher, nom, code="D1102", lieu="commune-69123"):
    return [chiffre for chiffre in searcher.emploi(code, lieu).chiffres if chiffre.nom == nom]


def test_a_figure_comes_from_the_narrowest_place_first_and_names_it(searcher):
    found = [(c.lieu.libelle, c.valeur) for c in figures(searcher, "projets-recrutement") if c.champ is None]
    assert found == [("Lyon Centre", 139), ("Rhône", 464), ("France", None)]


def test_a_figure_says_everything_it_cannot_be_shown_without(searcher):
    chiffre = figures(searcher, "projets-recrutement")[0]
    assert (chiffre.nature, chiffre.periode, chiffre.unite) == ("prevision", "2024", "projets")
    assert (chiffre.provenance.editeur, chiffre.provenance.source) == ("Éditeur de bmo", "bmo")
    assert (chiffre.famille.code, chiffre.famille.libelle) == ("S0X42", "Boulangers, pâtissiers")
    assert chiffre.famille.confiance != "certaine"
    assert chiffre.detail("part-difficiles").valeur == 77


def test_what_is_secret_or_a_floor_stays_so(searcher):
    lyon, rhone, france = (c for c in figures(searcher, "projets-recrutement") if c.champ is None)
    assert (lyon.est_secret, lyon.est_minorant, lyon.est_calcule) == (False, False, False)
    assert (rhone.est_minorant, rhone.est_calcule) == (True, True)
    assert (france.est_secret, france.valeur) == (True, None)


def test_a_part_of_a_territory_says_that_it_is_one(searcher):
    parts = [c for c in figures(searcher, "projets-recrutement") if c.champ is not None]
    assert [(c.valeur, c.champ) for c in parts] == [(9, "partie du bassin située ailleurs")]


def test_without_a_place_the_whole_country_answers(searcher):
    assert {c.lieu.id for c in searcher.emploi("D1102").chiffres} == {"france-FR"}


def test_a_place_without_figures_is_answered_by_what_contains_it(searcher):
    found = figures(searcher, "tension", lieu="departement-42")
    assert [(c.lieu.id, c.valeur) for c in found] == [("france-FR", 5)]


def test_earlier_periods_follow_the_latest_from_the_oldest(searcher):
    chiffre = next(c for c in figures(searcher, "part-femmes") if c.famille.code == "S0Z")
    assert (chiffre.periode, chiffre.valeur) == ("2017-2019", 22.21)
    assert [(p.periode, p.valeur) for p in chiffre.avant] == [("1982-1984", 10.0), ("2003-2005", 20.0)]


def test_the_finest_group_comes_before_the_wider_one(searcher):
    assert [c.famille.code for c in figures(searcher, "part-femmes")] == ["S0Z42", "S0Z"]


def test_a_code_given_instead_of_a_name_is_not_a_name(searcher):
    assert figures(searcher, "part-femmes")[0].famille.libelle is None


def test_groups_measured_together_are_named_together(searcher):
    chiffre = figures(searcher, "postes-a-pourvoir")[0]
    assert (chiffre.famille.libelle, chiffre.famille.codes_regroupes) == (
        "Alimentation et cuisine",
        ("S0Z", "S1Z"),
    )


def test_a_new_metier_is_measured_through_its_parent(searcher):
    assert figures(searcher, "projets-recrutement", code="D1199")[0].valeur == 139


def test_a_bassin_that_a_source_names_otherwise_keeps_its_name(searcher):
    found = searcher.emploi("D1102", "bassin-emploi-8427").chiffres
    assert [c.lieu.libelle for c in found if c.lieu.niveau == "bassin-emploi"] == ["PAYS DU GIER"]


def test_a_metier_without_figures_and_an_unknown_place(searcher):
    assert searcher.emploi("MET.99", "commune-69123").chiffres == ()
    with pytest.raises(NotFoundError):
        searcher.emploi("D1102", "commune-00000")


def test_a_territory_lists_its_metiers_by_each_measure_with_what_is_hidden(searcher):
    view = searcher.territoire("commune-69123")
    lists = {(p.nom, lieu.id): p for p, lieu in zip(view.palmares, view.lieux_des_palmares, strict=True)}
    projets = lists["projets-recrutement", "bassin-emploi-8428"]
    assert [(r.famille.libelle, r.valeur) for r in projets.rangs] == [
        ("Boulangers, pâtissiers", 139),
        ("Agriculteurs", 20),
    ]
    assert (projets.total, projets.publies, projets.tus) == (159, 2, 1)
    assert "D1102" in projets.rangs[0].metiers
    assert lists["postes-a-pourvoir", "region-84"].nature == "prevision"


def test_a_territory_leads_to_its_parts_and_its_neighbours(searcher):
    assert [p.id for p in searcher.territoire("commune-69123").parties] == ["commune-69383"]
    assert "departement-42" in {p.id for p in searcher.territoire("departement-69").voisins}
    assert {"departement-69", "departement-42"} <= {p.id for p in searcher.territoire("region-84").parties}
    assert "region-84" in {p.id for p in searcher.territoire("france-FR").parties}


def test_training_places_are_found_by_their_departement(searcher):
    view = searcher.territoire("commune-69123")
    assert view.lieu_des_etablissements.id == "departement-69"
    assert [(e.nom, e.periode, e.valeur) for e in view.etablissements] == [
        ("CFA métiers de la coiffure", "2022-2023", None)
    ]
    place = searcher.etablissement("0690001A")
    assert (place.departement.id, place.region.id) == ("departement-69", "region-84")
    assert [(m.periode, m.valeur) for m in place.mesures] == [("2022-2023", None), ("2021-2022", 61)]
    with pytest.raises(NotFoundError):
        searcher.etablissement("0000000X")


def test_the_order_of_results_is_the_same_with_and_without_figures(engine, searcher, tmp_path, prefixes):
    bare = make_settings(engine, tmp_path, prefixes())
    build(harvested(bare, *SMALL_CORPUS, VENDEUSE))
    for q in ("boulanger", "pâte", "coiffeur", "vendeuse", "cap"):
        pages = [one.search(SearchRequest(q)) for one in (searcher, open_searcher(bare))]
        with_figures, without = [[(r.code, r.score) for g in p.groups for r in g.results] for p in pages]
        assert with_figures == without


def test_a_source_of_several_editions_is_named_by_the_last(searcher):
    versions = {s.provenance.source: s.provenance.version for s in searcher.facts().sources}
    assert versions["portraits"] == "édition 2017-2019"


def test_a_sector_holds_the_metiers_and_the_figures_of_its_groups(searcher):
    view = searcher.secteur("S", "commune-69123")
    (projets,) = [
        c for c in view.chiffres if c.nom == "projets-recrutement" and c.lieu.id == "departement-69"
    ]
    assert (projets.valeur, projets.est_calcule, projets.est_minorant) == (464, True, True)
    (groupe,) = view.groupes
    assert groupe.famille.code == "S0Z"
    assert {"D1102", "D1199"} <= set(groupe.metiers)
    assert [c.valeur for c in groupe.chiffres if c.nom == "part-femmes"] == [22.21]


def test_a_metier_is_in_one_sector_and_no_sector_is_without_any(searcher):
    sectors = searcher.secteurs()
    codes = [code for secteur in sectors for code in secteur.metiers]
    assert len(codes) == len(set(codes))
    assert all(secteur.metiers for secteur in sectors)
    with pytest.raises(NotFoundError):
        searcher.secteur("X")


def test_figures_of_the_country_need_no_referential_of_places(engine, tmp_path, prefixes):
    settings = make_settings(engine, tmp_path, prefixes())
    for source in {c.provenance.source for c in CHIFFRES}:
        harvested(settings, *(c for c in CHIFFRES if c.provenance.source == source), source=source)
    build(harvested(settings, *SMALL_CORPUS))
    searcher = open_searcher(settings)
    assert {c.lieu.libelle for c in searcher.emploi("D1102").chiffres} == {"France"}
    assert all(secteur.code for secteur in searcher.secteurs())
