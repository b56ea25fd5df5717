"""Text with marks on the places where something was read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Mark:
    """One place in a text (`start` and `end` in code points, end excluded) and what is there.

    `id` is the anchor; `kind` is `effort`, `shortfall`, `recommendation` or `figure`; `href` is
    where the mark leads to, by default the item of the same id (`#item-<id>`).
    """

    id: str
    start: int
    end: int
    kind: str
    href: str = ""
    title: str = ""


def highlight_marks(text: str, marks: Iterable[Mark | Mapping[str, Any]]) -> SafeString:
    """`text`, escaped, with <mark> elements; marks may overlap and are then cut at each border.

    Every mark's id is put once, where it starts. Places outside the text are ignored.
    """
    placed = [m for m in map(_as_mark, marks) if 0 <= m.start < m.end <= len(text)]
    borders = sorted({0, len(text), *(m.start for m in placed), *(m.end for m in placed)})
    pieces = []
    for start, end in itertools.pairwise(borders):
        over = [m for m in placed if m.start <= start and end <= m.end]
        pieces.append(_piece(text[start:end], start, sorted(over, key=lambda m: m.end - m.start)))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def highlight_matches(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """`text`, escaped, with <mark> around the spans; they are in order and do not overlap."""
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(format_html("{}<mark>{}</mark>", text[at:start], text[start:end]))
        at = end
    pieces.append(format_html("{}", text[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _piece(text: str, start: int, over: list[Mark]) -> SafeString:
    if not over:
        return format_html("{}", text)
    nearest, *_rest = over
    starting = [m.id for m in over if m.start == start]
    ids = format_html_join("", '<span id="{}"></span>', ((i,) for i in starting[1:]))
    own = format_html(' id="{}"', starting[0]) if starting else SafeString()
    return format_html(
        '{}<mark{} class="{}" data-marks="{}"{}><a href="{}">{}</a></mark>',
        ids,
        own,
        " ".join(f"mark-{m.kind}" for m in reversed(over)),
        " ".join(m.id for m in over),
        format_html(' title="{}"', nearest.title) if nearest.title else "",
        nearest.href or f"#item-{nearest.id}",
        text,
    )


def _as_mark(mark: Mark | Mapping[str, Any]) -> Mark:
    return mark if isinstance(mark, Mark) else Mark(**mark)
