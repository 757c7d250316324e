"""What comes, for people and for the programs that keep their agendas."""

from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from crawler.sources.agenda.parse import parse
from mappings.records import Evenement
from tests.crawler.factories import MemoryFiles, make_run, real_spec
from tests.web import pages, samples, samples_agenda
from tests.web.fakes import FakeSearcher
from tests.web.samples_agenda import SALON


def main(client: TestClient, address: str) -> str:
    return pages.main_text(client.get(address).text)


def events(client: TestClient, address: str) -> dict[str, object]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_what_is_past_is_not_among_what_comes_and_the_soonest_is_first(client: TestClient) -> None:
    answer = client.get("/agenda").text
    text = pages.main_text(answer)
    assert "Forum d'hier" not in text
    titles = ("Semaine de la farine", "Salon du pain <chaud>", "Atelier annulé", "Webinaire du levain")
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "4 événements à venir" in text
    headings = [h.text for h in pages.parse(answer).get_element_by_id("contenu").iter("h2")]
    assert headings[:3] == ["Déjà commencé", "Mars 2026", "Avril 2026"]


def test_an_event_says_when_where_who_and_by_whom_it_is_told(client: TestClient) -> None:
    answer = client.get("/agenda?nature=salon").text
    text = pages.main_text(answer)
    assert "Le samedi 14 mars 2026, de 9 h 30 à 17 h" in text
    assert "Halle aux Grains, 3 rue du Port, 69001 Lyon" in text
    assert "Association du Copeau" in text
    assert "D’après Agenda du fournil" in text
    assert {"https://salons.example/pain", f"/agenda/{SALON.code}.ics"} <= pages.links(pages.parse(answer))


def test_what_is_not_known_and_what_is_cancelled_are_said(client: TestClient) -> None:
    text = main(client, "/agenda?nature=atelier")
    assert "Atelier annulé annulé" in text
    assert "Qui organise non renseigné par la source" in text
    assert "À distance, de partout" in text
    assert "(une des dates d’une série)" in text
    assert "heures : non renseigné par la source" in text
    assert "Page de l’éditeur : non renseigné par la source" in text


def test_a_place_is_said_with_what_is_left_out_of_it(client: TestClient) -> None:
    text = main(client, "/agenda?lieu=lyon")
    assert "Salon du pain" in text
    assert "Webinaire" in text
    assert "Semaine de la farine" not in text
    assert "2 autres événements ne disent pas où ils ont lieu" in text


def test_months_and_kinds_are_those_that_have_events(client: TestClient) -> None:
    page = pages.parse(client.get("/agenda?nature=atelier").text)
    assert [o.get("value") for o in page.get_element_by_id("mois").iter("option")] == ["", "2026-04"]
    assert [o.get("value") for o in page.get_element_by_id("nature").iter("option")] == [
        "",
        "salon",
        "atelier",
        "autre",
    ]
    assert "2 événements à venir" in main(client, "/agenda?mois=2026-03")


def test_nothing_found_is_said_with_a_way_back(client: TestClient) -> None:
    answer = client.get("/agenda?nature=forum&mois=2026-12").text
    assert "Aucun événement à venir de nos agendas ne répond à ce choix" in pages.main_text(answer)
    assert {"/agenda", "/conseiller"} <= pages.links(pages.parse(answer).get_element_by_id("contenu"))


def test_without_any_agenda_the_page_says_so_and_no_link_leads_to_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/agenda" not in pages.links(pages.parse(client.get("/").text))
    monkeypatch.setattr(samples_agenda, "AGENDA", samples_agenda.EMPTY)
    answer = client.get("/agenda").text
    assert "Aucun agenda n’a encore été récolté ici" in pages.main_text(answer)
    assert {"/conseiller", "/explorer"} <= pages.links(pages.parse(answer).get_element_by_id("contenu"))
    assert events(client, "/agenda.ics") == {}


def test_pages_lead_to_an_agenda_that_was_harvested(
    client: TestClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *others) = samples.FACTS.sources
    told = first.model_copy(update={"enregistrements": {"Evenement": 5}})
    monkeypatch.setattr(samples, "FACTS", samples.FACTS.model_copy(update={"sources": (told, *others)}))
    for address in ("/", "/conseiller", "/financer"):
        assert "/agenda" in pages.links(pages.parse(client.get(address).text)), address
    place = pages.parse(client.get("/territoires/commune-69123").text)
    assert "/agenda?lieu=commune-69123" in pages.links(place)
    monkeypatch.setattr(samples_agenda, "AGENDA", samples_agenda.EMPTY)
    assert "Tous ceux que nous avons lus sont passés" in main(client, "/agenda")


def test_the_file_says_what_the_page_says(client: TestClient) -> None:
    found = events(client, "/agenda.ics")
    assert len(found) == 4
    salon = found[f"{SALON.code}@debouches"]
    assert salon["DTSTART"].dt == datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
    assert salon["DTEND"].dt == datetime(2026, 3, 14, 16, tzinfo=UTC)
    assert str(salon["SUMMARY"]) == "Salon du pain <chaud>"
    assert str(salon["LOCATION"]) == "Halle aux Grains, 3 rue du Port, 69001 Lyon"
    assert str(salon["URL"]) == "https://salons.example/pain"
    assert int(salon["SEQUENCE"]) == 2
    said = str(salon["DESCRIPTION"])
    assert said.startswith(
        "Entrée libre ; apportez votre levain.\nÀ bientôt.\nOrganisé par Association du Copeau.\n"
    )
    assert "Source : Agenda du fournil" in said
    week, cancelled = found["b" * 16 + "@debouches"], found["c" * 16 + "@debouches"]
    assert (week["DTSTART"].dt, week["DTEND"].dt) == (date(2026, 3, 9), date(2026, 3, 14))
    assert str(cancelled["STATUS"]) == "CANCELLED"
    assert "DTEND" not in cancelled


def test_the_file_takes_the_same_choices_and_one_event_has_its_own(client: TestClient) -> None:
    assert len(events(client, "/agenda.ics?nature=atelier&mois=2026-04")) == 2
    assert list(events(client, f"/agenda/{SALON.code}.ics")) == [f"{SALON.code}@debouches"]
    assert list(events(client, f"/agenda/{'a' * 16}.ics")) == ["a" * 16 + "@debouches"]
    assert client.get("/agenda/zut.ics").status_code == 404
    assert client.get("/agenda.ics?nature=zut").status_code == 400


def test_what_leaves_is_read_back_by_our_own_harvest(client: TestClient) -> None:
    """What one installation publishes, another harvests: same days, same hours, same places."""
    run = make_run(real_spec("agenda"))
    body = client.get("/agenda.ics").content
    read = {one.intitule: one for one in parse(MemoryFiles({"agenda:a.ics": body}), run)}
    assert not run.issues.counts
    for sent in samples_agenda.EVENEMENTS:
        if sent.fin >= samples.TODAY:
            back = read[sent.intitule]
            assert isinstance(back, Evenement)
            for name in (
                "debut",
                "heure_debut",
                "fin",
                "heure_fin",
                "nature",
                "est_annule",
                "code_postal",
                "url",
            ):
                assert getattr(back, name) == getattr(sent, name), name


def test_the_same_agenda_is_not_sent_twice(client: TestClient) -> None:
    etag = client.get("/agenda.ics").headers["etag"]
    assert client.get("/agenda.ics", headers={"If-None-Match": etag}).status_code == 304


def test_the_api_answers_as_the_page_does(client: TestClient) -> None:
    answer = client.get("/api/v1/evenements?nature=atelier&par_page=1").json()["data"]
    assert (answer["total"], answer["connus"], len(answer["evenements"])) == (2, 4, 1)
    assert answer["evenements"][0]["view"]["evenement"]["est_annule"]
    assert client.get("/api/v1/evenements?lieu=nulle+part").status_code == 400
    assert client.get("/api/v1/evenements?mois=mars").status_code == 400
    assert client.get(f"/api/v1/evenements/{'f' * 16}").status_code == 404
