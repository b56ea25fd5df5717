"""How far officers agree on the same cases, beyond what chance alone would bring.

Two officers: Cohen's kappa. J. Cohen, A coefficient of agreement for nominal scales, Educational
and Psychological Measurement 20 (1960), 37-46.
    kappa = (po - pe) / (1 - pe); po: the share of cases judged alike; pe: the sum over categories
    of the product of both officers' shares of that category.

Any number of officers, the same number for each case: Fleiss' kappa. J. L. Fleiss, Measuring
nominal scale agreement among many raters, Psychological Bulletin 76 (1971), 378-382.
    po: the mean over cases of the share of pairs of officers that agree,
    (sum of n_j^2 - n) / (n (n - 1)); pe: the sum of the squares of each category's share of all.

Computed in fractions: rounding never decides whether a kappa exists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_, Message
from palermo.procedures.decide import DECISIONS, Outcome


@dataclass(frozen=True, slots=True)
class Rating:
    """One officer's outcome of one case. `outcome` is empty if the officer did not judge it."""

    case: str
    officer: str
    outcome: str


def find_outcome(written: str) -> Outcome | None:
    """The outcome that a word names, in capitals or not, or by its first letter; None for others.

    A misspelt word would count as one more category, and change every kappa.
    """
    word = written.strip().lower()
    return next((o for o in DECISIONS if word in (o.value, o.value[0])), None)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`observed` and `expected` are shares of agreement, found and by chance alone.

    `cases` were counted, `left_out` were not, because an officer did not judge them; in `alike` all
    officers agreed. `kappa` is None if it is not defined, with the `reason`.
    """

    method: str
    cases: int
    left_out: int
    alike: int
    observed: float | None
    expected: float | None
    kappa: float | None
    reason: Message | None = None


def cohen_kappa(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Two officers. A case that one of them did not judge (empty) is left out and counted."""
    given = list(pairs)
    both = [(one, other) for one, other in given if one and other]
    n, left_out = len(both), len(given) - len(both)
    if not both:
        return _undefined("cohen", left_out, N_("The two officers judged no case in common."))
    alike = sum(one == other for one, other in both)
    first, second = Counter(one for one, _ in both), Counter(other for _, other in both)
    by_chance = sum((Fraction(first[c] * second[c], n * n) for c in first), Fraction(0))
    return _made("cohen", n, left_out, alike, Fraction(alike, n), by_chance)


def fleiss_kappa(cases: Sequence[Sequence[str]]) -> Agreement:
    """The judgements of each case, in any order. Raises BadValue if their numbers differ."""
    if not cases:
        return _undefined("fleiss", 0, N_("There are no cases."))
    numbers = {len(judgements) for judgements in cases}
    if len(numbers) > 1 or min(numbers) < 2:
        raise BadValue(
            N_("Fleiss' kappa needs the same number of officers, two or more, for each case."),
            where=_uneven(cases),
            remedy=N_("Complete the judgements, leave those cases out, or compare pairs only."),
        )
    size, n = len(cases), numbers.pop()
    tables = [Counter(judgements) for judgements in cases]
    agreeing = (
        Fraction(sum(k * k for k in table.values()) - n, n * (n - 1) * size) for table in tables
    )
    whole = sum(tables, Counter[str]())
    by_chance = sum((Fraction(k, size * n) ** 2 for k in whole.values()), Fraction(0))
    alike = sum(len(table) == 1 for table in tables)
    return _made("fleiss", size, 0, alike, sum(agreeing, Fraction(0)), by_chance)


@dataclass(frozen=True, slots=True)
class OfficerAgreement:
    """All officers together (None if only pairs were requested), and each pair of them."""

    officers: tuple[str, ...]
    together: Agreement | None
    pairs: Mapping[tuple[str, str], Agreement]


def compare_officers(ratings: Iterable[Rating], *, only_pairs: bool = False) -> OfficerAgreement:
    """Cohen's kappa for two officers, Fleiss' for more, and Cohen's for each pair of these.

    Raises BadValue for fewer than two officers, for one who judged a case twice, and for cases with
    different numbers of judgements, which only pairs allow.
    """
    table = _by_case(ratings)
    officers = tuple(sorted({officer for row in table.values() for officer in row}))
    if len(officers) < 2:
        raise BadValue(
            N_("Agreement needs at least two officers."),
            remedy=N_("Write a line for each case and officer."),
        )
    pairs = {
        (one, other): cohen_kappa((row.get(one, ""), row.get(other, "")) for row in table.values())
        for one, other in combinations(officers, 2)
    }
    if only_pairs:
        return OfficerAgreement(officers, None, pairs)
    if len(officers) == 2:
        return OfficerAgreement(officers, pairs[officers[0], officers[1]], {})
    judged = [[outcome for outcome in row.values() if outcome] for row in table.values()]
    return OfficerAgreement(officers, fleiss_kappa(judged), pairs)


def _by_case(ratings: Iterable[Rating]) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for number, rating in enumerate(ratings, 1):
        row = table.setdefault(rating.case, {})
        if rating.officer in row:
            raise BadValue(
                N_("An officer judged the same case twice."),
                where=str(number),
                remedy=N_("Keep one judgement per officer and case."),
            )
        row[rating.officer] = rating.outcome
    return table


def _made(
    method: str, cases: int, left_out: int, alike: int, observed: Fraction, by_chance: Fraction
) -> Agreement:
    if by_chance == 1:
        reason = Message(
            N_(
                "All officers gave the same answer in every case, so the agreement may be due to "
                "chance."
            )
        )
        return Agreement(method, cases, left_out, alike, float(observed), 1.0, None, reason)
    kappa = (observed - by_chance) / (1 - by_chance)
    return Agreement(
        method, cases, left_out, alike, float(observed), float(by_chance), float(kappa)
    )


def _undefined(method: str, left_out: int, why: str) -> Agreement:
    return Agreement(method, 0, left_out, 0, None, None, None, Message(why))


def _uneven(cases: Sequence[Sequence[str]]) -> str:
    """Cases, by number, with an unusual number of judgements: `3: 2, 7: 1`."""
    usual = max(Counter(map(len, cases)).items(), key=lambda item: (item[1], item[0]))[0]
    uneven = [f"{n}: {len(c)}" for n, c in enumerate(cases, 1) if len(c) != usual or len(c) < 2]
    return ", ".join(uneven[:8]) + (" …" if len(uneven) > 8 else "")
