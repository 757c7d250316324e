"""What a branche publishes never passes for public information: on a page, on a card, in the API."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from index.views import FormationView, MetierView
from tests.web import samples
from tests.web.fakes import FakeSearcher
from tests.web.pages import main_text, parse
from web.serving.app import create_app

LABEL = "fiche de branche"
BRANCHE = samples.ONISEP.model_copy(
    update={"source": "rives", "editeur": "Branche des rives", "type_editeur": "branche"}
)
FICHE = samples.FICHE_ONISEP.model_copy(
    update={"id": "fiche:rives:1", "code": "RIV.1", "type_editeur": "branche", "provenance": BRANCHE}
)


class WithBranche(FakeSearcher):
    """The same métier, on which a branche has its fiche too."""

    def metier(self, code: str) -> MetierView:
        view = super().metier(code)
        return view.model_copy(update={"fiches": (*view.fiches, FICHE)})

    def formation(self, code: str) -> FormationView:
        view = super().formation(code)
        told = view.formation.model_copy(update={"provenance": BRANCHE})
        return view.model_copy(update={"formation": told, "sources": (BRANCHE,)})


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    app = create_app(WithBranche(), settings=Settings(home=tmp_path), today=lambda: samples.TODAY)
    return TestClient(app, follow_redirects=False)


def test_each_text_of_a_branche_has_its_label_beside_its_name(client: TestClient) -> None:
    page = parse(client.get("/metiers/D1102").text)
    names = [heading.text_content() for heading in page.find_class("editeur")]
    said = [name for name in names if name.startswith("Branche des rives")]
    assert said
    assert all(LABEL in name for name in said)
    assert not any(LABEL in name for name in names if not name.startswith("Branche des rives"))


def test_the_texts_of_a_branche_come_after_those_of_the_publishers(client: TestClient) -> None:
    page = parse(client.get("/metiers/D1102").text)
    blocks = page.find_class("cote-a-cote")
    for block in blocks:
        names = [heading.text_content() for heading in block.find_class("editeur")]
        of_branche = [LABEL in name for name in names]
        assert of_branche == sorted(of_branche)


def test_the_sources_of_a_page_say_it_too(client: TestClient) -> None:
    sources = parse(client.get("/metiers/D1102").text).get_element_by_id("sources").text_content()
    assert f"Branche des rives {LABEL}" in " ".join(sources.split())


def test_a_formation_that_a_branche_describes_says_it(client: TestClient) -> None:
    assert f"Branche des rives {LABEL}" in main_text(client.get("/formations/FOR.1563").text)


def test_the_api_says_of_each_publisher_what_it_is(client: TestClient) -> None:
    fiches = client.get("/api/v1/metiers/D1102").json()["data"]["fiches"]
    said = {one["provenance"]["editeur"]: one["provenance"]["type_editeur"] for one in fiches}
    assert said.pop("Branche des rives") == "branche"
    assert set(said.values()) == {"public"}


def test_a_page_without_branche_has_no_label(tmp_path: Path) -> None:
    app = create_app(FakeSearcher(), settings=Settings(home=tmp_path), today=lambda: samples.TODAY)
    assert LABEL not in TestClient(app).get("/metiers/D1102").text
