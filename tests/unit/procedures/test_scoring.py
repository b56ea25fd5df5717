"""An officer's answers and the key: missed signs, wrong ticks, wrongly excluded signs."""

from __future__ import annotations

import pytest

from palermo.kernel.answers import Answer
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome
from palermo.procedures.practice import make_practice_cases
from palermo.procedures.scoring import (
    CountOfTotal,
    ExpectedAnswer,
    OfficerAnswer,
    expected_answer,
    score_case,
    score_cases,
    summarize_scores,
)

KEY = ExpectedAnswer.model_validate(
    {
        "case": 1,
        "outcome": "positive",
        "signs": {"debt": "yes", "papers": "yes", "violence": "no", "watched": "unknown"},
        "hidden": ["debt", "papers"],
    }
)
OTHER = ExpectedAnswer.model_validate(
    {"case": 2, "outcome": "undetermined", "signs": {"debt": "no", "violence": "unknown"}}
)


def given(case: int, outcome: str, officer: str = "a", **signs: str) -> OfficerAnswer:
    return OfficerAnswer.model_validate(
        {"case": case, "officer": officer, "outcome": outcome, "signs": signs}
    )


def test_a_perfect_answer_misses_nothing() -> None:
    found = score_case(KEY, given(1, "positive", debt="yes", papers="yes", violence="no"))
    assert (found.missed, found.wrong, found.closed) == ((), (), ())
    assert found.outcome_agrees
    assert found.hidden_found is True


def test_every_kind_of_mistake_is_named() -> None:
    found = score_case(KEY, given(1, "negative", debt="no", violence="yes", watched="no"))
    assert found.missed == ("debt", "papers")
    assert found.wrong == ("violence",)
    assert found.closed == ("watched",)
    assert not found.outcome_agrees
    assert found.hidden_found is False


@pytest.mark.parametrize(
    ("outcome", "signs", "seen"),
    [
        ("positive", {"debt": "yes"}, True),
        ("positive", {"violence": "yes"}, False),
        ("undetermined", {"debt": "yes", "papers": "yes"}, False),
    ],
)
def test_hidden_coercion_is_found_by_a_sign_and_the_outcome(
    outcome: str, signs: dict[str, str], seen: bool
) -> None:
    assert score_case(KEY, given(1, outcome, **signs)).hidden_found is seen


def test_ticking_what_nobody_knows_is_wrong_too() -> None:
    assert score_case(OTHER, given(2, "positive", violence="yes")).wrong == ("violence",)
    assert score_case(OTHER, given(2, "undetermined")).hidden_found is None


def test_the_summary_counts_and_never_gives_a_bare_share() -> None:
    found = summarize_scores(
        score_cases(
            [KEY, OTHER],
            [
                given(1, "positive", "a", debt="yes"),
                given(1, "negative", "b", violence="yes", watched="no"),
                given(2, "undetermined", "a", debt="yes", violence="no"),
            ],
        )
    )
    assert found.cases == 3
    assert found.signs_found == CountOfTotal(1, 4)
    # Absent signs: violence and watched, twice; debt and violence, once.
    assert found.signs_wrong == CountOfTotal(2, 6)
    assert found.unknown_closed == CountOfTotal(2, 3)
    assert found.outcome_right == CountOfTotal(2, 3)
    assert found.hidden_found == CountOfTotal(1, 2)
    assert found.outcomes[Outcome.POSITIVE, Outcome.NEGATIVE] == 1
    assert found.signs_found.share == 0.25


def test_of_nothing_there_is_no_share() -> None:
    assert summarize_scores([]).outcome_right == CountOfTotal(0, 0)
    assert CountOfTotal(0, 0).share is None


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([given(9, "positive")], "no case 9"),
        ([given(1, "positive"), given(1, "negative")], r"more than once \(2\)"),
        ([given(1, "positive", debts="yes")], "debts"),
    ],
)
def test_answers_that_do_not_fit_are_refused(answers: list[OfficerAnswer], told: str) -> None:
    with pytest.raises(BadValue, match=told):
        score_cases([KEY, OTHER], answers)


def test_who_answers_as_the_key_says_makes_no_mistake() -> None:
    procedure = next(p for p in load_pack("aze").procedures.versions if p.id == "screen-begging")
    keys = [expected_answer(procedure, case) for case in make_practice_cases(procedure, 12, seed=1)]
    assert {a for k in keys for a in k.signs.values()} == set(Answer)
    answers = [OfficerAnswer(case=k.case, outcome=k.outcome, signs=k.signs) for k in keys]
    found = summarize_scores(score_cases(keys, answers))
    assert found.signs_found.share == found.outcome_right.share == found.hidden_found.share == 1
    assert found.signs_wrong.count == found.unknown_closed.count == 0
