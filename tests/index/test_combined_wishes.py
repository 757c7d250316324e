"""Several wishes in one query: those that answer both first."""

from dataclasses import replace

import numpy as np
import pytest

from index.documents import GROUPES, NATURES, Groupe, Nature
from index.engines.base import LabelHits
from index.plan import Alternative, QueryPlan, Term
from index.relevance import read_relevance
from index.searching.combined_wishes import are_apart, evened, joins_wishes, said_together
from index.searching.rerank import Reranker

ANIMAUX, NUIT = [1.0, 0.0], [0.0, 1.0]
PLAN = QueryPlan(tuple(Term(mot, (Alternative(mot, 1.0),), 2.0) for mot in ("animaux", "nuit")))


def hits_of(*labels, groupe=Groupe.NOTIONS, nature=Nature.ENVIE, rest=0.0):
    """`labels`: what each says of the plan, and the rows it names."""
    rows = np.concatenate([named for _, named in labels])
    return LabelHits(
        groupes=np.full(len(labels), GROUPES.index(groupe)),
        ids=np.arange(len(labels)),
        natures=np.full(len(labels), NATURES.index(nature)),
        matched=np.array([said for said, _ in labels], dtype=np.float32),
        rest=np.full(len(labels), rest, dtype=np.float32),
        head=np.zeros(len(labels), dtype=np.int64),
        says_rank=np.zeros(len(labels), dtype=np.bool_),
        target_label=np.repeat(np.arange(len(labels)), [len(named) for _, named in labels]),
        target_entity=rows,
        target_weight=np.ones(len(rows), dtype=np.float32),
    )


def merged(*groups):
    """Hits of several groups, as one."""
    firsts = np.cumsum([0, *(len(hits.ids) for hits in groups[:-1])])
    labels = [hits.target_label + first for hits, first in zip(groups, firsts, strict=True)]
    parts = {name: np.concatenate([getattr(hits, name) for hits in groups]) for name in LabelHits.__slots__}
    return LabelHits(**parts | {"target_label": np.concatenate(labels)})


def together(*labels, plan=PLAN, **facts):
    """The values of three rows."""
    hits = hits_of(*labels, **facts)
    return said_together(plan, hits, hits.target_entity, 3)


def test_what_answers_both_wishes_is_worth_twice_what_answers_one():
    found = together((ANIMAUX, [0, 1]), (NUIT, [1, 2]))
    assert found.values.tolist() == pytest.approx([0.5, 1.0, 0.5])
    assert found.coverage.tolist() == pytest.approx([0.5, 1.0, 0.5])


JOINED = replace(PLAN, est_jointe=True)


def test_what_et_joins_is_wished_only_if_no_wish_says_it_all():
    two = hits_of((ANIMAUX, [0]), (NUIT, [1]))
    assert joins_wishes(JOINED, two)
    assert not joins_wishes(PLAN, two)
    assert not joins_wishes(JOINED, hits_of((ANIMAUX, [0]), (NUIT, [1]), ([1.0, 1.0], [2])))


def test_wishes_are_apart_when_nothing_answers_both():
    assert are_apart(JOINED, hits_of((ANIMAUX, [0]), (NUIT, [1])))
    assert not are_apart(JOINED, hits_of((ANIMAUX, [0, 1]), (NUIT, [1])))


def test_the_commoner_of_two_wishes_weighs_more_once_evened():
    rare, common = (replace(term, poids=poids) for term, poids in zip(PLAN.termes, (4.0, 2.0), strict=True))
    assert [term.poids for term in evened(replace(PLAN, termes=(rare, common))).termes] == [3.5, 2.5]


@pytest.mark.parametrize(
    ("labels", "options"),
    [
        pytest.param([(ANIMAUX, [0])], {}, id="a word that no wish says"),
        pytest.param([(ANIMAUX, [0]), (NUIT, [1]), ([1.0, 1.0], [2])], {}, id="one wish says it all"),
        pytest.param([(ANIMAUX, [0]), (NUIT, [1])], {"nature": Nature.APPELLATION}, id="names, not wishes"),
        pytest.param([(ANIMAUX, [0]), (NUIT, [1])], {"rest": 1.0}, id="only a part of each wish"),
    ],
)
def test_wishes_are_not_put_together(labels, options):
    assert together(*labels, **options).values.tolist() == [0.0, 0.0, 0.0]


def test_a_word_that_only_introduces_needs_no_wish():
    support = Term("travailler", (Alternative("travailler", 1.0),), 0.1, est_appui=True)
    plan = QueryPlan((*PLAN.termes, support))
    found = together(([*ANIMAUX, 0.0], [0]), ([*NUIT, 0.0], [0]), plan=plan)
    assert found.values[0] == pytest.approx(1.0)


def best(*groups):
    return Reranker(read_relevance()).rank(PLAN, merged(*groups)).entities.tolist()[0]


def test_a_query_that_holds_a_name_is_no_sum_of_wishes():
    wishes = hits_of((ANIMAUX, [0, 1]), (NUIT, [1]))
    name = hits_of((ANIMAUX, [2]), groupe=Groupe.NOMS, nature=Nature.APPELLATION)
    assert best(wishes) == 1
    assert best(name, wishes) == 2


def test_what_a_certification_teaches_is_no_name_of_a_trade():
    wishes = hits_of((ANIMAUX, [0, 1]), (NUIT, [1]))
    taught = hits_of((ANIMAUX, [2]), groupe=Groupe.CERTIFICATIONS, nature=Nature.TITRE)
    assert best(taught, wishes) == 1, (
        "« musique et enfants » : « Musique » is a certification, and two wishes"
    )
    begun = hits_of(
        (ANIMAUX, [3]), (ANIMAUX, [3]), groupe=Groupe.CERTIFICATIONS, nature=Nature.TITRE, rest=5.0
    )
    everyday = hits_of((ANIMAUX, [2]), groupe=Groupe.NOMS, nature=Nature.NOM_COURANT)
    assert best(everyday, begun, wishes) == 1, "nor do its words begin the title of a job"


def test_an_everyday_name_is_a_wish_too_unless_the_query_begins_as_titles_do():
    wishes = hits_of((ANIMAUX, [0, 1]), (NUIT, [1]))
    everyday = hits_of((ANIMAUX, [2]), groupe=Groupe.NOMS, nature=Nature.NOM_COURANT, rest=0.0)
    assert best(everyday, wishes) == 1, "« enfants » names many trades, and says what is liked"
    titles = hits_of((ANIMAUX, [3]), (ANIMAUX, [3]), groupe=Groupe.NOMS, nature=Nature.APPELLATION, rest=5.0)
    assert best(everyday, titles, wishes) == 2, "« chef », of many titles"


def test_labels_that_say_every_word_between_them_come_before_those_that_say_the_same_word_twice():
    names = hits_of((ANIMAUX, [0, 1]), groupe=Groupe.NOMS, nature=Nature.APPELLATION)
    skills = hits_of((ANIMAUX, [0]), (NUIT, [1]), groupe=Groupe.COMPETENCES, nature=Nature.COMPETENCE)
    assert best(names, skills) == 1
    sectors = hits_of((ANIMAUX, [0]), (NUIT, [1]), nature=Nature.SECTEUR)
    assert best(names, sectors) == 1


def test_the_parts_of_a_score_add_up_to_it():
    names = hits_of((ANIMAUX, [0, 1]), groupe=Groupe.NOMS, nature=Nature.APPELLATION)
    ranking = Reranker(read_relevance()).rank(PLAN, merged(names, hits_of((NUIT, [1]))))
    ranking = ranking.told_by_texts(np.array([1]), np.array([0.25], dtype=np.float32), order=np.sort)
    assert [sum(ranking.parts_of(at).values()) for at in range(2)] == pytest.approx(ranking.scores.tolist())
