"""Twelve calls of two persons at the same moment: one change, one line in the journal.

All calls have read what they need before the first of them writes, each in a thread with a
connection of its own. Every move of a state table, and every other act that changes, has a line
below or a reason why it may be done twelve times.
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from palermo.accounts.queries import list_tokens, list_users
from palermo.accounts.rights import Role
from palermo.actions.countries.file_finding import file_finding
from palermo.actions.countries.file_penalty import file_penalty
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.actions.interviews._device_interview import DeviceInterview
from palermo.actions.interviews._meetings import Meeting
from palermo.actions.interviews.acknowledge_obligation import acknowledge_obligation
from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.end_interview import end_interview
from palermo.actions.interviews.mark_obligation_done import mark_obligation_done
from palermo.actions.interviews.pass_to_child_pathway import pass_to_child_pathway
from palermo.actions.interviews.record_handover import record_handover
from palermo.actions.interviews.review_decision import review_decision
from palermo.actions.interviews.start_interview import start_interview
from palermo.actions.interviews.sync_interview import sync_interview
from palermo.actions.people.change_user import change_user
from palermo.actions.people.create_user import create_user
from palermo.actions.people.issue_token import issue_token
from palermo.actions.people.revoke_token import revoke_token
from palermo.actions.people.set_password import set_password
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
from palermo.actions.step import OpenAct
from palermo.actions.visit import Visit
from palermo.cases.act_names import ACT_NAMES
from palermo.cases.handover import DECLINED, Handover
from palermo.cases.interview import InterviewOrigin
from palermo.cases.narrative import ReviewDecision
from palermo.cases.obligation import list_recipients
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.journal.models import JournalLine
from palermo.kernel.errors import Refused
from palermo.kernel.periods import calendar_year
from palermo.ledger.checklist.queries import read_checklist
from palermo.ledger.narratives.queries import accepted_page, narrative_page
from palermo.ledger.narratives.readings import list_findings
from palermo.ledger.recommendations.queries import demand_page
from palermo.procedures.decide import Outcome
from palermo.records.interviews.models import Interview
from palermo.records.obligations.queries import get_obligation, list_obligations_of_interview
from tests.house.test_moves import TABLES
from tests.integration.conftest import demo_text
from tests.reading import accept_as_read, answer_doubts
from tests.visits import add_user, this_day, visit_of

on_both = pytest.mark.usefixtures("shared_database")
CALLS = 12
#: Seconds after which a thread that waits for the others goes on without them.
SOON = 10
YES = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
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


def _office() -> Office:
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


def _read(office: Office, edition: int, country: str = "AZE") -> int:
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
    number = _read(office, 2023)
    answer_doubts(office.coordinators[0], number)
    still_open = narrative_page(number).row.items_open
    return lambda visit: accept_narrative(visit, narrative_id=number, undecided_items=still_open)


def _rejecting(office: Office) -> Call:
    number = _read(office, 2024)
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
    number = _read(office, 2024)
    item = narrative_page(number).of_kind("recommendation")[0]
    return lambda visit: correct_item(
        visit, narrative_id=number, item_id=item.id, version=item.version,
        decision=ReviewDecision.REJECTED,
    )  # fmt: skip


def _accepting_items(office: Office) -> Call:
    number = _read(office, 2024)
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


# --- interviews


def _begin(office: Office, procedure: str = "refer-victim") -> int:
    return int(str(_beginning(procedure, page=False)(office.officers[0])))


def _beginning(procedure: str, *, page: bool) -> Call:
    key = uuid4() if page else None

    def call(visit: Visit) -> int:
        chosen = visit.pack.procedure(procedure, visit.today)
        return start_interview(
            visit, procedure=chosen, place_kind=chosen.settings[0],
            confirmed=[gate.id for gate in chosen.before], at=visit.now, key=key,
        )  # fmt: skip

    return call


def _answered(office: Office) -> int:
    number = _begin(office)
    answer_interview(office.officers[0], interview=number, version=1, given=YES)
    return number


def _answering(office: Office) -> Call:
    number = _begin(office)
    return lambda visit: answer_interview(visit, interview=number, version=1, given=YES)


def _deciding(office: Office) -> Call:
    number = _answered(office)
    return lambda visit: decide_interview(
        visit, interview=number, version=2, decision=Outcome.POSITIVE
    )


def _ending(office: Office) -> Call:
    number = _begin(office, "screen-adult-labour")
    return lambda visit: end_interview(
        visit, interview=number, version=1, handover=Handover(DECLINED), observed={}
    )


def _passing(office: Office) -> Call:
    number = _begin(office, "screen-adult-labour")
    return lambda visit: pass_to_child_pathway(visit, interview=number, version=1)


def _due(office: Office, *, done: bool) -> int:
    """A referral of a decided interview."""
    number, officer = _answered(office), office.officers[0]
    decide_interview(officer, interview=number, version=2, decision=Outcome.POSITIVE)
    due = list_obligations_of_interview("officer", number)
    chosen = next(o for o in due if o.duty == "refer")
    if done:
        _mark(chosen.id)(officer)
    return chosen.id


def _mark(obligation: int) -> Call:
    def call(visit: Visit) -> None:
        row = get_obligation(visit.actor.username, obligation)
        procedure = visit.pack.procedures.version(row.procedure, row.procedure_version)
        to = list_recipients(procedure, row.duty)[:1]
        mark_obligation_done(visit, obligation=obligation, at=timezone.now(), referred_to=to)

    return call


def _acknowledging(office: Office) -> Call:
    number = _due(office, done=True)
    return lambda visit: acknowledge_obligation(visit, obligation=number, at=timezone.now())


def _reviewing(office: Office) -> Call:
    number = _answered(office)
    decide_interview(
        office.officers[0], interview=number, version=2, decision=Outcome.NEGATIVE,
        reason="No border was crossed.", reason_code="no_border",
    )  # fmt: skip
    return lambda visit: review_decision(
        visit, interview=number, version=3, decision=Outcome.POSITIVE, reason="None is asked."
    )


# --- accounts


def _number_of(username: str) -> int:
    return next(u.id for u in list_users() if u.username == username)


def _creating(office: Office) -> Call:
    return lambda visit: create_user(
        visit, username="newcomer", password="a very long one 7", role=Role.READER
    )


def _changing(office: Office) -> Call:
    number = add_user(username="changed", role=Role.READER)
    return lambda visit: change_user(
        visit, user_id=number, role=Role.ANALYST, agency="", active=True
    )


def _replacing_password(office: Office) -> Call:
    number = add_user(username="forgetful", role=Role.READER)
    return lambda visit: set_password(visit, user_id=number, password="quite another one 9")


def _revoking(office: Office) -> Call:
    issue_token(office.analysts[0], name="script")
    (token,) = list_tokens(office.analysts[0].actor.id or 0)
    # A token is its owner's, who calls from two browsers.
    return lambda visit: revoke_token(office.analysts[0], token_id=token.id)


#: By act. Acts that may be done twelve times, or are told apart by a key, are below.
SCENARIOS = {
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
    "answer_interview": Scenario("officers", _answering),
    "decide_interview": Scenario("officers", _deciding),
    "end_interview": Scenario("officers", _ending),
    "pass_to_child_pathway": Scenario("officers", _passing),
    "mark_obligation_done": Scenario("officers", lambda o: _mark(_due(o, done=False))),
    "acknowledge_obligation": Scenario("officers", _acknowledging),
    "review_decision": Scenario("supervisors", _reviewing),
    "create_user": Scenario("administrators", _creating),
    "change_user": Scenario("administrators", _changing),
    "set_password": Scenario("administrators", _replacing_password),
    "revoke_token": Scenario("analysts", _revoking),
}


# --- what is told apart by a key: sent twelve times it is kept once, and nobody is refused


def _syncing(office: Office) -> Call:
    visit = office.officers[0]
    chosen = visit.pack.procedure("refer-victim", visit.today)
    held = DeviceInterview(
        key=uuid4(), base=0, procedure=chosen.id, procedure_version=chosen.version,
        place_kind=chosen.settings[0], confirmed=tuple(gate.id for gate in chosen.before),
        started_at=visit.now, answers=YES,
    )  # fmt: skip
    return lambda visit: sync_interview(visit, held=held)


def _handing_over(office: Office) -> Call:
    visit = office.officers[0]
    chosen = visit.pack.procedure("refer-victim", visit.today)
    met = Meeting(
        chosen, chosen.settings[0], visit.now, InterviewOrigin.WEB, surely_adult=True, key=uuid4()
    )
    return lambda visit: record_handover(visit, met=met, handover=Handover(DECLINED), observed={})


KEYED = {
    "start_interview": Scenario("officers", lambda _: _beginning("refer-victim", page=True)),
    "sync_interview": Scenario("officers", _syncing),
}
#: Why an act may be done twelve times at once.
REPEATABLE = {
    "plan_action": "each adds an action",
    "enter_value": "each value supersedes the one before; test_writing_side_by_side.py",
    "add_note": "each adds a note",
    "attach_evidence": "each adds evidence",
    "record_checklist_evidence": "each adds evidence",
    "issue_token": "each makes a token",
    "record_handover": "each is another person",
    "import_interviews": "rows have keys; test_import.py, and below",
    "import_register": "a claim that is there already is not new",
    "decide_link": "the last answer counts",
    "handle_stop": "the version of the interview guards it, as answer_interview",
    "prepare_import": "replaces the officer's own pending file",
    "drop_import": "nothing is left to delete",
    "allow_public_page": "the last choice counts",
    "load_wording": "writes the same file",
    "rebuild_search": "indexes the same texts",
    "unlock_user": "nothing is left to unlock",
    "end_sessions": "ends them again",
}
#: Acts that change nothing.
READING = {
    act for act in ACT_NAMES if act.startswith(("read_", "list_", "count_", "preview_", "export_"))
} - {"read_report"}


def test_every_act_has_a_scenario_or_a_reason() -> None:
    known = {*SCENARIOS, *KEYED, *REPEATABLE}
    assert set(ACT_NAMES) - READING == known
    moves = {move.right for table in TABLES.values() for move in table.moves}
    assert moves <= known


@contextmanager
def _writing_together(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody writes before all have read. Who comes later, such as a second try, does not wait."""
    writing, barrier = OpenAct.writing, threading.Barrier(CALLS)

    @contextmanager
    def together(self: OpenAct) -> Iterator[None]:
        if not barrier.broken:
            with suppress(threading.BrokenBarrierError):
                barrier.wait(SOON)
            barrier.abort()
        with writing(self):
            yield

    with monkeypatch.context() as patch:
        patch.setattr(OpenAct, "writing", together)
        yield


def _all_at_once(pool: ThreadPoolExecutor, call: Call, visits: tuple[Visit, Visit]) -> list[str]:
    def one(number: int) -> str:
        try:
            call(visits[number % 2])
        except Refused as error:
            return "conflict" if error.say() else "no words"
        except Exception as error:
            return repr(error)
        finally:
            connections.close_all()
        return "done"

    return list(pool.map(one, range(CALLS)))


@on_both
@pytest.mark.long
def test_of_twelve_calls_at_once_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    office, wrong = _office(), {}
    accept_as_read(office.coordinators[0], _read(office, 2022))
    with ThreadPoolExecutor(CALLS) as pool:
        for act, (who, prepare) in SCENARIOS.items():
            call, visits = prepare(office), getattr(office, who)
            before = JournalLine.objects.filter(act=act, outcome="done").count()
            with _writing_together(monkeypatch):
                answers = Counter(_all_at_once(pool, call, visits))
            lines = JournalLine.objects.filter(act=act, outcome="done").count() - before
            if answers != {"done": 1, "conflict": CALLS - 1} or lines != 1:
                wrong[act] = (dict(answers), f"{lines} lines")
        for act, (who, prepare) in KEYED.items():
            call, visits, known = prepare(office), getattr(office, who), Interview.objects.count()
            with _writing_together(monkeypatch):
                answers = Counter(_all_at_once(pool, call, visits))
            new = Interview.objects.count() - known
            if answers != {"done": CALLS} or new != 1:
                wrong[act] = (dict(answers), f"{new} interviews")
    assert not wrong


@on_both
def test_of_two_administrators_who_demote_each_other_one_remains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = _office()
    first, second = office.administrators
    number = {v.actor.username: v.actor.id or 0 for v in office.administrators}

    def demote(visit: Visit) -> None:
        other = second if visit is first else first
        change_user(
            visit, user_id=number[other.actor.username], role=Role.READER, agency="", active=True
        )

    with ThreadPoolExecutor(CALLS) as pool, _writing_together(monkeypatch):
        answers = Counter(_all_at_once(pool, demote, office.administrators))
    assert answers == {"done": 1, "conflict": CALLS - 1}
    assert [u.role for u in list_users() if u.active].count(Role.ADMINISTRATOR) == 1
