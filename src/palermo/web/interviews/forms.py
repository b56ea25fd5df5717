"""What comes from the forms of an interview: answers, times, the version of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from palermo.actions.interviews._interviews import get_procedure_version
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewOrigin
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.procedures.decide import DECISIONS, Outcome
from palermo.procedures.shapes import Procedure
from palermo.web.whole_numbers import parse_whole_number

#: Field names begin so; the rest is the question's id.
PREFIX = "answer-"


def typed_answers(sent: Mapping[str, object]) -> dict[str, str]:
    """What was typed or chosen, by question."""
    return {
        name.removeprefix(PREFIX): str(text)
        for name, text in sent.items()
        if name.startswith(PREFIX)
    }


def read_moment(visit: Visit, text: str, field: str = "at") -> datetime | None:
    """A date and time as a form sends it, in the zone of the installation; None where empty."""
    if not text:
        return None
    try:
        found = parse_datetime(text)
        if found is not None:
            return timezone.make_aware(found, visit.zone) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        pass
    raise BadValue(
        N_("This is not a date and time."), where=field, remedy=N_("Choose a date and a time.")
    )


def find_begun_version(request: HttpRequest, visit: Visit, procedure: str) -> Procedure:
    """The version in force today; of a form on paper the one printed on it.

    Without a number it is the version in force on the day of the talk, whose conditions and
    questions stood on the sheet. Raises NotFound.
    """
    sent = request.POST
    if sent.get("origin") != InterviewOrigin.PAPER:
        return visit.pack.procedure(procedure, visit.today)
    number = parse_whole_number(sent.get("form_version", ""))
    if number is not None:
        return get_procedure_version(procedure, number, visit.pack)
    try:
        at = read_moment(visit, sent.get("at", "")) or visit.now
    except BadValue:
        # The page says so when it keeps the form.
        at = visit.now
    then = visit.pack.procedures.in_force(procedure, at.astimezone(visit.zone).date())
    return then or visit.pack.procedure(procedure, visit.today)


def read_version(request: HttpRequest, field: str = "version") -> int:
    """The version that the form was made from. Raises BadValue."""
    version = parse_whole_number(request.POST.get(field, ""))
    if version is None:
        raise BadValue(
            N_("The form is incomplete."), where=field, remedy=N_("Open the page again.")
        )
    return version


def read_decision(code: str) -> Outcome | None:
    """The decision of the form; None where it has none. Raises BadValue for another word."""
    if code and code not in DECISIONS:
        raise BadValue(
            N_("There is no such decision."),
            where="decision",
            remedy=N_("Choose one of those on the page."),
        )
    return Outcome(code) if code else None
