"""Calls about interviews and accounts, made ready to be made many times at once."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from palermo.accounts.queries import list_tokens, list_users
from palermo.accounts.rights import Role
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
from palermo.actions.visit import Visit
from palermo.cases.handover import DECLINED, Handover
from palermo.cases.interview import InterviewOrigin
from palermo.cases.obligation import list_recipients
from palermo.procedures.decide import Outcome
from palermo.records.obligations.queries import get_obligation, list_obligations_of_interview
from tests.at_once_ledger import Call, Office, Scenario
from tests.visits import add_user

YES = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}


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


#: By act.
PEOPLE_SCENARIOS = {
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
