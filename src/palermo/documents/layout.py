"""From printed characters to lines in reading order: runs, columns, bands.

Sizes are in points, y grows upwards. Blanks are those of the file and wide gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

#: A gap of this share of the font size is a space between words.
_BLANK = 0.2
#: A wider gap ends a run; runs of one line in one column are joined again.
_RUN_ENDS = 0.75
#: The gutter of a two-column page lies in this part of the width.
_MIDDLE = (0.25, 0.75)
#: Lines that may cross the gutter (headings over both columns), as a share of all.
_CROSSING = 0.15
_NARROWEST_GUTTER = 6.0
_FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: left and right edge, baseline, height, whether a space precedes it."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    after_blank: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Size of a page and what is printed on it, in the order of the file."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line (or a run of one): text and place."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


Runs = list[list[Glyph]]


def group_columns(page: PrintedPage) -> list[list[list[Glyph]]]:
    """Runs of the page grouped into columns, in reading order.

    A line that crosses the gutter ends the columns above it: those are read first, then the line,
    then the columns below.
    """
    runs = _runs(page.glyphs)
    gutter = _gutter(runs, page.width)
    if gutter is None:
        return [runs] if runs else []
    left, right = gutter
    crossing = [r for r in runs if r[0].x0 < left and r[-1].x1 > right]
    tops = sorted({round(_y(r), 1) for r in crossing}, reverse=True)
    columns: list[Runs] = []
    above = float("inf")
    for y in [*tops, float("-inf")]:
        band = [r for r in runs if r not in crossing and y < _y(r) < above]
        columns.append([r for r in band if r[0].x0 < left])
        columns.append([r for r in band if r[0].x0 >= left])
        columns.append([r for r in crossing if round(_y(r), 1) == y])
        above = y
    return [column for column in columns if column]


def group_lines(column: Runs) -> list[PrintedLine]:
    """The runs of one column as lines from top to bottom. Raised footnote marks are dropped."""
    rows: list[Runs] = []
    for run in sorted(column, key=lambda r: (-_y(r), r[0].x0)):
        near = 0.5 * max(g.size for g in run)
        # A raised mark is a run with a smaller font near the baseline of its line.
        row = next((row for row in rows[-3:] if abs(_y(row[0]) - _y(run)) < near), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return [line for line in (_line(row) for row in rows) if line.text]


def _runs(glyphs: Sequence[Glyph]) -> Runs:
    """Groups glyphs that follow each other on one baseline into runs."""
    runs: Runs = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and abs(glyph.y - last.y) < 0.5 * max(glyph.size, last.size)
            and -0.5 * last.size < glyph.x0 - last.x1 < _RUN_ENDS * max(glyph.size, last.size)
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _gutter(runs: Runs, width: float) -> tuple[float, float] | None:
    """Edges of the empty strip between two columns, or None for a page of one column."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    step = 2.0
    low, high = int(_MIDDLE[0] * width / step), int(_MIDDLE[1] * width / step)
    cover = [0] * (high - low + 1)
    for run in runs:
        first = max(low, int(run[0].x0 / step))
        last = min(high, int(run[-1].x1 / step))
        for cell in range(first, last + 1):
            cover[cell - low] += 1
    rows = len({round(_y(run) / 3) for run in runs})
    strips = _strips([count <= _CROSSING * rows for count in cover])
    best: tuple[float, tuple[float, float]] | None = None
    for first, last in strips:
        left, right = (low + first) * step, (low + last + 1) * step
        if right - left < _NARROWEST_GUTTER or not _divides(runs, left, right, rows):
            continue
        if best is None or right - left > best[0]:
            best = (right - left, (left, right))
    return best[1] if best else None


def _strips(empty: Sequence[bool]) -> list[tuple[int, int]]:
    strips: list[tuple[int, int]] = []
    for at, free in enumerate(empty):
        if not free:
            continue
        if strips and strips[-1][1] == at - 1:
            strips[-1] = (strips[-1][0], at)
        else:
            strips.append((at, at))
    return strips


def _divides(runs: Runs, left: float, right: float, rows: int) -> bool:
    """Whether both sides have enough lines, over a shared height.

    The right side must begin in a column: most of its lines share their left edge.
    """
    middle = (left + right) / 2
    on_left = [r for r in runs if r[-1].x1 <= middle]
    on_right = [r for r in runs if r[0].x0 >= middle]
    starts: dict[int, int] = {}
    for run in on_right:
        starts[round(run[0].x0 / 3)] = starts.get(round(run[0].x0 / 3), 0) + 1
    begun = max((n + starts.get(x + 1, 0) for x, n in starts.items()), default=0)
    lefts = {round(_y(r) / 3) for r in on_left}
    rights = {round(_y(r) / 3) for r in on_right}
    if min(len(lefts), len(rights)) < _FEWEST_LINES or begun < 0.4 * len(rights):
        return False
    letters = [sum(len(r) for r in side) for side in (on_left, on_right)]
    long_enough = min(letters) >= 12 * _FEWEST_LINES
    return long_enough and min(len(lefts), len(rights)) >= 0.1 * rows


def _line(row: Runs) -> PrintedLine:
    glyphs = sorted((g for run in row for g in run), key=lambda g: (g.x0, g.x1))
    size = median(g.size for g in glyphs)
    base = median(g.y for g in glyphs)
    text: list[str] = []
    end = None
    for glyph in glyphs:
        raised = glyph.size < 0.8 * size and glyph.y > base + 0.15 * size
        if raised and not glyph.char.isalpha():
            continue
        if end is not None and (glyph.after_blank or glyph.x0 - end > _BLANK * size):
            text.append(" ")
        text.append(glyph.char)
        end = glyph.x1
    return PrintedLine("".join(text).strip(), glyphs[0].x0, glyphs[-1].x1, base, size)


def _y(run: list[Glyph]) -> float:
    return run[0].y
