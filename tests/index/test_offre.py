"""The offer: ordered on the day of reading, by département, a few actions at a time."""

from datetime import date

import pytest

from index.annexes.offre.day import is_over, rank_of, state_on
from index.annexes.offre.make import ligne_of
from index.annexes.offre.read import OffreRequest
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from mappings.records import Periode
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import action, provenance, session

DAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("periode", "etat"),
    [
        (Periode(debut=date(2026, 4, 1), fin=date(2026, 6, 1)), "a-venir"),
        (Periode(debut=date(2026, 3, 15), fin=date(2026, 6, 1)), "a-venir"),
        (Periode(debut=date(2026, 3, 14), fin=date(2026, 6, 1)), "en-cours"),
        (Periode(debut=date(2025, 3, 14), fin=date(2026, 3, 14)), "passee"),
        (Periode(debut=date(2026, 3, 1), fin=date(2026, 3, 31), precision="mois"), "a-venir"),
        (Periode(debut=date(2026, 3, 2), fin=date(2026, 3, 31), precision="mois"), "en-cours"),
        (Periode(debut=date(2026, 1, 1), fin=date(2026, 12, 31), precision="annee"), "a-venir"),
        (Periode(debut=date(2025, 1, 1)), "passee"),
        (Periode(fin=date(2026, 6, 1)), "en-cours"),
        (Periode(), "sans-date"),
    ],
)
def test_the_day_of_reading_says_what_a_session_is(periode, etat):
    assert state_on(periode, DAY) == etat


def test_one_enters_at_any_time_a_permanent_action_whose_end_is_unknown():
    begun = Periode(debut=date(2025, 1, 1))
    assert state_on(begun, DAY, est_permanente=True) == "en-cours"


def test_permanent_entries_that_are_closed_come_after_those_that_are_open():
    dates = (date(2026, 1, 1), date(2026, 12, 1))
    closed = action(
        "closed", session("closed", *dates, etat_recrutement="suspendu"), entrees_sorties="permanentes"
    )
    opened = action("opened", session("opened", *dates), entrees_sorties="permanentes")
    assert ranked(closed, opened) == [opened, closed]


def ranked(*actions):
    return sorted(actions, key=lambda one: rank_of(ligne_of(one), DAY))


def test_what_one_may_join_soonest_comes_first_and_what_is_over_last():
    soon = action("soon", session("soon", date(2026, 4, 1), date(2026, 5, 1)))
    later = action("later", session("later", date(2026, 9, 1), date(2026, 10, 1)))
    dateless = action("dateless")
    closed = action("closed", session("closed", date(2026, 4, 1), date(2026, 5, 1), etat_recrutement="ferme"))
    over = action("over", session("over", date(2025, 4, 1), date(2025, 5, 1)))
    long_over = action("long-over", session("long-over", date(2015, 4, 1), date(2015, 5, 1)))
    actions = (long_over, over, closed, dateless, later, soon)
    assert ranked(*actions) == [soon, later, dateless, closed, over, long_over]
    assert [is_over(rank_of(ligne_of(one), DAY)) for one in (closed, over)] == [False, True]


def test_what_two_sources_give_under_one_code_is_shown_once_and_said(settings):
    other = action("A1", formation="FOR.2").model_copy(update={"provenance": provenance("z-autre")})
    harvested(settings, *SMALL_CORPUS, action("A1", formation="FOR.1"))
    facts = build(harvested(settings, other, source="z-autre")).facts
    said = {source.provenance.source: source.lacunes for source in facts.sources}
    assert said["z-autre"] == ("1 enregistrement porte un code déjà donné : le premier lu est montré",)
    assert said["test"] == ()
    offered = open_searcher(settings).offre(OffreRequest("FOR.2", DAY))
    assert offered.connues == 0
