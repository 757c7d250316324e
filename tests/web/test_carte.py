"""The map of training places: it shows what the list says, and where that is."""

from itertools import combinations

from fastapi.testclient import TestClient

from index.annexes.offre.views import PointOffert
from index.lieux.model import Lieu
from tests.web import pages
from web.blocks.carte import TALLEST, WIDTH, draw


def point(ville: str, latitude: float, longitude: float, actions: int = 1) -> PointOffert:
    return PointOffert(ville=ville, departement=None, latitude=latitude, longitude=longitude, actions=actions)


def town(nom: str, latitude: float, longitude: float) -> Lieu:
    return Lieu(
        id=f"commune-{nom}",
        niveau="commune",
        code="00000",
        libelle=nom,
        contexte="",
        millesime=2026,
        latitude=latitude,
        longitude=longitude,
    )


LYON, VIENNE, BREST = (
    point("Lyon", 45.76, 4.84, 9),
    point("Vienne", 45.52, 4.87),
    point("Brest", 48.39, -4.49),
)
LILLE, PERPIGNAN = point("Lille", 50.63, 3.06), point("Perpignan", 42.7, 2.9)
REUNION = point("Saint-Denis", -20.88, 55.45)
TOWNS = (town("Paris", 48.86, 2.35), town("Lyon", 45.76, 4.84), town("Villeurbanne", 45.77, 4.88))


def test_north_is_above_and_east_on_the_right() -> None:
    carte = draw([LYON, VIENNE, BREST], None, TOWNS)
    assert carte
    places = {dot.point.ville: (dot.x, dot.y) for dot in carte.pastilles}
    assert places["Brest"][0] < places["Lyon"][0]
    assert places["Brest"][1] < places["Lyon"][1] < places["Vienne"][1]


def test_everything_is_in_the_frame_even_one_dot_alone() -> None:
    for shown in ([LYON], [LYON, VIENNE], [LYON, BREST], [LILLE, PERPIGNAN], [REUNION]):
        carte = draw(shown, None, TOWNS)
        assert carte
        assert carte.hauteur <= TALLEST
        assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= carte.hauteur for dot in carte.pastilles)
        assert all(0 <= one.x <= WIDTH and 0 <= one.y <= carte.hauteur for one in carte.reperes)


def test_a_dot_alone_still_has_landmarks_and_no_name_hides_another() -> None:
    carte = draw([VIENNE], None, TOWNS)
    assert carte
    assert "Lyon" in {one.nom for one in carte.reperes}
    assert all(abs(a.y - b.y) >= 16 or abs(a.x - b.x) >= 90 for a, b in combinations(carte.reperes, 2))


def test_the_landmarks_of_a_dot_alone_are_the_towns_nearest_to_it() -> None:
    carte = draw([BREST], None, (*TOWNS, town("Quimper", 48.0, -4.1), town("Morlaix", 48.58, -3.83)))
    assert carte
    assert {one.nom for one in carte.reperes} == {"Quimper", "Morlaix"}


def test_two_towns_on_one_line_are_both_named_if_they_are_far_enough() -> None:
    carte = draw([LYON, BREST], None, (town("Paris", 48.4, 2.35), town("Brest", 48.39, -4.49)))
    assert carte
    assert {one.nom for one in carte.reperes} == {"Paris", "Brest"}


def test_what_is_an_ocean_away_is_in_the_list_and_squeezes_nothing() -> None:
    carte = draw([LYON, VIENNE, REUNION], None, TOWNS)
    assert carte
    assert carte.ailleurs == (REUNION,)
    assert carte.actions == 10
    alone = draw([REUNION], None, TOWNS)
    assert alone
    assert (len(alone.pastilles), alone.ailleurs) == (1, ())


def test_a_name_stands_beside_the_dot_that_would_hide_it_and_numbers_do_not_pile_up() -> None:
    suburb = point("Villeurbanne", 45.77, 4.88)
    carte = draw([LYON, suburb, BREST], None, TOWNS)
    assert carte
    (lyon,) = [one for one in carte.reperes if one.nom == "Lyon"]
    assert lyon.decalage > carte.pastilles[0].rayon
    assert [dot.est_numerotee for dot in carte.pastilles] == [True, False, True]


def test_more_actions_make_a_larger_dot() -> None:
    carte = draw([LYON, VIENNE], None, TOWNS)
    assert carte
    lyon, vienne = carte.pastilles
    assert lyon.rayon > vienne.rayon


def test_no_point_is_no_map() -> None:
    assert draw([], None, TOWNS) is None


def test_the_page_shows_the_map_beside_its_list_and_keeps_the_distance_that_is_asked(
    client: TestClient,
) -> None:
    page = pages.parse(client.get("/formations/FOR.1563?lieu=lyon&rayon=30").text)
    (figure,) = page.find_class("carte-lieux")
    assert "1 proposition dans 1 lieu" in pages.text_of(figure)
    assert [pages.text_of(line) for line in figure.iter("li")] == ["Lyon (69) 1 proposition"]
    (chosen,) = page.xpath("//select[@name='rayon']/option[@selected]")
    assert chosen.get("value") == "30"
    assert "1 proposition est plus loin" in pages.text_of(page.get_element_by_id("lieux"))


def test_what_is_given_nowhere_known_has_no_map(client: TestClient) -> None:
    assert pages.parse(client.get("/formations/FOR.2").text).find_class("carte-lieux") == []


def test_the_api_gives_the_points_and_asks_a_place_for_a_radius(client: TestClient) -> None:
    offre = client.get("/api/v1/formations/FOR.1563/offre?lieu=lyon&rayon=30").json()["data"]
    assert [(one["ville"], one["actions"]) for one in offre["points"]] == [("Lyon", 1)]
    assert (offre["rayon_km"], offre["hors_rayon"]) == (30, 1)
    assert client.get("/api/v1/formations/FOR.1563/offre?rayon=30").json()["parameter"] == "rayon"
