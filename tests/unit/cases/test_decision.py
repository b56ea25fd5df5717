"""A decision: what it needs, when its deadlines begin, and what comes back from kept ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from palermo.cases.decision import (
    check_decision,
    correct_device_time,
    language_of_questions,
    record_indication,
    restore_indication,
)
from palermo.cases.interview import InterviewOrigin
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.scenarios import parse_answers
from palermo.procedures.shapes import Procedure

PACK = load_pack("aze")
REFER = PACK.procedures.versions_of("refer-victim")[-1]
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_decision_that_differs_needs_a_reason() -> None:
    positive, negative = Outcome.POSITIVE, Outcome.NEGATIVE
    assert check_decision(REFER, positive, positive, "  ") == ""
    assert check_decision(REFER, positive, negative, " Known already. ") == "Known already."
    with pytest.raises(BadValue, match="Reason"):
        check_decision(REFER, positive, negative, "  ")
    with pytest.raises(BadValue, match="Reason"):
        check_decision(REFER, positive, positive, "x" * 5001)
    with pytest.raises(BadValue, match="Choose a decision"):
        check_decision(REFER, positive, None, "")


def test_only_a_screen_has_a_language() -> None:
    said = {origin: language_of_questions(origin, "az") for origin in InterviewOrigin}
    assert [o for o, language in said.items() if language] == ["web", "device"]


def test_a_device_whose_clock_is_wrong_decides_between_the_interview_and_now() -> None:
    assert correct_device_time(NOW + DAY, NOW - DAY, NOW) == NOW
    assert correct_device_time(NOW - 2 * DAY, NOW - DAY, NOW) == NOW - DAY
    assert correct_device_time(NOW - DAY / 2, NOW - DAY, NOW) == NOW - DAY / 2


@pytest.mark.parametrize("procedure", PACK.procedures.versions, ids=lambda p: f"{p.id}-{p.version}")
def test_an_indication_comes_back_whole_from_its_ids(procedure: Procedure) -> None:
    for scenario in PACK.procedures.scenarios(procedure.id):
        told = parse_answers(scenario.answers.items())
        answers = {k: v for k, v in told.items() if procedure.question(k)}
        found = run_procedure(procedure, answers)
        restored = restore_indication(
            record_indication(found), procedure, [d.id for d in found.duties]
        )
        assert restored == replace(found, reason=None)


def test_ids_that_the_version_does_not_have_are_left_out() -> None:
    found = run_procedure(REFER, {"grounds": "yes"})
    kept = replace(record_indication(found), grounds=("has_grounds", "gone"), unknown=("gone",))
    restored = restore_indication(kept, REFER, ["refer", "gone"])
    assert [i.id for i in restored.grounds] == ["has_grounds"]
    assert restored.unknown == ()
    assert [d.id for d in restored.duties] == ["refer"]
