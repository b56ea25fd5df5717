"""Prison terms imposed on the convicted: the shortest and the longest that a clause states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.reports.figures.counting import TERMS
from palermo.reports.figures.quantities import Quantity
from palermo.reports.figures.tokens import ClauseToken

TERM_MEASURES = frozenset({"sentence_years_min", "sentence_years_max"})
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 7 / 365, "day": 1 / 365}
_LOW_ONLY = ("at least", "no less than", "more than", "over", "a minimum of")
_REACH = 14
_CONTRASTS = frozenset({"but", "whereas", "while", "although", "though", "however", "yet", ";"})
_NOT_TERMS = ("past", "last", "within", "age", "previous", "first", "every", "next")
_HIGH_ONLY = ("up to", "at most", "as many as", "less than", "under")


@dataclass(frozen=True, slots=True)
class _Term:
    """A prison term in years. `bound`: "low" or "high" if only one end of a range is named."""

    years: float
    quantity: Quantity
    bound: str


def read_sentence_terms(
    tokens: Sequence[ClauseToken], found: Sequence[Quantity]
) -> list[tuple[str, float, Quantity]]:
    """(`sentence_years_min` or `_max`, years rounded to 2 decimals, the number it was read from).

    Empty if the clause contains no sentence that was imposed.
    """
    if not any(q.unit in TERMS for q in found):
        return []
    if not any(
        t.has("prison") or t.low in ("sentenced", "sentencing", "sentences") for t in tokens
    ):
        return []
    lasting = any(t.low in ("life", "life imprisonment") for t in tokens)
    return [item for group in _periods(tokens, found) for item in _ends(group, lasting)]


def _periods(tokens: Sequence[ClauseToken], found: Sequence[Quantity]) -> list[list[_Term]]:
    """The terms, those of a period of comparison apart."""
    groups: list[list[_Term]] = []
    for term in _terms(tokens, found):
        last = groups[-1][-1].quantity if groups else None
        between = tokens[last.at : term.quantity.at] if last else ()
        apart = any(t.has("compare") and t.low.startswith("compar") for t in between)
        if last is None or apart:
            groups.append([term])
        else:
            groups[-1].append(term)
    return groups


def _ends(read: list[_Term], lasting: bool) -> list[tuple[str, float, Quantity]]:
    """The shortest and the longest term of one period."""
    low = min(read, key=lambda term: term.years)
    if len(read) == 1 and low.bound == "low":
        # "at least one year" is the standard of the report's authors, not an imposed term.
        return []
    # "15 years or more" has no longest term, nor has a text that mentions life.
    ended = [term for term in read if term.bound != "low"]
    high = max(ended, key=lambda term: term.years) if ended else None
    result = []
    dated = next((t.quantity.years for t in read if t.quantity.own_year), None)
    for term in read:
        term.quantity.ranged = len(read) > 1
        term.quantity.years = dated or term.quantity.years
    if not (len(read) == 1 and low.bound == "high"):
        result.append(("sentence_years_min", low.years, low.quantity))
    if high and not lasting:
        result.append(("sentence_years_max", high.years, high.quantity))
    return result


def _is_prescribed(tokens: Sequence[ClauseToken], q: Quantity) -> bool:
    """Whether a law names the term, and no court between the law and the term."""
    for token in reversed(tokens[: q.at]):
        if token.has("imposed"):
            return False
        if token.has("prescribed"):
            return True
    return any(t.has("prescribed") for t in tokens[q.at :])


def _adds_months(tokens: Sequence[ClauseToken], years: Quantity, q: Quantity) -> bool:
    """`two years and six months` is one term."""
    between = [t.low for t in tokens[years.noun_end + 1 : q.at]]
    return years.unit == "year" and q.unit == "month" and between in (["and"], [","], [])


def _is_hypothetical(tokens: Sequence[ClauseToken], q: Quantity) -> bool:
    """`prosecutors asked for 12 years`, but not `…, but the court imposed four`."""
    start, stop = max(0, q.at - _REACH), q.noun_end + 3
    for at in range(start, min(stop, len(tokens))):
        if tokens[at].low in _CONTRASTS:
            start, stop = (at, stop) if at < q.at else (start, at)
    return any(t.has("hypothetical") for t in tokens[start:stop])


def _terms(tokens: Sequence[ClauseToken], found: Sequence[Quantity]) -> list[_Term]:
    read: list[_Term] = []
    for q in found:
        if q.unit not in TERMS or q.token.zero or _is_prescribed(tokens, q):
            continue
        if _is_hypothetical(tokens, q):
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
        beside = [t.low for t in tokens[q.at + 1 : q.at + 3]]
        open_ended = before in _LOW_ONLY or ["or", "more"] in (after, beside)
        kind = "low" if open_ended else "high" if before in _HIGH_ONLY else ""
        if read and _adds_months(tokens, read[-1].quantity, q):
            whole = read.pop()
            years = round(whole.years + q.token.value * _YEARS[q.unit], 2)
            read.append(_Term(years, whole.quantity, whole.bound))
            continue
        read.append(_Term(round(q.token.value * _YEARS[q.unit], 2), q, kind))
    return read
