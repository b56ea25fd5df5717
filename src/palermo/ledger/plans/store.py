"""Writes about what is done for a duty: actions, milestones, evidence, closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.ledger.plans.models import Action, Closure, Evidence, Milestone, Reopening
from palermo.ledger.plans.values import ClosureRow
from palermo.ledger.recommendations.models import Duty
from palermo.ledger.versions import change_row, hold_row, touch_row


def add_action(
    duty_id: int, version: int, *, title: str, agency: str, owner: str, due: date | None
) -> int:
    """Plan an action; returns its id. Raises Refused for a duty that changed."""
    hold_row(Duty, duty_id, version)
    action = Action.objects.create(
        duty_id=duty_id, title=title, agency=agency, owner=owner, due=due
    )
    return action.pk


def change_action(
    action_id: int, version: int, *, state: ActionState, due: date | None, done_on: date | None
) -> None:
    """Set state and dates of an action."""
    change_row(Action, action_id, version, state=state, due=due, done_on=done_on)


def add_milestone(duty_id: int, version: int, *, title: str, due: date | None) -> int:
    """Set a milestone; returns its id. Raises Refused for a duty that changed."""
    hold_row(Duty, duty_id, version)
    return Milestone.objects.create(duty_id=duty_id, title=title, due=due).pk


def reach_milestone(milestone_id: int, version: int, reached_on: date | None) -> None:
    """Say on which day a milestone was reached; None takes it back. Raises Refused."""
    change_row(Milestone, milestone_id, version, reached_on=reached_on)


def add_evidence(
    duty_id: int,
    version: int,
    *,
    title: str,
    by: str,
    at: datetime,
    url: str = "",
    file_name: str = "",
    stored_name: str = "",
    sha256: str = "",
) -> int:
    """Keep a link, or a file that `store_evidence_file` stored; returns its id. Raises Refused."""
    hold_row(Duty, duty_id, version)
    evidence = Evidence.objects.create(
        duty_id=duty_id,
        title=title,
        url=url,
        file=stored_name,
        file_name=file_name,
        sha256=sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
    return evidence.pk


def mark_evidence_verified(evidence_id: int, version: int, by: str, at: datetime) -> None:
    """Say that `by` looked at the evidence and that it shows what it should. Raises Refused."""
    change_row(Evidence, evidence_id, version, verified_by=by, verified_at=at)


def add_closure(duty_id: int, version: int, *, reason: str, by: str, at: datetime) -> int:
    """Propose that a duty is met; returns the id of the proposal. Raises Refused."""
    hold_row(Duty, duty_id, version)
    closure = Closure.objects.create(duty_id=duty_id, reason=reason, proposed_by=by, proposed_at=at)
    return closure.pk


def store_closure_answer(
    duty_id: int,
    closure: ClosureRow,
    *,
    outcome: ClosureOutcome,
    answer: str,
    by: str,
    at: datetime,
) -> None:
    """Keep the second person's answer. Raises Refused when another answer came first.

    The duty's version counts up too: a proposal or plan made before the answer does not fit any
    more.
    """
    change_row(
        Closure,
        closure.id,
        closure.version,
        outcome=outcome,
        answer=answer,
        confirmed_by=by,
        confirmed_at=at,
    )
    touch_row(Duty, duty_id)


@dataclass(frozen=True, slots=True)
class NewReopening:
    """A duty that is reopened, and the ids of what was done before, by kind."""

    duty_id: int
    earlier: Mapping[str, object]


def add_reopenings(
    recommendation_id: int, new: Iterable[NewReopening], by: str, at: datetime
) -> None:
    """Reopen duties because a recommendation asks again what was met."""
    for each in new:
        values = {"earlier": dict(each.earlier), "reopened_by": by, "reopened_at": at}
        Reopening.objects.update_or_create(
            duty_id=each.duty_id, recommendation_id=recommendation_id, defaults=values
        )
        touch_row(Duty, each.duty_id)
