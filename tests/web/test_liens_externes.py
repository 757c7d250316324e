"""Links to other sites once checks have seen them: on pages, in the API, in the census."""

import os
from datetime import date
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient

from debouches.settings import Settings
from debouches.storage import Storage, write_atomically
from mappings.liens import EtatLien
from tests.web import samples
from tests.web.fakes import FakeSearcher
from tests.web.pages import links, main_text, parse
from web.addresses.liens_externes import LiensExternes
from web.addresses.recensement import liens_morts
from web.serving.app import create_app

ROME = samples.BOULANGER.metier.provenance
URL = ROME.url
NEW = "https://candidat.francetravail.example/nouveau/D1102"


def tell(home: Path, **etats: str | None) -> None:
    """Write the table: state of the page of the ROME."""
    (name, vers), *_ = etats.items()
    etat = {"etat": name, "constate_le": "2026-03-03", "depuis": "2026-02-01", "vers": vers}
    content = orjson.dumps({"le": "2026-03-03T04:00:00Z", "liens": {URL: etat}})
    write_atomically(Storage(home).link_table, content)


class Now:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 10
        return self.seconds


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """Of an installation of its own: it has its table."""
    app = create_app(FakeSearcher(), settings=Settings(home=tmp_path), today=lambda: samples.TODAY)
    return TestClient(app, follow_redirects=False)


def test_a_live_page_of_a_publisher_is_a_link(client: TestClient) -> None:
    assert URL in links(parse(client.get("/metiers/D1102").text))


def test_a_dead_page_stays_as_words_with_the_day_of_the_check(client: TestClient, tmp_path: Path) -> None:
    tell(tmp_path, mort=None)
    page = client.get("/metiers/D1102").text
    assert URL not in page
    assert "sur candidat.francetravail.example (lien mort, constaté le 3 mars 2026)" in main_text(page)


def test_a_page_that_leads_to_a_home_page_is_said_and_is_no_link(client: TestClient, tmp_path: Path) -> None:
    home = "https://candidat.francetravail.example/"
    tell(tmp_path, accueil=home)
    page = client.get("/metiers/D1102").text
    assert {URL, home}.isdisjoint(links(parse(page)))
    assert "mène à l’accueil du site, constaté le 3 mars 2026" in main_text(page)


def test_a_page_moved_for_good_is_linked_where_it_is(client: TestClient, tmp_path: Path) -> None:
    tell(tmp_path, deplace=NEW)
    found = links(parse(client.get("/metiers/D1102").text))
    assert NEW in found
    assert URL not in found


def test_pages_follow_a_new_table_without_restart_and_read_it_once(tmp_path: Path) -> None:
    liens = LiensExternes(Storage(tmp_path).link_table, Now())
    assert liens.lien(URL).constat is None
    tell(tmp_path, mort=None)
    assert "lien mort" in liens.lien(URL).constat
    table = Storage(tmp_path).link_table
    before = table.stat()
    with table.open("r+b") as file:  # in place, and as old: what nobody does, so what nobody reads
        file.write(b" " * before.st_size)
    os.utime(table, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert liens.lien(URL).constat
    tell(tmp_path, deplace=NEW)
    assert liens.lien(URL).url == NEW
    table.unlink()
    assert liens.lien(URL).url == URL


@pytest.mark.parametrize("content", [b"", b"{}", b'{"liens": 3', b"[]"])
def test_a_damaged_table_leaves_the_one_before_and_every_page(tmp_path: Path, content: bytes) -> None:
    liens = LiensExternes(Storage(tmp_path).link_table, Now())
    tell(tmp_path, mort=None)
    assert liens.lien(URL).constat
    write_atomically(Storage(tmp_path).link_table, content)
    assert liens.lien(URL).constat


def test_the_api_says_what_became_of_the_addresses_that_it_gives(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/api/v1/metiers/D1102").json()["etats_liens"] == []
    tell(tmp_path, mort=None)
    os.utime(Storage(tmp_path).link_table)
    client.app.state.site.liens._asked_at = float("-inf")
    said = client.get("/api/v1/metiers/D1102").json()["etats_liens"]
    assert said == [
        {"url": URL, "etat": "mort", "constate_le": "2026-03-03", "depuis": "2026-02-01", "vers": None}
    ]


def publisher_page(client: TestClient) -> dict[str, str | None]:
    (found,) = [
        page
        for page in client.get("/api/v1/liens/D1102").json()["data"]["pages_editeurs"]
        if page["adresse"] == URL
    ]
    return found


def test_the_resolver_gives_the_page_of_a_publisher(client: TestClient) -> None:
    assert publisher_page(client) == {
        "editeur": ROME.editeur,
        "adresse": URL,
        "url": URL,
        "etat": None,
        "constate_le": None,
    }


def test_the_resolver_gives_no_dead_link_as_live(client: TestClient, tmp_path: Path) -> None:
    tell(tmp_path, mort=None)
    found = publisher_page(client)
    assert (found["url"], found["etat"], found["constate_le"]) == (None, "mort", "2026-03-03")


def test_the_resolver_gives_the_new_address_of_a_page_that_moved(client: TestClient, tmp_path: Path) -> None:
    tell(tmp_path, deplace=NEW)
    assert publisher_page(client)["url"] == NEW


def test_a_home_page_is_never_given_by_the_resolver(client: TestClient) -> None:
    given = client.get("/api/v1/liens/D1102").json()["data"]["pages_editeurs"]
    assert "https://www.onisep.example/" not in [page["adresse"] for page in given]


DAY = date(2026, 2, 1)
ETATS = {
    "https://a.test/1": EtatLien(etat="mort", constate_le=DAY, depuis=DAY),
    "https://a.test/2": EtatLien(etat="accueil", constate_le=DAY, depuis=DAY, vers="https://a.test/"),
    "https://a.test/3": EtatLien(etat="deplace", constate_le=DAY, depuis=DAY, vers="https://a.test/33"),
}
CHAMPS = {"fiche": ("provenance.url",), "structure": ("url", "url_rendez_vous"), "aide": ("provenance.url",)}


def record(url: str, **fields: str) -> dict[str, object]:
    return {"id": "x:1", "provenance": {"editeur": "Éditeur", "url": url}, "code": "MET.1", **fields}


def dead_ends(record_type: str, found: dict[str, object]) -> list[tuple[str, str, str]]:
    rows = liens_morts([(record_type, found)], CHAMPS, ETATS.get)
    return [(row.nature, row.cible, row.resolveur) for row in rows]


def test_the_census_names_a_dead_link_our_page_and_the_resolver_that_repair_it() -> None:
    (row,) = liens_morts([("fiche", record("https://a.test/1", titre="Passeur"))], CHAMPS, ETATS.get)
    assert (row.editeur, row.nature, row.titre, row.page) == (
        "Éditeur",
        "lien-mort",
        "Passeur",
        "https://a.test/1",
    )
    assert (row.cible, row.resolveur, row.depuis) == ("/metiers/MET.1", "/api/v1/liens/MET.1", "2026-02-01")


def test_the_census_names_a_link_that_leads_to_a_home_page_and_nothing_that_lives() -> None:
    found = ("renvoi-a-l-accueil", "/metiers/MET.1", "/api/v1/liens/MET.1")
    assert dead_ends("fiche", record("https://a.test/2")) == [found]
    assert dead_ends("fiche", record("https://a.test/3")) == []
    assert dead_ends("fiche", record("https://a.test/4")) == []


def test_two_records_of_one_page_of_ours_are_one_dead_end() -> None:
    both = [("fiche", record("https://a.test/1")), ("fiche", record("https://a.test/1", id="x:2"))]
    assert len(list(liens_morts(both, CHAMPS, ETATS.get))) == 1


def test_what_has_no_code_for_the_resolver_is_repaired_by_our_page() -> None:
    twice = record("") | {"url": "https://a.test/1", "url_rendez_vous": "https://a.test/1", "code": "S1"}
    assert dead_ends("structure", twice) == [("lien-mort", "/lieux-d-accueil/S1", "")]
    assert dead_ends("aide", record("https://a.test/1")) == [("lien-mort", "/financer", "")]
