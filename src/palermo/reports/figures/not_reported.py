"""Finds quantities that the text says were not reported (neither zero nor unmentioned)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palermo.kernel.spans import Span
from palermo.reports.assessment import NotReported
from palermo.reports.figures.clause_context import SUBGROUPS
from palermo.reports.figures.tokens import ClauseToken
from palermo.reports.figures.years import Calendar

_UNITS = {
    "investigation": "investigations", "prosecution": "prosecutions", "conviction": "convictions",
    "inspection": "inspections", "call": "hotline_calls",
}  # fmt: skip
_ACTS = {
    "investigate": "investigations", "prosecute": "prosecutions", "convict": "convictions",
    "assist": "victims_assisted", "shelter": "victims_sheltered", "train": "officials_trained",
    "repatriate": "victims_repatriated", "compensate": "compensation_awards",
    "inspect": "inspections", "identify": "victims_identified",
}  # fmt: skip
_GROUPS = {**SUBGROUPS, "woman": "victims_female", "man": "victims_male"}
#: Acts against offenders: groups named behind them are not of victims.
_OF_CASES = frozenset(("investigate", "prosecute", "convict"))
_REACH = 30
#: What follows them was reported.
_TURNS = frozenset(("but", "although", "while", "whereas", "because"))
#: What can be missing in more senses than one: of services it says that there were none.
_ABSENT = frozenset(("unavailable", "not available", "available"))
_DATA = ("data", "statistic", "information", "figure", "number", "record")
#: Measures of all cases, and words that say that only those of some people are meant.
_JUSTICE = frozenset(("investigations", "prosecutions", "convictions"))
_SOME = (
    "complicit", "corrupt", "official", "officer", "government employee", "employee", "diplomat",
    "soldier", "peacekeeper", "sex tourist", "civil servant",
)  # fmt: skip


def find_unreported(
    tokens: Sequence[ClauseToken], calendar: Calendar, text: str, *, of_victims: bool
) -> Iterator[NotReported]:
    """One for each measure that the clause says was not reported.

    `of_victims`: whether the text counted victims last, so that "how many were children" means
    them.
    """
    for at, token in enumerate(tokens):
        if "unreported" not in token.sense.marks:
            continue
        if token.low in _ABSENT and not any(t.low.startswith(_DATA) for t in tokens):
            continue
        measures = _named_measures(tokens, range(at + 1, min(len(tokens), at + _REACH)), True)
        measures += _named_groups(tokens, at + 1, of_victims)
        if not measures:
            measures = _named_measures(tokens, range(max(0, at - _REACH), at), False)
        year = _year(tokens, calendar)
        if year is None:
            return
        some = _names_some(tokens, at)
        for measure, place in measures:
            if some and measure in _JUSTICE:
                continue
            first, last = min(at, place), max(at, place)
            span = Span(tokens[first].start, tokens[last].end)
            yield NotReported(measure, year, span.of(text), span)
        return


def _names_some(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether the words after `at` name a group of offenders, not behind "including"."""
    for token in tokens[at + 1 : at + _REACH]:
        if token.low in ("including", "but", "although", "while", "despite"):
            return False
        if token.low.startswith(_SOME):
            return True
    return False


def _named_groups(
    tokens: Sequence[ClauseToken], first: int, of_victims: bool
) -> list[tuple[str, int]]:
    """The groups of victims that the words from `first` on name: "how many were children"."""
    if not (of_victims or any(t.sense.unit == "victim" for t in tokens)):
        return []
    named: dict[str, int] = {}
    for i in range(first, min(len(tokens), first + _REACH)):
        sense = tokens[i].sense
        if tokens[i].low in _TURNS or sense.unit in _UNITS or sense.act in _OF_CASES:
            break
        for group in sorted(sense.groups & _GROUPS.keys()):
            named.setdefault(_GROUPS[group], i)
    return list(named.items())


def _is_of_a_group(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether the victims at `at` are those of a group: "child victims"."""
    before = tokens[at - 1].sense.groups if at else frozenset()
    return not _GROUPS.keys().isdisjoint(tokens[at].sense.groups | before)


def _named_measures(
    tokens: Sequence[ClauseToken], places: range, stop: bool
) -> list[tuple[str, int]]:
    named: dict[str, int] = {}
    victims = any(
        tokens[i].sense.unit == "victim" and not (stop and _is_of_a_group(tokens, i))
        for i in places
    )
    for i in places:
        token = tokens[i]
        if stop and token.low in _TURNS:
            break
        measure = _UNITS.get(token.sense.unit) or _ACTS.get(token.sense.act)
        if measure == "victims_identified" and not victims:
            continue
        if measure:
            named.setdefault(measure, i)
    return list(named.items())


def _year(tokens: Sequence[ClauseToken], calendar: Calendar) -> int | None:
    for at, token in enumerate(tokens):
        if token.has("compare") and not token.has("before_year"):
            # The next words name the year of comparison, which may well have been reported.
            break
        year = calendar.year_at(tokens, at)
        if year is not None:
            return year
    return calendar.current
