"""Kappa against worked examples, against its definition, and its general properties."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.kernel.errors import BadValue
from palermo.procedures.agreement import Rating, cohen_kappa, compare_officers, fleiss_kappa

#: 10 cases, 14 judges, 5 categories: the worked example that textbooks print with kappa 0.210.
WORKED = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip
outcomes = st.sampled_from(["positive", "negative", "undetermined"])
pairs_of = st.lists(st.tuples(outcomes, outcomes), min_size=1, max_size=30)
tables = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(outcomes, min_size=n, max_size=n), min_size=1, max_size=12)
)


def spread(counts: tuple[int, ...]) -> list[str]:
    return [f"c{category}" for category, times in enumerate(counts) for _ in range(times)]


def test_the_worked_example_of_fleiss() -> None:
    found = fleiss_kappa([spread(row) for row in WORKED])
    assert found.observed == pytest.approx(0.378, abs=0.0005)
    assert found.expected == pytest.approx(0.213, abs=0.0005)
    assert found.kappa == pytest.approx(0.210, abs=0.0005)
    assert (found.cases, found.alike) == (10, 1)


def test_cohen_by_hand() -> None:
    # 20 both yes, 5 yes-no, 10 no-yes, 15 both no. po = 35/50; pe = (25*30 + 25*20)/2500 = 1/2.
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = cohen_kappa(table)
    assert (found.observed, found.expected) == (0.7, 0.5)
    assert found.kappa == pytest.approx(0.4)
    assert (found.cases, found.alike) == (50, 35)


def by_definition(table: list[tuple[str, str]]) -> tuple[float, float]:
    """Observed agreement, and the agreement over all pairs of judgements of both officers."""
    observed = sum(a == b for a, b in table) / len(table)
    every = [a == b for (a, _), (_, b) in product(table, table)]
    return observed, sum(every) / len(every)


@given(pairs_of)
def test_cohen_is_its_definition_counted_out(table: list[tuple[str, str]]) -> None:
    found = cohen_kappa(table)
    observed, by_chance = by_definition(table)
    assert found.observed == pytest.approx(observed)
    assert found.expected == pytest.approx(by_chance)
    if by_chance == 1:
        assert found.kappa is None
        assert found.reason is not None
    else:
        assert found.kappa == pytest.approx((observed - by_chance) / (1 - by_chance))


@given(tables)
def test_fleiss_is_its_definition_counted_out(table: list[list[str]]) -> None:
    found = fleiss_kappa(table)
    agreeing = [
        sum(a == b for a, b in combinations(row, 2)) / len(list(combinations(row, 2)))
        for row in table
    ]
    everything = [outcome for row in table for outcome in row]
    by_chance = sum(a == b for a, b in product(everything, everything)) / len(everything) ** 2
    assert found.observed == pytest.approx(sum(agreeing) / len(table))
    assert found.expected == pytest.approx(by_chance)
    if found.kappa is not None:
        assert found.observed is not None
        assert found.kappa == pytest.approx((found.observed - by_chance) / (1 - by_chance))


@given(pairs_of)
def test_cohen_does_not_care_who_is_named_first(table: list[tuple[str, str]]) -> None:
    assert cohen_kappa(table).kappa == cohen_kappa([(b, a) for a, b in table]).kappa


@given(tables, st.permutations(["positive", "negative", "undetermined"]))
def test_the_names_and_the_order_of_outcomes_do_not_matter(
    table: list[list[str]], names: list[str]
) -> None:
    renamed = dict(zip(["positive", "negative", "undetermined"], names, strict=True))
    other = [[renamed[o] for o in reversed(row)] for row in reversed(table)]
    assert fleiss_kappa(other).kappa == fleiss_kappa(table).kappa
    two = [(row[0], row[1]) for row in table]
    assert cohen_kappa([(renamed[a], renamed[b]) for a, b in two]).kappa == cohen_kappa(two).kappa


@given(tables)
def test_kappa_is_at_most_one_and_one_only_where_all_agree(table: list[list[str]]) -> None:
    for found in (fleiss_kappa(table), cohen_kappa([(row[0], row[1]) for row in table])):
        if found.kappa is not None:
            assert -1 <= found.kappa <= 1
            assert (found.kappa == 1) is (found.alike == found.cases)


def test_where_all_say_the_same_of_everything_there_is_no_kappa() -> None:
    for found in (cohen_kappa([("y", "y")] * 4), fleiss_kappa([["y"] * 3] * 4)):
        assert (found.kappa, found.observed, found.alike) == (None, 1.0, 4)
        assert "chance" in str(found.reason)


def test_cohen_leaves_out_what_one_did_not_judge_and_says_so() -> None:
    found = cohen_kappa([("y", "y"), ("n", "n"), ("y", ""), ("", "n")])
    assert (found.kappa, found.cases, found.left_out) == (1.0, 2, 2)
    empty = cohen_kappa([("y", ""), ("", "n")])
    assert (empty.kappa, empty.observed, empty.left_out) == (None, None, 2)
    assert "in common" in str(empty.reason)


def test_fleiss_refuses_uneven_numbers_and_names_the_cases() -> None:
    with pytest.raises(BadValue, match="2: 2") as caught:
        fleiss_kappa([["y", "y", "n"], ["y", "n"], ["n", "n", "n"]])
    assert "pairs only" in caught.value.say()
    with pytest.raises(BadValue, match="two or more"):
        fleiss_kappa([["y"], ["n"]])


def ratings(*lines: str) -> list[Rating]:
    return [Rating(*line.split()) for line in lines]


def test_two_officers_get_cohen_and_more_get_fleiss() -> None:
    two = compare_officers(ratings("1 a yes", "1 b yes", "2 a no", "2 b yes", "3 a no"))
    assert two.together is not None
    assert (two.together.method, two.together.left_out, two.pairs) == ("cohen", 1, {})
    lines = ratings("1 a yes", "1 b yes", "1 c no", "2 c no", "2 a no", "2 b no")
    three = compare_officers(lines)
    assert three.together is not None
    assert three.together.method == "fleiss"
    assert set(three.pairs) == {("a", "b"), ("a", "c"), ("b", "c")}
    gaps = [*lines, *ratings("3 a yes")]
    with pytest.raises(BadValue, match="3: 1"):
        compare_officers(gaps)
    assert compare_officers(gaps, only_pairs=True).pairs["a", "b"].left_out == 1


def test_one_officer_and_a_second_judgement_are_refused() -> None:
    with pytest.raises(BadValue, match="two officers"):
        compare_officers(ratings("1 a yes", "2 a no"))
    with pytest.raises(BadValue, match="same case twice") as caught:
        compare_officers(ratings("1 anna yes", "1 anna no"))
    assert "anna" not in caught.value.say()
