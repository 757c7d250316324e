"""Facets of the results page: links that say how many, choices that can be undone, an address per state."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from fastapi.testclient import TestClient

from index.facets import Facet, FacetValue, Filtres
from index.results import SearchPage, SearchRequest
from tests.web import pages
from tests.web.fakes import FakeSearcher
from web.blocks.facettes import blocks_of


def results(client: TestClient, **parameters):
    return pages.parse(client.get("/recherche", params={"q": "boulanger"} | parameters).text)


def facets(page):
    return {pages.text_of(one.find("summary")): one for one in page.xpath("//details[@class='facette']")}


def links(block) -> dict[str, dict[str, list[str]]]:
    return {
        pages.text_of(a): parse_qs(urlsplit(a.get("href")).query) for a in block.xpath(".//ul/li/a[@href]")
    }


def chips(page):
    return page.xpath("//section[@aria-labelledby='t-filtres']//a")


def test_each_value_is_a_link_that_says_how_many(client: TestClient) -> None:
    offered = links(facets(results(client))["Niveau"])
    assert offered["CAP (niveau 3) 30 résultats"] == {"q": ["boulanger"], "niveau": ["3"]}
    assert offered["Non renseigné 8 résultats"]["niveau"] == ["non-renseigne"]


def test_what_every_result_has_is_not_offered(client: TestClient) -> None:
    assert list(facets(results(client))) == ["Niveau", "Voie", "Domaine", "Validité"]


def test_facets_come_after_the_results_and_a_link_leads_there(client: TestClient) -> None:
    page = results(client)
    places = [one.get("class") for one in page.xpath("//ul[@class='cartes'] | //aside[@id='affiner']")]
    assert places[-1] == "facettes"
    assert page.xpath("//nav[@class='sauts']//a[@href='#affiner']")


def test_a_long_facet_is_folded_never_cut(client: TestClient) -> None:
    domains = facets(results(client))["Domaine"]
    assert len(links(domains)) == 10
    assert pages.text_of(domains.xpath(".//details/summary")[0]) == "Voir les 4 autres"


def test_a_choice_keeps_the_others_and_starts_at_the_first_page(client: TestClient) -> None:
    page = results(client, groupe="formation", page="2", niveau="3", exact="1")
    assert links(facets(page)["Domaine"])["Domaine C 10 résultats"] == {
        "q": ["boulanger"],
        "groupe": ["formation"],
        "exact": ["1"],
        "niveau": ["3"],
        "domaine": ["C"],
    }


def test_a_choice_is_marked_and_undone_by_the_same_link(client: TestClient) -> None:
    offered = links(facets(results(client, niveau="3"))["Niveau"])
    assert offered["CAP (niveau 3) 30 résultats, choisi, retirer ce filtre"] == {"q": ["boulanger"]}


def test_the_first_facets_are_open_and_the_others_folded(client: TestClient) -> None:
    opened = {titre: "open" in one.attrib for titre, one in facets(results(client)).items()}
    assert opened == {"Niveau": True, "Voie": True, "Domaine": True, "Validité": False}


def test_a_folded_value_that_is_chosen_is_shown_open(client: TestClient) -> None:
    block = facets(results(client, etat="terminee", domaine="J"))
    assert block["Validité"].get("open") is not None
    assert "Domaine J" in pages.text_of(block["Domaine"].find("ul"))


def test_each_choice_is_a_chip_that_removes_it_alone(client: TestClient) -> None:
    page = results(client, niveau=["3", "non-renseigne"], domaine="C")
    undone = {pages.text_of(a).split(" ×")[0]: parse_qs(urlsplit(a.get("href")).query) for a in chips(page)}
    assert undone["Niveau : CAP (niveau 3)"] == {
        "q": ["boulanger"],
        "niveau": ["non-renseigne"],
        "domaine": ["C"],
    }
    assert undone["Retirer les 3 filtres"] == {"q": ["boulanger"]}


def test_the_title_and_the_count_say_the_filter(client: TestClient) -> None:
    for groupe in ({}, {"groupe": "formation"}):
        page = results(client, niveau="3", **groupe)
        assert page.findtext(".//title").startswith("boulanger, CAP (niveau 3)\u00a0: ")
        assert "avec ce filtre" in pages.text_of(page.xpath("//p[@class='resume']")[0])


def test_filters_follow_the_reader_through_the_pages(client: TestClient) -> None:
    page = results(client, niveau="3", groupe="formation", page="2")
    for where in ("//nav[@class='pages']//a", "//a[@class='pourquoi']", "//p[@class='puces-seules']/a"):
        assert {"niveau=3" in a.get("href") for a in page.xpath(where)} == {True}, where


def test_the_place_of_a_result_is_explained_among_those_that_passed(
    client: TestClient, searcher: FakeSearcher
) -> None:
    answer = client.get("/classement/resultat?q=boulanger&code=D1102&niveau=3")
    assert searcher.requests[-1].filtres.niveau == ("3",)
    assert chips(pages.parse(answer.text))


def test_filters_that_leave_nothing_say_it_and_offer_to_be_removed(client: TestClient) -> None:
    page = results(client, voie="vae")
    text = pages.text_of(page.get_element_by_id("contenu"))
    assert "Aucun résultat avec ce filtre" in text
    assert "38 résultats répondent" in text
    assert page.xpath("//a[@class='bouton'][@href='/recherche?q=boulanger']")


def test_words_that_find_nothing_either_are_not_blamed_on_the_filter(client: TestClient) -> None:
    answer = client.get("/recherche", params={"q": "introuvable", "voie": "vae"})
    assert "Aucune fiche ne répond à ces mots" in answer.text
    assert "avec ce filtre</h2>" not in answer.text


def test_a_value_that_does_not_exist_is_refused_with_those_that_do(client: TestClient) -> None:
    answer = client.get("/recherche", params={"q": "boulanger", "niveau": "99"})
    assert answer.status_code == 400
    assert "non-renseigne" in pages.text_of(pages.parse(answer.text).get_element_by_id("contenu"))


def test_what_a_form_leaves_empty_is_no_filter(client: TestClient, searcher: FakeSearcher) -> None:
    client.get("/recherche?q=boulanger&niveau=&niveau=3&niveau=3")
    assert searcher.requests[-1].filtres.niveau == ("3",)


def test_the_api_takes_filters_and_gives_facets(client: TestClient) -> None:
    answer = client.get("/api/v1/search?q=boulanger&niveau=3&niveau=non-renseigne").json()
    assert answer["filtres"] == {"niveau": ["3", "non-renseigne"]}
    assert answer["facettes"][0]["valeurs"][0] == {
        "valeur": "3",
        "libelle": "CAP (niveau 3)",
        "total": 30,
        "est_choisie": True,
    }


def test_the_api_refuses_what_is_no_value_and_what_is_no_filter(client: TestClient) -> None:
    refused = client.get("/api/v1/search?q=boulanger&niveau=99")
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "niveau"
    assert refused.json()["accepted"] == ["3", "non-renseigne"]
    unknown = client.get("/api/v1/search?q=boulanger&couleur=bleu").json()
    assert unknown["parameter"] == "couleur"
    assert "niveau" in unknown["accepted"]


def test_a_level_that_was_understood_and_that_nothing_has_takes_no_line() -> None:
    values = (FacetValue("1", "Niveau 1", 0, est_choisie=True), FacetValue("3", "CAP", 5, est_choisie=True))
    facet = Facet("niveau", "Niveau", "", values)
    understood = SearchPage(SearchRequest("sans diplôme"), (), facettes=(facet,))
    chosen = replace(understood, request=SearchRequest("x", filtres=Filtres(niveau=("1",))))
    assert [[one.libelle for one in block.premieres] for block in blocks_of(understood)] == [["CAP"]]
    assert [[one.libelle for one in block.premieres] for block in blocks_of(chosen)] == [["Niveau 1", "CAP"]]
