"""A decision after an interview: what is needed for it, and what is kept.

It is kept as ids. Words are rendered later, from the version that decided, and nothing is computed
again with later rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from palermo.cases.interview import TYPED_IN, InterviewOrigin
from palermo.kernel.answers import Answer
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.text_rules import required_text
from palermo.procedures.decide import (
    DECISIONS,
    Count,
    DimensionResult,
    Indication,
    Outcome,
    find_agreeing_decision,
)
from palermo.procedures.obligations import asks_for_decision
from palermo.procedures.shapes import Indicator, Procedure, Strength

T = TypeVar("T")


def check_decision(
    procedure: Procedure, indicated: Outcome | None, decision: Outcome | None, reason: str
) -> str:
    """The reason as it is kept. Raises BadValue without a decision, or a reason, that is needed.

    The officer decides where the procedure asks for it, and gives a reason where the decision
    differs from what is indicated.
    """
    check_can_be_decided(decision)
    if asks_for_decision(procedure) is (decision is None):
        raise BadValue(
            N_("Choose a decision."),
            where="decision",
            remedy=N_("Choose one of: {outcomes}."),
            outcomes=", ".join(DECISIONS),
        )
    return check_reason(reason, is_needed=needs_reason(indicated, decision))


def check_can_be_decided(decision: Outcome | None) -> None:
    """Raise BadValue for what is a result but no decision."""
    if decision is not None and decision not in DECISIONS:
        raise BadValue(
            N_("Choose a decision."),
            where="decision",
            remedy=N_("Choose one of: {outcomes}."),
            outcomes=", ".join(DECISIONS),
        )


def needs_reason(indicated: Outcome | None, decision: Outcome | None) -> bool:
    """Whether the officer decides otherwise than indicated, or alone."""
    return decision is not find_agreeing_decision(indicated)


def check_reason(reason: str, *, is_needed: bool) -> str:
    """The reason without spaces around it. Raises BadValue where it is missing or too long."""
    return (
        required_text("reason", reason, missing=N_("Say why you decide differently."))
        if is_needed or reason.strip()
        else ""
    )


def language_of_questions(origin: InterviewOrigin, language: str) -> str:
    """The language in which the officer had the questions; empty where that is not known."""
    return "" if origin in TYPED_IN else language


def correct_device_time(told: datetime, started_at: datetime, now: datetime) -> datetime:
    """A device's time of what it keeps: not before the interview and not in the future."""
    return max(started_at, min(told, now))


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a procedure indicated, as ids of its version. `dimensions`: id to answer."""

    outcome: str = ""
    reasonable_grounds: str = ""
    label: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    grounds: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    possible_duties: tuple[str, ...] = ()


def record_indication(found: Indication) -> DecisionRecord:
    """What is kept of an indication."""
    return DecisionRecord(
        outcome=found.outcome.value if found.outcome else "",
        reasonable_grounds=found.reasonable_grounds.value if found.reasonable_grounds else "",
        label=found.label_id,
        dimensions={d.id: d.answer.value for d in found.dimensions},
        grounds=tuple(i.id for i in found.grounds),
        against=tuple(i.id for i in found.against),
        unknown=found.unknown,
        possible_duties=tuple(d.id for d in found.possible_duties),
    )


def restore_indication(
    kept: DecisionRecord, procedure: Procedure, duties: Iterable[str]
) -> Indication:
    """The indication as it was kept, with the words of `procedure`, the version that decided.

    `duties`: ids of the obligations. Ids that the version does not have are left out.
    """
    labels = {x.id: x.text for x in (procedure.decision.labels if procedure.decision else ())}
    dimensions = kept.dimensions
    grounds, against = set(kept.grounds), set(kept.against)
    return Indication(
        procedure=procedure.id,
        version=procedure.version,
        outcome=Outcome(kept.outcome) if kept.outcome else None,
        label=labels.get(kept.label),
        label_id=kept.label,
        dimensions=tuple(
            DimensionResult(
                d.id,
                d.text,
                Answer(dimensions[d.id]),
                _count(procedure.of_dimension(d.id), grounds, against),
            )
            for d in procedure.dimensions
            if d.id in dimensions
        ),
        grounds=_select(procedure.indicators, grounds, lambda i: i.id),
        against=_select(procedure.indicators, against, lambda i: i.id),
        unknown=tuple(name for name in kept.unknown if procedure.question(name)),
        duties=_select(procedure.duties, set(duties), lambda d: d.id),
        possible_duties=_select(procedure.duties, set(kept.possible_duties), lambda d: d.id),
        reason=None,
        reasonable_grounds=Outcome(kept.reasonable_grounds) if kept.reasonable_grounds else None,
    )


def _select(items: Iterable[T], ids: set[str], id_of: Callable[[T], str]) -> tuple[T, ...]:
    return tuple(item for item in items if id_of(item) in ids)


def _count(
    indicators: Iterable[Indicator], grounds: set[str], against: set[str]
) -> dict[Strength | None, Count]:
    counts: dict[Strength | None, Count] = {}
    for i in indicators:
        before = counts.get(i.strength, Count(0, 0, 0))
        yes, no = i.id in grounds, i.id in against
        unknown = not yes and not no
        counts[i.strength] = Count(before.yes + yes, before.no + no, before.unknown + unknown)
    return counts
