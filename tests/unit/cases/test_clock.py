"""Deadlines run from the first sign, otherwise from the first contact; nothing moves them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from palermo.cases.clock import (
    check_first_sign_time,
    find_clock_start,
    find_first_sign_time,
    has_sign,
    time_of_answers,
)
from palermo.cases.interview import InterviewOrigin
from palermo.kernel.answers import Value
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.obligations import list_duties, list_duties_now
from tests.trial_pack import trial_procedure

TRIAL = trial_procedure()
NOW = datetime(2026, 11, 28, 22, 53, tzinfo=UTC)
DAY = timedelta(days=1)


def _now(**answers: Value) -> list[str]:
    return [d.id for d in list_duties_now(TRIAL, run_procedure(TRIAL, answers))]


def test_any_sign_begins_the_clock_and_no_other_answer_does() -> None:
    for answers, expected in (
        ({}, False),
        ({"danger": "yes", "young": "no"}, False),
        ({"hours": "no", "threatened": "no"}, False),
        ({"hours": "yes"}, True),
        ({"threatened": "yes"}, True),
    ):
        assert has_sign(TRIAL, run_procedure(TRIAL, answers)) is expected


def test_where_no_sign_is_declared_any_indicator_begins_it() -> None:
    (earlier,) = [
        p
        for p in load_pack("aze").procedures.versions_of("screen-commercial-sex")
        if p.version == 1
    ]
    assert not any(i.sign for i in earlier.indicators)
    assert has_sign(earlier, run_procedure(earlier, {"debt": "yes"}))
    assert not has_sign(earlier, run_procedure(earlier, {"debt": "no"}))


def test_the_first_sign_is_set_once_and_outweighs_the_first_contact() -> None:
    signs, none = (run_procedure(TRIAL, {"hours": answer}) for answer in ("yes", "no"))
    assert find_first_sign_time(TRIAL, none, None, NOW) is None
    assert find_first_sign_time(TRIAL, signs, None, NOW) == NOW
    assert find_first_sign_time(TRIAL, signs, NOW, NOW + DAY) == NOW
    assert find_first_sign_time(TRIAL, none, NOW, NOW + DAY) == NOW
    assert find_clock_start(NOW - DAY, NOW) == NOW
    assert find_clock_start(NOW - DAY, None) == NOW - DAY


def test_answers_of_a_form_were_given_in_the_interview() -> None:
    given = {origin: time_of_answers(origin, NOW - DAY, NOW) for origin in InterviewOrigin}
    assert given == {
        InterviewOrigin.WEB: NOW,
        InterviewOrigin.DEVICE: NOW,
        InterviewOrigin.PAPER: NOW - DAY,
        InterviewOrigin.IMPORT: NOW - DAY,
    }


def test_a_form_says_a_time_between_the_interview_and_now() -> None:
    paper = InterviewOrigin.PAPER
    check_first_sign_time(None, InterviewOrigin.WEB, NOW, NOW)
    check_first_sign_time(NOW - DAY, paper, NOW - DAY, NOW)
    for origin, at in ((paper, NOW - 2 * DAY), (paper, NOW + DAY), (InterviewOrigin.WEB, NOW)):
        with pytest.raises(BadValue):
            check_first_sign_time(at, origin, NOW - DAY, NOW)


def test_nobody_is_fined_before_the_answers_or_a_decision_rule_it_out() -> None:
    assert "no_fine" in _now()
    assert "no_fine" in _now(hours="yes")
    assert "refer" not in _now(hours="yes")
    none = {"threatened": "no", "unpaid": "no", "hours": "no", "locked": "no"}
    assert "no_fine" not in _now(**none)

    def after(decided: Outcome | None, **answers: Value) -> bool:
        return "no_fine" in {d.id for d in list_duties(TRIAL, answers, decided)}

    assert after(Outcome.UNDETERMINED, hours="yes")
    assert after(Outcome.POSITIVE)
    assert not after(Outcome.NEGATIVE, hours="yes")
    # Help that the answers call for is not taken away by a decision downwards.
    assert after(Outcome.NEGATIVE, threatened="yes")
