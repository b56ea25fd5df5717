"""Obligations: their state follows from their times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from palermo.cases.obligation import (
    ObligationState,
    check_done_time,
    check_may_be_acknowledged,
    check_may_be_done,
    find_state,
    is_late,
    list_obligations_of,
)
from palermo.kernel.errors import BadValue, Refused
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome

REFER = load_pack("aze").procedures.versions_of("refer-victim")[-1]
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_each_duty_is_one_obligation_with_its_time_and_who() -> None:
    answers = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    found = {o.duty: o for o in list_obligations_of(REFER, answers, Outcome.POSITIVE, NOW)}
    assert set(found) == {"find_danger", "refer", "help", "reflect", "no_penalty"}
    refer = found["refer"]
    assert (refer.who, refer.due_at, refer.needs_acknowledgement) == (
        "officer",
        NOW + 24 * HOUR,
        True,
    )
    assert (found["help"].due_at, found["help"].needs_acknowledgement) == (None, False)


@pytest.mark.parametrize(
    ("done", "acknowledged", "needs", "state"),
    [
        (None, None, True, ObligationState.TO_DO),
        (None, None, False, ObligationState.TO_DO),
        (NOW, None, True, ObligationState.SENT),
        (NOW, None, False, ObligationState.DONE),
        (NOW, NOW, True, ObligationState.ACKNOWLEDGED),
    ],
)
def test_the_state_follows_from_the_times(
    done: datetime | None, acknowledged: datetime | None, needs: bool, state: ObligationState
) -> None:
    assert find_state(done, acknowledged, needs_acknowledgement=needs) is state


def test_only_what_is_still_to_be_done_is_late() -> None:
    assert is_late(ObligationState.TO_DO, NOW - HOUR, NOW)
    assert not is_late(ObligationState.TO_DO, NOW + HOUR, NOW)
    assert not is_late(ObligationState.TO_DO, None, NOW)
    assert not is_late(ObligationState.SENT, NOW - HOUR, NOW)


def test_each_is_done_once_and_acknowledged_after() -> None:
    check_may_be_done(ObligationState.TO_DO)
    check_may_be_acknowledged(ObligationState.SENT)
    for state in set(ObligationState) - {ObligationState.TO_DO}:
        with pytest.raises(Refused):
            check_may_be_done(state)
    for state in set(ObligationState) - {ObligationState.SENT}:
        with pytest.raises(Refused):
            check_may_be_acknowledged(state)


def test_it_was_done_between_the_decision_and_now() -> None:
    check_done_time(NOW - HOUR, NOW - 2 * HOUR, NOW)
    for wrong in (NOW - 3 * HOUR, NOW + HOUR):
        with pytest.raises(BadValue):
            check_done_time(wrong, NOW - 2 * HOUR, NOW)
