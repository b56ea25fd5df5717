"""Every case has a test at every door, or a written reason why it does not occur there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.practitioner.case_file import DOORS, IDS, Case, read_cases

ROOT = Path(__file__).resolve().parents[2]
#: Doors of this folder whose tests also take meetings without a talk, or a clock.
_MEETINGS = ("pure", "device")
_CLOCKS = ("device",)


def test_every_case_is_here_once() -> None:
    assert [case.id for case in read_cases()] == list(IDS)


def _ways(case: Case, door: str) -> list[str]:
    """How the case is tested at the door, or why it is not."""
    ways = [case.not_at[door]] if door in case.not_at else []
    if not ways and case.runs:
        ways.append("runs")
    if door in _MEETINGS and case.meetings:
        ways.append("meetings")
    if door in _CLOCKS and case.clock:
        ways.append("clock")
    return ways + [there for name, there in case.elsewhere.items() if name == door]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.id)
def test_a_case_has_a_test_or_a_reason_at_a_door(case: Case, door: str) -> None:
    assert _ways(case, door)
    assert not (door in case.not_at and door in case.elsewhere)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.id)
def test_what_is_tested_elsewhere_is_there(case: Case) -> None:
    assert set(case.elsewhere) | set(case.not_at) <= set(DOORS)
    assert all(len(reason.split()) > 5 for reason in case.not_at.values())
    for there in case.elsewhere.values():
        file, _, name = there.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, there


def test_every_procedure_of_the_first_contact_meets_a_case() -> None:
    """A procedure that no case opens would never be tried at a door."""
    opened = {run.procedure for case in read_cases() for run in case.runs}
    assert opened >= {
        "child-pathway", "first-line-card", "health-contact", "identify-victim",
        "inspect-workplace", "plan-safety", "screen-adult-labour", "screen-adult-sexual",
        "screen-begging", "screen-child-labour", "screen-child-sexual", "screen-commercial-sex",
        "screen-disability", "screen-domestic-work", "screen-forced-crime", "screen-fraud-compound",
        "screen-migrants", "screen-online-exploitation", "take-hotline-call",
    }  # fmt: skip
