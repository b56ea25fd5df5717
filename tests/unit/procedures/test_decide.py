"""One person: outcome, dimensions with their counts, unknowns, duties, ticked indicators."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.kernel.answers import Answer, Missing
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.answers import check_answers
from palermo.procedures.decide import Count, Outcome, run_procedure
from palermo.procedures.definitions import OUTCOME, list_definitions
from palermo.procedures.shapes import Procedure, Strength

PACK = load_pack("aze")
DAY = date(2026, 11, 1)


def procedure(name: str) -> Procedure:
    found = PACK.procedures.in_force(name, DAY)
    assert found is not None
    return found


ADULT, CHILD = procedure("screen-adult-labour"), procedure("screen-child-labour")


def test_the_published_list_is_whole() -> None:
    by_dimension = [len(ADULT.of_dimension(d.id)) for d in ADULT.dimensions]
    assert by_dimension == [10, 10, 16, 9, 15, 7]
    assert len(CHILD.indicators) == 65
    assert all(i.strength is not Strength.WEAK for i in CHILD.indicators)


def test_counts_keep_yes_no_and_unknown_apart() -> None:
    answers = {"EX01": "yes", "EX02": "no", "EX03": Missing.DOES_NOT_KNOW}
    found = run_procedure(ADULT, answers)
    exploitation = next(d for d in found.dimensions if d.id == "exploitation")
    assert exploitation.answer is Answer.UNKNOWN
    assert exploitation.counts[Strength.STRONG] == Count(1, 0, 0)
    assert exploitation.counts[Strength.MEDIUM] == Count(0, 1, 6)


def test_nothing_asked_leaves_everything_open_and_no_is_never_assumed() -> None:
    found = run_procedure(ADULT, {})
    assert found.outcome is Outcome.UNDETERMINED
    assert {d.answer for d in found.dimensions} == {Answer.UNKNOWN}
    assert (found.grounds, found.against, found.label) == ((), (), None)
    # Vulnerability does not decide, so its questions are not listed.
    assert len(found.unknown) == 10 + 10 + 9 + 15


def test_what_cannot_change_the_outcome_is_not_asked_for() -> None:
    denied = {f"EX0{n}": "no" for n in range(1, 10)}
    found = run_procedure(ADULT, denied)
    assert found.outcome is Outcome.NEGATIVE
    assert found.unknown == ()


def test_a_child_needs_no_means() -> None:
    means = [i.id for i in CHILD.indicators if i.dimension != "exploitation"]
    base = {"EX01": "yes", "EX02": "yes"}
    for given in ("no", "yes", Missing.NOT_ASKED):
        assert (
            run_procedure(CHILD, {**base, **dict.fromkeys(means, given)}).outcome
            is Outcome.POSITIVE
        )


def test_psychological_coercion_counts_like_any_other() -> None:
    """A past recommendation: only force was recognised as a means of control."""
    recruited = {"DR01": "yes", "DR02": "yes", "EX01": "yes", "EX02": "yes"}
    unseen = {"CD08": "yes", "CD11": "yes", "CD15": "yes"}
    rest = {i.id: "no" for i in ADULT.indicators}
    assert run_procedure(ADULT, {**rest, **recruited, **unseen}).outcome is Outcome.POSITIVE


def test_every_definition_reads_only_what_stands_before_it() -> None:
    for found in (ADULT, CHILD):
        names = list(list_definitions(found))
        assert OUTCOME in names
        assert names.index(OUTCOME) > names.index("exploitation")


@pytest.mark.parametrize(
    ("given", "indicators", "named"),
    [
        ({"XX1": "yes"}, False, "XX1"),
        ({"DR01": "perhaps"}, False, "DR01"),
        ({"DR01": True}, False, "DR01"),
        ({"DR01": "does_not_know"}, True, "DR01"),
        ({"exploitation": "yes"}, True, "exploitation"),
    ],
)
def test_wrong_answers_are_named_and_never_repeated(
    given: dict[str, object], indicators: bool, named: str
) -> None:
    with pytest.raises(BadValue) as caught:
        check_answers(ADULT, given, indicators=indicators)
    assert named in str(caught.value)
    assert "perhaps" not in str(caught.value)


def test_unknown_is_understood() -> None:
    assert check_answers(ADULT, {"DR01": "unknown"}, indicators=True) == {
        "DR01": Missing.DOES_NOT_KNOW
    }


def test_a_duty_that_an_open_answer_decides_is_told_as_possible() -> None:
    found = run_procedure(ADULT, {"DR01": "yes"})
    assert {d.id for d in found.duties} == {"rights", "supervisor"}
    assert {d.id for d in found.possible_duties} == {"refer", "child"}
