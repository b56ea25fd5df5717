"""The graph of every procedure is complete, and a duty is under the outcomes that it follows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

import pytest

from palermo.cases.child import AgeGroup
from palermo.cases.handover import DECLINED, TalkCourse, find_ending
from palermo.conditions.explain import explain_condition
from palermo.conditions.nodes import ALWAYS, Answered, Equals, Not
from palermo.kernel.answers import Answer, Missing, Value
from palermo.packs.load import load_pack
from palermo.procedures.decide import Indication, Outcome, find_agreeing_decision, run_procedure
from palermo.procedures.definitions import list_definitions
from palermo.procedures.flow import FORKS, ForkAnswer, ProcedureFlow, StepKind, build_flow
from palermo.procedures.outcome_implications import OutcomeAssumption
from palermo.procedures.shapes import Procedure, Question

BASE, COUNTRY = load_pack("base"), load_pack("aze")
#: The country's own version comes last and replaces the base version with the same id.
ALL = {f"{p.id}-{p.version}-{c.iso3}": p for c in (BASE, COUNTRY) for p in c.procedures.versions}
each = pytest.mark.parametrize("procedure", ALL.values(), ids=ALL)
LABOUR = COUNTRY.procedure("screen-adult-labour", date(2026, 11, 1))
CHILD = COUNTRY.procedure("child-pathway", date(2026, 11, 1))


def _named(graph: ProcedureFlow, kind: StepKind) -> list[str]:
    return [name for step in graph.steps if step.kind is kind for name in step.names]


@each
def test_every_part_of_the_procedure_has_its_step(procedure: Procedure) -> None:
    graph = build_flow(procedure)
    assert _named(graph, StepKind.GATES) == [g.id for g in procedure.before]
    assert _named(graph, StepKind.NEVER) == [g.id for g in procedure.never]
    assert _named(graph, StepKind.QUESTIONS) == [q.id for q in procedure.questions]
    assert _named(graph, StepKind.DUTY) == [d.id for d in procedure.duties]
    outcomes = [s.about for s in graph.steps if s.kind is StepKind.OUTCOME]
    shown = ["positive", "undetermined", "negative"] if procedure.decision else []
    assert outcomes == shown
    labels = {x.id for x in procedure.decision.labels} if procedure.decision else set()
    assert set(_named(graph, StepKind.OUTCOME)) == labels


@each
def test_every_relevance_is_written_on_an_edge_to_its_question(procedure: Procedure) -> None:
    graph = build_flow(procedure)
    for question in procedure.questions:
        (step,) = (
            s for s in graph.steps if s.kind is StepKind.QUESTIONS and question.id in s.names
        )
        conditions = {e.when for e in graph.edges if e.end == step.id and e.when != ALWAYS}
        assert conditions == ({question.when} - {ALWAYS})


@each
def test_every_edge_leads_somewhere_and_every_step_is_reached(procedure: Procedure) -> None:
    graph = build_flow(procedure)
    ids = [s.id for s in graph.steps]
    assert len(set(ids)) == len(ids)
    assert {e.end for e in graph.edges} | {ids[0]} == set(ids)
    reached, waiting = set(), [ids[0]]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting += [e.end for e in graph.edges if e.start == current]
    assert reached == set(ids)
    for fork in (s for s in graph.steps if s.kind in FORKS):
        ways = {e.way for e in graph.after(fork)}
        assert ways in ({ForkAnswer.YES, ForkAnswer.NO}, {ForkAnswer.YES, ForkAnswer.OTHERWISE})


def _drawn(question: Question, chance: random.Random) -> Value:
    found: list[Value] = ["yes", "no"]
    if question.type == "choice":
        found = [choice.id for choice in question.choices]
    elif question.type == "number":
        found = [5, 15, 18, 40]
    return chance.choice([*found, Missing.NOT_ASKED])


def _told(procedure: Procedure, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers and all values that the procedure derives from them."""
    told = dict(answers)
    for name, node in list_definitions(procedure).items():
        answer = explain_condition(node, told).answer
        told[name] = Missing.NOT_ASKED if answer is Answer.UNKNOWN else answer.value
    return told


def _expected(graph: ProcedureFlow, found: Indication, told: dict[str, Value]) -> set[str]:
    outcomes = {find_agreeing_decision(found.outcome)}
    if found.is_incomplete and not found.unknown:
        # Nothing is left to ask: the way on is also that of a no after signs.
        outcomes.add(Outcome.NEGATIVE)
    starts = [f"outcome_{each}" if each else "follows" for each in outcomes]
    leaving = [edge for start in starts for edge in graph.after(graph.step(start))]
    held = {e.end for e in leaving if explain_condition(e.when, told).answer is Answer.YES}
    return {end.removeprefix("duty_") for end in held}


@each
def test_the_duties_of_the_graph_are_those_that_follow_for_anybody(procedure: Procedure) -> None:
    graph, chance = build_flow(procedure), random.Random(20261127)  # noqa: S311 - repeatable, no secret
    outcomes = set()
    for _ in range(150):
        answers = {q.id: _drawn(q, chance) for q in procedure.questions}
        if chance.random() < 0.3:
            answers |= {q.id: "no" for q in procedure.questions if q.type == "yes_no"}
        found = run_procedure(procedure, answers)
        outcomes.add(found.outcome)
        expected = _expected(graph, found, _told(procedure, answers))
        assert {d.id for d in found.duties} == expected, answers
    assert len(outcomes) > 1 or procedure.decision is None


def test_a_long_procedure_is_grouped_by_what_its_questions_speak_for() -> None:
    steps = [s for s in build_flow(LABOUR).steps if s.kind is StepKind.QUESTIONS]
    assert len(LABOUR.questions) > 67
    # The opening questions have no dimension; each other group has one.
    assert [s.about for s in steps] == ["", *(d.id for d in LABOUR.dimensions)]


def test_an_adult_procedure_begins_with_age_and_a_way_without_identity() -> None:
    graph = build_flow(LABOUR)
    kinds = [s.kind for s in graph.steps[:7]]
    assert kinds == [
        StepKind.START,
        StepKind.AGE_FORK,
        StepKind.CHILD,
        StepKind.WILLING_FORK,
        StepKind.ADULT_FORK,
        StepKind.NO_IDENTITY,
        StepKind.HAND_OVER,
    ]
    assert graph.step("child").about == "child-pathway"
    assert {s.kind for s in build_flow(CHILD).steps}.isdisjoint(
        {StepKind.AGE_FORK, StepKind.ADULT_FORK, StepKind.NO_IDENTITY}
    )


def _refusal(graph: ProcedureFlow) -> dict[str, str]:
    """Where a refusal ends: by the answers after it, the kind of the last step."""
    (willing,) = (s for s in graph.steps if s.kind is StepKind.WILLING_FORK)
    (refused,) = (e for e in graph.after(willing) if e.way is ForkAnswer.NO)
    first = graph.step(refused.end)
    ways = {str(e.way): graph.step(e.end) for e in graph.after(first)} or {"": first}
    assert not [step for step in ways.values() if graph.after(step)]
    return {way: step.kind for way, step in ways.items()}


@each
def test_a_refusal_ends_as_the_rule_of_a_meeting_without_a_talk_says(procedure: Procedure) -> None:
    """A code for who is surely an adult; otherwise nobody goes unseen and unprotected."""
    expected = {}
    for way, group in (("yes", AgeGroup.ADULT), ("otherwise", AgeGroup.UNKNOWN)):
        ending = find_ending(procedure, group, DECLINED).course
        is_code = ending is TalkCourse.CODE_ONLY
        expected[way] = StepKind.NO_IDENTITY if is_code else StepKind.HAND_OVER
    if procedure.people == "children":
        assert set(expected.values()) == {StepKind.HAND_OVER}
        expected = {"": StepKind.HAND_OVER}
    assert _refusal(build_flow(procedure)) == expected


def test_what_the_outcome_settles_is_not_asked_again() -> None:
    open_ = Not(Answered("outcome"))
    rests = {answer: OutcomeAssumption(LABOUR, answer).rest(open_) for answer in Answer}
    assert rests == {Answer.UNKNOWN: ALWAYS, Answer.YES: None, Answer.NO: None}
    # A second officer checks an undetermined outcome, and a no despite coercion or deceit.
    duty = next(d for d in LABOUR.duties if d.id == "supervisor")
    starts = [e.start for e in build_flow(LABOUR).edges if e.end == "duty_supervisor"]
    assert sorted(starts) == [f"outcome_{Outcome.NEGATIVE}", f"outcome_{Outcome.UNDETERMINED}"]
    assert OutcomeAssumption(LABOUR, Answer.YES).rest(duty.when) is None
    # A sign that is present makes the outcome positive, so its duties follow only there.
    sexual = COUNTRY.procedure("screen-adult-sexual", date(2026, 11, 1))
    starts = [e.start for e in build_flow(sexual).edges if e.end == "duty_pictures"]
    assert starts == [f"outcome_{Outcome.POSITIVE}"]
    assert OutcomeAssumption(sexual, Answer.YES).rest(Equals("exposure", "yes")) == Equals(
        "exposure", "yes"
    )
