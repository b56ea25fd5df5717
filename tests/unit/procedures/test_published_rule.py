"""The published rule over strengths, compared with its formula and known vectors."""

from __future__ import annotations

from itertools import product

import pytest

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import Equals, Node
from palermo.kernel.answers import Answer, Missing
from palermo.procedures.definitions import published_rule

STRONG, MEDIUM, WEAK = 3, 4, 10
Nodes = tuple[Node, ...]


def names(letter: str, n: int) -> list[str]:
    return [f"{letter}{i}" for i in range(n)]


def nodes(letter: str, n: int) -> Nodes:
    return tuple(Equals(name, "yes") for name in names(letter, n))


RULE = published_rule(nodes("s", STRONG), nodes("m", MEDIUM), nodes("w", WEAK))


def answers(yes: tuple[int, int, int], unknown: tuple[int, int, int] = (0, 0, 0)) -> dict[str, str]:
    told = {}
    for letter, size, n, open_ in zip("smw", (STRONG, MEDIUM, WEAK), yes, unknown, strict=True):
        for i, name in enumerate(names(letter, size)):
            told[name] = "yes" if i < n else Missing.NOT_ASKED if i < n + open_ else "no"
    return told


def positive(s: int, m: int, w: int) -> bool:
    return s >= 2 or (s >= 1 and m + w >= 1) or m >= 3 or (m >= 2 and w >= 1)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 0, 0), False),
        ((2, 0, 0), True),
        ((1, 1, 0), True),
        ((1, 0, 1), True),
        ((0, 2, 0), False),
        ((0, 3, 0), True),
        ((0, 2, 1), True),
        ((0, 1, 2), False),
        ((0, 0, 9), False),
        ((0, 1, 9), False),
        ((0, 0, 0), False),
    ],
)
def test_known_vectors(counts: tuple[int, int, int], expected: bool) -> None:
    assert RULE is not None
    assert evaluate_condition(RULE, answers(counts)) is (Answer.YES if expected else Answer.NO)


def test_unknown_is_what_could_still_become_positive() -> None:
    assert RULE is not None
    sizes = (range(3), range(4), range(3))
    for s, m, w in product(*sizes):
        for open_ in product(range(STRONG - s + 1), range(MEDIUM - m + 1), range(3)):
            told = evaluate_condition(RULE, answers((s, m, w), open_))
            surely = positive(s, m, w)
            possibly = positive(s + open_[0], m + open_[1], w + open_[2])
            expected = Answer.YES if surely else Answer.UNKNOWN if possibly else Answer.NO
            assert told is expected, (s, m, w, open_)


def test_too_few_indicators_make_no_rule() -> None:
    assert published_rule(nodes("s", 1), (), ()) is None
    assert published_rule((), nodes("m", 2), ()) is None
    assert published_rule((), (), nodes("w", 9)) is None
