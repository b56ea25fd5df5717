"""Decisions below the indication, for supervisors; counts also for coordinators."""

from __future__ import annotations

from django.views.decorators.cache import never_cache
from ninja import Query, Router, Status
from ninja.decorators import decorate_view

from palermo.actions.interviews.count_overruled_decisions import count_overruled_decisions
from palermo.actions.interviews.list_overruled_decisions import list_overruled_decisions
from palermo.actions.interviews.read_overruled_decision import read_overruled_decision
from palermo.actions.interviews.review_decision import review_decision
from palermo.api.guard import ApiRequest, needs
from palermo.api.interviews.review_schemas import (
    OverruledCountOut,
    OverruledDecisionOut,
    ReviewIn,
)
from palermo.api.paging import Paging
from palermo.api.sent import RowNumber

router = Router(tags=["interviews"])


@router.get("/overruled-decisions", response=list[OverruledDecisionOut])
@decorate_view(never_cache)
@needs("list_overruled_decisions")
def overruled_decisions(request: ApiRequest, part: Query[Paging]) -> list[OverruledDecisionOut]:
    """Decisions below the indication in the caller's agency; what waits comes first."""
    found = list_overruled_decisions(request.visit, offset=part.offset, limit=part.limit)
    return [OverruledDecisionOut.of_decision(row, request.visit) for row in found.rows]


@router.get("/overruled-decisions/counts", response=list[OverruledCountOut])
@decorate_view(never_cache)
@needs("count_overruled_decisions")
def overruled_counts(request: ApiRequest) -> list[OverruledCountOut]:
    """Counts for each agency, without codes."""
    return [OverruledCountOut.of_count(row) for row in count_overruled_decisions(request.visit)]


@router.get("/overruled-decisions/{interview_id}", response=OverruledDecisionOut)
@decorate_view(never_cache)
@needs("read_overruled_decision")
def overruled_decision(request: ApiRequest, interview_id: RowNumber) -> OverruledDecisionOut:
    """One decision: code, signs and reason, without answers and identity."""
    found = read_overruled_decision(request.visit, interview=interview_id)
    return OverruledDecisionOut.of_decision(found, request.visit)


@router.post("/overruled-decisions/{interview_id}/review", response={204: None})
@decorate_view(never_cache)
@needs("review_decision")
def reviewed(request: ApiRequest, interview_id: RowNumber, sent: ReviewIn) -> Status[None]:
    """Confirm or change a decision that waits. 409 where it does not wait or was changed since."""
    review_decision(
        request.visit,
        interview=interview_id,
        version=sent.version,
        decision=sent.decision,
        reason=sent.reason,
    )
    return Status(204, None)
