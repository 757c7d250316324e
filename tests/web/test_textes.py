"""Pages of text: who answers for the site, how accessible it says it is, and where everything is."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from debouches.settings import PublicationSettings, Settings
from tests.web import pages, samples
from tests.web.fakes import FakeSearcher
from web.serving.app import create_app


def test_who_installs_the_site_names_who_answers_for_it(client: TestClient, tmp_path: Path) -> None:
    assert pages.main_text(client.get("/mentions").text).count("non renseigné par cette installation") == 4
    said = PublicationSettings(editeur="Région des Essais", contact="bonjour@essais.exemple.fr")
    app = create_app(FakeSearcher(), settings=Settings(home=tmp_path, publication=said))
    theirs = TestClient(app)
    assert "Éditeur Région des Essais" in pages.main_text(theirs.get("/mentions").text)
    assert "Dites-le : bonjour@essais.exemple.fr." in pages.main_text(theirs.get("/accessibilite").text)


def test_without_an_audit_the_site_says_not_conform_on_every_page(client: TestClient) -> None:
    for address in ("/", "/metiers/D1102", "/accessibilite"):
        footer = pages.parse(client.get(address).text).find_class("pied")[0]
        assert "Accessibilité : non conforme" in pages.text_of(footer)


def test_the_map_of_the_site_leads_to_each_page_that_a_visitor_chooses(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def footer_and_map() -> tuple[set[str], set[str]]:
        page = pages.parse(client.get("/plan-du-site").text)
        return pages.links(page.find_class("pied")[0]), pages.links(page.get_element_by_id("contenu"))

    every = {"Evenement": 1, "ActionInnovante": 1}
    source = samples.FACTS.sources[0].model_copy(update={"enregistrements": every})
    monkeypatch.setattr(searcher, "facts", lambda: samples.FACTS.model_copy(update={"sources": (source,)}))
    footer, named = footer_and_map()
    assert footer - named == {"/plan-du-site"}
    assert {"/explorer", "/financer", "/liaison", "/recherche?groupe=certification"} <= named
    monkeypatch.setattr(searcher, "facts", lambda: samples.FACTS.model_copy(update={"sources": ()}))
    assert footer_and_map()[1].isdisjoint({"/agenda", "/actions-innovantes"})
