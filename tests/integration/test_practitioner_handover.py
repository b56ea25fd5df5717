"""K1, K2, K8, K10, A15, A16 on the page, and typed in from paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from palermo.cases.interview import InterviewState
from palermo.records.interviews.queries import count_interviews, fetch_interviews
from palermo.records.obligations.queries import (
    list_obligations_of_interview,
    list_open_obligations,
)
from tests.handovers import (
    ADULTS,
    CHILDREN,
    ITS_OWN,
    PROTECTIONS,
    duties_of,
    gates_of,
    only_row,
    rows_by_procedure,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _expected() -> str:
    return (timezone.localtime() + HOUR).strftime("%Y-%m-%dT%H:%M")


def test_k1_a_child_that_declines_is_observed_and_handed_over(web: Client) -> None:
    first = web.post(
        f"/procedures/{CHILDREN}/begin/", {"refused": "1", "place_kind": "street", "age": "6"}
    )
    page = first.content.decode()
    assert "Observe and hand over" in page
    assert "The child is frightened" in page
    assert "What do you like to play?" not in page
    assert fetch_interviews("officer") == []
    sent = {
        "reason": "declined", "save": "1", "place_kind": "street", "age": "6",
        "called": ["child_protection", "shelter"], "expected_at": _expected(),
        "answer-frightened": "yes", "answer-unaccompanied": "yes",
    }  # fmt: skip
    answer = web.post(f"/procedures/{CHILDREN}/hand-over/", sent, follow=True)
    row = only_row()
    assert row.state is InterviewState.HANDED_OVER
    assert (row.handover_reason, row.called) == ("declined", ("child_protection", "shelter"))
    assert row.answers == {"frightened": "yes", "unaccompanied": "yes"}
    assert row.expected_at is not None
    assert duties_of(row) >= PROTECTIONS
    (guardian,) = [o for o in list_open_obligations("officer") if o.duty == "guardian"]
    assert guardian.due_at == row.started_at + 24 * HOUR
    page = answer.content.decode()
    assert row.person in page
    assert "the protection goes on" in page
    assert "nothing was recorded" not in page
    assert "Somebody comes" in page


@pytest.mark.parametrize("adult", ["no", "unknown"])
def test_k1_whoever_may_be_under_18_declines_the_adult_procedure(web: Client, adult: str) -> None:
    sent = {"refused": "1", "place_kind": "police", "adult": adult}
    page = web.post(f"/procedures/{ADULTS}/begin/", sent).content.decode()
    assert "Call child protection and a guardian now" in page
    assert "The child is frightened" in page
    saved = {"reason": "declined", "save": "1", "place_kind": "police", "adult": adult}
    web.post(f"/procedures/{ADULTS}/hand-over/", saved)
    rows = rows_by_procedure()
    assert rows[CHILDREN].state is InterviewState.HANDED_OVER
    assert rows[CHILDREN].person == rows[ADULTS].person
    assert duties_of(rows[CHILDREN]) >= ITS_OWN
    # K2: what the procedure for adults made due is not lost.
    assert rows[ADULTS].state is InterviewState.PASSED_ON
    assert duties_of(rows[ADULTS]) >= {"nothing_is_fined"}


def test_k1_the_age_is_asked_before_anybody_is_sent_away(web: Client) -> None:
    page = web.post(f"/procedures/{ADULTS}/begin/", {"refused": "1"}).content.decode()
    assert "Do not ask the person" in page
    saved = {"reason": "declined", "save": "1"}
    again = web.post(f"/procedures/{ADULTS}/hand-over/", saved).content.decode()
    assert "Do not ask the person" in again
    assert fetch_interviews("officer") == []


def test_a16_an_adult_that_declines_leaves_a_code_and_nothing_else(web: Client) -> None:
    sent = {"refused": "1", "place_kind": "police", "adult": "yes", "confirmed": ["safe"]}
    answer = web.post(f"/procedures/{ADULTS}/begin/", sent, follow=True)
    row = only_row()
    assert (row.state, row.answers, row.age, row.called) == (InterviewState.REFUSED, {}, None, ())
    assert duties_of(row) == set()
    assert row.person in answer.content.decode()
    # The way back.
    gates = gates_of(ADULTS)
    back = {"adult": "yes", "place_kind": "police", "person": row.person, "confirmed": gates}
    web.post(f"/procedures/{ADULTS}/begin/", back)
    assert {r.person for r in fetch_interviews("officer")} == {row.person}
    assert count_interviews("officer", state=InterviewState.OPEN) == 1


def test_a15_a_condition_that_cannot_be_met_leaves_a_trace_of_an_adult(
    web: Client,
) -> None:
    sent = {"unmet": "referral_ready", "place_kind": "police", "adult": "yes"}
    page = web.post(f"/procedures/{ADULTS}/begin/", sent).content.decode()
    assert "Cannot be met: You know which services are open today" in page
    assert "Call child protection" not in page
    saved = {
        "reason": "referral_ready", "save": "1", "place_kind": "police", "adult": "yes",
        "called": ["case_worker"], "expected_at": _expected(), "answer-seen_danger": "yes",
    }  # fmt: skip
    answer = web.post(f"/procedures/{ADULTS}/hand-over/", saved, follow=True)
    row = only_row()
    assert (row.state, row.procedure) == (InterviewState.HANDED_OVER, ADULTS)
    assert row.handover_reason == "referral_ready"
    assert row.answers["seen_danger"] == "yes"
    assert duties_of(row) >= {"bring_to_safety", "nothing_is_fined"}
    assert "You know which services are open today" in answer.content.decode()
    # It counts as an encounter: in the list of the page and of the API, and in the counts.
    assert row.person in web.get("/interviews/").content.decode()
    (listed,) = web.get("/api/v1/interviews", {"state": "handed_over"}).json()
    assert (listed["person"], listed["handover_reason"]) == (row.person, "referral_ready")
    assert count_interviews("officer") == 1


def test_k10_an_officer_who_was_not_trained_keeps_the_contact(web: Client) -> None:
    saved = {
        "reason": "trained", "save": "1", "place_kind": "street",
        "called": ["child_protection"], "answer-earns_for_others": "yes",
    }  # fmt: skip
    answer = web.post(f"/procedures/{CHILDREN}/hand-over/", saved, follow=True)
    row = only_row()
    assert (row.state, row.handover_reason) == (InterviewState.HANDED_OVER, "trained")
    # One sign that was seen opens the referral, as it does in a talk.
    assert duties_of(row) >= PROTECTIONS | {"refer"}
    assert "It is not known when somebody comes" in answer.content.decode()


def test_k8_a_child_that_stops_in_the_talk_loses_no_protection(web: Client) -> None:
    gates = gates_of(CHILDREN)
    begun = {"place_kind": "shelter", "confirmed": gates, "age": "13"}
    web.post(f"/procedures/{CHILDREN}/begin/", begun)
    row = only_row()
    web.post(
        f"/interviews/{row.id}/keep/",
        {"version": "1", "answer-danger_now": "no", "answer-sexual_use": "yes"},
    )
    page = web.get(f"/interviews/{row.id}/questions/tell_day/").content.decode()
    assert f"/interviews/{row.id}/hand-over/" in page
    page = web.get(f"/interviews/{row.id}/hand-over/").content.decode()
    assert "The person does not wish to talk" in page
    saved = {"version": "2", "reason": "declined", "save": "1", "called": "child_protection"}
    web.post(f"/interviews/{row.id}/hand-over/", saved)
    row = only_row()
    assert row.state is InterviewState.HANDED_OVER
    assert row.answers == {"danger_now": "no", "sexual_use": "yes"}
    assert duties_of(row) >= PROTECTIONS | {"refer"}
    page = web.get(f"/interviews/{row.id}/").content.decode()
    assert "may leave" not in page


def test_k2_protections_stay_due_when_the_child_procedure_takes_over(
    web: Client,
) -> None:
    gates = gates_of(ADULTS)
    web.post(
        f"/procedures/{ADULTS}/begin/", {"adult": "yes", "place_kind": "police", "confirmed": gates}
    )
    adult = only_row()
    web.post(f"/interviews/{adult.id}/keep/", {"version": "2", "answer-seen_danger": "yes"})
    web.post(f"/interviews/{adult.id}/child/", {"version": "3"})
    rows = rows_by_procedure()
    carried = list_obligations_of_interview(
        "officer", rows[CHILDREN].id, follows=rows[CHILDREN].follows
    )
    due = {o.duty: o.due_at for o in carried if o.interview == adult.id}
    assert due["bring_to_safety"] == adult.started_at + HOUR
    assert due["nothing_is_fined"] == adult.started_at + HOUR
    page = web.get(f"/interviews/{rows[CHILDREN].id}/").content.decode()
    assert "Protection that was due before and stays due" in page
    assert "Bring the person to safety." in page
    # It can be marked as done, from the first contact on.
    (safety,) = [o for o in carried if o.duty == "bring_to_safety"]
    assert "nothing_is_fined" not in duties_of(rows[CHILDREN]), "a protection is not due twice"
    web.post(f"/obligations/{safety.id}/done/", {"version": safety.version})
    assert "bring_to_safety" not in {o.duty for o in list_open_obligations("officer")}
    # The child's own decision adds what is new and repeats nothing.
    sent = {"version": "1", "decision": "positive", "reason": "Seen on the spot."}
    web.post(f"/interviews/{rows[CHILDREN].id}/decide/", sent)
    due_now = [o.duty for o in list_open_obligations("officer")]
    assert due_now.count("nothing_is_fined") == 1
    assert "guardian" in due_now


def test_k2_an_adult_procedure_that_was_only_chosen_is_not_forgotten(
    web: Client,
) -> None:
    sent = {"adult": "no", "place_kind": "police"}
    page = web.post(f"/procedures/{ADULTS}/begin/", sent).content.decode()
    there = f"/procedures/{CHILDREN}/begin/?from={ADULTS}"
    assert f'action="{there}"' in page
    assert f'name="from" value="{ADULTS}"' in page
    gates = gates_of(CHILDREN)
    begun = {"place_kind": "police", "confirmed": gates, "from": ADULTS}
    web.post(there, begun)
    rows = rows_by_procedure()
    assert (rows[CHILDREN].state, rows[CHILDREN].follows) == (InterviewState.OPEN, rows[ADULTS].id)
    assert duties_of(rows[ADULTS]) >= {"nothing_is_fined"}
    wrong = web.post(f"/procedures/{CHILDREN}/begin/", {**begun, "from": "screen-child-labour"})
    assert wrong.status_code == 422


def test_a_talk_with_an_adult_that_stops_is_decided_by_what_is_known(
    web: Client,
) -> None:
    gates = gates_of(ADULTS)
    web.post(
        f"/procedures/{ADULTS}/begin/", {"adult": "yes", "place_kind": "police", "confirmed": gates}
    )
    row = only_row()
    answer = web.post(f"/interviews/{row.id}/hand-over/", {"version": "2", "reason": "declined"})
    assert answer["Location"] == f"/interviews/{row.id}/"
    unmet = {"version": "2", "reason": "safe", "save": "1", "called": "case_worker"}
    web.post(f"/interviews/{row.id}/hand-over/", unmet)
    assert (only_row().state, only_row().handover_reason) == (InterviewState.HANDED_OVER, "safe")


def test_names_are_kept_nowhere(web: Client) -> None:
    for wrong in (
        {"reason": "Aygun"}, {"reason": "declined", "called": "Aygun"},
        {"reason": "declined", "answer-frightened": "Aygun"},
        {"reason": "declined", "answer-Aygun": "yes"},
        {"reason": "declined", "place_kind": "Aygun"},
        {"reason": "declined", "expected_at": "2020-01-01T10:00"},
    ):  # fmt: skip
        answer = web.post(f"/procedures/{CHILDREN}/hand-over/", {"save": "1", **wrong})
        assert answer.status_code == 422, wrong
        alert = answer.content.decode().split('role="alert">')[1].split("</p>")[0]
        assert "Aygun" not in alert or "answer-Aygun" in wrong
    assert fetch_interviews("officer") == []


def test_a_paper_form_of_a_talk_that_did_not_take_place_is_typed_in(web: Client) -> None:
    at = timezone.localtime() - 30 * HOUR
    first = web.post(
        f"/procedures/{CHILDREN}/begin/?paper",
        {"origin": "paper", "unmet": "trained", "at": f"{at:%Y-%m-%dT%H:%M}"},
    ).content.decode()
    assert 'name="origin" value="paper"' in first
    saved = {
        "reason": "trained", "save": "1", "origin": "paper", "at": f"{at:%Y-%m-%dT%H:%M}",
        "place_kind": "street", "called": "child_protection", "answer-frightened": "yes",
    }  # fmt: skip
    web.post(f"/procedures/{CHILDREN}/hand-over/", saved)
    row = only_row()
    assert (row.origin, row.state) == ("paper", InterviewState.HANDED_OVER)
    assert row.started_at == at.replace(second=0, microsecond=0)
    # The clock ran from the meeting: it is overdue when it is typed in.
    (guardian,) = [o for o in list_open_obligations("officer") if o.duty == "guardian"]
    assert guardian.due_at == row.started_at + 24 * HOUR
    assert guardian.is_late(timezone.now())
