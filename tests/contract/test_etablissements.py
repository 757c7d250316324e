"""Establishments found by their names, in every engine, without moving anything else."""

import pytest

from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.results import SearchRequest
from tests.contract.conftest import ENGINES, make_settings
from tests.index.conftest import SMALL_CORPUS, harvested
from tests.index.factories import chiffre, organisme
from tests.index.lieux import LIEUX

NAMES = {
    "0690001A": "Centre de formation d'apprentis des métiers de bouche Zarpanit",
    "0690002B": "Lycée professionnel de la boulangerie",
    "0420003C": "CFA de la boulangerie",
    "0690004D": "Sainte Blandine",
}
CHIFFRES = tuple(
    chiffre(
        "emploi-6-mois",
        60,
        metier="",
        lieu=f"etablissement:{uai}",
        periode="2021-2022",
        unite="% des sortants",
        source="insertion",
        libelle_territoire=nom,
        codes_parents=("territoire:region:84",),
    )
    for uai, nom in NAMES.items()
)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory, prefixes):
    settings = make_settings(request.param, tmp_path_factory.mktemp("home"), prefixes())
    harvested(settings, *LIEUX, source="lieux")
    harvested(settings, *CHIFFRES, source="insertion")
    build(harvested(settings, *SMALL_CORPUS, organisme("OF1", "Atelier des CFA")))
    return open_searcher(settings)


def named(searcher, q):
    return [one.code for one in searcher.search(SearchRequest(q)).etablissements.etablissements]


@pytest.mark.parametrize(
    ("q", "codes"),
    [
        ("CFA boulangerie", ["0420003C"]),
        ("lycée boulangerie", ["0690002B"]),
        ("centre de formation d'apprentis zarpanit", ["0690001A"]),
        ("cfa métiers de bouche", ["0690001A"]),
        ("Zarpanit", ["0690001A"]),
        ("centre de formation d'apprentis de la boulangerie", ["0420003C"]),
        ("sainte blandine", ["0690004D"]),
        ("atelier des cfa", ["OF1"]),
        ("boulangerie", []),
        ("boulanger", []),
        ("cfa introuvable", []),
    ],
)
def test_one_finds_what_bears_every_word_and_only_when_one_looks_for_a_place(searcher, q, codes):
    assert named(searcher, q) == codes


def test_a_place_in_the_query_tells_where(searcher):
    assert named(searcher, "cfa boulangerie Loire") == ["0420003C"]
    assert named(searcher, "cfa boulangerie Lyon") == []


def test_the_name_that_says_the_fewest_other_words_comes_first(searcher):
    found = searcher.etablissements("cfa", 10)
    assert found.total == 3
    assert [one.code for one in found.etablissements][-1] == "0690001A"
    assert searcher.etablissements("cfa", 1).total == 3


def test_a_filter_or_a_group_asks_for_something_else(searcher):
    assert searcher.search(SearchRequest("cfa boulangerie", groupe="metier")).etablissements.total == 0
