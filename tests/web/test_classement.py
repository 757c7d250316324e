"""« Comment ce résultat est-il classé ? »: the named parts of a score, in words, and what does not count."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from index.searching.ranking import PARTIES
from tests.web import pages
from tests.web.fakes import METIER, FakeSearcher
from web.contenus.contents import load_contents
from web.pages.trouver.classement import apports_of

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


def test_what_its_code_alone_brings_is_its_whole_score() -> None:
    (apport,) = apports_of(replace(METIER, details=(), score=20.0), {})
    assert (apport.titre, apport.points) == ("code", 20.0)


def test_parts_come_by_what_they_brought_and_an_unknown_part_keeps_its_name() -> None:
    apports = apports_of(METIER, {})
    assert [a.titre for a in apports] == ["nom", "competence", "plein_texte"]


def test_every_part_of_the_score_has_its_words() -> None:
    assert {*PARTIES, "code"} == set(load_contents().parts)
