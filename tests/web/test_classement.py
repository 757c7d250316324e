"""« Comment ce résultat est-il classé ? »: the named parts of a score, in words, and what does not count."""

import pytest
from fastapi.testclient import TestClient

from index.rerank import FAMILLES
from tests.web import pages
from tests.web.fakes import METIER, FakeSearcher
from web.contents import load_contents
from web.pages.classement import apports_of, contributions

ADDRESS = "/classement/resultat"


def test_says_the_place_the_reason_and_each_part(client: TestClient) -> None:
    text = pages.main_text(client.get(ADDRESS, params={"q": "boulanger", "code": "D1102"}).text)
    assert "Boulanger, boulangère est le premier sur 1 métier pour « boulanger »" in text
    assert "Trouvé par l'appellation « Tourier, tourière »" in text
    assert "900 points en tout" in text
    assert "Ses noms : 600 points" in text
    assert "Ni l’éditeur, ni l’argent" in text


def test_the_place_counts_the_pages_before(client: TestClient) -> None:
    asked = {"q": "boulanger", "code": "FOR.1563", "page": 2}
    assert "en position 21 sur 37 formations" in pages.main_text(client.get(ADDRESS, params=asked).text)


def test_the_search_is_the_one_of_the_results_page(client: TestClient, searcher: FakeSearcher) -> None:
    client.get(ADDRESS, params={"q": "boulanger", "code": "for.1563", "page": 2, "exact": 1})
    (asked,) = searcher.requests
    assert (asked.groupe, asked.page, asked.est_exacte) == ("formation", 2, True)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"q": "boulanger", "code": "D9999"}, 404),
        ({"q": "boulanger"}, 400),
        ({"code": "D1102"}, 400),
        ({"q": " ", "code": "D1102"}, 400),
        ({"q": "boulanger", "code": "D1102", "page": 51}, 400),
        ({"q": "a" * 10_000, "code": "D1102"}, 400),
        ({"q": "boulanger", "code": "<script>" * 20}, 404),
    ],
)
def test_what_cannot_be_explained_says_why(client: TestClient, asked: dict, status: int) -> None:
    assert client.get(ADDRESS, params=asked).status_code == status


def test_contributions_add_up_to_the_score() -> None:
    shares = contributions({"nom": 6.0, "competence": 4.0, "interet": 1.0, "plein_texte": 1.0}, 9.0)
    assert shares == pytest.approx({"nom": 6.0, "competence": 1.6, "interet": 0.4, "plein_texte": 1.0})


@pytest.mark.parametrize(
    ("values", "score", "shares"),
    [
        ({}, 20.0, {"code": 20.0}),
        ({"plein_texte": 0.8}, 0.8, {"plein_texte": 0.8}),
        ({"nom": 2.0, "plein_texte": 0.5}, 2.5, {"nom": 2.0, "plein_texte": 0.5}),
    ],
)
def test_a_single_part_is_the_whole_score(values: dict, score: float, shares: dict) -> None:
    assert contributions(values, score) == shares


def test_parts_come_by_what_they_brought_and_an_unknown_part_keeps_its_name() -> None:
    apports = apports_of(METIER, {})
    assert [a.titre for a in apports] == ["nom", "competence", "plein_texte"]


def test_every_part_of_the_score_has_its_words() -> None:
    assert {*FAMILLES, "plein_texte", "code"} == set(load_contents().parts)
