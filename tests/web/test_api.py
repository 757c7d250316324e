"""The contract of /api/v1: shapes, parameters, errors, cache, licences, and a true description."""

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from debouches import errors
from index.annexes.offre.views import OffreProche
from index.facets import NOMS_FACETTES
from index.results import ListPage
from tests.web import pages
from tests.web.addresses import API
from tests.web.fakes import FakeSearcher
from tests.web.samples import FACTS
from web.api import schemas, search_schemas

ANSWERS = {
    "/api/v1/search?q=boulanger": search_schemas.SearchAnswer,
    "/api/v1/search?q=boulangé": search_schemas.SearchAnswer,
    "/api/v1/search?q=introuvable": search_schemas.SearchAnswer,
    "/api/v1/search?q=après un CAP boulanger": search_schemas.SearchAnswer,
    "/api/v1/suggest?q=bou": search_schemas.SuggestAnswer,
    "/api/v1/metiers?domaine=D": search_schemas.ListAnswer,
    "/api/v1/formations?page=2&par_page=1": search_schemas.ListAnswer,
    "/api/v1/certifications?page=9": search_schemas.ListAnswer,
    "/api/v1/lieux?q=lyon": schemas.PlacesAnswer,
    "/api/v1/metiers/D1102/emploi?lieu=commune-69123": schemas.EmploiAnswer,
    "/api/v1/metiers/D1102/emploi": schemas.EmploiAnswer,
    "/api/v1/territoires/commune-69123": schemas.TerritoireAnswer,
    "/api/v1/etablissements/0693764S": schemas.EtablissementAnswer,
    "/api/v1/metiers/D1102": schemas.MetierAnswer,
    "/api/v1/liens/D1102?lieu=lyon": schemas.LiensAnswer,
    "/api/v1/liens/FOR.1563": schemas.LiensAnswer,
    "/api/v1/liens/RNCP38565": schemas.LiensAnswer,
    "/api/v1/formations/FOR.1563": schemas.FormationAnswer,
    "/api/v1/certifications/RNCP38565": schemas.CertificationAnswer,
    "/api/v1/sources": schemas.SourcesAnswer,
    "/api/v1/health": schemas.HealthAnswer,
}


@pytest.mark.parametrize(("address", "shape"), ANSWERS.items())
def test_an_answer_has_exactly_the_documented_shape(client: TestClient, address: str, shape: type) -> None:
    TypeAdapter(shape).validate_json(client.get(address).content, strict=False)


def test_a_result_says_where_its_page_and_its_whole_fiche_are(client: TestClient) -> None:
    result = client.get("/api/v1/search?q=boulanger").json()["groups"][0]["results"][0]
    assert (result["url"], result["url_api"]) == ("/metiers/D1102", "/api/v1/metiers/D1102")
    assert result["raison"]["texte"] == "trouvé par l'appellation «\u00a0Tourier, tourière\u00a0»"


@pytest.mark.parametrize("address", [address for address in API if not address.endswith("health")])
def test_every_answer_names_its_generation_and_licences(client: TestClient, address: str) -> None:
    meta = client.get(address).json()["meta"]
    assert meta["generation"] == FACTS.generation
    assert [licence["licence"] for licence in meta["licences"]] == ["Licence Ouverte 2.0", "ODbL 1.0"]


@pytest.mark.parametrize("address", API)
def test_an_unknown_parameter_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address + ("&" if "?" in address else "?") + "couleur=bleu")
    assert answer.status_code == 400
    assert answer.json()["code"] == "E-REQUETE"
    assert answer.json()["parameter"] == "couleur"


def test_an_unknown_parameter_is_told_the_known_ones(client: TestClient) -> None:
    problem = client.get("/api/v1/search?q=a&couleur=bleu").json()
    asked = ["q", "groupe", "page", "par_page", "exact", "larges", *NOMS_FACETTES, "lieu"]
    assert problem["accepted"] == asked


@pytest.mark.parametrize(
    ("query", "parameter", "accepted"),
    [
        ("", "q", None),
        ("q=", "q", None),
        ("q=" + "a" * 201, "q", ["200 caractères au plus"]),
        ("q=a&groupe=lieu", "groupe", ["metier", "formation", "certification"]),
        ("q=a&groupe=metier&page=0", "page", ["1 ou plus"]),
        ("q=a&groupe=metier&page=51", "page", ["50 au plus"]),
        ("q=a&page=x", "page", ["un nombre entier"]),
        ("q=a&page=2", "page", ["1"]),
        ("q=a&par_page=26", "par_page", ["25 au plus"]),
        ("q=a&exact=oui", "exact", ["true ou false"]),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_accepted(
    client: TestClient, query: str, parameter: str, accepted: list[str] | None
) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert answer.json().get("accepted") == accepted


def test_two_hundred_characters_are_accepted(client: TestClient) -> None:
    assert client.get("/api/v1/search", params={"q": "a" * 200}).status_code == 200


def test_a_code_leads_to_precise_pages_with_its_place_and_to_somebody(client: TestClient) -> None:
    steps = client.get("/api/v1/liens/d1102?lieu=lyon").json()["data"]["etapes"]
    assert [(step["nature"], step["url"]) for step in steps] == [
        ("formations", "/metiers/D1102?lieu=commune-69123#formations"),
        ("certifications", "/metiers/D1102?lieu=commune-69123#certifications"),
        ("emploi", "/metiers/D1102?lieu=commune-69123#perspectives"),
        ("conseiller", "/conseiller?lieu=commune-69123"),
    ]


def test_a_code_without_formation_leads_to_a_wider_search(client: TestClient) -> None:
    first = client.get("/api/v1/liens/MET.98").json()["data"]["etapes"][0]
    assert (first["total"], first["url"].partition("?")[0]) == (0, "/recherche")


@pytest.mark.parametrize(
    ("address", "groupe"),
    [("metiers", "metier"), ("formations", "formation"), ("certifications", "certification")],
)
def test_a_list_is_walked_by_its_own_addresses(client: TestClient, address: str, groupe: str) -> None:
    here, codes = f"/api/v1/{address}?par_page=2", []
    while here:
        page = client.get(here).json()
        codes += [one["code"] for one in page["data"]]
        assert (page["total"], page["pages"]) == (3, 2)
        before, here = page["precedente"], page["suivante"]
    assert codes == [f"{groupe}-0", f"{groupe}-1", f"{groupe}-2"]
    assert client.get(before).json()["page"] == 1


def test_a_list_is_narrowed_by_the_filters_of_a_search(client: TestClient, searcher: FakeSearcher) -> None:
    page = client.get("/api/v1/metiers?departement=31&departement=32&domaine=D&par_page=1").json()
    asked = searcher.lists[-1]
    assert (asked.groupe, asked.filtres.departement, asked.filtres.domaine) == (
        "metier",
        ("31", "32"),
        ("D",),
    )
    assert page["filtres"] == {"departement": ["31", "32"], "domaine": ["D"]}


def test_the_next_page_of_a_list_keeps_its_filters(client: TestClient, monkeypatch) -> None:
    monkeypatch.setattr(FakeSearcher, "liste", lambda _, request: ListPage(request, 50, ()))
    page = client.get("/api/v1/metiers?departement=31&departement=32").json()
    assert page["suivante"] == "/api/v1/metiers?departement=31&departement=32&page=2"


def test_a_code_tells_the_place_that_was_asked_and_the_one_that_was_taken(client: TestClient) -> None:
    lieu = client.get("/api/v1/liens/D1102?lieu=lyon").json()["data"]["lieu"]
    assert (lieu["demande"], lieu["retenu"]["id"], lieu["est_approche"]) == ("lyon", "commune-69123", False)
    taken = client.get("/api/v1/liens/D1102?lieu=lyonnesse").json()["data"]["lieu"]
    assert (taken["demande"], taken["retenu"]["libelle"], taken["est_approche"]) == (
        "lyonnesse",
        "Lyon",
        True,
    )
    assert client.get("/api/v1/liens/D1102").json()["data"]["lieu"] is None


@pytest.mark.parametrize("lieu", ["69123", "commune-69123", "Lyon, Rhône (69)"])
def test_a_place_is_taken_as_it_is_written_by_its_code_too(client: TestClient, lieu: str) -> None:
    told = client.get("/api/v1/liens/D1102", params={"lieu": lieu}).json()["data"]["lieu"]
    assert told["est_approche"] is False


def test_a_code_counts_what_is_near_the_place_apart_from_all(client: TestClient, monkeypatch) -> None:
    """One near, one in the same département, one far away."""
    found = [OffreProche(formation="FOR.1", ville="Ici", distance_km=km) for km in (24.6, None, 300.0)]
    monkeypatch.setattr(FakeSearcher, "offres_proches", lambda *_: found)
    there = client.get("/api/v1/liens/D1102?lieu=lyon").json()["data"]["etapes"][0]
    everywhere = client.get("/api/v1/liens/D1102").json()["data"]["etapes"][0]
    assert (there["total"], there["total_proche"]) == (16, 2)
    assert (everywhere["total"], everywhere["total_proche"]) == (16, None)


def test_a_code_counts_the_formations_of_the_certification_that_replaced_it(client) -> None:
    etapes = client.get("/api/v1/liens/RNCP600").json()["data"]["etapes"]
    (step,) = (one for one in etapes if one["nature"] == "formations")
    assert (step["total"], step["url"]) == (1, "/certifications/RNCP600#formations")


def test_a_code_of_no_domain_is_told_the_nearest_of_its_letter(client: TestClient, monkeypatch) -> None:
    known = {"A": tuple(f"A1{n}0{m}" for n in range(1, 6) for m in range(1, 6)), "B": ("B1101",)}
    monkeypatch.setattr(FakeSearcher, "domaines", lambda _: known)
    told = {
        code: client.get(f"/api/v1/liens/{code}").json().get("codes_voisins")
        for code in ("A9999", "A1303", "A1309", "E1101")
    }
    assert told["A9999"] == ["A1403", "A1404", "A1405", "A1501", "A1502", "A1503", "A1504", "A1505"]
    assert told["A1309"] == ["A1301", "A1302", "A1303", "A1304", "A1305"]
    assert told["E1101"] is None


@pytest.mark.parametrize("address", ["liens/D1199", "metiers/d1199", "metiers/D1199/emploi"])
def test_an_unknown_code_is_told_those_beside_it_wherever_it_is_asked(client: TestClient, address) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 404
    assert answer.json()["codes_voisins"] == ["D1102"]
    assert "Codes voisins : D1102." in answer.json()["detail"]


def test_an_unknown_code_is_said_so_even_when_nothing_tells_its_neighbours(client, monkeypatch) -> None:
    def closed(_: FakeSearcher) -> dict[str, tuple[str, ...]]:
        raise errors.NotReadyError("fermé")

    monkeypatch.setattr(FakeSearcher, "domaines", closed)
    answer = client.get("/api/v1/metiers/D1199")
    assert (answer.status_code, answer.json().get("codes_voisins")) == (404, None)


@pytest.mark.parametrize(
    "address", ["formations/FOR.999999", "metiers/MET.99999", "organismes/inconnu", "nulle-part"]
)
def test_what_is_no_code_of_the_rome_has_no_neighbour(client: TestClient, address) -> None:
    assert "codes_voisins" not in client.get(f"/api/v1/{address}").json()


def test_a_group_is_read_page_by_page(client: TestClient, searcher: FakeSearcher) -> None:
    answer = client.get("/api/v1/search?q=boulanger&groupe=formation&page=4&par_page=10").json()
    assert (answer["page"], answer["par_page"], answer["total"]) == (4, 10, 37)
    assert len(answer["groups"][0]["results"]) == 7


def test_an_unknown_code_is_a_problem_in_french(client: TestClient) -> None:
    answer = client.get("/api/v1/metiers/Z9999")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Z9999" in answer.json()["detail"]


def test_an_address_that_is_not_of_the_api_is_a_problem_too(client: TestClient) -> None:
    assert client.get("/api/v1/rien").json()["status"] == 404


def test_suggestions_of_nothing_are_none(client: TestClient, searcher: FakeSearcher) -> None:
    assert client.get("/api/v1/suggest?q=%20").json()["suggestions"] == []


@pytest.mark.parametrize("address", ["/", "/recherche?q=boulanger", "/metiers/D1102", *API])
def test_what_has_not_changed_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", [address for address in API if not address.endswith("health")])
def test_an_answer_may_be_kept_five_minutes(client: TestClient, address: str) -> None:
    assert client.get(address).headers["cache-control"] == "public, max-age=300"


def test_an_error_is_never_kept(client: TestClient) -> None:
    assert client.get("/api/v1/metiers/Z9999").headers["cache-control"] == "no-store"


def test_any_page_may_read_the_api(client: TestClient) -> None:
    answer = client.get("/api/v1/search?q=boulanger", headers={"Origin": "https://exemple.fr"})
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_page_of_another_site_may_ask_again_only_for_what_changed(client: TestClient) -> None:
    asked = {
        "Origin": "https://exemple.fr",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    assert client.options("/api/v1/search?q=boulanger", headers=asked).status_code == 200
    answer = client.get("/api/v1/search?q=boulanger", headers={"Origin": "https://exemple.fr"})
    assert {"ETag", "Retry-After"} <= set(answer.headers["access-control-expose-headers"].split(", "))


def operations(client: TestClient) -> list[tuple[str, dict]]:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    return [(path, next(iter(methods.values()))) for path, methods in paths.items()]


def test_the_description_lists_the_api_and_nothing_else(client: TestClient) -> None:
    described = {path for path, _ in operations(client)}
    assert described == {
        "/api/v1",
        *("/api/v1/search", "/api/v1/suggest", "/api/v1/lieux", "/api/v1/sources", "/api/v1/health"),
        *("/api/v1/metiers/{code}", "/api/v1/formations/{code}", "/api/v1/certifications/{code}"),
        *("/api/v1/metiers", "/api/v1/formations", "/api/v1/certifications", "/api/v1/liens/{code}"),
        *("/api/v1/recensement", "/api/v1/recensement/{fichier}"),
        *(
            "/api/v1/metiers/{code}/emploi",
            "/api/v1/territoires/{identifiant}",
            "/api/v1/secteurs",
            "/api/v1/secteurs/{code}",
            "/api/v1/etablissements/{uai}",
            "/api/v1/etablissements",
        ),
        *("/api/v1/formations/{code}/offre", "/api/v1/organismes/{code}", "/api/v1/verifier"),
        *("/api/v1/donnees", "/api/v1/donnees/tout.ndjson.gz", "/api/v1/donnees/changements.ndjson.gz"),
        *("/api/v1/structures", "/api/v1/structures/{code}", "/api/v1/aides"),
        *("/api/v1/repertoire", "/api/v1/prestations"),
        *("/api/v1/evenements", "/api/v1/evenements/{code}"),
        *("/api/v1/actions-innovantes", "/api/v1/actions-innovantes/{code}"),
    }


def test_the_description_announces_real_errors_only(client: TestClient) -> None:
    for path, operation in operations(client):
        assert "422" not in operation["responses"]
        assert ("404" in operation["responses"]) == any(
            part in path for part in ("{", "/donnees", "/recensement")
        )
        assert ("413" in operation["responses"]) == ("requestBody" in operation)
        assert ("410" in operation["responses"]) == ("/changements" in path)
        assert operation["summary"]
        assert operation["description"]


def test_every_parameter_is_described(client: TestClient) -> None:
    for _, operation in operations(client):
        assert all(parameter.get("description") for parameter in operation.get("parameters", ()))


def test_the_examples_of_the_documentation_run(client: TestClient) -> None:
    text = client.get("/api-et-donnees").text
    for example in ("/api/v1/search?q=boulanger", "/api/v1/metiers/D1102", "/api/v1/suggest?q=boul"):
        assert f'href="{example}"' in text
        assert client.get(example).status_code == 200


def test_an_example_that_is_not_in_the_corpus_is_no_link(client: TestClient, searcher: FakeSearcher) -> None:
    dead = [
        address
        for address in pages.links(pages.parse(client.get("/api-et-donnees").text))
        if client.get(address, follow_redirects=True).status_code != 200
    ]
    assert dead == []
    searcher.failure = errors.NotReadyError("x")
    assert 'href="/api/v1/metiers/D1102"' not in client.get("/api-et-donnees").text


def test_names_are_told_from_the_words_around_them_and_code_scrolls_without_a_mouse(
    client: TestClient,
) -> None:
    page = pages.parse(client.get("/api-et-donnees").text)
    assert "est_secret" in {pages.text_of(one) for one in page.iter("code")}
    assert {(one.get("tabindex"), one.get("role")) for one in page.iter("pre")} == {("0", "group")}


def test_the_address_of_a_problem_explains_it(client: TestClient) -> None:
    anchor = client.get("/api/v1/search").json()["type"].partition("#")[2]
    assert f'id="{anchor}"' in client.get("/api-et-donnees").text
