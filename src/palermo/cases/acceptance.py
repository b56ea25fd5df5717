"""When a reading may count: reviewed or knowingly not, and one narrative for a country and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from palermo.cases.narrative import NARRATIVE_MOVES, ItemKind, NarrativeState
from palermo.kernel.errors import PalermoError, Refused
from palermo.kernel.messages import N_
from palermo.kernel.text_rules import required_text

#: Undecided items that a message names; the others are counted.
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class AcceptanceFacts:
    """A narrative that somebody wants to accept, and the one that is accepted for its year.

    `undecided`: the ids of the items without a decision, by kind. `accepted`: the id of the other
    narrative; None where the year has none.
    """

    narrative: int
    state: NarrativeState
    country: str
    edition: int
    undecided: Mapping[ItemKind, Sequence[int]] = field(default_factory=dict)
    accepted: int | None = None

    @property
    def open_items(self) -> int:
        """The number of items without a decision."""
        return sum(len(ids) for ids in self.undecided.values())


@dataclass(frozen=True, slots=True)
class YearClash:
    """A narrative whose country and year have the accepted narrative `accepted`."""

    narrative: int
    country: str
    edition: int
    accepted: int


@dataclass(frozen=True, slots=True)
class AcceptanceChoice:
    """What the user says expressly. Nothing is chosen by silence.

    `undecided_items`: how many items the user accepts without review. `supersedes`: the id of the
    accepted narrative that this one replaces, with the `reason`.
    """

    undecided_items: int | None = None
    supersedes: int | None = None
    reason: str = ""


def check_acceptance(facts: AcceptanceFacts, choice: AcceptanceChoice) -> str:
    """The reason as it is kept; empty where nothing is superseded.

    Raises Refused for a narrative that is decided, for a year whose accepted narrative was not
    named, and for undecided items whose number was not confirmed; BadValue without a reason.
    """
    if not NARRATIVE_MOVES.allows(facts.state, NarrativeState.ACCEPTED):
        raise already_decided(facts.narrative, facts.state)
    _check_other(facts, choice)
    _check_undecided(facts, choice)
    if facts.accepted is None:
        return ""
    return required_text(
        "reason", choice.reason, missing=N_("Say why the accepted narrative is superseded.")
    )


def check_doubts(narrative: int, doubts: int) -> None:
    """Raise Refused while links of recommendations to demands wait for the answer of a person."""
    if doubts:
        raise Refused(
            N_("Doubtful links without an answer: {count}."),
            where=str(narrative),
            remedy=N_("Confirm or reject each of them in the review, then accept the narrative."),
            count=doubts,
        )


def already_decided(narrative: int, state: NarrativeState) -> Refused:
    """The refusal for a narrative that is no longer open."""
    return Refused(
        N_("This narrative is already {state}."),
        where=str(narrative),
        remedy=N_("See the list of narratives for those that are open."),
        state=state,
    )


def describe_clash(clash: YearClash) -> Refused:
    """What is said at the upload, and again to a user who accepts without naming the other one."""
    return Refused(
        N_("{country} {edition} already has an accepted narrative (number {accepted})."),
        where=str(clash.narrative),
        remedy=N_(
            "If this text is fuller or corrected, review it and accept it so that it supersedes "
            "narrative {accepted}: the plan passes to its recommendations. Otherwise reject it."
        ),
        country=clash.country,
        edition=clash.edition,
        accepted=clash.accepted,
    )


def _check_other(facts: AcceptanceFacts, choice: AcceptanceChoice) -> None:
    if facts.accepted is not None and choice.supersedes is None:
        raise describe_clash(
            YearClash(facts.narrative, facts.country, facts.edition, facts.accepted)
        )
    if choice.supersedes != facts.accepted:
        raise Refused(
            N_("Narrative {named} is not the accepted narrative of {country} {edition}."),
            where=str(facts.narrative),
            remedy=N_("Open the review again. It names the narrative that would be superseded."),
            named=choice.supersedes,
            country=facts.country,
            edition=facts.edition,
        )


def _check_undecided(facts: AcceptanceFacts, choice: AcceptanceChoice) -> None:
    if (choice.undecided_items or 0) == facts.open_items:
        return
    if not facts.open_items:
        raise Refused(
            N_("Every item of this narrative has a decision. None is accepted without review."),
            where=str(facts.narrative),
            remedy=N_("Open the review again, then accept."),
        )
    raise undecided_items_left(facts)


def undecided_items_left(facts: AcceptanceFacts) -> PalermoError:
    """The refusal that says how many items are undecided, of which kind, and which."""
    ids = sorted(i for found in facts.undecided.values() for i in found)
    named = ", ".join(str(i) for i in ids[:_MOST_NAMED]) + (" …" if ids[_MOST_NAMED:] else ".")
    return Refused(
        N_(
            "Items without a decision: {count} (about the country {header}, recommendations "
            "{recommendation}, findings {finding}, figures {figure}). Numbers: {items}"
        ),
        where=str(facts.narrative),
        remedy=N_(
            "Decide on each, or confirm that these {count} are accepted without review. That is "
            "recorded and shown."
        ),
        count=facts.open_items,
        items=named,
        **{kind.value: len(facts.undecided.get(kind, ())) for kind in ItemKind},
    )


def check_withdrawal(narrative: int, state: NarrativeState, reason: str) -> str:
    """The reason as it is kept. Raises Refused unless the narrative is accepted, and BadValue."""
    if not NARRATIVE_MOVES.allows(state, NarrativeState.WITHDRAWN):
        raise Refused(
            N_("Only an accepted narrative can be withdrawn. This one is {state}."),
            where=str(narrative),
            remedy=N_("See the list of narratives for those that are accepted."),
            state=state,
        )
    return required_text("reason", reason, missing=N_("Say why the narrative is withdrawn."))


def check_review_again(narrative: int, state: NarrativeState) -> None:
    """Raise Refused unless the narrative was accepted once: a copy of it may be reviewed anew."""
    if state not in {
        NarrativeState.ACCEPTED,
        NarrativeState.SUPERSEDED,
        NarrativeState.WITHDRAWN,
    }:
        raise Refused(
            N_("Only a narrative that was accepted can be reviewed again. This one is {state}."),
            where=str(narrative),
            remedy=N_("Open a proposed narrative to review it; read the file of a rejected one."),
            state=state,
        )
