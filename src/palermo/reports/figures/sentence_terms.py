"""Prison terms imposed on the convicted: the shortest and the longest that a clause states."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.reports.figures.counting import TERMS
from palermo.reports.figures.quantities import Quantity
from palermo.reports.figures.tokens import ClauseToken

TERM_MEASURES = frozenset({"sentence_years_min", "sentence_years_max"})
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 7 / 365, "day": 1 / 365}
_LOW_ONLY = ("at least", "no less than", "more than", "over", "a minimum of")
_REACH = 14
_NOT_TERMS = ("past", "last", "within", "age", "previous", "first", "every", "next")
_HIGH_ONLY = ("up to", "at most", "as many as", "less than", "under")


def read_sentence_terms(
    tokens: Sequence[ClauseToken], found: Sequence[Quantity]
) -> list[tuple[str, float, Quantity]]:
    """(`sentence_years_min` or `_max`, years rounded to 2 decimals, the number it was read from).

    Empty if the clause prescribes penalties or contains no sentence.
    """
    if not any(q.unit in TERMS for q in found) or any(t.has("prescribed") for t in tokens):
        return []
    if not any(
        t.has("prison") or t.low in ("sentenced", "sentencing", "sentences") for t in tokens
    ):
        return []
    read = _terms(tokens, found)
    if not read:
        return []
    low = min(read, key=lambda r: r[0])
    # "15 years or more" has no longest term, nor has a text that mentions life.
    ended = [r for r in read if r[2] != "low"]
    high = max(ended, key=lambda r: r[0]) if ended else None
    result = []
    if len(read) == 1 and low[2] == "low":
        # "at least one year" is the standard of the report's authors, not an imposed term.
        return []
    if not (len(read) == 1 and low[2] == "high"):
        result.append(("sentence_years_min", low[0], low[1]))
    if high and not any(t.low in ("life", "life imprisonment") for t in tokens):
        result.append(("sentence_years_max", high[0], high[1]))
    return result


def _terms(
    tokens: Sequence[ClauseToken], found: Sequence[Quantity]
) -> list[tuple[float, Quantity, str]]:
    read: list[tuple[float, Quantity, str]] = []
    for q in found:
        if q.unit not in TERMS or q.token.zero:
            continue
        if any(t.has("hypothetical") for t in tokens[max(0, q.at - _REACH) : q.noun_end + 3]):
            continue
        if any(t.has("not_term") for t in tokens[q.noun_end + 1 : q.noun_end + 3]):
            continue
        words = [tokens[i] for i in q.near] + list(tokens[max(0, q.at - 4) : q.at])
        before = tokens[q.at - 1].low if q.at else ""
        after = [t.low for t in tokens[q.noun_end + 1 : q.noun_end + 3]]
        if (
            before in _NOT_TERMS
            or before == "than"
            or any(t.has("suspended") or t.low == "old" for t in words)
        ):
            continue
        open_ended = before in _LOW_ONLY or after == ["or", "more"]
        kind = "low" if open_ended else "high" if before in _HIGH_ONLY else ""
        read.append((round(q.token.value * _YEARS[q.unit], 2), q, kind))
    return read
