"""Rules about demands: when they are asked, when they are reopened, what moves between them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.cases.demand import (
    MOST_DUTIES,
    DemandContent,
    check_undo,
    describe_asking,
    give_letters,
    is_asked_again_after_met,
    join_content,
    plan_move,
)
from palermo.cases.duty import Status
from palermo.kernel.errors import BadValue, Refused

FIRST = DemandContent(
    id=1,
    ref="AZE-2022-04",
    country="AZE",
    recommendations=((2022, 4, 11, "AZE-2022-04"), (2023, 4, 12, "AZE-2023-04")),
    duties=(("a", 21, "AZE-2022-04a", True), ("b", 22, "AZE-2022-04b", True)),
)
SECOND = DemandContent(
    id=2,
    ref="AZE-2023-05",
    country="AZE",
    recommendations=((2023, 5, 13, "AZE-2023-05"),),
    duties=(("a", 23, "AZE-2023-05a", True),),
)


@pytest.mark.parametrize(
    ("asked", "accepted", "gaps", "not_since"),
    [
        ([2023], [2023], (), None),
        ([2021, 2023], [2021, 2022, 2023], (2022,), None),
        # A year without an accepted edition says nothing.
        ([2021, 2023], [2021, 2023], (), None),
        ([2022], [2022, 2024, 2025], (), 2024),
        ([2023], [2022, 2023], (), None),
    ],
)
def test_a_demand_says_in_which_years_it_was_asked(
    asked: list[int], accepted: list[int], gaps: tuple[int, ...], not_since: int | None
) -> None:
    found = describe_asking(asked, accepted)
    assert (found.first, found.last, found.times) == (asked[0], asked[-1], len(asked))
    assert (found.gaps, found.not_since) == (gaps, not_since)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("edition", [2022, 2023, 2024])
def test_only_a_met_demand_is_reopened_and_only_by_a_later_edition(
    status: Status, edition: int
) -> None:
    expected = status is Status.MET and edition == 2024
    assert is_asked_again_after_met(edition, [2021, 2023], status) is expected
    assert not is_asked_again_after_met(edition, [], status)


def test_a_wording_goes_with_the_chosen_duties_to_a_demand_of_its_own() -> None:
    move = plan_move(FIRST, ["AZE-2023-04"], None, ["AZE-2022-04b"])
    assert (move.target, move.target_ref) == (None, "AZE-2023-04")
    assert (move.recommendations, move.duties) == ((12,), ((22, "b"),))
    assert not move.with_notes
    assert move.source_ref == "AZE-2022-04"


def test_a_demand_is_named_by_the_oldest_wording_that_is_left() -> None:
    assert plan_move(FIRST, ["AZE-2022-04"], None).source_ref == "AZE-2023-04"


def test_the_last_wording_takes_everything_along_under_free_letters() -> None:
    move = plan_move(SECOND, ["AZE-2023-05"], FIRST)
    assert (move.duties, move.with_notes, move.removed_duties) == (((23, "c"),), True, ())
    joined = join_content(SECOND, FIRST, move)
    assert [d[:3] for d in joined.duties] == [
        ("a", 21, "AZE-2022-04a"),
        ("b", 22, "AZE-2022-04b"),
        ("c", 23, "AZE-2023-05a"),
    ]
    assert [r[2] for r in joined.recommendations] == [11, 12, 13]


def test_a_duty_that_nobody_worked_on_does_not_stand_beside_a_plan() -> None:
    untouched = replace(SECOND, duties=(("a", 23, "AZE-2023-05a", False),))
    move = plan_move(untouched, ["AZE-2023-05"], FIRST)
    assert (move.duties, move.removed_duties) == ((), (23,))
    asked_for = plan_move(untouched, ["AZE-2023-05"], FIRST, ["AZE-2023-05a"])
    assert asked_for.duties == ((23, "c"),)


@pytest.mark.parametrize(
    ("target", "duties", "error"),
    [
        (FIRST, (), Refused),
        (replace(SECOND, country="GEO"), (), BadValue),
        (SECOND, ("AZE-2023-05a",), BadValue),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    target: DemandContent, duties: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        plan_move(FIRST, ["AZE-2023-04"], target, duties)


def test_the_only_wording_has_a_demand_of_its_own_already() -> None:
    with pytest.raises(Refused):
        plan_move(SECOND, ["AZE-2023-05"], None)


letters = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), unique=True)


@given(letters, letters)
def test_letters_are_never_given_twice(taken: list[str], wanted: list[str]) -> None:
    if len(taken) + len(wanted) > MOST_DUTIES:
        with pytest.raises(BadValue):
            give_letters(taken, wanted, where="x")
        return
    found = give_letters(taken, wanted, where="x")
    assert len({*taken, *found}) == len(taken) + len(wanted)
    if not set(taken) & set(wanted):
        assert found == wanted


def test_what_moved_again_cannot_be_put_back() -> None:
    put = {"recommendations": {12: 2}, "duties": {22: 2}}
    check_undo(put, put, where="AZE-2023-04")
    for now in (
        {"recommendations": {12: 3}, "duties": {22: 2}},
        {"recommendations": {12: 2}, "duties": {}},
    ):
        with pytest.raises(Refused, match="later change"):
            check_undo(put, now, where="AZE-2023-04")
