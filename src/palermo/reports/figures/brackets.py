"""Makes negation countable: a denied quantity becomes the number zero."""

from __future__ import annotations

from dataclasses import replace

from palermo.reports.figures.lexicon import NOTHING
from palermo.reports.figures.tokens import ClauseToken, marks_of

_NEGATIONS = frozenset({"neg", "again_neg"})
#: Without one of these marks or words there is no negation, and no dash is a bracket.
_MARKS = frozenset({"neg", "again_neg", "absent"})
_WORDS = frozenset({"no", "neither", "—", "–"})


def prepare_tokens(tokens: list[ClauseToken]) -> list[ClauseToken]:
    """The tokens with "any" after a negation, and "absent", as the number zero."""
    if _WORDS.isdisjoint([t.low for t in tokens]) and _MARKS.isdisjoint(marks_of(tokens)):
        return tokens
    _bracket(tokens)
    denied = False
    neither = False
    result: list[ClauseToken] = []
    for at, token in enumerate(tokens):
        marks = token.sense.marks
        if not marks.isdisjoint(_NEGATIONS) or token.low == "no":
            denied = True
        elif token.low in ("but", "although", "while", "whereas") or token.low == "any other":
            denied = False
        neither |= token.low == "neither"
        nothing = denied and ("any" in marks or token.low == "a single")
        if "absent" in marks or nothing or (neither and token.low == "nor"):
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if after is not None and after.has("other") and not token.has("absent"):
                result.append(replace(token, sense=NOTHING))
                continue
            token = replace(token, kind="num", value=0.0, zero=True, sense=NOTHING)
        result.append(token)
    return result


def _bracket(tokens: list[ClauseToken]) -> None:
    """Two dashes around numbers are brackets: `47 victims—30 men and 17 women—compared with`."""
    dashes = [i for i, t in enumerate(tokens) if t.kind == "sign" and t.low in ("—", "–")]
    for opening, closing in zip(dashes[::2], dashes[1::2], strict=False):
        if any(t.kind == "num" for t in tokens[opening:closing]):
            tokens[opening] = replace(tokens[opening], low="(")
            tokens[closing] = replace(tokens[closing], low=")")
