"""When deadlines begin to run: with the first sign, otherwise with the first contact. Pure.

The time of the first sign is set once. No later answer and no decision moves it.
Source: Council of Europe Convention CETS 197, articles 10 and 13 (protection begins with reasonable
grounds to believe); that the first sign begins the clock is a proposal.
"""

from __future__ import annotations

from datetime import datetime

from palermo.cases.interview import CLOCKS_DIFFER, TYPED_IN, InterviewOrigin
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.decide import Indication
from palermo.procedures.shapes import Procedure


def has_sign(procedure: Procedure, found: Indication) -> bool:
    """Whether any sign is answered yes; any indicator where the procedure declares no signs."""
    declares = any(i.sign for i in procedure.indicators)
    return any(i.sign is not None or not declares for i in found.grounds)


def find_first_sign_time(
    procedure: Procedure, found: Indication, kept: datetime | None, answered_at: datetime
) -> datetime | None:
    """The time of the first sign: the `kept` one, else that of the answers; None without a sign."""
    if kept is not None:
        return kept
    return answered_at if has_sign(procedure, found) else None


def find_clock_start(started_at: datetime, first_sign_at: datetime | None) -> datetime:
    """When deadlines begin to run. `started_at`: the first contact."""
    return first_sign_at or started_at


def time_of_answers(origin: InterviewOrigin, started_at: datetime, now: datetime) -> datetime:
    """When answers were given: of a paper form or an import with the interview."""
    return started_at if origin in TYPED_IN else now


def check_first_sign_time(
    first_sign_at: datetime | None, origin: InterviewOrigin, started_at: datetime, now: datetime
) -> None:
    """Raise BadValue for a time of the first sign that a form cannot have."""
    if first_sign_at is None:
        return
    start = started_at.replace(second=0, microsecond=0)
    if origin not in TYPED_IN or not start <= first_sign_at <= now + CLOCKS_DIFFER:
        raise BadValue(
            N_("The time of the first sign must be between the interview and now."),
            where="first_sign_at",
            remedy=N_("Copy it from the paper form, or leave it empty."),
        )
