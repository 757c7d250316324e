"""Criteria without words: the form that crosses them, the page that answers, the place that is read."""

from urllib.parse import parse_qs, urlsplit

from fastapi.testclient import TestClient

from index.facets import Filtres
from tests.web import pages
from tests.web.fakes import FakeSearcher


def asked_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_the_form_sends_what_the_page_of_results_reads(client: TestClient) -> None:
    form = pages.parse(client.get("/recherche").text).find_class("filtre")[0]
    names = {field.get("name") for field in form.iter("select", "input")}
    assert names == {"domaine", "niveau", "depuis", "emploi", "lieu"}
    labelled = {label.get("for") for label in form.iter("label")}
    assert labelled == {field.get("id") for field in form.iter("select", "input")}
    assert (form.get("action"), form.get("method")) == ("/recherche", "get")


def test_what_one_leaves_is_named_in_words_and_kept_by_its_code(client: TestClient) -> None:
    address = "/recherche?domaine=&niveau=3&depuis=boulanger&emploi=tension&lieu=lyon"
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == 303
    assert asked_of(answer.headers["location"]) == {
        "niveau": ["3"],
        "emploi": ["tension"],
        "passerelle": ["depuis-D1102"],
        "lieu": ["commune-69123"],
    }


def test_what_nothing_is_called_is_refused_with_a_way_on(client: TestClient) -> None:
    answer = client.get("/recherche?depuis=introuvable")
    assert answer.status_code == 400
    assert "« introuvable »" in pages.text_of(pages.parse(answer.text))


def test_criteria_alone_are_a_search(client: TestClient, searcher: FakeSearcher) -> None:
    answer = client.get("/recherche?passerelle=depuis-D1102&lieu=lyon")
    assert answer.status_code == 200
    assert "Selon vos critères" in pages.text_of(pages.parse(answer.text))
    (request,) = [one for one in searcher.requests if one.filtres]
    assert (request.q, request.filtres, request.lieu) == (
        "",
        Filtres(passerelle=("depuis-D1102",)),
        "commune-69123",
    )


def test_a_place_that_is_not_known_is_no_place(client: TestClient, searcher: FakeSearcher) -> None:
    client.get("/recherche?q=boulanger&lieu=zzz")
    assert searcher.requests[0].lieu == ""


def test_a_metier_leads_to_where_one_goes_from_it_and_to_what_leads_there(client: TestClient) -> None:
    links = pages.links(pages.parse(client.get("/metiers/D1102?lieu=lyon").text))
    assert "/recherche?passerelle=depuis-D1102&lieu=commune-69123" in links
    assert "/recherche?passerelle=vers-D1102&lieu=commune-69123" in links


def test_the_labour_market_is_one_link_away_and_not_read_before(
    client: TestClient, searcher: FakeSearcher
) -> None:
    links = pages.links(pages.parse(client.get("/recherche?q=boulanger").text))
    assert searcher.requests[0].lieu == ""
    assert any(link.endswith("lieu=france-FR#affiner") for link in links)


def test_the_api_reads_the_place_and_needs_words_or_a_criterion(
    client: TestClient, searcher: FakeSearcher
) -> None:
    assert client.get("/api/v1/search?emploi=tension&lieu=lyon").status_code == 200
    assert searcher.requests[-1].lieu == "commune-69123"
    assert client.get("/api/v1/search?lieu=lyon").status_code == 400
    assert client.get("/api/v1/search?q=boulanger&lieu=nulle+part").json()["parameter"] == "lieu"
    listed = client.get("/api/v1/metiers?emploi=tension&lieu=lyon&par_page=1").json()
    assert searcher.lists[-1].lieu == "commune-69123"
    assert listed["filtres"] == {"emploi": ["tension"]}
