"""Figures are those of the usual definitions, on runs small enough to count by hand."""

import pytest

from debouches.errors import RequestError
from index.evaluation.judged import JudgedQuery, read_judged
from index.evaluation.metrics import ALL, grade, judge

FAMILY = {"D1108": "D1102"}


def judged(*results, expected=("D1102",), kind="titre", is_leak=False):
    query = JudgedQuery("1", "pain", kind, tuple(expected), is_leak)
    return judge([query], {"1": results}, lambda code: FAMILY.get(code, code))[0]


def test_the_first_right_answer_sets_the_rank():
    line = judged("D1104", "D1102", "J1506")
    assert (line.hit_1, line.hit_5, line.hit_10, line.mrr, line.p_10) == (0.0, 1.0, 1.0, 0.5, 0.1)


def test_codes_of_one_family_count_once_and_as_one_another():
    assert judged("D1104", "D1108", "D1102", expected=["D1102", "D1104"]).p_10 == 0.2


def test_results_of_a_type_that_nobody_judged_are_skipped():
    assert judged("FOR.1", "MET.17", "RNCP1", "D1102").hit_1 == 1.0


def test_an_answer_after_the_tenth_does_not_count():
    assert judged(*(f"A{1200 + n}" for n in range(10)), "D1102").hit_10 == 0.0


def test_a_query_without_result_counts_as_zero():
    assert (judged().zero, judged("D1104").zero) == (1.0, 0.0)


def test_kinds_are_split_only_where_a_source_holds_some_of_the_queries():
    plain, leak = JudgedQuery("1", "a", "titre", ("D1102",)), JudgedQuery("2", "b", "titre", ("D1102",), True)
    run = {"1": ["D1102"], "2": ["D1102"]}
    assert {line.nature for line in judge([plain], run, str)} == {ALL, "titre"}
    split = {line.nature: line.n for line in judge([plain, leak], run, str)}
    assert (split["titre"], split["titre / fuite"], split[f"{ALL} / sans fuite"]) == (2, 1, 1)


def test_queries_without_answers_are_not_judged():
    assert judge([JudgedQuery("1", "a")], {"1": ["D1102"]}, str) == ()


def graded(*results, grades):
    return grade([JudgedQuery("1", "a", grades=grades)], {"1": results})[0]


def test_the_ideal_order_is_worth_one():
    line = graded("D1102", "D1104", grades={"D1104": 2, "D1102": 3})
    assert (line.good_1, line.ndcg_10, line.non_notes_5) == (1.0, 1.0, 0.0)


def test_a_good_answer_second_loses_what_its_rank_costs():
    line = graded("J1506", "D1102", grades={"D1102": 3})
    assert (line.good_1, line.ndcg_10, line.non_notes_5) == (0.0, 0.6309, 0.2)


def test_a_query_without_good_answer_is_left_out():
    assert grade([JudgedQuery("1", "a", grades={"D1102": 1})], {}) == ()


def test_a_line_that_is_no_query_is_named(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"query": "a"}\n{"q": "b"}\n', encoding="utf-8")
    with pytest.raises(RequestError, match="ligne 2"):
        read_judged(path)


def test_keys_of_other_tools_are_left_alone(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"query": "a", "source": "x", "leak_if_indexed": ["y"], "expected": ["D1102"]}\n')
    assert read_judged(path) == [JudgedQuery("a", "a", "", ("D1102",), is_leak=True)]
