"""An address typed without its end is no dead end."""

import pytest

from tests.web.addresses import PAGES

PROGRAMS = ("/api", "/api/v1", "/docs")
ENTITIES = sorted({f"/{page.split('/')[1]}" for page in PAGES if page.count("/") == 2})


@pytest.mark.parametrize("debut", [*ENTITIES, *PROGRAMS])
def test_the_beginning_of_an_address_leads_to_a_page(client, debut):
    answer = client.get(debut, headers={"accept": "text/html,*/*;q=0.8"}, follow_redirects=True)
    assert answer.status_code == 200
    assert "text/html" in answer.headers["content-type"]
