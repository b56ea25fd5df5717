"""Random trees and random answers: every reader gives the same result, in every kind of node."""

from __future__ import annotations

from itertools import product

from hypothesis import Phase, find, given, settings

from palermo.conditions.explain import evaluate_condition, explain_condition
from palermo.conditions.nodes import KINDS, Node, list_names, walk_nodes
from palermo.conditions.yaml_form import parse_condition, write_condition
from palermo.kernel.answers import Answer, Answers
from tests.generative.trees import answers, cases, conditions
from tests.readers import VARIABLES, by_column, by_javascript, by_person, by_spark


@given(cases)
def test_columns_agree_with_one_person_at_a_time(found: list[tuple[Node, Answers]]) -> None:
    assert by_column(found) == by_person(found)


@given(cases)
def test_javascript_agrees_with_one_person_at_a_time(found: list[tuple[Node, Answers]]) -> None:
    assert by_javascript(found) == by_person(found)


def test_spark_agrees_with_one_person_at_a_time() -> None:
    """All cases in one job, because starting a job costs more than all its rows."""
    met: list[tuple[Node, Answers]] = []

    @given(cases)
    def meet(found: list[tuple[Node, Answers]]) -> None:
        met.extend(found)

    meet()
    told, expected = by_spark(met), by_person(met)
    wrong = [case for case, a, b in zip(met, told, expected, strict=True) if a is not b]
    assert not wrong, min(wrong, key=lambda case: len(str(case)))
    assert len(met) > 100


@given(conditions)
def test_what_is_written_is_read_again(node: Node) -> None:
    assert parse_condition(write_condition(node)) == node


def test_every_kind_of_node_is_generated() -> None:
    # One example is enough; the search for the smallest takes most of the time.
    first_found = settings(max_examples=2000, phases=[Phase.generate])
    for kind in KINDS:
        find(
            conditions,
            lambda node, kind=kind: any(isinstance(n, kind) for n in walk_nodes(node)),
            settings=first_found,
        )


@given(conditions, answers)
def test_an_unknown_answer_names_what_could_settle_it(node: Node, given_: Answers) -> None:
    reason = explain_condition(node, given_)
    names = reason.open_names()
    assert bool(names) is (reason.answer is Answer.UNKNOWN)
    assert set(names) <= list_names(node)


@given(conditions, answers)
def test_a_settled_answer_stays_whatever_else_is_learned(node: Node, given_: Answers) -> None:
    """More answers never turn yes into no, unless the condition asks whether there is one."""
    if any(type(n).__name__ == "Answered" for n in walk_nodes(node)):
        return
    before = evaluate_condition(node, given_)
    if before is Answer.UNKNOWN:
        return
    possible = {
        "yes_no": ["yes", "no"],
        "choice": ["border", "street"],
        "number": [3, 40],
    }
    open_ = [v for v in VARIABLES if v.name in list_names(node) and v.name not in given_]
    for values in product(*(possible[v.kind] for v in open_)):
        more = {**given_, **{v.name: value for v, value in zip(open_, values, strict=True)}}
        assert evaluate_condition(node, more) is before
