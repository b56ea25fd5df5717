"""Swimlanes: a lane for each actor, a column for each outcome, duties where they cross.

A duty that follows several outcomes in the same way spans their columns. Without an outcome the
columns only save space. A line runs down each column and into each duty in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise

from palermo.conditions.nodes import Node
from palermo.procedures.flow import StepKind
from palermo.saying.flow_texts import FlowTexts
from palermo.sheets.drawing import SvgCanvas, TextBlock, TextStyle

_COLUMNS = 3
#: The column of a duty that depends on no outcome: any column with room.
_ANY = -1
_LANE_HEAD = 122.0
_NARROWEST = 172.0
_PAD, _GAP = 8.0, 10.0
#: Distances of the vertical line and of the duties from the left side of a column.
_RAIL, _INDENT = 8.0, 22.0
_HEAD, _BODY, _WAY = TextStyle(12, bold=True), TextStyle(12), TextStyle(13, bold=True)
_IF, _STRONG = TextStyle(11.5, italic=True), TextStyle(12, bold=True)
#: Outcomes also differ by their outline, not by colour alone.
_LOOKS: dict[str, dict[str, object]] = {
    "positive": {"fill": "#fbeaea", "stroke": "#8a1c1c", "stroke_width": 3},
    "undetermined": {
        "fill": "#fdf3e1",
        "stroke": "#7a4b00",
        "stroke_width": 2,
        "stroke_dasharray": "6 4",
    },
    "negative": {"fill": "#eaf1f8", "stroke": "#1f4e79", "stroke_width": 1.2},
}


@dataclass(slots=True)
class _Card:
    """A duty below the columns `first` to `last`, with the remaining condition."""

    id: str
    who: str
    when: Node
    first: int
    last: int
    top: float = 0
    condition: TextBlock = field(default_factory=lambda: TextBlock(0))
    duty: TextBlock = field(default_factory=lambda: TextBlock(0))

    @property
    def strip(self) -> float:
        """The height of the condition at its top."""
        return self.condition.height + 8 if self.condition.height else 0

    @property
    def height(self) -> float:
        """The total height."""
        return self.strip + self.duty.height + 2 * _PAD


class Lanes:
    """The lower part of the picture, from the decision to the duties."""

    def __init__(
        self,
        words: FlowTexts,
        sheet: SvgCanvas,
        left: float,
        right: float,
        duties: tuple[str, ...] | None = None,
    ) -> None:
        """`duties`: those to draw; None for all."""
        self._words = words
        self._sheet = sheet
        self._left, self._right = left, right
        self._outcomes = [s for s in words.flow.steps if s.kind is StepKind.OUTCOME]
        self._cards = self._of_duties(duties)
        self._edges = self._columns()

    def drawn(self, axis: float, y: float) -> float:
        """Draw below the line, which ends at (axis, y); returns the lowest point."""
        start, cards = self._fan_out(axis, y) if self._outcomes else y, self._cards
        top = start + _GAP
        for who, lane_cards in groupby(cards, lambda card: card.who):
            top = self._lane(who, list(lane_cards), top)
        for column in range(_COLUMNS):
            self._rail(column, [c for c in cards if c.first <= column <= c.last], start)
        for card in cards:
            self._draw(card)
        return top

    def _columns(self) -> list[float]:
        """The left sides of the columns and the right side of the last: wider for more duties."""
        room = self._right - self._left - _LANE_HEAD - _COLUMNS * _NARROWEST
        own = [sum(c.first == c.last == n for c in self._cards) for n in range(_COLUMNS)]
        shares = own if any(own) else [1] * _COLUMNS
        edges = [self._left + _LANE_HEAD]
        for share in shares:
            edges.append(edges[-1] + _NARROWEST + room * share / sum(shares))
        return edges

    def _fan_out(self, axis: float, y: float) -> float:
        """An arrow to each outcome with its answer; returns the ends of all arrows."""
        bus, top, passages = y + 14, y + 42, []
        widths = [end - begin - 8 for begin, end in pairwise(self._edges)]
        for width, step in zip(widths, self._outcomes, strict=True):
            texts, passage = self._words.step(step), TextBlock(width - 2 * _PAD)
            passage.add(texts.heading, _WAY)
            for line in texts.lines:
                passage.add(line, _BODY, "–", 12, above=3)
            passages.append(passage)
        height = max(p.height for p in passages) + 2 * _PAD
        self._sheet.path((axis, y), (axis, bus))
        ways = {e.end: self._words.way(e) for e in self._words.flow.edges}
        for column, (step, passage) in enumerate(zip(self._outcomes, passages, strict=True)):
            x, width = self._edges[column] + 4, widths[column]
            self._sheet.path((axis, bus), (x + width / 2, bus), (x + width / 2, top), arrow=True)
            self._sheet.text(x + width / 2 + 8, bus + 3, [ways[step.id]], _WAY)
            self._sheet.box(x, top, width, height, **_LOOKS[step.about])
            passage.draw(self._sheet, x + _PAD, top + _PAD)
        return top + height

    def _of_duties(self, names: tuple[str, ...] | None) -> list[_Card]:
        """A card for each duty and run of outcomes with the same condition, ordered by lane."""
        flow, cards = self._words.flow, list[_Card]()
        columns = {step.id: n for n, step in enumerate(self._outcomes)}
        duties = [s for s in flow.steps if s.kind is StepKind.DUTY]
        for duty in (s for s in duties if names is None or s.names[0] in names):
            for edge in (e for e in flow.edges if e.end == duty.id):
                column = columns.get(edge.start, _ANY)
                last = cards[-1] if cards else None
                if last and (last.id, last.when, last.last) == (duty.id, edge.when, column - 1):
                    last.last = column
                else:
                    who = self._words.step(duty).who
                    cards.append(_Card(duty.id, who, edge.when, column, column))
        lanes = list(dict.fromkeys(card.who for card in cards))
        return sorted(cards, key=lambda card: (lanes.index(card.who), card.last - card.first))

    def _lane(self, who: str, cards: list[_Card], top: float) -> float:
        """Draw the frame and cards of a lane below `top`; returns its lower edge."""
        tops = [top + _GAP] * _COLUMNS
        for card in cards:
            if card.first == _ANY:
                card.first = card.last = tops.index(min(tops))
            card.top = max(tops[card.first : card.last + 1])
            self._fill(card)
            for column in range(card.first, card.last + 1):
                tops[column] = card.top + card.height + _GAP
        head = TextBlock(_LANE_HEAD - 14)
        head.add(who, _HEAD)
        bottom = max(*tops, top + head.height + 2 * _PAD)
        self._sheet.box(self._left, top, self._right - self._left, bottom - top, rx=0)
        self._sheet.box(self._left, top, _LANE_HEAD - 6, bottom - top, rx=0, fill="#ececec")
        head.draw(self._sheet, self._left + _PAD, top + _PAD)
        return bottom

    def _fill(self, card: _Card) -> None:
        """Write a card's content, now that its width is known."""
        texts = self._words.step(self._words.flow.step(card.id))
        width = self._width(card) - 2 * _PAD
        card.condition, card.duty = TextBlock(width), TextBlock(width)
        condition = self._words.only_if(card.when)
        card.condition.add(condition, _IF)
        card.duty.add(texts.heading, _BODY)
        card.duty.add(texts.deadline, _STRONG, "clock", 16, above=4)
        card.duty.add(texts.receipt, _STRONG, "receipt", 16, above=4)

    def _width(self, card: _Card) -> float:
        return self._edges[card.last + 1] - self._edges[card.first] - _INDENT - 6

    def _rail(self, column: int, cards: list[_Card], start: float) -> None:
        """The line of a column, with an arrow into each of its duties."""
        x = self._edges[column] + _RAIL
        ends = [start]
        for card in cards:
            beside = card.first == column
            ends.append(card.top + 16 if beside else card.top)
            if beside:
                self._sheet.path((x, ends[-1]), (x - _RAIL + _INDENT, ends[-1]), arrow=True)
            else:
                self._sheet.path((x, card.top - _GAP), (x, card.top), arrow=True)
        self._sheet.path((x, start), (x, max(ends)))

    def _draw(self, card: _Card) -> None:
        x, width = self._edges[card.first] + _INDENT, self._width(card)
        self._sheet.box(x, card.top, width, card.height)
        if card.strip:
            self._sheet.box(x, card.top, width, card.strip, fill="#f1f1f1", stroke_dasharray="3 3")
            card.condition.draw(self._sheet, x + _PAD, card.top + 4)
        card.duty.draw(self._sheet, x + _PAD, card.top + card.strip + _PAD)
