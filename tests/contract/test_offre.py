"""The offer, read from a whole build: the same pages in both engines."""

from datetime import date

import pytest

from debouches.errors import NotFoundError
from index.annexes.offre.read import OffreRequest
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from mappings.records import Libelle, LieuFormation
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import action, organisme, session, territoire

DAY = date(2026, 3, 15)
LYON, ICI, AILLEURS = (
    ("69", "Lyon", 45.75, 4.83),
    ("38", "Vienne", 45.52, 4.87),
    ("2A", "Ajaccio", 41.92, 8.73),
)
VIENNE = territoire("commune", "38544", "Vienne", latitude=45.52, longitude=4.87)
QUALIOPI = (Libelle(libelle="Qualiopi"),)
ACTIONS = (
    *(action(f"A{n:02}", formation="FOR.1", lieu=LYON, organisme="OF1") for n in range(12)),
    action("B1", formation="FOR.1", lieu=ICI, organisme="OF2"),
    action("B2", formation="FOR.1", lieu=AILLEURS, organisme="OF2", entrees_sorties="permanentes"),
    action("C1", formation="FOR.2", lieu=ICI, organisme="OF1"),
    action("D1", formation="FOR.3", code_insee="38544").model_copy(
        update={"lieux": (LieuFormation(ville="Vienne", code_departement="38", code_insee="38544"),)}
    ),
    action("D2", formation="FOR.3", modalites_enseignement="distance"),
)
SESSIONS = (
    session("A00", date(2026, 4, 1), date(2026, 5, 1)),
    session("A01", date(2025, 4, 1), date(2025, 5, 1)),
    session("C1", date(2024, 4, 1), date(2024, 5, 1)),
)
ORGANISMES = (organisme("OF1", "Atelier Un"), organisme("OF2", "Bureau Deux", labels=QUALIOPI))


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *SMALL_CORPUS, *ACTIONS, *SESSIONS, *ORGANISMES, VIENNE))
    return open_searcher(settings)


def codes(page):
    return [one.action.numero for one in page.actions]


def test_actions_come_a_page_at_a_time_with_their_sessions_and_organismes(searcher):
    first = searcher.offre(OffreRequest("FOR.1", DAY, par_page=5))
    assert (first.connues, first.total, first.passees) == (14, 13, 1)
    assert codes(first)[0] == "A00"
    assert first.actions[0].action.sessions[0].periode.debut == date(2026, 4, 1)
    assert [one.nom for one in first.actions[0].organismes] == ["Atelier Un"]
    pages = [codes(searcher.offre(OffreRequest("FOR.1", DAY, page=n, par_page=5))) for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [5, 5, 3, 0]
    assert len({code for page in pages for code in page}) == 13


def test_near_a_place_the_nearest_come_first_and_say_how_far(searcher):
    vienne = searcher.lieu("commune-38544")
    page = searcher.offre(OffreRequest("FOR.1", DAY, pres_de=vienne, par_page=25))
    assert codes(page)[0] == "B1"
    assert codes(page)[-1] == "B2"
    assert page.actions[0].distance_km == 0.0
    assert 20 < page.actions[1].distance_km < 30
    assert page.total == 13


def test_a_departement_keeps_its_actions_and_the_others_stay_counted(searcher):
    page = searcher.offre(OffreRequest("FOR.1", DAY, departement="38"))
    assert codes(page) == ["B1"]
    assert [(one.code, one.actions) for one in page.departements] == [("2A", 1), ("38", 1), ("69", 11)]


def test_the_map_places_the_whole_list_and_what_has_no_point_is_counted(searcher):
    for asked in ({}, {"departement": "69"}, {"page": 2}, {"est_passee": True}):
        page = searcher.offre(OffreRequest("FOR.1", DAY, par_page=5, **asked))
        assert sum(point.actions for point in page.points) + page.sans_point == page.total
    whole = searcher.offre(OffreRequest("FOR.1", DAY, par_page=5))
    assert [(point.ville, point.actions) for point in whole.points] == [
        ("Lyon", 11),
        ("Ajaccio", 1),
        ("Vienne", 1),
    ]
    unplaced = searcher.offre(OffreRequest("FOR.3", DAY))
    assert ([point.ville for point in unplaced.points], unplaced.sans_point) == (["Vienne"], 1)


def test_a_radius_keeps_what_is_known_to_be_near_and_counts_the_rest(searcher):
    vienne = searcher.lieu("commune-38544")
    near = searcher.offre(OffreRequest("FOR.1", DAY, pres_de=vienne, rayon_km=10))
    assert (codes(near), near.total, near.hors_rayon) == (["B1"], 1, 12)
    farther = searcher.offre(OffreRequest("FOR.1", DAY, pres_de=vienne, rayon_km=40))
    assert (farther.total, farther.hors_rayon) == (12, 1)
    assert [point.ville for point in farther.points] == ["Lyon", "Vienne"]
    assert searcher.offre(OffreRequest("FOR.3", DAY, pres_de=vienne, rayon_km=10)).hors_rayon == 1


def test_what_is_over_is_never_current_and_one_may_ask_for_it(searcher):
    assert "A01" not in codes(searcher.offre(OffreRequest("FOR.1", DAY, par_page=25)))
    assert codes(searcher.offre(OffreRequest("FOR.1", DAY, est_passee=True))) == ["A01"]
    last_year = OffreRequest("FOR.1", date(2025, 1, 1))
    assert "A01" in codes(searcher.offre(last_year))


def test_a_formation_that_nobody_gives_has_an_empty_page(searcher):
    assert searcher.offre(OffreRequest("FOR.9", DAY)).connues == 0


def test_an_organisme_lists_what_one_may_still_enter_first(searcher):
    view = searcher.organisme("OF1", DAY)
    assert [(f.code, f.titre, f.actions, f.est_a_venir) for f in view.formations] == [
        ("FOR.1", "CAP boulanger", 12, True),
        ("FOR.2", "CAP métiers de la coiffure", 1, False),
    ]
    assert view.formations[0].departements == ("69",)
    with pytest.raises(NotFoundError):
        searcher.organisme("OF9", DAY)


def test_formations_are_given_with_the_nearest_place_where_one_may_enter(searcher):
    vienne = searcher.lieu("commune-38544")
    found = searcher.offres_proches(["FOR.1", "FOR.2", "FOR.9"], vienne, DAY)
    assert [(one.formation, one.ville, one.distance_km) for one in found] == [("FOR.1", "Vienne", 0.0)]


def test_organismes_of_several_formations_come_once_those_with_a_label_first(searcher):
    found = searcher.organismes(["FOR.1", "FOR.2", "FOR.9"])
    assert [(one.nom, one.labels) for one in found] == [("Bureau Deux", ("Qualiopi",)), ("Atelier Un", ())]


def test_the_page_of_sources_counts_them(searcher):
    (source,) = searcher.facts().sources
    assert source.enregistrements["ActionFormation"] == len(ACTIONS)
    assert source.enregistrements["OrganismeFormation"] == len(ORGANISMES)
