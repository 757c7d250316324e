"""The census of dead ends, as files that publishers receive, and as the site gives them."""

from collections import Counter
from datetime import UTC, datetime

from fastapi.testclient import TestClient

from debouches.commands.recensement import tables, write_csv
from debouches.settings import Settings
from debouches.storage import Storage
from tests.web import pages
from tests.web.fakes import FakeSearcher
from web.addresses.recensement_publie import COLUMNS, publish
from web.api import schemas
from web.serving.app import create_app

DAY = datetime(2026, 3, 1, 4, tzinfo=UTC)


def row(editeur, code, nature="page-absente"):
    return dict.fromkeys(COLUMNS, "") | {"editeur": editeur, "code": code, "nature": nature}


ROWS = [row("Onisep", "FOR.1"), row("ONISEP", "FOR.2", "lien-mort"), row("France Travail", "D1102")]


def test_each_publisher_has_one_file_whatever_the_case_of_its_name(tmp_path):
    write_csv(tmp_path, tables(ROWS))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["france-travail.csv", "onisep.csv"]
    lines = (tmp_path / "onisep.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == ";".join(COLUMNS)
    assert [line.split(";")[3] for line in lines[1:]] == ["FOR.1", "FOR.2"]


def site_of(home):
    return TestClient(create_app(FakeSearcher(), settings=Settings(home=home)))


def test_the_site_gives_the_last_census_publisher_by_publisher(tmp_path):
    before = Counter({("Onisep", "page-absente"): 3, ("France Travail", "page-absente"): 1})
    publish(Storage(tmp_path).census, tables(ROWS), before, DAY)
    client = site_of(tmp_path)
    answer = client.get("/api/v1/recensement")
    said = schemas.RecensementAnswer.model_validate_json(answer.content, strict=False).data
    assert said.le == DAY
    by_name = {table.fichier: table for table in said.tables}
    assert by_name["onisep.csv"].natures == {"page-absente": 1, "lien-mort": 1}
    assert by_name["onisep.csv"].evolution == {"page-absente": -2, "lien-mort": 1}
    file = client.get(by_name["onisep.csv"].url)
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in file.headers["content-disposition"]
    assert [line.split(";")[3] for line in file.content.decode("utf-8-sig").splitlines()[1:]] == [
        "FOR.1",
        "FOR.2",
    ]


def test_the_page_of_sources_leads_to_each_table(tmp_path):
    publish(Storage(tmp_path).census, tables(ROWS), None, DAY)
    page = pages.parse(site_of(tmp_path).get("/sources").text)
    assert {"/api/v1/recensement/onisep.csv", "/api/v1/recensement/france-travail.csv"} <= pages.links(page)


def test_a_publisher_who_has_mended_everything_has_no_table_any_more(tmp_path):
    publish(Storage(tmp_path).census, tables(ROWS), None, DAY)
    publish(Storage(tmp_path).census, tables(ROWS[:1]), None, DAY)
    client = site_of(tmp_path)
    assert client.get("/api/v1/recensement/france-travail.csv").status_code == 404
    assert client.get("/api/v1/recensement/onisep.csv").status_code == 200


def test_without_a_census_it_is_said_how_to_make_one(tmp_path):
    answer = site_of(tmp_path).get("/api/v1/recensement")
    assert (answer.status_code, "debouches recensement" in answer.json()["detail"]) == (404, True)


def test_nothing_but_a_table_is_read(tmp_path):
    publish(Storage(tmp_path).census, tables(ROWS), None, DAY)
    client = site_of(tmp_path)
    for name in ("manifeste.json", "..%2Frecensement.jsonl", "..%2f..%2fetc%2fpasswd"):
        assert client.get(f"/api/v1/recensement/{name}").status_code == 404
