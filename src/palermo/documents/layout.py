"""From printed characters to lines in reading order: runs, columns, bands.

Sizes are in points, y grows upwards. Blanks are those of the file and wide gaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: A gap of this share of the font size is a space between words.
_BLANK = 0.2
#: A wider gap ends a run; runs of one line in one column are joined again.
_RUN_ENDS = 0.75
#: The gutter of a two-column page lies in this part of the width.
_MIDDLE = (0.2, 0.8)
#: Lines that may cross the gutter (headings over both columns), as a share of all.
_CROSSING = 0.15
#: A column may be divided once more: three or four columns, a box.
_MOST_DIVISIONS = 2
#: In font sizes; the blanks of justified lines are narrower.
_WIDE_GAP = 3.0
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

    A line that crosses a gutter ends the columns above it: those are read first, then the line,
    then the columns below. A column may again be divided: three columns, or a box beside the text.
    """
    runs = _runs(page.glyphs)
    return _divide(runs, 0.0, page.width, _MOST_DIVISIONS) if runs else []


def _divide(runs: Runs, x0: float, x1: float, divisions: int) -> list[Runs]:
    gutter = _gutter(runs, x0, x1) if divisions else None
    if gutter is None:
        return [runs]
    left, right = gutter
    crossing: Runs = []
    beside: Runs = []
    for run in runs:
        crosses = run[0].x0 < left and run[-1].x1 > right
        (crossing if crosses else beside).append(run)
    tops = sorted({round(_y(run), 1) for run in crossing})
    # Bands from bottom to top; each crossing line is below the band with its number.
    bands: list[tuple[Runs, Runs]] = [([], []) for _ in range(len(tops) + 1)]
    for run in beside:
        side = 0 if run[0].x0 < left else 1
        bands[bisect_left(tops, _y(run))][side].append(run)
    lines: dict[float, Runs] = {}
    for run in crossing:
        lines.setdefault(round(_y(run), 1), []).append(run)
    columns: list[Runs] = []
    for number in range(len(tops), -1, -1):
        on_left, on_right = bands[number]
        if on_left:
            columns += _divide(on_left, x0, left, divisions - 1)
        if on_right:
            columns += _divide(on_right, right, x1, divisions - 1)
        if number:
            columns.append(lines[tops[number - 1]])
    return columns


def count_wide_gaps(column: Runs) -> int:
    """How many lines of a column have a gap that no line of running text has."""
    rows: dict[int, list[tuple[float, float, float]]] = {}
    for run in column:
        size = max(glyph.size for glyph in run)
        rows.setdefault(round(_y(run) / 3), []).append((run[0].x0, run[-1].x1, size))
    return sum(_has_wide_gap(sorted(row)) for row in rows.values())


def _has_wide_gap(row: list[tuple[float, float, float]]) -> bool:
    return any(after[0] - before[1] > _WIDE_GAP * after[2] for before, after in pairwise(row))


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


def _gutter(runs: Runs, x0: float, x1: float) -> tuple[float, float] | None:
    """Edges of the empty strip between two columns from `x0` to `x1`; None for one column."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    step = 2.0
    low = int((x0 + _MIDDLE[0] * (x1 - x0)) / step)
    high = int((x0 + _MIDDLE[1] * (x1 - x0)) / step)
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
