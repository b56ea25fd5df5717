"""An officer's answers against the key: what was missed, ticked wrongly, closed too early."""

from __future__ import annotations

import pytest

from palermo.kernel.answers import Answer
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome
from palermo.procedures.practice import practice_cases
from palermo.procedures.scoring import Expected, Given, Rate, expected, score, score_all, summary

KEY = Expected.model_validate(
    {
        "case": 1,
        "outcome": "positive",
        "signs": {"debt": "yes", "papers": "yes", "violence": "no", "watched": "unknown"},
        "hidden": ["debt", "papers"],
    }
)
OTHER = Expected.model_validate(
    {"case": 2, "outcome": "undetermined", "signs": {"debt": "no", "violence": "unknown"}}
)


def given(case: int, outcome: str, officer: str = "a", **signs: str) -> Given:
    return Given.model_validate(
        {"case": case, "officer": officer, "outcome": outcome, "signs": signs}
    )


def test_a_perfect_answer_misses_nothing() -> None:
    found = score(KEY, given(1, "positive", debt="yes", papers="yes", violence="no"))
    assert (found.missed, found.wrong, found.closed) == ((), (), ())
    assert found.outcome_agrees
    assert found.hidden_found is True


def test_every_kind_of_mistake_is_named() -> None:
    found = score(KEY, given(1, "negative", debt="no", violence="yes", watched="no"))
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
    assert score(KEY, given(1, outcome, **signs)).hidden_found is seen


def test_ticking_what_nobody_knows_is_wrong_too() -> None:
    assert score(OTHER, given(2, "positive", violence="yes")).wrong == ("violence",)
    assert score(OTHER, given(2, "undetermined")).hidden_found is None


def test_the_summary_counts_and_never_gives_a_bare_share() -> None:
    found = summary(
        score_all(
            [KEY, OTHER],
            [
                given(1, "positive", "a", debt="yes"),
                given(1, "negative", "b", violence="yes", watched="no"),
                given(2, "undetermined", "a", debt="yes", violence="no"),
            ],
        )
    )
    assert found.cases == 3
    assert found.signs_found == Rate(1, 4)
    # Not held: violence and watched, twice; debt and violence, once.
    assert found.signs_wrong == Rate(2, 6)
    assert found.unknown_closed == Rate(2, 3)
    assert found.outcome_right == Rate(2, 3)
    assert found.hidden_found == Rate(1, 2)
    assert found.outcomes[Outcome.POSITIVE, Outcome.NEGATIVE] == 1
    assert found.signs_found.share == 0.25


def test_of_nothing_there_is_no_share() -> None:
    assert summary([]).outcome_right == Rate(0, 0)
    assert Rate(0, 0).share is None


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([given(9, "positive")], "no case 9"),
        ([given(1, "positive"), given(1, "negative")], "2 times"),
        ([given(1, "positive", debts="yes")], "debts"),
    ],
)
def test_answers_that_do_not_fit_are_refused(answers: list[Given], told: str) -> None:
    with pytest.raises(BadValue, match=told):
        score_all([KEY, OTHER], answers)


def test_who_answers_as_the_key_says_makes_no_mistake() -> None:
    procedure = next(p for p in load_pack("aze").procedures.versions if p.id == "screen-begging")
    keys = [expected(procedure, case) for case in practice_cases(procedure, 12, seed=1)]
    assert {a for k in keys for a in k.signs.values()} == set(Answer)
    answers = [Given(case=k.case, outcome=k.outcome, signs=k.signs) for k in keys]
    found = summary(score_all(keys, answers))
    assert found.signs_found.share == found.outcome_right.share == found.hidden_found.share == 1
    assert found.signs_wrong.count == found.unknown_closed.count == 0
