"""Calls that change a record of the ledger, made ready to be made many times at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from palermo.accounts.rights import Role
from palermo.actions.countries.file_finding import file_finding
from palermo.actions.countries.file_penalty import file_penalty
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.actions.reading.accept_items import accept_items
from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.enter_value import enter_value
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.undo_link import undo_link
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.actions.visit import Visit
from palermo.cases.narrative import ReviewDecision
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.kernel.periods import calendar_year
from palermo.ledger.checklist.queries import read_checklist
from palermo.ledger.narratives.queries import accepted_page, narrative_page
from palermo.ledger.narratives.readings import list_findings
from palermo.ledger.recommendations.queries import demand_page
from tests.integration.conftest import demo_text
from tests.reading import answer_doubts
from tests.visits import add_user, this_day, visit_of

AGENCY = "ATD"
Call = Callable[[Visit], object]


class Office(NamedTuple):
    """Two persons of each role; interviews are an officer's own, who calls from two devices."""

    analysts: tuple[Visit, Visit]
    coordinators: tuple[Visit, Visit]
    administrators: tuple[Visit, Visit]
    officers: tuple[Visit, Visit]
    supervisors: tuple[Visit, Visit]


class Scenario(NamedTuple):
    """Who calls, and how what they call is made ready: returns the call."""

    who: str
    prepare: Callable[[Office], Call]


def make_office() -> Office:
    def two(role: Role, *names: str) -> Any:
        for name in names:
            add_user(username=name, role=role, agency=AGENCY)
        return tuple(visit_of(name) for name in (*names, *names)[:2])

    return Office(
        two(Role.ANALYST, "analyst", "analyst2"),
        two(Role.COORDINATOR, "coordinator", "coordinator2"),
        two(Role.ADMINISTRATOR, "administrator", "administrator2"),
        two(Role.OFFICER, "officer"),
        two(Role.SUPERVISOR, "supervisor", "supervisor2"),
    )


# --- narratives

_letters = itertools.count()


def read_edition_of(office: Office, edition: int, country: str = "AZE") -> int:
    """The edition, proposed; each time with another text."""
    content = demo_text(edition) + b"\n" * next(_letters)
    given = {"content": content, "file_name": "a.txt", "country": country, "edition": edition}
    (number,) = read_report(office.analysts[0], **given)  # type: ignore[arg-type]
    return number


def _reading(office: Office) -> Call:
    content = demo_text(2023) + b" \n" * 50
    return lambda visit: read_report(
        visit, content=content, file_name="a.txt", country="AZE", edition=2023
    )


def _accepting(office: Office) -> Call:
    number = read_edition_of(office, 2023)
    answer_doubts(office.coordinators[0], number)
    still_open = narrative_page(number).row.items_open
    return lambda visit: accept_narrative(visit, narrative_id=number, undecided_items=still_open)


def _rejecting(office: Office) -> Call:
    number = read_edition_of(office, 2024)
    return lambda visit: reject_narrative(visit, narrative_id=number, reason="Twice")


def _again(office: Office) -> Call:
    number = _accepted(2022)
    return lambda visit: review_again(visit, narrative_id=number)


def _accepted(edition: int) -> int:
    page = accepted_page("AZE", edition)
    assert page is not None
    return page.row.id


def _withdrawing(office: Office) -> Call:
    # As the scenario of accepting left it.
    number = _accepted(2023)
    return lambda visit: withdraw_narrative(visit, narrative_id=number, reason="Wrong year")


def _correcting(office: Office) -> Call:
    number = read_edition_of(office, 2024)
    item = narrative_page(number).of_kind("recommendation")[0]
    return lambda visit: correct_item(
        visit, narrative_id=number, item_id=item.id, version=item.version,
        decision=ReviewDecision.REJECTED,
    )  # fmt: skip


def _accepting_items(office: Office) -> Call:
    number = read_edition_of(office, 2024)
    shown = {item.id: item.version for item in narrative_page(number).items[:5]}
    return lambda visit: accept_items(visit, narrative_id=number, versions=shown)


# --- demands and their plans

#: A duty to which several scenarios add.
SHARED = "AZE-2022-01a"
_numbers = itertools.count(2)


def _duty() -> tuple[str, str]:
    """A demand that no other scenario uses, and its first duty."""
    ref = f"AZE-2022-{next(_numbers):02d}"
    return ref, f"{ref}a"


def _version(duty: str) -> int:
    return next(d.version for d in demand_page(duty[:-1], this_day()).duties if d.ref == duty)


def _evidence(office: Office, duty: str) -> int:
    url = "https://example.org/order"
    return attach_evidence(office.analysts[0], duty_ref=duty, title="Order", url=url)


def _proposed_duty(office: Office, *, and_closure: bool) -> str:
    _, duty = _duty()
    number = _evidence(office, duty)
    verify_evidence(office.coordinators[0], duty_ref=duty, evidence_id=number)
    if and_closure:
        propose_closure(office.analysts[0], duty_ref=duty, reason="Done")
    return duty


def _proposing(office: Office) -> Call:
    duty = _proposed_duty(office, and_closure=False)
    return lambda visit: propose_closure(visit, duty_ref=duty, reason="Done")


def _confirming(office: Office) -> Call:
    duty = _proposed_duty(office, and_closure=True)
    return lambda visit: confirm_closure(
        visit, duty_ref=duty, outcome=ClosureOutcome.MET, answer="So"
    )


def _updating(office: Office) -> Call:
    duty = SHARED
    action = plan_action(office.analysts[0], duty_ref=duty, title="A step")
    return lambda visit: update_action(
        visit, duty_ref=duty, action_id=action, version=1, state=ActionState.UNDER_WAY
    )


def _reaching(office: Office) -> Call:
    duty = SHARED
    number = set_milestone(office.analysts[0], duty_ref=duty, title="Open")
    day = this_day()
    return lambda visit: set_milestone(visit, duty_ref=duty, milestone_id=number, reached_on=day)


def _verifying(office: Office) -> Call:
    duty = SHARED
    number = _evidence(office, duty)
    return lambda visit: verify_evidence(visit, duty_ref=duty, evidence_id=number)


def _assigning(office: Office) -> Call:
    _, duty = _duty()
    version = _version(duty)
    return lambda visit: assign_duty(visit, duty_ref=duty, version=version, lead="MIA")


def _splitting(office: Office) -> Call:
    ref, _ = _duty()
    version = demand_page(ref, this_day()).row.version
    return lambda visit: split_duties(visit, ref=ref, version=version, texts=["One", "Two"])


def _linking(office: Office) -> Call:
    (ref, _), (other, _) = _duty(), _duty()
    version = demand_page(ref, this_day()).row.version
    return lambda visit: link_recommendation(visit, ref=ref, version=version, demand=other)


def _undoing(office: Office) -> Call:
    change = _linking(office)(office.analysts[0])
    assert isinstance(change, int)
    return lambda visit: undo_link(visit, change_id=change)


def _entering(office: Office) -> Call:
    return lambda visit: enter_value(
        visit, country="AZE", measure="I-02", period=calendar_year(2021), source="a letter",
        value=Decimal(3),
    )  # fmt: skip


# --- the checklist

PLACE: Any = {"country": "AZE", "edition": 2022}


def _filing_penalty(office: Office) -> Call:
    rules = office.analysts[0].pack.checklist_rules
    item = next(i for i in read_checklist(rules, "AZE", 2022) if i.penalties)
    paragraph = item.penalties[0].paragraph
    return lambda visit: file_penalty(visit, **PLACE, item=item.id, paragraph=paragraph)


def _filing_finding(office: Office) -> Call:
    rules = office.analysts[0].pack.checklist_rules
    item = next(i for i in read_checklist(rules, "AZE", 2022) if i.proposals)
    known = {f.text: f.id for f in list_findings("AZE", 2022)}
    finding = next(known[p.text] for p in item.proposals if p.text in known)
    return lambda visit: file_finding(visit, **PLACE, item=item.id, finding=finding)


def _checking(office: Office) -> Call:
    number = record_checklist_evidence(
        office.analysts[0], **PLACE, item="C-2", speaks_for=True, text="A list.", source="A letter"
    )
    return lambda visit: verify_checklist_evidence(visit, **PLACE, evidence_id=number)


#: By act.
LEDGER_SCENARIOS = {
    "read_report": Scenario("analysts", _reading),
    "accept_narrative": Scenario("coordinators", _accepting),
    "reject_narrative": Scenario("coordinators", _rejecting),
    "withdraw_narrative": Scenario("coordinators", _withdrawing),
    "review_again": Scenario("coordinators", _again),
    "correct_item": Scenario("analysts", _correcting),
    "accept_items": Scenario("analysts", _accepting_items),
    "propose_closure": Scenario("analysts", _proposing),
    "confirm_closure": Scenario("coordinators", _confirming),
    "update_action": Scenario("analysts", _updating),
    "set_milestone": Scenario("analysts", _reaching),
    "verify_evidence": Scenario("coordinators", _verifying),
    "assign_duty": Scenario("coordinators", _assigning),
    "split_duties": Scenario("coordinators", _splitting),
    "link_recommendation": Scenario("analysts", _linking),
    "undo_link": Scenario("analysts", _undoing),
    "file_penalty": Scenario("analysts", _filing_penalty),
    "file_finding": Scenario("analysts", _filing_finding),
    "verify_checklist_evidence": Scenario("coordinators", _checking),
}
