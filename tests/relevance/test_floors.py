"""What the search must not lose, on the corpus that every checkout carries."""

from pathlib import Path

import pytest
import yaml

from index.evaluation.evaluate import run_queries
from index.evaluation.generated import ALL, evaluate_names

HERE = Path(__file__).parent
FLOORS = yaml.safe_load((HERE / "planchers.yml").read_text(encoding="utf-8"))
SAMPLE = 500
ONE_IN = 4
"""Of the questions written blind: enough for a floor, in a few seconds."""


@pytest.fixture(scope="session")
def judged(searcher):
    return run_queries(searcher, HERE / "requetes.jsonl")


@pytest.fixture(scope="session")
def blind(searcher, tmp_path_factory):
    lines = (HERE / "questions_temoins.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    sample = tmp_path_factory.mktemp("questions") / "temoins.jsonl"
    sample.write_text("".join(lines[::ONE_IN]), encoding="utf-8")
    return run_queries(searcher, sample)


@pytest.fixture(scope="session")
def asked(searcher, tmp_path_factory):
    """Requests as people type them, but for diplomas: the formations expected are not in this corpus."""
    lines = (HERE / "demandes_temoins.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    sample = tmp_path_factory.mktemp("demandes") / "temoins.jsonl"
    sample.write_text("".join(line for line in lines if "FOR." not in line), encoding="utf-8")
    return run_queries(searcher, sample)


@pytest.fixture(scope="session")
def names(starter, searcher):
    return evaluate_names(starter, searcher, SAMPLE)


@pytest.mark.parametrize("nature", FLOORS["requetes"])
def test_judged_queries_stay_above_their_floor(judged, nature):
    line = next(one for one in judged.par_nature if one.nature == nature)
    assert below(line, FLOORS["requetes"][nature]) == {}


def test_every_kind_of_judged_queries_has_a_floor(judged):
    assert {line.nature for line in judged.par_nature} == set(FLOORS["requetes"])


def test_no_judged_query_is_left_without_answer(judged):
    assert judged.sans_reponse == 0


@pytest.mark.parametrize("nature", FLOORS["questions"])
def test_questions_written_blind_stay_above_their_floor(blind, nature):
    line = next(one for one in blind.par_nature if one.nature == nature)
    assert below(line, FLOORS["questions"][nature]) == {}


@pytest.mark.parametrize("nature", FLOORS["demandes"])
def test_requests_as_people_type_them_stay_above_their_floor(asked, nature):
    line = next(one for one in asked.par_nature if one.nature == nature)
    assert below(line, FLOORS["demandes"][nature]) == {}


@pytest.mark.parametrize("variante", FLOORS["noms"])
def test_names_find_their_own_page(names, variante):
    line = next(one for one in names.figures if (one.variante, one.nature) == (variante, ALL))
    assert below(line, FLOORS["noms"][variante]) == {}, names.echecs[:5]


def test_no_name_is_left_without_answer(names):
    assert [one.requete for one in names.echecs if not one.premiers and one.rang is None] == []


def below(line, floors: dict[str, float]) -> dict[str, float]:
    """Figures under their floor."""
    return {name: getattr(line, name) for name, floor in floors.items() if getattr(line, name) < floor}
