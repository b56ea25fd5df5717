"""Writes of obligations. Called by actions only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from palermo.cases.obligation import NewObligation
from palermo.kernel.errors import changed_meanwhile
from palermo.records.obligations.models import Obligation


def keep_obligations(interview: int, obligations: Iterable[NewObligation]) -> None:
    """Keep exactly these and what was done. One that is kept already keeps its time.

    What no longer follows and was not done is removed; the answers show why.
    """
    wanted = {o.duty: o for o in obligations}
    kept = Obligation.objects.filter(interview_id=interview)
    kept.filter(done_at=None).exclude(duty__in=list(wanted)).delete()
    known = set(kept.values_list("duty", flat=True))
    Obligation.objects.bulk_create(
        Obligation(
            interview_id=interview,
            duty=o.duty,
            who=o.who,
            due_at=o.due_at,
            needs_acknowledgement=o.needs_acknowledgement,
        )
        for o in wanted.values()
        if o.duty not in known
    )


def store_done(
    obligation: int, version: int, *, at: datetime, by: str, referred_to: Iterable[str] = ()
) -> None:
    """Keep when it was done, and to whom the person was referred, each role once.

    Raises Refused where it was changed since `version`.
    """
    roles = list(dict.fromkeys(referred_to))
    _change_obligation(obligation, version, done_at=at, done_by=by, referred_to=roles)


def store_acknowledgement(obligation: int, version: int, *, at: datetime, by: str) -> None:
    """Keep when the receiver acknowledged. Raises Refused where it was changed since `version`."""
    _change_obligation(obligation, version, acknowledged_at=at, acknowledged_by=by)


def _change_obligation(obligation: int, version: int, **values: object) -> None:
    seen = Obligation.objects.filter(pk=obligation, version=version)
    if not seen.update(**values, version=version + 1):
        raise changed_meanwhile()
