"""« Cette page vous a-t-elle aidé ? »: a month, a type of page and an answer are counted, nothing else."""

import multiprocessing
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from debouches.settings import Settings
from debouches.storage import Storage
from tests.web import pages, samples
from tests.web.addresses import ERRORS, PAGES
from tests.web.fakes import FakeSearcher
from web.counters.satisfaction import TOUTES, Rate, Satisfaction, measure, read_measures
from web.serving.app import create_app

TYPES = {"recherche": "Résultats", "metiers": "Métier"}
MARS = date(2026, 3, 14)
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def site(home: Path) -> TestClient:
    app = create_app(FakeSearcher(), settings=Settings(home=home), today=lambda: MARS)
    return TestClient(app, follow_redirects=False)


def answer(site: TestClient, reponse: str = "oui", retour: str = "/metiers/D1102", **headers: str):
    return site.post("/avis", data={"reponse": reponse, "retour": retour}, headers=headers or SAME)


def rows(home: Path) -> list[tuple[object, ...]]:
    path = Storage(home).satisfaction
    return sqlite3.connect(path).execute("SELECT * FROM reponses").fetchall() if path.exists() else []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_asks_and_knows_where_to_come_back(client: TestClient, address: str) -> None:
    page = pages.parse(client.get(address).text)
    (form,) = page.xpath("//form[@action='/avis']")
    retour = form.fields["retour"]
    assert form.method == "POST"
    assert client.get(retour).content == client.get(address).content
    assert [button.get("value") for button in form.iter("button")] == ["oui", "non"]


@pytest.mark.parametrize("address", ERRORS, ids=lambda address: address[:40])
def test_an_error_asks_nothing(client: TestClient, address: str) -> None:
    assert "/avis" not in client.get(address).text


def test_what_is_said_of_a_person_is_not_lost_for_an_answer(client: TestClient) -> None:
    """The answer to a form that was posted has no address to come back to."""
    assert "/avis" not in client.post("/conseiller", data={"situation": "jeune"}).text


def test_an_answer_is_thanked_for_on_the_same_page(site: TestClient, home: Path) -> None:
    found = answer(site, "non", "/recherche?q=monsecret&niveau=3")
    assert (found.status_code, found.headers["location"]) == (
        303,
        "/recherche?q=monsecret&niveau=3#merci-non",
    )
    thanked = pages.parse(site.get("/recherche?q=boulanger").text).get_element_by_id("merci-non")
    assert "/conseiller" in pages.links(thanked)
    assert rows(home) == [("2026-03", "recherche", "non", 1)]


def test_nothing_but_the_month_the_type_and_the_answer_is_on_disk(site: TestClient, home: Path) -> None:
    answer(site, "oui", "/recherche?q=monsecret")
    assert b"monsecret" not in Storage(home).satisfaction.read_bytes()
    assert [path.name for path in home.iterdir()] == ["satisfaction.sqlite"]


def test_each_answer_adds_one(site: TestClient, home: Path) -> None:
    for reponse in ("oui", "oui", "non"):
        answer(site, reponse)
    assert set(rows(home)) == {("2026-03", "metiers", "oui", 2), ("2026-03", "metiers", "non", 1)}


@pytest.mark.parametrize(
    "retour",
    [
        *("//ailleurs.example", "https://ailleurs.example/metiers/D1102", "/\\ailleurs.example", "metiers"),
        *("/zut", "", "/metiers/D1102#merci-oui", "/metiers/é", "/metiers\r\nSet-Cookie: a=b"),
    ],
)
def test_nobody_is_sent_elsewhere(site: TestClient, home: Path, retour: str) -> None:
    found = answer(site, retour=retour)
    assert (found.status_code, "location" in found.headers, rows(home)) == (400, False, [])


@pytest.mark.parametrize("reponse", ["", "peut-être", "oui\r\n"])
def test_another_answer_is_refused(site: TestClient, home: Path, reponse: str) -> None:
    assert (answer(site, reponse).status_code, rows(home)) == (400, [])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Sec-Fetch-Site": "none"}, 400),
        ({"Origin": "https://ailleurs.example"}, 400),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "null"}, 303),
    ],
)
def test_another_site_cannot_answer_for_a_reader(
    site: TestClient, headers: dict[str, str], status: int
) -> None:
    assert answer(site, **headers).status_code == status


def test_a_flood_fills_nothing(home: Path) -> None:
    now = [0.0]
    counters = Satisfaction(Storage(home).satisfaction, TYPES, Rate(2, lambda: now[0]))
    for _ in range(5):
        counters.note("metiers", "oui", MARS)
    now[0] = 61.0
    counters.note("metiers", "oui", MARS)
    assert rows(home) == [("2026-03", "metiers", "oui", 3)]


def test_a_home_that_cannot_be_written_breaks_no_page(site: TestClient, home: Path) -> None:
    home.write_text("a file where a folder should be")
    assert answer(site).status_code == 303


def test_spoilt_counters_break_no_page_and_the_command_says_it(site: TestClient, home: Path) -> None:
    home.mkdir()
    path = Storage(home).satisfaction
    path.write_bytes(b"not a database, not at all" * 100)
    assert answer(site).status_code == 303
    with pytest.raises(OSError, match="illisibles"):
        read_measures(path)


def test_several_processes_count_together(home: Path) -> None:
    path = Storage(home).satisfaction
    crew = [multiprocessing.get_context("fork").Process(target=_note_ten, args=(path,)) for _ in range(3)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert rows(home) == [("2026-03", "metiers", "oui", 30)]


def _note_ten(path: Path) -> None:
    counters = Satisfaction(path, TYPES)
    for _ in range(10):
        counters.note("metiers", "oui", MARS)


def test_an_installation_may_not_ask(home: Path) -> None:
    app: FastAPI = create_app(
        FakeSearcher(), settings=Settings(home=home, satisfaction=False), today=lambda: samples.TODAY
    )
    site = TestClient(app, follow_redirects=False)
    assert answer(site).status_code == 404
    assert "/avis" not in site.get("/metiers/D1102").text
    assert 'id="avis"' not in site.get("/mentions").text
    assert not home.exists()


def test_the_notice_says_what_is_counted(client: TestClient) -> None:
    said = pages.text_of(pages.parse(client.get("/mentions").text).get_element_by_id("avis").getnext())
    assert "le mois, le type de la page" in said


@pytest.mark.parametrize(
    ("oui", "non", "part", "lecture"),
    [
        (3, 1, None, "moins de 5 réponses"),
        (20, 9, None, "trop peu pour une part (moins de 30 réponses)"),
        (24, 6, 0.8, ""),
    ],
)
def test_few_answers_are_not_made_to_say_more(oui: int, non: int, part: float | None, lecture: str) -> None:
    found = measure("2026-03", "metiers", oui, non)
    assert (found.reponses, found.part_oui, found.lecture) == (oui + non, part, lecture)
    assert (found.oui is None) == (oui + non < 5)


def test_a_share_comes_with_its_interval() -> None:
    found = measure("2026-03", "metiers", 24, 6)
    assert (found.au_moins, found.au_plus) == (0.627, 0.905)
    everyone = measure("2026-03", "metiers", 30, 0)
    assert everyone.au_moins is not None
    assert everyone.au_moins < everyone.au_plus == 1.0


def test_months_come_latest_first_and_every_page_together_before_each(home: Path) -> None:
    counters = Satisfaction(Storage(home).satisfaction, TYPES)
    for page, day in (("recherche", date(2026, 2, 1)), ("recherche", MARS), ("metiers", MARS)):
        counters.note(page, "oui", day)
    found = [(one.mois, one.page, one.reponses) for one in read_measures(Storage(home).satisfaction)]
    assert found == [
        ("2026-03", TOUTES, 2),
        ("2026-03", "metiers", 1),
        ("2026-03", "recherche", 1),
        ("2026-02", TOUTES, 1),
        ("2026-02", "recherche", 1),
    ]


def test_no_file_means_no_answer(home: Path) -> None:
    assert read_measures(Storage(home).satisfaction) == ()
