"""Where else to look, when nothing is given in the département that was chosen."""

import pytest

from index.facets import Facet, FacetValue
from index.lieux.departements_voisins import read_voisins
from index.lieux.model import Lieu, LieuNomme
from index.searching.elsewhere import Elsewhere

BRETAGNE = LieuNomme(id="region-53", niveau="region", code="53", libelle="Bretagne")
VOISINS = {"29": ("22", "56"), "35": ("22", "53", "44")}


def departement(code, *parents):
    return Lieu(
        id=f"departement-{code}", niveau="departement", code=code, libelle=f"D{code}", contexte="",
        millesime=2026, parents=parents,
    )  # fmt: skip


LIEUX = {code: departement(code, BRETAGNE) for code in ("22", "29", "35", "56")} | {
    code: departement(code) for code in ("44", "53", "75")
}


class Places:
    def with_ids(self, identifiants):
        return tuple(LIEUX[code] for one in identifiants if (code := one.rpartition("-")[2]) in LIEUX)

    def parties(self, identifiant):
        return tuple(lieu for lieu in LIEUX.values() if identifiant in {parent.id for parent in lieu.parents})


def offered(**totals):
    values = [
        FacetValue(code.strip("d_").replace("_", "-"), f"D{code}", total) for code, total in totals.items()
    ]
    return Facet("departement", "Département", "", tuple(values))


def found(chosen, facet):
    every = Elsewhere(Places(), VOISINS).of([chosen], facet, count=lambda codes: 10 * len(codes))
    return [(one.departements, one.total) for one in every]


def test_neighbours_come_before_the_region_and_only_those_that_have_something():
    assert found("35", offered(d22=2, d44=1, d29=5, d75=9)) == [
        (("22",), 2),
        (("44",), 1),
        (("22", "29"), 20),
    ]


def test_a_region_that_only_repeats_the_neighbour_is_not_said_twice():
    assert found("35", offered(d22=2)) == [(("22",), 2)]


def test_far_from_everything_the_fullest_are_offered():
    assert found("75", offered(d44=1, d29=5)) == [(("29",), 5), (("44",), 1)]


def test_what_says_no_place_is_offered_last():
    assert found("75", offered(d44=1, non_renseigne=3)) == [(("44",), 1), (("non-renseigne",), 3)]


@pytest.mark.parametrize("facet", [None, offered()])
def test_nothing_anywhere_offers_nothing(facet):
    assert found("35", facet) == []


def test_neighbours_are_neighbours_both_ways():
    voisins = read_voisins()
    assert all(one in voisins[other] for one, others in voisins.items() for other in others)
    assert len(voisins) == 96
