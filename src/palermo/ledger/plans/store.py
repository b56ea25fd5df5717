"""Writes about what is done for a duty: actions, milestones, evidence, closing."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.ledger.plans.models import Action, Closure, Evidence, Milestone
from palermo.ledger.versions import change_row


def add_action(duty_id: int, *, title: str, agency: str, owner: str, due: date | None) -> int:
    """Plan an action; returns its id."""
    action = Action.objects.create(
        duty_id=duty_id, title=title, agency=agency, owner=owner, due=due
    )
    return action.pk


def change_action(
    action_id: int, version: int, *, state: ActionState, due: date | None, done_on: date | None
) -> None:
    """Set state and dates of an action."""
    change_row(Action, action_id, version, state=state, due=due, done_on=done_on)


def add_milestone(duty_id: int, *, title: str, due: date | None) -> int:
    """Set a milestone; returns its id."""
    return Milestone.objects.create(duty_id=duty_id, title=title, due=due).pk


def reach_milestone(milestone_id: int, reached_on: date | None) -> None:
    """Say on which day a milestone was reached; None takes it back."""
    Milestone.objects.filter(pk=milestone_id).update(reached_on=reached_on)


def add_evidence(
    duty_id: int,
    *,
    title: str,
    by: str,
    url: str = "",
    file_name: str = "",
    content: bytes = b"",
    sha256: str = "",
) -> int:
    """Keep a file or a link; returns its id. The stored name says nothing of the content."""
    evidence = Evidence(
        duty_id=duty_id, title=title, url=url, file_name=file_name, sha256=sha256, uploaded_by=by
    )
    if content:
        evidence.file.save(f"{sha256}.bin", ContentFile(content), save=False)
    evidence.save()
    return evidence.pk


def mark_evidence_verified(evidence_id: int, by: str) -> None:
    """Say that `by` looked at the evidence and that it shows what it should."""
    Evidence.objects.filter(pk=evidence_id).update(verified_by=by, verified_at=timezone.now())


def add_closure(duty_id: int, reason: str, by: str) -> int:
    """Propose that a duty is met; returns the id of the proposal."""
    return Closure.objects.create(duty_id=duty_id, reason=reason, proposed_by=by).pk


def store_closure_answer(closure_id: int, outcome: ClosureOutcome, answer: str, by: str) -> None:
    """Keep the second person's answer."""
    now = timezone.now()
    Closure.objects.filter(pk=closure_id, outcome=ClosureOutcome.WAITING).update(
        outcome=outcome, answer=answer, confirmed_by=by, confirmed_at=now
    )
