"""Where to go on after the diploma that a query names: beside the results, or in their stead."""

import pytest

from tests.web import pages


@pytest.mark.parametrize("q", ["après un CAP boulanger", "après un CAP"])
def test_what_follows_a_diploma_is_listed_with_its_level_and_leads_to_its_page(client, q):
    page = pages.parse(client.get("/recherche", params={"q": q}).text)
    [block] = page.xpath("//section[@aria-labelledby='g-poursuite']")
    said = pages.text_of(block)
    assert said.startswith("Après : CAP boulanger")
    assert "Aucune source ne donne la liste de ce qui suit" in said
    assert "BP boulanger" in said
    assert block.xpath(".//a/@href") == ["/formations/FOR.1563", "/formations/FOR.1563#formations"]


def test_the_api_gives_it_too_and_null_otherwise(client):
    found = client.get("/api/v1/search", params={"q": "après un CAP boulanger"}).json()["poursuite"]
    assert found["depuis"]["titre"] == "CAP boulanger"
    assert [one["titre"] for one in found["formations"]] == ["BP boulanger"]
    assert client.get("/api/v1/search", params={"q": "boulanger"}).json()["poursuite"] is None
