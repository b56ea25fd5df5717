"""Decides which numbers of a clause are counts, not ages, articles, shares or repetitions."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.reports.figures.tokens import ClauseToken

TERMS = frozenset({"year", "month", "week", "day"})
NUMBERS = frozenset({"num", "money"})


def is_count(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether the token at `at` is a count of its own."""
    token = tokens[at]
    if token.kind == "word":
        return token.has("all") and _stands_alone(tokens, at)
    if token.kind not in NUMBERS:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    term = after is not None and after.sense.unit in TERMS
    if token.kind == "num" and (_refers(tokens, at) or _is_name(tokens, at)):
        return False
    if token.hyphened and after is not None and not term:
        skipped = (
            after.kind == "sign" and at + 2 < len(tokens) and tokens[at + 2].sense.unit in TERMS
        )
        return skipped and not (at + 3 < len(tokens) and tokens[at + 3].low in ("-", "old"))
    if at and tokens[at - 1].has("skip_before") and not term and token.kind == "num":
        return False
    by = at > 1 and tokens[at - 1].low == "by" and tokens[at - 2].has("link")
    if (by or (at and tokens[at - 1].low == "dropped by")) and after is not None:
        return after.low not in ("to", ",", "from") and not after.has("skip_after")
    if at and tokens[at - 1].has("month") and token.kind == "num" and 1 <= token.value <= 31:
        return False
    if _elsewhere(tokens, at) or _ends_article(tokens, at):
        return False
    if after is not None and token.kind == "money":
        # "50,000 euros more than in 2022" is a difference.
        return not (after.has("skip_after") and after.low.split()[0] in ("more", "less", "fewer"))
    if after is not None and token.kind == "num" and not token.zero:
        return not (after.has("skip_after") or after.has("month"))
    return True


def _is_name(tokens: Sequence[ClauseToken], at: int) -> bool:
    """The 23 of `M23`, the 6 of `116-6`, the 14 of `[14]`: part of a name, code or note."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is None:
        return False
    if before.low == "[" and at + 1 < len(tokens) and tokens[at + 1].low == "]":
        return True
    if before.end != token.start or token.low.isalpha():
        return False
    if before.low in ("-", "/", "–") and at > 1 and tokens[at - 2].kind == "num":
        code = tokens[at - 2].end == before.start and tokens[at - 2].value >= token.value
        return code or before.low == "/"
    return before.kind == "word" or before.low in ("#", "№", "_")


def _ends_article(tokens: Sequence[ClauseToken], at: int) -> bool:
    """The 1 of `article 144-1`."""
    if at < 3 or tokens[at - 1].low not in ("-", "–"):
        return False
    return tokens[at - 2].kind == "num" and tokens[at - 3].has("skip_before")


def _elsewhere(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether the number counts something of another kind: `45 drug trafficking cases`."""
    return any(t.has("elsewhere") for t in tokens[at + 1 : at + 3])


def _refers(tokens: Sequence[ClauseToken], at: int) -> bool:
    """The 88 of `71 of the 88`: a number already mentioned."""
    back = at - 1
    while back > 0 and tokens[back].low in ("the", "these", "those", "all"):
        back -= 1
    return (
        back > 0
        and tokens[back].low in ("of", "of the", "of these")
        and tokens[back - 1].kind == "num"
    )


def _stands_alone(tokens: Sequence[ClauseToken], at: int) -> bool:
    """`all were given services`, `sentenced all to prison`: "all" for the previous number."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    return after.low.split(" ")[0] in (
        "were",
        "received",
        "got",
        "had",
        "have",
        "to",
        "was",
        "with",
    ) or (after.sense.act == "sentence")
