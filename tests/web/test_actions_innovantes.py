"""The shared collection of innovative actions: words, facets, a page for each, and never a dead end."""

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from crawler.conformity import verify
from crawler.sources.actions_innovantes.parse import parse
from tests.crawler.factories import MemoryFiles, make_run, real_spec
from tests.web import pages, samples, samples_innovantes
from tests.web.fakes import FakeSearcher
from web.rendering.assets import FOLDER

MODEL = (FOLDER / "modele-actions-innovantes.csv").read_bytes()


def main(client: TestClient, address: str) -> str:
    return pages.main_text(client.get(address).text)


def content(client: TestClient, address: str):
    return pages.parse(client.get(address).text).get_element_by_id("contenu")


def facets(page):
    return {
        pages.text_of(one.find("summary")): {
            pages.text_of(a): parse_qs(urlsplit(a.get("href")).query) for a in one.xpath(".//ul/li/a")
        }
        for one in page.xpath("//details[@class='facette']")
    }


def test_an_action_says_where_who_what_and_since_when(client: TestClient) -> None:
    text = main(client, "/actions-innovantes?q=bus")
    assert "Une structure, sur son territoire" in text
    assert "Auvergne-Rhône-Alpes : Bassin de Lyon" in text
    assert "Connaissance des métiers, outils mutualisés" in text
    assert "Mission locale Test" in text
    assert "D’après Carif-Oref Test, mis à jour le 1er février 2026" in text


def test_what_is_not_known_is_said(client: TestClient) -> None:
    text = main(client, "/actions-innovantes/demonstration-bus-des-metiers")
    for what in ("Thème", "Où Région :", "Qui la porte", "À quel niveau", "Avec", "Quand", "À qui en parler"):
        assert f"{what} non renseigné par la source" in text, what
    assert "Page de l’action non renseigné par la source" in text
    assert "date non renseignée par la source" in text


def test_the_page_of_an_action_says_all_of_it(client: TestClient) -> None:
    text = main(client, "/actions-innovantes/carif-test-12")
    assert "Un bus va de collège en collège." in text
    assert "Rectorat, DRAIO ; Carif-Oref" in text
    assert "De 2024 à 2026" in text
    assert "Service orientation" in text
    assert "Lire sur exemple.fr" in text
    assert "licence : Licence Ouverte 2.0" in text
    links = pages.links(content(client, "/actions-innovantes/carif-test-12"))
    assert {"tel:0478000000", "mailto:orientation@exemple.fr", "/actions-innovantes/partout"} <= links
    assert {"/actions-innovantes?theme=outils-mutualises", "/actions-innovantes?region=84"} <= links


def test_an_example_is_marked_wherever_it_is(client: TestClient) -> None:
    for address in (
        "/actions-innovantes?theme=non-renseigne",
        "/actions-innovantes/demonstration-bus-des-metiers",
    ):
        marks = content(client, address).xpath(".//*[@class='demonstration']")
        assert marks, address
    assert "sont inventées" in main(client, "/actions-innovantes?theme=non-renseigne")
    assert "Exemple inventé" in main(client, "/actions-innovantes/demonstration-bus-des-metiers")
    assert "inventé" not in main(client, "/actions-innovantes?q=bus")


def test_each_value_of_a_facet_is_a_link_that_says_how_many(client: TestClient) -> None:
    offered = facets(pages.parse(client.get("/actions-innovantes").text))
    assert list(offered) == ["Thème", "Qui la porte", "Région"]
    assert offered["Région"]["Bretagne 20 résultats"] == {"region": ["53"]}
    assert offered["Région"]["Toute la France 1 résultat"] == {"region": ["france"]}
    assert offered["Thème"]["Non renseigné 1 résultat"] == {"theme": ["non-renseigne"]}
    assert offered["Thème"]["Outils mutualisés 2 résultats"] == {"theme": ["outils-mutualises"]}


def test_choices_add_up_and_can_be_undone_with_the_words_kept(client: TestClient) -> None:
    address = "/actions-innovantes?q=bus&theme=outils-mutualises&region=84"
    page = pages.parse(client.get(address).text)
    chips = {
        pages.text_of(a): parse_qs(urlsplit(a.get("href")).query)
        for a in page.xpath("//section[@aria-labelledby='t-filtres']//a")
    }
    assert chips["Thème : outils mutualisés ×, retirer ce filtre"] == {"q": ["bus"], "region": ["84"]}
    assert chips["Retirer les 2 filtres ×"] == {"q": ["bus"]}
    hidden = {one.get("name"): one.get("value") for one in page.xpath("//main//input[@type='hidden']")}
    assert hidden["theme"] == "outils-mutualises"
    assert (
        page.findtext(".//title")
        .replace("\u00a0", " ")
        .startswith("Actions innovantes : bus, outils mutualisés, Auvergne-Rhône-Alpes")
    )


def test_words_that_only_some_say_are_told(client: TestClient) -> None:
    text = main(client, "/actions-innovantes?q=bus+zymoscope")
    assert "Aucune action ne dit tous les mots de « bus zymoscope » ; celle-ci en dit une partie" in text
    assert "Mot qu’aucune action ne dit : « zymoscope »" in text


def test_a_typo_leads_to_what_it_meant_with_the_choices_kept(client: TestClient) -> None:
    page = content(client, "/actions-innovantes?q=ateliet&region=53")
    assert "Vouliez-vous dire « atelier » ?" in pages.text_of(page)
    assert "/actions-innovantes?q=atelier&region=53" in pages.links(page)


@pytest.mark.parametrize("address", ["?q=zymoscope", "?q=bus&region=53", "?theme=attentes-publics"])
def test_nothing_found_leaves_ways_out(client: TestClient, address: str) -> None:
    page = content(client, f"/actions-innovantes{address}")
    assert "Aucune action de la collection ne répond" in pages.text_of(page)
    links = pages.links(page)
    assert {"/actions-innovantes", "/actions-innovantes?theme=professionnalisation", "/conseiller"} <= links
    if "q=" in address:
        assert any(link.startswith("/recherche?q=") for link in links)


def test_a_long_list_has_pages(client: TestClient) -> None:
    assert "/actions-innovantes?page=2" in pages.links(content(client, "/actions-innovantes"))
    assert "Atelier numéro 9" in main(client, "/actions-innovantes?q=atelier&page=1")
    assert client.get("/actions-innovantes?q=atelier&page=2").status_code == 404


def test_without_any_action_the_page_says_so_and_no_page_leads_to_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/actions-innovantes" not in pages.links(pages.parse(client.get("/").text))
    monkeypatch.setattr(samples_innovantes, "INNOVANTES", samples_innovantes.EMPTY)
    page = content(client, "/actions-innovantes")
    assert "Aucune action innovante n’a encore été déposée ici" in pages.text_of(page)
    assert {"/conseiller", "/verifier", "/explorer"} <= pages.links(page)
    assert not any("actions-innovantes" in link for link in _links_of_territory(client))


def test_pages_lead_to_a_collection_that_has_actions(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *others) = samples.FACTS.sources
    told = first.model_copy(update={"enregistrements": {"ActionInnovante": 5}})
    monkeypatch.setattr(samples, "FACTS", samples.FACTS.model_copy(update={"sources": (told, *others)}))
    for address in ("/", "/conseiller", "/liaison", "/financer"):
        assert "/actions-innovantes" in pages.links(pages.parse(client.get(address).text)), address
    assert "/actions-innovantes?region=84" in _links_of_territory(client)


def _links_of_territory(client: TestClient) -> set[str]:
    return pages.links(pages.parse(client.get("/territoires/commune-69123").text))


def test_the_model_of_a_file_is_understood_whole(client: TestClient) -> None:
    """What the page gives to fill is read by the harvest, column by column."""
    link = next(one for one in pages.links(content(client, "/actions-innovantes")) if ".csv" in one)
    assert client.get(link).content == MODEL
    cells = {"titre": "Un titre", "source": "Essai", "date": "mai 2026", "région": "Bretagne"}
    names = MODEL.decode("utf-8-sig").strip().split(";")
    filled = MODEL + ";".join(cells.get(name, "") for name in names).encode() + b"\r\n"
    run = make_run(real_spec("actions-innovantes"))
    (action,) = parse(MemoryFiles({"table:a.csv": filled}), run)
    assert not run.issues.counts
    assert action.intitule == "Un titre"
    assert [one.regle for one in verify(MODEL).constats] == ["lecture"]


def test_the_api_answers_as_the_page_does(client: TestClient) -> None:
    answer = client.get("/api/v1/actions-innovantes?q=bus&region=84&region=53").json()["data"]
    assert (answer["total"], answer["connues"]) == (1, 23)
    assert answer["actions"][0]["action"]["provenance"]["editeur"] == "Carif-Oref Test"
    (region,) = (one for one in answer["facettes"] if one["nom"] == "region")
    assert {"valeur": "84", "libelle": "Auvergne-Rhône-Alpes", "total": 1, "est_choisie": True} in region[
        "valeurs"
    ]
    one = client.get("/api/v1/actions-innovantes/carif-test-12").json()
    assert one["data"]["view"]["niveau"] == "une structure, sur son territoire"
    assert client.get("/api/v1/actions-innovantes/zut").status_code == 404
    refused = client.get("/api/v1/actions-innovantes?theme=zut")
    assert refused.status_code == 400
    assert "professionnalisation" in refused.json()["accepted"]
    assert client.get("/api/v1/actions-innovantes?couleur=bleu").status_code == 400
