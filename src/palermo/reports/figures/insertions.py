"""What stands between a number and its verb: insertions, brackets, a share before its number."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.reports.figures.tokens import ClauseToken

_SHARE_REACH = 10


def explains_share(tokens: Sequence[ClauseToken], at: int) -> bool:
    """`71 percent of them, 157 persons, received prison terms`: the number stands for the share."""
    before = [t.low for t in tokens[max(0, at - 2) : at]]
    if before[-1:] != [","] and before != [",", "or"]:
        return False
    opening = tokens[max(0, at - _SHARE_REACH) : at - 1]
    return any(t.low in ("percent", "per cent", "%") for t in opening)


def insertion_end(tokens: Sequence[ClauseToken], at: int) -> int:
    """The end of an insertion as in `victims, 15 of them children, were`: 0 if there is none."""
    if at + 2 >= len(tokens):
        return 0
    first, second = tokens[at + 1], tokens[at + 2]
    # "15 of them children", "among them 15 children"
    if not (
        (first.kind == "num" and second.has("sub")) or (first.has("sub") and second.kind == "num")
    ):
        return 0
    for i in range(at + 3, min(len(tokens) - 1, at + 14)):
        if tokens[i].low == ",":
            return i + 1 if tokens[i + 1].low in ("were", "was", "received", "had", "got") else 0
    return 0


def closing_bracket(tokens: Sequence[ClauseToken], at: int) -> int:
    """The place of the bracket that closes the one at `at`; -1 if none does."""
    depth = 0
    for i in range(at, min(len(tokens), at + 120)):
        if tokens[i].low in ("(", "["):
            depth += 1
        elif tokens[i].low in (")", "]"):
            depth -= 1
            if depth == 0:
                return i
    return -1
