"""What the first word of a query says: that it is a title, and of which rank (« gérant d'animalerie »)."""

from dataclasses import replace

import numpy as np
import pytest

from index.documents import Groupe, Nature
from index.generations.lifecycle import build
from index.generations.opening import open_searcher
from index.plan import QueryPlan, Rang
from index.relevance import read_relevance
from index.results import SearchRequest
from index.searching.job_titles import is_a_title
from index.searching.rerank import Reranker
from tests.index.conftest import harvested
from tests.index.factories import appellation, metier
from tests.index.test_combined_wishes import PLAN, hits_of, merged
from tests.index.test_understand import reader  # noqa: F401  (a fixture)

RERANKER = Reranker(read_relevance())
SHOP = (
    metier("D1210", "Vendeur / Vendeuse en animalerie"),
    metier("D1302", "Responsable de boutique"),
    appellation("1", "D1302", "Gérant / Gérante de magasin"),
    appellation("2", "D1210", "Chef / Cheffe de rayon animalerie"),
    appellation("3", "D1210", "Conseiller / Conseillère en animalerie"),
    metier("I1203", "Agent / Agente d'entretien"),
    metier("K1403", "Directeur / Directrice de foyer d'hébergement"),
)


@pytest.fixture(scope="module")
def shops(tmp_path_factory):
    from debouches.settings import Settings

    settings = Settings(home=tmp_path_factory.mktemp("home"), data=None)
    build(harvested(settings, *SHOP))
    return open_searcher(settings)


def results(searcher, q, **facts):
    return [result for group in searcher.search(SearchRequest(q), **facts).groups for result in group.results]


def rank_parts(searcher, q):
    """What the rank adds to each result, by code."""
    return {
        result.code: sum(part.valeur for part in result.details if part.nom == "rang")
        for result in results(searcher, q, explain=True)
    }


def test_who_is_named_at_the_rank_asked_gains_by_it(shops):
    gains = rank_parts(shops, "gérant d'animalerie")
    assert gains["D1302"] > 0
    assert not gains["D1210"], "one « chef de rayon » among its names does not make a seller a manager"


def test_who_does_is_preferred_to_who_runs_when_one_asks_who_does(shops):
    gains = rank_parts(shops, "agent d'entretien de foyer")
    assert gains["I1203"] > 0
    assert not gains["K1403"]


def test_a_query_that_names_no_rank_gains_nothing_by_it(shops):
    assert set(rank_parts(shops, "animalerie").values()) == {0}


def test_a_rank_lets_nothing_in_and_puts_nothing_out():
    hits = hits_of(([1.0, 1.0], [0]), ([0.0, 0.5], [1]), nature=Nature.APPELLATION, groupe=Groupe.NOMS)
    found = replace(hits, says_rank=np.array([True, False]))
    asked = replace(PLAN, rang=Rang("encadrement", ("gerant",)))
    plain, ranked = (set(RERANKER.rank(plan, found).entities.tolist()) for plan in (PLAN, asked))
    assert plain == ranked


@pytest.mark.parametrize(
    ("q", "rang"),
    [
        ("chargé de formation", None),
        ("restaurant, responsable", None),
    ],
)
def test_only_the_first_word_says_the_rank(reader, q, rang):  # noqa: F811
    assert reader.read(q).plan.rang is rang


def test_the_parts_still_add_up(shops):
    for result in results(shops, "gérant d'animalerie", explain=True):
        assert result.score == pytest.approx(sum(part.valeur for part in result.details), rel=1e-4)


HEADED = hits_of(([1.0, 0.0], [0]), ([1.0, 1.0], [1]), nature=Nature.APPELLATION, groupe=Groupe.NOMS)


def test_a_query_that_begins_as_names_do_is_a_title():
    assert is_a_title(PLAN, HEADED)


@pytest.mark.parametrize(
    ("plan", "hits"),
    [
        (PLAN, hits_of(([1.0, 0.0], [0]), ([1.0, 1.0], [1]), nature=Nature.GESTE)),
        (PLAN, hits_of(([1.0, 1.0], [0]), nature=Nature.APPELLATION)),
        (PLAN, hits_of(([0.7, 0.0], [0]), ([0.7, 1.0], [1]), nature=Nature.APPELLATION)),
        (PLAN, replace(HEADED, head=np.array([1, 1]))),
        (QueryPlan((replace(PLAN.termes[0], est_appui=True), PLAN.termes[1])), HEADED),
        (QueryPlan(()), HEADED),
    ],
    ids=["gestures", "one name", "another word of the family", "the second word", "a wish", "a code alone"],
)
def test_a_query_that_does_not_is_none(plan, hits):
    assert not is_a_title(plan, hits)


def test_who_comes_before_where_when_a_name_says_who_whole():
    who, where = (replace(term, est_lieu=at == 1) for at, term in enumerate(PLAN.termes))
    hits = hits_of(([0.0, 1.0], [0]), ([1.0, 0.0], [1]), groupe=Groupe.NOMS, nature=Nature.APPELLATION)
    assert RERANKER.rank(QueryPlan((who, where)), hits).entities.tolist() == [1, 0]


def test_where_counts_as_much_as_who_when_no_name_says_who_whole():
    who, where = (replace(term, est_lieu=at == 1) for at, term in enumerate(PLAN.termes))
    hits = hits_of(
        ([0.0, 1.0], [0]), ([1.0, 0.0], [1]), groupe=Groupe.NOMS, nature=Nature.APPELLATION, rest=1.0
    )
    assert RERANKER.rank(QueryPlan((who, where)), hits).entities.tolist() == [0, 1]


def test_a_bonus_puts_first_and_shuts_nothing_out():
    relevance = read_relevance()
    who, where = (replace(term, est_lieu=at == 1) for at, term in enumerate(PLAN.termes))
    names = hits_of(([1.0, 0.0], [1]), groupe=Groupe.NOMS, nature=Nature.APPELLATION)
    far = hits_of(([0.0, 0.8], [0]), groupe=Groupe.NOTIONS, nature=Nature.CONTEXTE, rest=1.0)
    bonus = replace(relevance, bonus={**relevance.bonus, "role": 10.0})
    assert set(Reranker(bonus).rank(QueryPlan((who, where)), merged(names, far)).entities.tolist()) == {0, 1}
