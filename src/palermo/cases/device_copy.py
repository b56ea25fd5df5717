"""An interview on a device beside what is kept here: the same, newer, or in conflict. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from palermo.cases.interview import InterviewState
from palermo.kernel.answers import Answers
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class InterviewCopy:
    """What can differ between a device and the office. `base`: the version the device last saw."""

    base: int
    answers: Answers
    is_decided: bool
    decision: str = ""
    reason: str = ""
    reason_code: str = ""
    #: The talk ended on the device without a decision.
    is_handed_over: bool = False


@dataclass(frozen=True, slots=True)
class KeptInterview:
    """The interview as it is kept here."""

    version: int
    state: InterviewState
    answers: Answers
    #: The officer's own, also where a second person changed it.
    decision: str = ""
    reason: str = ""
    reason_code: str = ""


class CopyResult(StrEnum):
    """What to do with what a device sends. `conflict`: a person compares and chooses."""

    NOTHING_NEW = "nothing_new"
    TAKE = "take"
    CONFLICT = "conflict"


def compare_copy(kept: KeptInterview, sent: InterviewCopy) -> CopyResult:
    """Whether to take what a device sends.

    A closed interview stays as it is; the same sent again is nothing new. A device that missed our
    reply resends answers that we have, possibly with more; those are taken.
    """
    is_open = kept.state is InterviewState.OPEN
    same_answers = kept.answers == sent.answers
    if not is_open:
        same_decision = (kept.decision, kept.reason, kept.reason_code) == (
            sent.decision,
            sent.reason.strip(),
            sent.reason_code if kept.reason_code else "",
        )
        same = same_answers and (not sent.is_decided or same_decision)
        # Decided in the office while the device handed over: a person compares.
        decided = kept.state in (InterviewState.DECIDED, InterviewState.IN_REVIEW)
        same = same and not (sent.is_handed_over and decided)
        return CopyResult.NOTHING_NEW if same else CopyResult.CONFLICT
    if same_answers and not sent.is_decided and not sent.is_handed_over:
        return CopyResult.NOTHING_NEW
    knows_ours = kept.version == sent.base or set(kept.answers.items()) <= set(sent.answers.items())
    return CopyResult.TAKE if knows_ours else CopyResult.CONFLICT


def copy_conflict() -> Refused:
    """The error that asks a person to compare."""
    return Refused(
        N_("The interview was changed elsewhere after this device last read it."),
        remedy=N_(
            "Compare both versions, choose the correct answers and send it again. Nothing "
            "was overwritten."
        ),
    )
