"""Checks of what a procedure claims about the country: its status, its roles, its lawfulness.

These need the country's own data, and the day on which they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from palermo.kernel.messages import N_, Message
from palermo.kernel.sources import Certainty
from palermo.procedures.enacting_act import ProcedureStatus
from palermo.procedures.legal_calendar import LegalCalendar, list_lawful_instead
from palermo.procedures.lint import Found, ProcedureProblem
from palermo.procedures.shapes import Procedure


@dataclass(frozen=True, slots=True)
class StatusContext:
    """The country's data for these checks.

    `filled_roles`: those that an agency, or in the common pack a kind of body, fills.
    `personal_roles`: those that the person at work fills, whatever the agency. `others`: all
    procedures that apply on the day `on`.
    """

    on: date
    calendar: LegalCalendar = field(default_factory=lambda: LegalCalendar(kinds={}))
    filled_roles: Collection[str] = ()
    personal_roles: Collection[str] = ()
    others: Sequence[Procedure] = ()


def check_status(procedure: Procedure, country: StatusContext) -> Found:
    """Only an act that was looked up puts a procedure in force, and not before its date."""
    act = procedure.act
    if procedure.status is ProcedureStatus.IN_FORCE and act is None:
        yield procedure.id, N_("It is in force without an act (number, date, body, file or link).")
    if procedure.status is ProcedureStatus.PROPOSAL and act is not None:
        yield procedure.id, N_("It has an act but is marked as a proposal.")
    if act and act.source.certainty is not Certainty.VERIFIED:
        yield procedure.id, N_("Its act was not looked up: verify it, or mark it as a proposal.")
    if act and procedure.since < act.dated:
        yield procedure.id, N_("It applies before the date of its act.")


def list_roles(procedure: Procedure) -> tuple[str, ...]:
    """Every role that the procedure gives something to do or to receive, each once."""
    return tuple(dict.fromkeys(role for duty in procedure.duties for role in (duty.who, *duty.to)))


def check_roles(procedure: Procedure, country: StatusContext) -> Found:
    """Every role that acts or receives is filled by an agency, or is that of the person at work."""
    known = {*country.filled_roles, *country.personal_roles}
    for role in list_roles(procedure):
        if role not in known:
            yield role, N_("No agency fills this role (`roles` in pack.yaml).")


def check_lawful_duties(procedure: Procedure, country: StatusContext) -> Found:
    """No duty orders what is unlawful while the version applies, unless it says what to do then."""
    first = max(procedure.since, country.on)
    for duty in procedure.duties:
        found = country.calendar.find_unlawful_day(duty.lawful, first, procedure.until)
        if found and duty.instead is None:
            yield duty.id, N_("It is unlawful on a day on which it applies, and has no `instead`.")


def check_lawful_channel(procedure: Procedure, country: StatusContext) -> Found:
    """Where a procedure is unlawful, another of its kind is lawful."""
    first = max(procedure.since, country.on)
    found = country.calendar.find_unlawful_day(procedure.lawful, first, procedure.until)
    if found and not list_lawful_instead(procedure, country.others, country.calendar, found[0]):
        yield procedure.id, N_("It is unlawful, and no other procedure of its kind is lawful then.")


def check_lawful_marks(procedure: Procedure, country: StatusContext) -> Found:
    """A duty that orders a kind of act of the calendar names it, for the other checks."""
    for duty in procedure.duties:
        texts = [text.lower() for text in duty.text.in_every_language().values()]
        for kind, known in country.calendar.kinds.items():
            ordered = any(word in text for word in known.words for text in texts)
            if ordered and kind not in duty.lawful:
                yield duty.id, N_("It orders an act that may be unlawful, not marked (`lawful`).")


#: Each check, with the theme of the recommendation that it serves.
STATUS_RULES: Mapping[str, tuple[Callable[[Procedure, StatusContext], Found], str]] = {
    "in-force-without-act": (check_status, "procedures"),
    "role-without-agency": (check_roles, "referral"),
    "unlawful-duty": (check_lawful_duties, "labor_inspection"),
    "unlawful-without-alternative": (check_lawful_channel, "labor_inspection"),
    "act-without-a-mark": (check_lawful_marks, "labor_inspection"),
}


def check_in_country(procedure: Procedure, country: StatusContext) -> tuple[ProcedureProblem, ...]:
    """Every problem of the procedure in this country, in the order of STATUS_RULES."""
    return tuple(
        ProcedureProblem(procedure.id, procedure.version, name, where, Message(what), theme)
        for name, (look, theme) in STATUS_RULES.items()
        for where, what in look(procedure, country)
    )
