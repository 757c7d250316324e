"""What comes, when and where: the same agenda in both engines, as of the day of reading."""

from dataclasses import replace
from datetime import date, time

import pytest

from debouches.errors import NotFoundError
from index.annexes.agenda.read import AgendaRequest
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import evenement, territoire

COMMUNES = (
    territoire("region", "84", "Auvergne-Rhône-Alpes"),
    territoire("departement", "69", "Rhône", dans=("region:84",)),
    territoire("departement", "2A", "Corse-du-Sud"),
    territoire("departement", "38", "Isère", dans=("region:84",)),
    territoire("commune", "69123", "Lyon", dans=("departement:69",), latitude=45.75, longitude=4.83),
    territoire("commune", "38544", "Vienne", dans=("departement:38",), latitude=45.52, longitude=4.87),
    territoire("commune", "38185", "Grenoble", dans=("departement:38",), latitude=45.18, longitude=5.72),
    territoire("commune", "2A004", "Ajaccio", dans=("departement:2A",), latitude=41.92, longitude=8.73),
)
TODAY = date(2026, 3, 10)
EVENEMENTS = (
    evenement("Hier", date(2026, 3, 9), nature="salon"),
    evenement("Depuis hier", date(2026, 3, 9), date(2026, 4, 1), code_postal="69001", commune="Lyon"),
    evenement(
        "Après-midi", TODAY, heure_debut=time(14), code_postal="38200", commune="Vienne", nature="salon"
    ),
    evenement("Matin", TODAY, heure_debut=time(9), latitude=45.19, longitude=5.73),
    evenement("De loin", date(2026, 3, 12), est_en_ligne=True, nature="atelier"),
    evenement("Île", date(2026, 4, 2), code_postal="20000", commune="Ajaccio"),
    evenement("Quelque part", date(2026, 5, 1)),
    *(
        evenement(f"Cours du {day}", day).model_copy(update={"uid": "cours", "est_repete": True})
        for day in (date(2028, 1, 1), date(2028, 1, 15), date(2028, 2, 1))
    ),
    evenement("Ailleurs sur l'île", date(2026, 5, 2), code_postal="20999", commune="Nulle"),
)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    build(harvested(settings, *SMALL_CORPUS, *COMMUNES, *EVENEMENTS))
    return open_searcher(settings)


def names(searcher, lieu=None, day=TODAY, **asked):
    where = searcher.lieu(lieu) if lieu else None
    page = searcher.agenda(AgendaRequest(day, where, **asked))
    assert page.total == len(page.evenements)
    return [one.view.evenement.intitule for one in page.evenements]


def test_what_is_over_on_the_day_of_reading_is_not_told_and_the_soonest_comes_first(searcher):
    last = ["Île", "Quelque part", "Ailleurs sur l'île", "Cours du 2028-01-01"]
    assert names(searcher) == ["Depuis hier", "Matin", "Après-midi", "De loin", *last]
    assert names(searcher, day=date(2026, 4, 2)) == last
    assert names(searcher, day=date(2029, 1, 1)) == []


@pytest.mark.parametrize(
    ("lieu", "found"),
    [
        ("commune-69123", ["Depuis hier", "Après-midi", "De loin"]),
        ("departement-38", ["Matin", "Après-midi", "De loin"]),
        ("region-84", ["Depuis hier", "Matin", "Après-midi", "De loin"]),
        ("commune-2A004", ["De loin", "Île"]),
    ],
)
def test_a_place_keeps_what_is_near_and_what_is_followed_from_afar(searcher, lieu, found):
    assert names(searcher, lieu) == found


def test_a_commune_says_how_far(searcher):
    page = searcher.agenda(AgendaRequest(TODAY, searcher.lieu("commune-69123"), nature="salon"))
    assert [(one.view.commune, one.distance_km) for one in page.evenements] == [
        ("Vienne", pytest.approx(25.8, abs=0.3))
    ]
    assert (page.connus, page.sans_lieu) == (8, 3)


def test_a_month_keeps_what_happens_in_it_and_choices_are_counted(searcher):
    assert names(searcher, mois="2026-04") == ["Depuis hier", "Île"]
    page = searcher.agenda(AgendaRequest(TODAY, nature="salon", mois="2026-03"))
    assert [(one.valeur, one.total) for one in page.mois] == [("2026-03", 1)]
    assert {one.valeur: one.total for one in page.natures} == {"autre": 2, "salon": 1, "atelier": 1}


def test_pages_follow_each_other(searcher):
    pages = [searcher.agenda(AgendaRequest(TODAY, page=n, par_page=3)) for n in (1, 2, 3, 4)]
    assert [len(page.evenements) for page in pages] == [3, 3, 2, 0]
    assert {page.total for page in pages} == {8}


def test_a_series_is_told_by_its_next_date_and_each_date_to_a_program(searcher):
    coming = AgendaRequest(date(2028, 1, 8))
    page = searcher.agenda(coming)
    (one,) = page.evenements
    assert (one.view.evenement.debut, one.autres_dates) == (date(2028, 1, 15), (date(2028, 2, 1),))
    assert (page.total, page.connus) == (1, 1)
    assert [(count.valeur, count.total) for count in page.mois] == [("2028-01", 1), ("2028-02", 1)]
    assert searcher.agenda(replace(coming, est_deplie=True)).total == 2


def test_an_event_is_read_by_its_code_even_when_it_is_over(searcher):
    assert searcher.evenement(EVENEMENTS[0].code).evenement == EVENEMENTS[0]
    with pytest.raises(NotFoundError):
        searcher.evenement("0" * 16)


def test_the_facts_say_whether_there_is_an_agenda(searcher):
    assert searcher.facts().a_un_agenda


def test_an_index_without_events_has_an_empty_agenda(tmp_path):
    settings = make_settings("tantivy", tmp_path, "")
    build(harvested(settings, *SMALL_CORPUS))
    searcher = open_searcher(settings)
    assert searcher.agenda(AgendaRequest(TODAY)).connus == 0
    assert not searcher.facts().a_un_agenda
