"""The parts of the start page: a title, a few rows each with a link, and where all of them are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.queries import list_users
from palermo.actions.interviews.list_interviews import list_interviews
from palermo.actions.interviews.list_obligations import list_obligations
from palermo.actions.interviews.list_overruled_decisions import list_overruled_decisions
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.cases.narrative import NarrativeState
from palermo.cases.obligation import ObligationState
from palermo.ledger.narratives.queries import list_narratives
from palermo.ledger.plans.waiting import WaitingForDuty, list_waiting_for_second
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.values import BoardFilter
from palermo.web.interviews.obligations import obligation_on_page
from palermo.web.language import country_label
from palermo.web.templatetags.palermo_web import day, moment

#: So many rows of each part; the rest is behind its link.
_MOST = 6
#: The whole list is counted, so that the title says how much there is.
_ALL = 1000
_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StartRow:
    """One thing that is open. `late`: its deadline has passed."""

    text: str
    address: str
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class StartPart:
    """Things of one kind. `total`: how many there are; `late`: how many of them are overdue."""

    id: str
    title: str
    empty: str
    rows: tuple[StartRow, ...]
    total: int
    address: str
    late: int = 0


def due_for_persons(visit: Visit) -> StartPart:
    """What the officer must do for persons, by its deadline, and what has none."""
    rows = [r for r in list_obligations(visit, limit=_ALL) if r.state is ObligationState.TO_DO]
    late = sum(r.is_late(visit.now) for r in rows)
    shown = [obligation_on_page(visit, row) for row in rows[:_MOST]]
    shown_rows = tuple(
        StartRow(
            f"{o.row.person}: {o.words.text}",
            reverse("interview", args=[o.row.interview]),
            _("by {when}").format(when=moment(o.row.due_at)) if o.row.due_at else _("no deadline"),
            o.is_late,
        )
        for o in shown
    )
    title, empty = _("What you must do"), _("Nothing is due.")
    return StartPart("due", title, empty, shown_rows, len(rows), reverse("interviews"), late)


def open_interviews(visit: Visit) -> StartPart:
    """Interviews that were begun and not ended."""
    found = list_interviews(visit, state=InterviewState.OPEN, limit=_MOST)
    titles = {p.id: p.title.in_language(visit.language) for p in visit.pack.procedures.versions}
    rows = tuple(
        StartRow(
            f"{row.person}: {titles.get(row.procedure, row.procedure)}",
            reverse("interview-next", args=[row.id]),
            _("begun on {when}").format(when=moment(row.started_at)),
        )
        for row in found.rows
    )
    title, empty = _("Open interviews"), _("No interview is open.")
    return StartPart("interviews", title, empty, rows, found.total, reverse("interviews"))


def decisions_to_review(visit: Visit) -> StartPart:
    """Decisions below the indication that wait for this supervisor."""
    found = list_overruled_decisions(visit, limit=_ALL)
    waiting = [row for row in found.rows if row.state is InterviewState.IN_REVIEW]
    rows = tuple(
        StartRow(
            row.person,
            reverse("decision", args=[row.id]),
            _("decided on {when}").format(when=moment(row.decided_at)),
        )
        for row in waiting[:_MOST]
    )
    title = _("Decisions that wait for you")
    empty = _("No decision waits for a second person.")
    return StartPart("decisions", title, empty, rows, len(waiting), reverse("decisions"))


def narratives_to_review(visit: Visit) -> StartPart:
    """Narratives whose reading is proposed."""
    found, total = list_narratives(state=NarrativeState.PROPOSED, limit=_MOST)
    rows = tuple(
        StartRow(
            f"{country_label(visit, row.country)} {row.edition}",
            reverse("review", args=[row.id]),
            _("{n} of {m} items to decide").format(n=row.items_open, m=row.items),
        )
        for row in found
    )
    title, empty = _("Narratives to review"), _("No narrative waits for review.")
    address = f"{reverse('narratives')}?state={NarrativeState.PROPOSED.value}"
    return StartPart("narratives", title, empty, rows, total, address)


def waiting_for_second_person(visit: Visit) -> StartPart:
    """What another person began and this one may confirm."""
    waiting = list_waiting_for_second(visit.actor.username, _MOST)
    rows = [
        *_duty_rows(waiting.closures, _("closure proposed by {who} on {when}")),
        *_duty_rows(waiting.evidence, _("evidence of {who}, {when}")),
        *(
            StartRow(
                f"{each.item}: {each.text}",
                f"{reverse('checklist', args=[each.country, each.edition])}#{each.item}",
                _("filed by {who} on {when}").format(who=each.by, when=day(each.at)),
            )
            for each in waiting.checks
        ),
    ]
    total = waiting.closures_total + waiting.evidence_total + waiting.checks_total
    title = _("Waiting for you as the second person")
    empty = _("Nothing waits for a second person.")
    address = reverse("recommendations")
    return StartPart("second", title, empty, tuple(rows[: 2 * _MOST]), total, address)


def overdue_demands(visit: Visit) -> StartPart:
    """Demands on the home country that are overdue or due within 30 days."""
    board = list_board(BoardFilter(country=visit.pack.iso3, sort="due"), visit.today, limit=_ALL)
    soon = visit.today + _SOON
    open_rows = [
        row for row in board.rows if row.overdue or (row.next_due and row.next_due <= soon)
    ]
    rows = tuple(
        StartRow(
            f"{row.ref}: {row.text}",
            reverse("recommendation", args=[row.ref]),
            _("due {when}").format(when=day(row.next_due)),
            row.overdue,
        )
        for row in open_rows[:_MOST]
    )
    title, empty = _("Demands that are due"), _("Nothing is overdue or due within 30 days.")
    address = f"{reverse('recommendations')}?country={visit.pack.iso3}&sort=due"
    late = sum(row.overdue for row in open_rows)
    return StartPart("demands", title, empty, rows, len(open_rows), address, late)


def accounts_to_look_at(visit: Visit) -> StartPart:
    """Accounts that may sign in and never did."""
    found = [user for user in list_users() if user.active and user.last_login is None]
    rows = tuple(
        StartRow(user.username, reverse("administration"), _(user.role.label))
        for user in found[:_MOST]
    )
    title = _("Accounts that never signed in")
    empty = _("Every active account has signed in.")
    return StartPart("accounts", title, empty, rows, len(found), reverse("administration"))


def _duty_rows(waiting: tuple[WaitingForDuty, ...], note: str) -> Iterator[StartRow]:
    for each in waiting:
        address = f"{reverse('recommendation', args=[each.demand])}#duty-{each.letter}"
        said = note.format(who=each.by, when=day(each.at))
        yield StartRow(f"{each.ref}: {each.text}", address, said)
