"""A reading counts when it was reviewed or knowingly not, and one text counts for each year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from palermo.cases.acceptance import (
    AcceptanceChoice,
    AcceptanceFacts,
    YearClash,
    check_acceptance,
    check_review_again,
    check_withdrawal,
    describe_clash,
)
from palermo.cases.narrative import NARRATIVE_MOVES, ItemKind, NarrativeState
from palermo.kernel.errors import BadValue, Refused

OPEN = AcceptanceFacts(7, NarrativeState.PROPOSED, "AZE", 2023)
UNDECIDED = replace(
    OPEN, undecided={ItemKind.RECOMMENDATION: (41, 43), ItemKind.FIGURE: (9,), ItemKind.HEADER: ()}
)
TAKEN = replace(OPEN, accepted=3)


def test_a_reviewed_narrative_of_a_free_year_needs_no_choice() -> None:
    assert check_acceptance(OPEN, AcceptanceChoice()) == ""
    assert check_acceptance(OPEN, AcceptanceChoice(undecided_items=0)) == ""


@pytest.mark.parametrize("count", [None, 0, 2, 4])
def test_undecided_items_are_accepted_by_their_number_alone(count: int | None) -> None:
    with pytest.raises(Refused) as refused:
        check_acceptance(UNDECIDED, AcceptanceChoice(undecided_items=count))
    said = str(refused.value)
    assert "without a decision: 3 (about the country 0, recommendations 2, findings 0" in said
    assert "Numbers: 9, 41, 43." in said
    assert "accepted without review" in said
    assert check_acceptance(UNDECIDED, AcceptanceChoice(undecided_items=3)) == ""


def test_a_number_that_was_right_before_is_refused() -> None:
    with pytest.raises(Refused, match="Every item"):
        check_acceptance(OPEN, AcceptanceChoice(undecided_items=3))


def test_a_long_list_of_undecided_items_is_cut() -> None:
    many = replace(OPEN, undecided={ItemKind.FINDING: tuple(range(1, 41))})
    with pytest.raises(Refused, match="20 …") as refused:
        check_acceptance(many, AcceptanceChoice())
    assert "21" not in str(refused.value)


def test_the_accepted_narrative_of_the_year_must_be_named_with_a_reason() -> None:
    for supersedes in (None, 4, 7):
        with pytest.raises(Refused):
            check_acceptance(TAKEN, AcceptanceChoice(supersedes=supersedes, reason="Fuller."))
    with pytest.raises(BadValue, match="superseded"):
        check_acceptance(TAKEN, AcceptanceChoice(supersedes=3, reason=" "))
    assert check_acceptance(TAKEN, AcceptanceChoice(supersedes=3, reason=" Fuller. ")) == "Fuller."


def test_a_narrative_is_not_superseded_where_none_is_accepted() -> None:
    with pytest.raises(Refused, match="not the accepted narrative"):
        check_acceptance(OPEN, AcceptanceChoice(supersedes=3, reason="Fuller."))


def test_the_clash_says_the_same_at_the_upload_and_at_accepting() -> None:
    with pytest.raises(Refused) as refused:
        check_acceptance(TAKEN, AcceptanceChoice())
    assert str(refused.value) == describe_clash(YearClash(7, "AZE", 2023, 3)).say()
    assert "supersedes narrative 3" in str(refused.value)


@pytest.mark.parametrize("state", [s for s in NarrativeState if s is not NarrativeState.PROPOSED])
def test_only_a_proposed_narrative_is_accepted(state: NarrativeState) -> None:
    with pytest.raises(Refused, match="already"):
        check_acceptance(replace(OPEN, state=state), AcceptanceChoice())


@pytest.mark.parametrize("state", NarrativeState)
def test_only_an_accepted_narrative_is_withdrawn(state: NarrativeState) -> None:
    if state is not NarrativeState.ACCEPTED:
        with pytest.raises(Refused):
            check_withdrawal(7, state, "A reason")
        return
    assert check_withdrawal(7, state, " A reason ") == "A reason"
    with pytest.raises(BadValue):
        check_withdrawal(7, state, "")


@pytest.mark.parametrize("state", NarrativeState)
def test_what_was_accepted_once_is_reviewed_again(state: NarrativeState) -> None:
    if state in {NarrativeState.PROPOSED, NarrativeState.REJECTED}:
        with pytest.raises(Refused):
            check_review_again(7, state)
    else:
        check_review_again(7, state)


def test_no_decision_on_a_narrative_is_overwritten() -> None:
    for state in (NarrativeState.SUPERSEDED, NarrativeState.WITHDRAWN, NarrativeState.REJECTED):
        assert not NARRATIVE_MOVES.targets(state)
