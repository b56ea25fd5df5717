"""The part of a text that shows best what a search found, with its matches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from palermo.ledger.search.expression import MatchPlace
from palermo.ledger.search.values import SearchExcerpt

#: Characters of an excerpt, beside the signs for what is left out.
EXCERPT_WIDTH = 220
_LEFT_OUT = "…"


def cut_excerpt(
    text: str, places: Sequence[MatchPlace], width: int = EXCERPT_WIDTH
) -> SearchExcerpt:
    """About `width` characters of `text`, with as many different matches as fit together."""
    start = _best_start(text, places, width)
    end = min(len(text), start + width)
    if start:
        # Words are shown whole, unless one is longer than all that is shown.
        start = _after_break(text, start, end)
    if end < len(text):
        end = _before_break(text, start, end)
    before = f"{_LEFT_OUT} " if start else ""
    after = f" {_LEFT_OUT}" if end < len(text) else ""
    shift = len(before) - start
    inside = [
        (max(p.start, start) + shift, min(p.end, end) + shift)
        for p in places
        if p.start < end and start < p.end
    ]
    return SearchExcerpt(f"{before}{text[start:end]}{after}", join_spans(inside))


def join_spans(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order; those that overlap become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _best_start(text: str, places: Sequence[MatchPlace], width: int) -> int:
    if len(text) <= width or not places:
        return 0

    def worth(first: MatchPlace) -> tuple[int, int, int]:
        inside = [p for p in places if first.start <= p.start and p.end <= first.start + width]
        return len({p.clause for p in inside}), len(inside), -first.start

    chosen = max(places, key=worth)
    last = max(
        (p.end for p in places if chosen.start <= p.start and p.end <= chosen.start + width),
        default=chosen.end,
    )
    # Half of the room that the matches leave shows what comes before them.
    room = max(0, width - (last - chosen.start))
    return max(0, min(chosen.start - room // 2, len(text) - width))


def _after_break(text: str, start: int, end: int) -> int:
    if text[start - 1].isspace():
        return start
    at = text.find(" ", start, start + (end - start) // 4)
    return at + 1 if at >= 0 else start


def _before_break(text: str, start: int, end: int) -> int:
    if text[end].isspace():
        return end
    at = text.rfind(" ", end - (end - start) // 4, end)
    return at if at >= 0 else end
