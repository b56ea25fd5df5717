"""The course of a procedure as a picture: a line with side branches, then duties in swimlanes.

The line runs down; its exits are at its right. Below the decision each outcome has a column and
each actor a lane; a duty is in the lane of its actor and under every outcome that it can follow.
Nothing depends on colour alone, so that it can be printed in black.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from palermo.packs.pack import Pack
from palermo.procedures.flow import FORKS, FlowStep, ForkAnswer, StepKind
from palermo.procedures.shapes import Procedure
from palermo.saying.flow_texts import FlowTexts
from palermo.sheets.drawing import SOFT, SvgCanvas, TextBlock, TextStyle
from palermo.sheets.flow_lanes import Lanes
from palermo.sheets.print_header import version_line

WIDTH, MARGIN = 840.0, 16.0
_FULL = WIDTH - 2 * MARGIN
_TITLE, _SMALL = TextStyle(19, bold=True), TextStyle(11, colour=SOFT)
_HEAD, _BODY = TextStyle(13, bold=True), TextStyle(12.5)
_PAD, _GAP = 10.0, 26.0
#: The height that is still legible on a sheet of A4.
PAGE_HEIGHT = 1250.0
#: The width of a fork, and the positions of the line and of its exits.
_FORK_WIDTH = 450.0
_AXIS = MARGIN + _FORK_WIDTH / 2
_SIDE_X = MARGIN + _FORK_WIDTH + 76
_SIDE_WIDTH = WIDTH - MARGIN - _SIDE_X
#: With more questions than this they are set in two columns.
_ONE_COLUMN = 6
_ROUND: dict[str, object] = {"rx": 16, "stroke_width": 2}
_MARKS = {StepKind.GATES: "tick box", StepKind.NEVER: "×"}


def draw_flow_svg(procedure: Procedure, pack: Pack, language: str) -> bytes:
    """The picture as SVG, in one language."""
    return _Picture(FlowTexts(procedure, pack, language), pack).drawn()[0]


def draw_flow_pages(procedure: Procedure, pack: Pack, language: str) -> tuple[bytes, ...]:
    """The picture for paper: split before the decision, and again between steps and duties.

    Each page has at most the height that is legible on A4, unless one step or duty is higher.
    """
    words = FlowTexts(procedure, pack, language)

    def draw(cut: _Cut) -> tuple[bytes, float]:
        return _Picture(words, pack, cut).drawn()

    whole, height = _Picture(words, pack).drawn()
    if height <= PAGE_HEIGHT:
        return (whole,)
    steps = _Picture(words, pack, _Cut(lower=False)).line()
    upper = _split_pages([s.id for s in steps], lambda run: draw(_Cut(line=run, lower=False)))
    duties = [d.id for d in procedure.duties]
    return *upper, *_split_pages(duties, lambda run: draw(_Cut(line=(), duties=run)))


def _split_pages(
    ids: Sequence[str], draw: Callable[[tuple[str, ...]], tuple[bytes, float]]
) -> list[bytes]:
    """Pages of equal shares of `ids`, as few as fit the height of a page."""
    for count in range(1, max(len(ids), 1) + 1):
        share = max(-(-len(ids) // count), 1)
        runs = [tuple(ids[n : n + share]) for n in range(0, len(ids), share)] or [()]
        pages = [draw(run) for run in runs]
        if max(height for _, height in pages) <= PAGE_HEIGHT:
            break
    return [page for page, _ in pages]


@dataclass(frozen=True, slots=True)
class _Cut:
    """The part of the picture to draw: the line, the decision with its outcomes, the duties.

    None for all steps of the line, or for all duties.
    """

    line: tuple[str, ...] | None = None
    lower: bool = True
    duties: tuple[str, ...] | None = None


@dataclass(slots=True)
class _End:
    """An open end of the line, and its answer.

    `low`: the lower edge of the boxes beside the line. `back`: where a branch returns.
    """

    y: float
    low: float
    way: str = ""
    back: tuple[float, ...] = ()


class _Picture:
    """A sheet, and the end of the line on it."""

    def __init__(self, words: FlowTexts, pack: Pack, cut: _Cut | None = None) -> None:
        self._cut = cut or _Cut()
        self._words = words
        mirrored = pack.is_right_to_left(words.language)
        self._sheet = SvgCanvas(WIDTH, words.language, right_to_left=mirrored)
        self._version = version_line(words.procedure, pack, words.language)
        self._end: _End | None = None
        self._top = 0.0

    def drawn(self) -> tuple[bytes, float]:
        """The file, and its height."""
        words, sheet = self._words, self._sheet
        sheet.described(words.text.title, words.aloud())
        self._head()
        for step in self.line():
            if step.kind in FORKS:
                self._fork(step)
            else:
                self._block(step)
        bottom = self._end.low if self._end else self._top
        if self._cut.lower:
            lanes = Lanes(words, sheet, MARGIN, WIDTH - MARGIN, self._cut.duties)
            bottom = lanes.drawn(_AXIS, bottom)
        else:
            bottom = self._lead_on()
        return sheet.done(bottom + MARGIN), bottom + MARGIN

    def line(self) -> list[FlowStep]:
        """The steps on the line in the part that is drawn."""
        flow = self._words.flow
        aside = {self._side_of(step).id for step in flow.steps if step.kind in FORKS}
        aside |= {end.id for step in flow.steps for _, end in self._exits(step)}
        lower, wanted = (StepKind.DECISION, StepKind.FOLLOWS), self._cut.line
        return [
            step
            for step in flow.steps
            if step.kind not in (StepKind.OUTCOME, StepKind.DUTY)
            and step.id not in aside
            and (self._cut.lower if step.kind in lower else wanted is None or step.id in wanted)
        ]

    def _head(self) -> None:
        head = TextBlock(_FULL)
        head.add(self._words.text.title, _TITLE)
        head.add(self._version, _SMALL, above=2)
        head.draw(self._sheet, MARGIN, MARGIN)
        self._top = MARGIN + head.height + 14

    def _lead_on(self, lower: float = 0) -> float:
        """Draw the arrow to the next step; returns the top of that step's row.

        The step itself begins `lower`, in the middle of the box beside it.
        """
        end = self._end
        if end is None:
            return self._top
        # A returning branch meets the line below the word beside it.
        top = end.low + (_GAP + 16 if end.back else _GAP)
        for x in end.back:
            self._sheet.path((x, end.low), (x, top - 14), (_AXIS, top - 14))
        self._sheet.path((_AXIS, end.y), (_AXIS, top + lower), arrow=True)
        if end.way:
            self._sheet.text(_AXIS + 8, end.y + 3, [end.way], _HEAD)
        return top

    def _block(self, step: FlowStep) -> None:
        """A step of the line; all but the start are as wide as the sheet."""
        top = self._lead_on()
        inset = 24 if step.kind is StepKind.DECISION else _PAD
        width = _FORK_WIDTH if step.kind is StepKind.START else _FULL
        two = step.kind is StepKind.QUESTIONS and len(step.names) > _ONE_COLUMN
        passage = self._passage(step, width - 2 * inset, columns=2 if two else 1)
        height = passage.height + 2 * _PAD
        if step.kind is StepKind.DECISION:
            self._sheet.hexagon(MARGIN, top, width, height, stroke_width=2.4)
        else:
            look = _ROUND if step.kind is StepKind.START else {}
            self._sheet.box(MARGIN, top, width, height, **look)
        passage.draw(self._sheet, MARGIN + inset, top + _PAD)
        self._end = _End(top + height, top + height)

    def _fork(self, fork: FlowStep) -> None:
        """A question on the line, and at its right the step that one answer leads to."""
        side = self._side_of(fork)
        asked = self._passage(fork, _FORK_WIDTH - 48)
        inset = 24 if side.kind in FORKS else _PAD
        led = self._passage(side, _SIDE_WIDTH - 2 * inset)
        high, beside = asked.height + 2 * _PAD, led.height + 2 * _PAD
        row = max(high, beside)
        top = self._lead_on((row - high) / 2)
        middle = top + row / 2
        self._sheet.hexagon(MARGIN, middle - high / 2, _FORK_WIDTH, high)
        asked.draw(self._sheet, MARGIN + 24, middle - asked.height / 2)
        self._sheet.path((MARGIN + _FORK_WIDTH, middle), (_SIDE_X, middle), arrow=True)
        exits = self._exits(side)
        returns = bool(self._words.flow.after(side)) and not exits
        if exits:
            self._sheet.hexagon(_SIDE_X, middle - beside / 2, _SIDE_WIDTH, beside)
        else:
            look = {} if returns else _ROUND
            self._sheet.box(_SIDE_X, middle - beside / 2, _SIDE_WIDTH, beside, **look)
        led.draw(self._sheet, _SIDE_X + inset, middle - led.height / 2)
        low = self._draw_exits(exits, middle + beside / 2)
        ways = {e.end == side.id: self._words.way(e) for e in self._words.flow.after(fork)}
        self._sheet.text(MARGIN + _FORK_WIDTH + 8, middle - 20, [ways[True]], _HEAD)
        back = (_SIDE_X + _SIDE_WIDTH / 2,) if returns else ()
        self._end = _End(middle + high / 2, max(top + row, low), ways.get(False, ""), back)

    def _draw_exits(self, exits: Sequence[tuple[str, FlowStep]], top: float) -> float:
        """The steps below a question beside the line, each with its answer; the lowest point."""
        left, rail = _SIDE_X + 28, _SIDE_X + 14
        low = top
        for way, step in exits:
            led = self._passage(step, _SIDE_X + _SIDE_WIDTH - left - 2 * _PAD)
            begin, height = low + 24, led.height + 2 * _PAD
            self._sheet.text(left, begin - 18, [way], _HEAD)
            self._sheet.box(left, begin, _SIDE_X + _SIDE_WIDTH - left, height, **_ROUND)
            led.draw(self._sheet, left + _PAD, begin + _PAD)
            middle = begin + height / 2
            self._sheet.path((rail, top), (rail, middle), (left, middle), arrow=True)
            low = begin + height
        return low

    def _exits(self, step: FlowStep) -> list[tuple[str, FlowStep]]:
        """The answers of a question beside the line, each with the step that ends the course."""
        flow = self._words.flow
        if step.kind is not StepKind.ADULT_FORK:
            return []
        return [(self._words.way(edge), flow.step(edge.end)) for edge in flow.after(step)]

    def _side_of(self, fork: FlowStep) -> FlowStep:
        """The step beside the line: the one of two that does not continue the line."""
        flow = self._words.flow
        way = (
            ForkAnswer.NO
            if fork.kind in (StepKind.WILLING_FORK, StepKind.GATES_FORK)
            else ForkAnswer.YES
        )
        return next(flow.step(e.end) for e in flow.after(fork) if e.way is way)

    def _passage(self, step: FlowStep, width: float, columns: int = 1) -> TextBlock:
        """The content of a step for a width: its heading, and its lines with their marks."""
        texts, passage = self._words.step(step), TextBlock(width, columns)
        ends = step.kind not in FORKS and not self._words.flow.after(step)
        passage.add(texts.heading, _BODY if ends else _HEAD)
        mark = _MARKS.get(step.kind, "")
        marks, indent = [mark] * len(texts.lines), 16 if mark else 0
        if step.kind is StepKind.QUESTIONS:
            marks, indent = [f"{self._words.number[name]}." for name in step.names], 26
        # Large question groups are drawn by title only.
        for mark, line in zip(marks, texts.lines, strict=False):
            passage.add(line, _BODY, mark, indent, above=3)
        return passage
