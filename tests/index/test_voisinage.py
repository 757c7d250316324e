"""What is beside a place: what touches it, then what is near."""

import pytest

from index.annexes.emploi.read import _chain
from index.annexes.emploi.voisinage import Voisinage
from index.lieux.atlas import enfants_of, lieu_of, read_atlas
from tests.index.factories import territoire

NORD, SUD = ("departement:1", "region:10"), ("departement:2", "region:20")
PLACES = (
    *(territoire("region", code, f"Région {code}", dans=("france:FR",)) for code in ("10", "20", "30")),
    territoire("departement", "1", "Un", dans=("region:10",)),
    territoire("departement", "2", "Deux", dans=("region:20",)),
    territoire("departement", "3", "Trois", dans=("region:20",)),
    territoire("departement", "4", "Aquatre", dans=("region:30",)),
    territoire("bassin-emploi", "5", "Bassin"),
    territoire("zone-emploi", "6", "Zone d'emploi 6"),
    territoire("zone-emploi", "7", "Zone d'emploi 7"),
    territoire(
        "commune",
        "100",
        "Grandville",
        dans=("bassin-emploi:5", "zone-emploi:7", *NORD),
        latitude=45.0,
        longitude=4.0,
        codes_postaux=("10001", "10002"),
    ),
    *(
        territoire(
            "commune",
            f"10{n}",
            f"Grandville {n}e",
            dans=("commune:100", "bassin-emploi:5", "zone-emploi:7", *NORD),
            nature="arrondissement",
        )
        for n in (1, 2)
    ),
    territoire("commune", "200", "Voisine", dans=("zone-emploi:7", *NORD), latitude=45.1, longitude=4.0),
    territoire("commune", "300", "Lointaine", dans=("zone-emploi:7", *NORD), latitude=46.0, longitude=4.0),
    *(territoire("commune", f"40{n}", f"Zone {n}", dans=("zone-emploi:6", *SUD)) for n in range(3)),
    territoire("commune", "500", "Abords", dans=("zone-emploi:6", *NORD)),
)
VOISINS = {"1": ("4", "2", "3"), "2": ("1",), "3": ("1",), "4": ("1",)}


class Finder:
    def __init__(self):
        atlas = read_atlas(PLACES)
        self.lieux = {lieu.id: lieu for lieu in (lieu_of(atlas, place) for place in PLACES)}

    def with_ids(self, ids):
        return tuple(self.lieux[one] for one in ids if one in self.lieux)

    def parties(self, whole):
        return tuple(lieu for lieu in self.lieux.values() if whole in enfants_of(lieu))


@pytest.mark.parametrize(
    ("place", "beside"),
    [
        ("commune-100", ["Voisine", "Lointaine"]),
        ("commune-200", ["Grandville", "Lointaine"]),
        ("commune-101", ["Grandville 2e", "Voisine", "Lointaine"]),
        ("departement-1", ["Aquatre", "Deux", "Trois"]),
        ("region-10", ["Région 20", "Région 30"]),
        ("region-20", ["Région 10"]),
    ],
)
def test_what_touches_comes_before_the_alphabet(place, beside):
    finder = Finder()
    assert [one.libelle for one in Voisinage(finder, VOISINS).of(finder.lieux[place])] == beside


def test_a_zone_takes_the_figures_of_the_departement_with_most_of_its_communes_and_lists_them():
    finder = Finder()
    assert [one.id for one in _chain(finder.lieux["zone-emploi-6"])][:3] == [
        "zone-emploi-6",
        "departement-2",
        "region-20",
    ]
    assert [one.code for one in finder.parties("zone-emploi-6")] == ["400", "401", "402", "500"]


def test_an_arrondissement_is_counted_with_its_town():
    finder = Finder()
    assert [one.id for one in _chain(finder.lieux["commune-101"])][:2] == ["commune-101", "commune-100"]
