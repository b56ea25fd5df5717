"""Statuses by their criteria: each line of the table, and the forbidden results."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.cases.duty import (
    STATUS_CRITERIA,
    ActionFacts,
    DutyFacts,
    Status,
    demand_status,
    duty_status,
)
from palermo.cases.narrative import NARRATIVE_MOVES, NarrativeState
from palermo.cases.plan import ACTION_MOVES, ActionState, ClosureOutcome

TODAY = date(2026, 6, 1)
PAST, FUTURE = TODAY - timedelta(days=1), TODAY + timedelta(days=30)
PLANNED = ActionFacts(ActionState.PLANNED)
RUNNING = ActionFacts(ActionState.UNDER_WAY)
DONE = ActionFacts(ActionState.DONE)
CANCELLED = ActionFacts(ActionState.CANCELLED)
LATER = ActionFacts(ActionState.UNDER_WAY, FUTURE)

CASES = {
    "nothing at all": (DutyFacts(), Status.NOT_STARTED),
    "planned only": (DutyFacts(actions=(PLANNED,), milestones=2), Status.NOT_STARTED),
    "cancelled only": (DutyFacts(actions=(CANCELLED,)), Status.NOT_STARTED),
    "due date not reached": (DutyFacts(due=FUTURE), Status.NOT_STARTED),
    "due today": (DutyFacts(due=TODAY), Status.NOT_STARTED),
    "an action runs": (DutyFacts(actions=(RUNNING, PLANNED)), Status.UNDER_WAY),
    "one of two is done": (DutyFacts(actions=(DONE, PLANNED)), Status.UNDER_WAY),
    "a milestone is reached": (DutyFacts(milestones=2, milestones_reached=1), Status.UNDER_WAY),
    "unverified evidence": (DutyFacts(evidence=1), Status.UNDER_WAY),
    "a closure waits": (
        DutyFacts(actions=(RUNNING,), closure=ClosureOutcome.WAITING),
        Status.UNDER_WAY,
    ),
    "a closure was refused": (
        DutyFacts(actions=(DONE,), evidence=1, evidence_verified=1, closure=ClosureOutcome.REFUSED),
        Status.PARTIALLY_MET,
    ),
    "all done, no evidence": (DutyFacts(actions=(DONE, DONE)), Status.INSUFFICIENT_EVIDENCE),
    "all done but one cancelled": (
        DutyFacts(actions=(DONE, CANCELLED)),
        Status.INSUFFICIENT_EVIDENCE,
    ),
    "all done, evidence nobody verified": (
        DutyFacts(actions=(DONE,), evidence=3),
        Status.INSUFFICIENT_EVIDENCE,
    ),
    "all done late, no evidence": (
        DutyFacts(due=PAST, actions=(DONE,)),
        Status.INSUFFICIENT_EVIDENCE,
    ),
    "some done, verified": (
        DutyFacts(actions=(DONE, PLANNED), evidence=1, evidence_verified=1),
        Status.PARTIALLY_MET,
    ),
    "all done, verified, not closed": (
        DutyFacts(actions=(DONE,), evidence=1, evidence_verified=1),
        Status.PARTIALLY_MET,
    ),
    "date passed, nothing begun": (DutyFacts(due=PAST), Status.LAPSED),
    "date passed, an action without a date runs": (
        DutyFacts(due=PAST, actions=(RUNNING,)),
        Status.LAPSED,
    ),
    "date passed, an action with a later date runs": (
        DutyFacts(due=PAST, actions=(LATER,)),
        Status.UNDER_WAY,
    ),
    "A second person closed it as met": (
        DutyFacts(due=PAST, evidence=1, evidence_verified=1, closure=ClosureOutcome.MET),
        Status.MET,
    ),
    "met in part by a second person": (
        DutyFacts(due=PAST, evidence=1, evidence_verified=1, closure=ClosureOutcome.PARTIALLY_MET),
        Status.PARTIALLY_MET,
    ),
    "asked again after it was met": (DutyFacts(reopened=2024), Status.NOT_STARTED),
    "asked again, and work has begun": (
        DutyFacts(reopened=2024, actions=(RUNNING,)),
        Status.UNDER_WAY,
    ),
    "closed, but the evidence is not verified": (
        DutyFacts(due=PAST, evidence=1, closure=ClosureOutcome.MET),
        Status.LAPSED,
    ),
}


@pytest.mark.parametrize(("facts", "expected"), CASES.values(), ids=CASES.keys())
def test_each_situation_has_its_status(facts: DutyFacts, expected: Status) -> None:
    assert duty_status(facts, TODAY).status is expected


def test_every_line_of_the_table_is_reached_by_a_case() -> None:
    first = {
        next(n for n, line in enumerate(STATUS_CRITERIA) if line.holds(facts, TODAY))
        for facts, _ in CASES.values()
    }
    assert first == set(range(len(STATUS_CRITERIA)))


counts = st.integers(0, 3)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
duties = st.builds(
    DutyFacts,
    due=days,
    actions=st.lists(st.builds(ActionFacts, st.sampled_from(ActionState), days)).map(tuple),
    milestones=counts,
    milestones_reached=counts,
    evidence=counts,
    evidence_verified=counts,
    closure=st.none() | st.sampled_from(ClosureOutcome),
)


@given(duties)
def test_nothing_is_met_without_verified_evidence_and_a_second_person(facts: DutyFacts) -> None:
    verdict = duty_status(facts, TODAY)
    if verdict.status is Status.MET:
        assert facts.evidence_verified > 0
        assert facts.closure is ClosureOutcome.MET
    assert "{" not in str(verdict.why), "the sentence has all its numbers"


JOINED = {
    (): Status.NOT_STARTED,
    (Status.MET, Status.MET): Status.MET,
    (Status.NOT_STARTED, Status.NOT_STARTED): Status.NOT_STARTED,
    (Status.MET, Status.NOT_STARTED): Status.PARTIALLY_MET,
    (Status.MET, Status.LAPSED): Status.LAPSED,
    (Status.MET, Status.INSUFFICIENT_EVIDENCE): Status.INSUFFICIENT_EVIDENCE,
    (Status.LAPSED, Status.INSUFFICIENT_EVIDENCE): Status.LAPSED,
    (Status.UNDER_WAY, Status.NOT_STARTED): Status.UNDER_WAY,
    (Status.PARTIALLY_MET, Status.NOT_STARTED): Status.PARTIALLY_MET,
}


@pytest.mark.parametrize(("duties", "expected"), JOINED.items(), ids=str)
def test_a_recommendation_stands_where_its_duties_stand(
    duties: tuple[Status, ...], expected: Status
) -> None:
    verdict = demand_status(duties)
    assert verdict.status is expected
    assert "{" not in str(verdict.why)


@given(st.lists(st.sampled_from(Status), min_size=1))
def test_a_recommendation_is_met_only_when_all_its_duties_are(duties: list[Status]) -> None:
    met = demand_status(duties).status is Status.MET
    assert met is all(d is Status.MET for d in duties)


def test_a_decided_narrative_is_never_decided_again() -> None:
    assert NARRATIVE_MOVES.targets(NarrativeState.ACCEPTED) == {
        NarrativeState.SUPERSEDED,
        NarrativeState.WITHDRAWN,
    }
    assert not NARRATIVE_MOVES.targets(NarrativeState.REJECTED)


def test_every_state_of_an_action_has_a_way_on() -> None:
    assert all(ACTION_MOVES.targets(state) - {state} for state in ActionState)
