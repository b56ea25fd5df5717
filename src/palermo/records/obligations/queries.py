"""Reads of obligations: only those of the asking officer's own interviews."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.records.interviews.models import Interview
from palermo.records.obligations.models import Obligation
from palermo.records.obligations.values import ObligationRow

_OPEN = Q(done_at=None) | Q(needs_acknowledgement=True, acknowledged_at=None)


def list_open_obligations(
    officer: str, *, due_before: datetime | None = None, offset: int = 0, limit: int = 200
) -> list[ObligationRow]:
    """What is still to be done or acknowledged: the earliest deadline first, those without last.

    What was done and waits for the receiver comes after what is to be done. `due_before`: only
    what is still to be done by then.
    """
    found = _of_officer(officer).filter(_OPEN)
    if due_before is not None:
        found = found.filter(done_at=None, due_at__lt=due_before)
    ordered = found.order_by(
        F("done_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "id"
    )
    return [_obligation_row(o) for o in ordered[offset : offset + limit]]


def list_obligations_of_interview(
    officer: str, interview: int, *, follows: int | None = None
) -> list[ObligationRow]:
    """All obligations of one interview, in the order of the procedure.

    `follows`: the interview that it took over from; what was due there stays due, and comes first.
    """
    numbers = [interview] if follows is None else [follows, interview]
    found = _of_officer(officer).filter(interview_id__in=numbers)
    return [_obligation_row(o) for o in found]


def list_carried_due_times(interview: int) -> dict[str, datetime | None]:
    """What stays due from the interview that `interview` took over from: duty to its time."""
    first = Interview.objects.filter(pk=interview).values("follows")
    carried = Obligation.objects.filter(interview__in=first)
    return dict(carried.values_list("duty", "due_at"))


def get_obligation(officer: str, obligation: int) -> ObligationRow:
    """One obligation of this officer. Raises NotFound, also for somebody else's."""
    found = _of_officer(officer).filter(pk=obligation).first()
    if found is None:
        raise NotFound(
            N_("You have no obligation {number}."),
            remedy=N_("See your list of what is due."),
            number=obligation,
        )
    return _obligation_row(found)


def _of_officer(officer: str) -> QuerySet[Obligation]:
    return Obligation.objects.select_related("interview").filter(interview__officer=officer)


def _obligation_row(o: Obligation) -> ObligationRow:
    interview = o.interview
    return ObligationRow(
        id=o.pk,
        interview=interview.pk,
        person=interview.person,
        procedure=interview.procedure,
        procedure_version=interview.procedure_version,
        duty=o.duty,
        who=o.who,
        due_at=o.due_at,
        needs_acknowledgement=o.needs_acknowledgement,
        done_at=o.done_at,
        done_by=o.done_by,
        referred_to=tuple(o.referred_to),
        acknowledged_at=o.acknowledged_at,
        acknowledged_by=o.acknowledged_by,
        since=interview.started_at,
        version=o.version,
    )
