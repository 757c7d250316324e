"""What is said of a certification that is over, and what came before and after it."""

from datetime import date

import pytest

from index.building.corpus.briefs import CertificationBrief
from index.building.entities.make import EntityMaker
from index.building.links import link
from index.building.succession import Succession
from index.validity import ECHUE, PLUS_DELIVREE, REMPLACEE
from index.views import PREPARE_LA_PRECEDENTE, PREPARE_LA_SUIVANTE, CertificationView
from nlp.analysis import Analyser
from tests.index.factories import certification, corpus, formation

BEFORE, AFTER = date(2025, 8, 31), date(2027, 8, 31)
"""Around the day of harvest of the factories, 2 January 2026."""


def succession(*certifications):
    return Succession({one.code: CertificationBrief.of(one) for one in certifications})


@pytest.mark.parametrize(
    ("facts", "mention"),
    [
        ({}, None),
        ({"est_active": True}, None),
        ({"est_active": True, "date_fin_enregistrement": AFTER}, None),
        ({"est_active": True, "date_fin_enregistrement": BEFORE}, ECHUE),
        ({"date_fin_enregistrement": BEFORE}, ECHUE),
        ({"est_active": False}, PLUS_DELIVREE),
        ({"est_active": False, "date_limite_delivrance": AFTER}, ECHUE),
        ({"est_active": False, "remplacee_par": ("RNCP2",)}, REMPLACEE),
        ({"date_fin_enregistrement": BEFORE, "remplacee_par": ("RNCP2",)}, REMPLACEE),
        ({"date_fin_enregistrement": AFTER, "remplacee_par": ("RNCP2",)}, None),
    ],
)
def test_a_mention_says_no_more_than_the_source(facts, mention):
    assert succession(certification("RNCP1", "Boulanger", **facts)).mention("RNCP1") == mention


def test_the_link_may_be_told_by_the_successor_alone():
    line = succession(
        certification("RNCP1", "Boulanger", est_active=False),
        certification("RNCP2", "Boulanger", remplace=("RNCP1",)),
    )
    assert line.mention("RNCP1") == REMPLACEE
    assert [(one.code, one.place) for one in line.line("RNCP1")] == [
        ("RNCP1", "celle-ci"),
        ("RNCP2", "apres"),
    ]


def test_the_line_goes_from_the_oldest_to_the_latest_and_keeps_what_nobody_describes():
    line = succession(
        certification("RNCP2", "Boulanger", remplace=("RNCP1",), remplacee_par=("RNCP3",)),
        certification("RNCP3", "Boulanger", remplacee_par=("RNCP4",)),
    ).line("RNCP3")
    assert [one.code for one in line] == ["RNCP1", "RNCP2", "RNCP3", "RNCP4"]
    assert [one.titre for one in line] == [None, "Boulanger", "Boulanger", None]


def test_two_certifications_that_replace_each_other_make_a_line_that_ends():
    line = succession(
        certification("RNCP1", "Boulanger", remplacee_par=("RNCP2",)),
        certification("RNCP2", "Boulanger", remplacee_par=("RNCP1",)),
    ).line("RNCP1")
    assert [one.code for one in line] == ["RNCP2", "RNCP1"]


def test_alone_it_has_no_line():
    assert succession(certification("RNCP1", "Boulanger")).line("RNCP1") == ()


def by_succession(code, *records):
    """What the page of a certification shows under the numbers of others."""
    whole, analyser = corpus(*records), Analyser()
    documents = EntityMaker(whole, link(whole, analyser), analyser).make()
    (vue,) = (one.vue for one in documents if one.carte.code == code)
    return CertificationView.model_validate_json(vue).formations_par_succession


BAKERS = (
    certification("RNCP1", "Boulanger", remplacee_par=("RNCP2",)),
    certification("RNCP2", "Boulanger", remplacee_par=("RNCP3",), date_effet=BEFORE),
    certification("RNCP3", "Boulanger"),
)


@pytest.mark.parametrize(
    ("code", "relation"), [("RNCP1", PREPARE_LA_SUIVANTE), ("RNCP3", PREPARE_LA_PRECEDENTE)]
)
def test_without_formations_of_its_own_it_shows_those_of_the_other_number(code, relation):
    (one,) = by_succession(code, *BAKERS, formation("FOR.1", "CAP boulanger", code_certification="RNCP2"))
    assert (one.certification.code, one.certification.date_effet, one.nombre) == ("RNCP2", BEFORE, 1)
    assert [(lien.code, lien.relation) for lien in one.formations] == [("FOR.1", relation)]


def test_what_came_after_is_shown_before_what_came_before():
    formations = (formation(f"FOR.{n}", "CAP boulanger", code_certification=f"RNCP{n}") for n in (1, 3))
    assert [one.certification.code for one in by_succession("RNCP2", *BAKERS, *formations)] == [
        "RNCP3",
        "RNCP1",
    ]


def test_formations_of_its_own_are_enough():
    formations = (formation(f"FOR.{n}", "CAP boulanger", code_certification=f"RNCP{n}") for n in (1, 2))
    assert by_succession("RNCP1", *BAKERS, *formations) == ()
