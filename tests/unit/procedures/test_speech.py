"""Rendering of conditions for which a literal sentence would be hard to read."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.conditions.nodes import Answered, AnyOf, Equals, Node, Not
from palermo.packs.load import load_pack

PACK = load_pack("aze")
REFERRAL = PACK.procedure("refer-victim", date(2026, 11, 1))
NO, YES = Equals("agrees", "no"), Equals("may_be_child", "yes")
UNKNOWN = Not(Answered("agrees"))
GROUNDS = "Reasonable grounds to believe that the person is a victim of trafficking"
CASES: list[tuple[Node, str]] = [
    (Equals("outcome", "yes"), GROUNDS),
    (Not(Answered("outcome")), f"not known: {GROUNDS}"),
    (
        AnyOf((NO, UNKNOWN)),
        "no or not known: The person agrees to be referred to this recipient",
    ),
    (
        AnyOf((NO, UNKNOWN, YES)),
        "at least one of (no or not known: The person agrees to be referred to this recipient; "
        "The person may be under 18)",
    ),
    (
        AnyOf((YES, UNKNOWN)),
        "at least one of (The person may be under 18; "
        "not known: The person agrees to be referred to this recipient)",
    ),
]


@pytest.mark.parametrize(("node", "words"), CASES)
def test_a_condition_is_said(node: Node, words: str) -> None:
    assert PACK.speech.say(node, REFERRAL, "en") == words


@pytest.mark.parametrize("language", PACK.languages)
def test_no_code_of_a_procedure_is_shown_to_a_reader(language: str) -> None:
    for procedure in PACK.procedures.versions:
        for duty in procedure.duties:
            assert "outcome" not in PACK.speech.say(duty.when, procedure, language)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (None, ""),
        (1, "within an hour"),
        (24, "within 24 hours"),
        (48, "within 48 hours"),
        (72, "within 3 days"),
        (100, "within 100 hours"),
        (720, "within 30 days"),
    ],
)
def test_nobody_counts_a_month_in_hours(hours: int | None, said: str) -> None:
    assert load_pack().speech.deadline(hours, "en") == said
