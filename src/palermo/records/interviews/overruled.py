"""Reads of decisions below the indication: for a supervisor of the agency, and as counts.

No answers and no identity leave here: the code, the signs that hold, the decision and its reason.
"""

from __future__ import annotations

from django.db.models import Case, Count, F, Q, QuerySet, When

from palermo.cases.decision import DecisionRecord
from palermo.cases.interview import InterviewState
from palermo.cases.overruling import BELOW
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.records.interviews.models import Interview
from palermo.records.interviews.values import OverruledCount, OverruledDecision

_OFFICERS_OWN = Case(
    When(decision_before_review="", then=F("decision")), default=F("decision_before_review")
)
_INDICATED = Case(When(reasonable_grounds="", then=F("outcome")), default=F("reasonable_grounds"))
_CHANGED = ~Q(decision_before_review="") & ~Q(decision=F("decision_before_review"))


def _overruled() -> QuerySet[Interview]:
    below = Q()
    for indicated, decision in BELOW:
        below |= Q(was_indicated=indicated.value, officers_own=decision.value)
    decided = Interview.objects.filter(state__in=[InterviewState.DECIDED, InterviewState.IN_REVIEW])
    return decided.annotate(was_indicated=_INDICATED, officers_own=_OFFICERS_OWN).filter(below)


def fetch_overruled_decisions(
    agency: str, reviewer: str, *, offset: int = 0, limit: int = 200
) -> list[OverruledDecision]:
    """Those of an agency but not the reviewer's own: what waits comes first, then the latest."""
    waits = Case(When(state=InterviewState.IN_REVIEW.value, then=0), default=1)
    found = _of_others(agency, reviewer).order_by(waits, "-decided_at", "-id")
    return [_decision(i) for i in found[offset : offset + limit]]


def count_of_agency(agency: str, reviewer: str) -> int:
    """How many the reviewer may see."""
    return _of_others(agency, reviewer).count()


def get_overruled_decision(agency: str, reviewer: str, interview: int) -> OverruledDecision:
    """One of them. Raises NotFound, also for another agency's and for the reviewer's own."""
    found = _of_others(agency, reviewer).filter(pk=interview).first()
    if found is None:
        raise NotFound(
            N_("There is no such decision for you to see."),
            remedy=N_("See your list. It has decisions of your agency, and none of your own."),
        )
    return _decision(found)


def count_overruled_by_agency() -> list[OverruledCount]:
    """Counts for each agency, without codes, persons or officers."""
    rows = (
        _overruled()
        .values("agency")
        .annotate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(state=InterviewState.IN_REVIEW)),
            reviewed=Count("pk", filter=~Q(decision_before_review="")),
            changed=Count("pk", filter=_CHANGED),
        )
        .order_by("agency")
    )
    return [
        OverruledCount(
            row["agency"],
            row["total"],
            row["waiting"],
            row["reviewed"] - row["changed"],
            row["changed"],
        )
        for row in rows
    ]


def _of_others(agency: str, reviewer: str) -> QuerySet[Interview]:
    found = _overruled().filter(agency=agency)
    return found.exclude(officer=reviewer).exclude(decided_by=reviewer)


def _decision(i: Interview) -> OverruledDecision:
    return OverruledDecision(
        id=i.pk,
        person=i.person,
        procedure=i.procedure,
        procedure_version=i.procedure_version,
        agency=i.agency,
        officer=i.officer,
        decided_by=i.decided_by,
        decided_at=i.decided_at,
        first_sign_at=i.first_sign_at,
        started_at=i.started_at,
        state=InterviewState(i.state),
        indicated=DecisionRecord(
            outcome=i.outcome,
            reasonable_grounds=i.reasonable_grounds,
            grounds=tuple(i.grounds),
        ),
        decision=i.decision,
        officers_own=i.decision_before_review or i.decision,
        reason=i.reason,
        reason_code=i.reason_code,
        reviewed_by=i.reviewed_by,
        reviewed_at=i.reviewed_at,
        review_reason=i.review_reason,
        version=i.version,
    )
