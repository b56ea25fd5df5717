"""A drawing of boxes, arrows and wrapped text as SVG. Needs no font, style or script.

The width of a text is an upper estimate, because the reader's font is unknown: for each letter the
wider of two wide sans-serif fonts. A text that fits here fits in any common font.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

Element = ElementTree.Element
FONTS = "Noto Sans, Segoe UI, Liberation Sans, Arial, DejaVu Sans, Libertinus Serif, sans-serif"
INK, SOFT, LINE = "#1a1a1a", "#444444", "#333333"

#: Width of letters in hundredths of their size, measured in Noto Sans and DejaVu Sans: Latin and
#: Cyrillic letters of our languages, then Armenian ones.
_WIDTHS = (
    (32, " ',.Jijlı"),
    (40, "()-/:;I[\\]ftİ"),
    (46, '!"r'),
    (53, "_`szşг“”"),
    (60, "*?FLckvxy|çвзстухьэ"),
    (65, "$0123456789EPSTYabdeghnopqu{}«»öüğŞəЁГЕЗРТУабеийклорчяё"),
    (70, "ABCKRVXZÇАБВСХЧЬЭЯднпц"),
    (78, "&DGHNUÜĞИЙКЛНПЦмъ"),
    (88, "#+<=>OQ^w~ÖƏДОФЪфыю"),
    (32, "լյ"),
    (40, "չ"),
    (46, "ւ"),
    (53, "Լէշ"),
    (60, "Ւջ"),
    (65, "Էբեզըիծկհձղճմնոռսվրցքօ"),
    (70, "ԻՐգդժ"),
    (78, "ԲԳԴԵԶԸԺԿՀՁՂՃՅՆՇՈՉՋՍՏՑՔթ"),
    (88, "ԱԹԾՄՊՌՎՓՕՖֆև"),
    (100, "Խախպտփ"),
)
_WIDTH = {letter: width / 100 for width, letters in _WIDTHS for letter in letters}
#: Everything else, such as М, Ж, Щ and letters of other scripts.
_WIDEST = 1.12
_BOLD = 1.14
COLUMN_GAP = 24.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A text style; `gap` is the distance between lines."""

    size: float = 12
    bold: bool = False
    italic: bool = False
    colour: str = INK

    @property
    def gap(self) -> float:
        """The distance between lines."""
        return round(self.size * 1.38, 1)

    def width(self, text: str) -> float:
        """An upper bound of the text's width."""
        wide = sum(_WIDTH.get(letter, _WIDEST) for letter in text) * self.size
        return wide * _BOLD if self.bold else wide

    def wrapped(self, text: str, width: float) -> list[str]:
        """Lines within the width; a wider word is broken with a hyphen."""
        lines = [""]
        for word in text.split():
            for piece in self._pieces(word, width):
                longer = f"{lines[-1]} {piece}".lstrip()
                if self.width(longer) <= width:
                    lines[-1] = longer
                else:
                    lines.append(piece)
        return [line for line in lines if line]

    def _pieces(self, word: str, width: float) -> Iterable[str]:
        while self.width(word) > width:
            cut = next(n for n in range(len(word), 1, -1) if self.width(f"{word[:n]}-") <= width)
            yield f"{word[:cut]}-"
            word = word[cut:]
        yield word


@dataclass(frozen=True, slots=True)
class _Paragraph:
    lines: list[str]
    hand: TextStyle
    mark: str
    indent: float
    above: float

    @property
    def height(self) -> float:
        return self.above + len(self.lines) * self.hand.gap


class TextBlock:
    """A heading and paragraphs below each other, measured before they are drawn.

    `columns`: the number of columns after the heading, each read downwards.
    """

    def __init__(self, width: float, columns: int = 1) -> None:
        self._width = width
        self._columns = columns
        self._paragraphs: list[_Paragraph] = []

    def add(
        self, text: str, hand: TextStyle, mark: str = "", indent: float = 0, above: float = 0
    ) -> None:
        """Add a paragraph. `mark` precedes it: a number, a sign, or the name of an icon."""
        width = self._column if self._paragraphs else self._width
        if text:
            lines = hand.wrapped(text, width - indent)
            self._paragraphs.append(_Paragraph(lines, hand, mark, indent, above))

    @property
    def _column(self) -> float:
        return (self._width - (self._columns - 1) * COLUMN_GAP) / self._columns

    @property
    def height(self) -> float:
        """The total height."""
        ends = [y + paragraph.height for paragraph, _, y in self._placed()]
        return max(ends, default=0)

    def _placed(self) -> Iterable[tuple[_Paragraph, float, float]]:
        """Each paragraph with its position; the columns have equal numbers of paragraphs."""
        if not self._paragraphs:
            return
        heading, rest = self._paragraphs[0], self._paragraphs[1:]
        yield heading, 0, 0
        share = -(-len(rest) // self._columns) or 1
        for column in range(self._columns):
            y = heading.height
            for paragraph in rest[column * share : (column + 1) * share]:
                yield paragraph, column * (self._column + COLUMN_GAP), y
                y += paragraph.height

    def draw(self, sheet: SvgCanvas, x: float, y: float) -> None:
        """Write it with its upper left corner at (x, y)."""
        for paragraph, dx, dy in self._placed():
            hand, mark = paragraph.hand, paragraph.mark
            left, top = x + dx, y + dy + paragraph.above
            sheet.text(left + paragraph.indent, top, paragraph.lines, hand)
            if mark in ICONS:
                sheet.icon(mark, left, top + (hand.gap - 10) / 2 + 0.5)
            elif mark:
                sheet.text(left, top, [mark], hand)


class SvgCanvas:
    """An SVG under construction. Coordinates are CSS pixels.

    `right_to_left`: everything is drawn mirrored, except letters and icons.
    """

    def __init__(self, width: float, language: str, *, right_to_left: bool = False) -> None:
        self.width = width
        self._right_to_left = right_to_left
        self._transform = f"matrix(-1 0 0 1 {_n(width)} 0)" if right_to_left else ""
        self.root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
        self.root.set("lang", language)
        self.root.set("font-family", FONTS)

    def described(self, title: str, description: str) -> None:
        """Set the text for screen readers; call it before drawing."""
        self.root.set("aria-labelledby", "flow-title flow-desc")
        for name, text in (("title", title), ("desc", description)):
            ElementTree.SubElement(self.root, name, {"id": f"flow-{name}"}).text = text

    def done(self, height: float) -> bytes:
        """The file. The same drawing gives the same bytes."""
        self.root.set("width", _n(self.width))
        self.root.set("height", _n(height))
        self.root.set("viewBox", f"0 0 {_n(self.width)} {_n(height)}")
        made: bytes = ElementTree.tostring(self.root, encoding="utf-8", xml_declaration=True)
        return made

    def shape(self, name: str, **attributes: object) -> None:
        """One element; numbers are rounded, `_` in names becomes `-`."""
        values = {
            key.rstrip("_").replace("_", "-"): _n(v) if isinstance(v, int | float) else str(v)
            for key, v in attributes.items()
        }
        if self._transform:
            values["transform"] = self._transform
        ElementTree.SubElement(self.root, name, values)

    def icon(self, name: str, x: float, y: float) -> None:
        """One of ICONS with its upper left corner there."""
        mirrored = self._transform
        if self._right_to_left:
            self._transform = f"translate({_n(self.width - 2 * x - ICON_WIDTH)} 0)"
        ICONS[name](self, x, y)
        self._transform = mirrored

    def box(self, x: float, y: float, width: float, height: float, **look: object) -> None:
        """A rectangle: white with a thin line unless `look` says otherwise."""
        plain = {"fill": "#ffffff", "stroke": LINE, "stroke_width": 1.2, "rx": 3}
        self.shape("rect", x=x, y=y, width=width, height=height, **{**plain, **look})

    def hexagon(self, x: float, y: float, width: float, height: float, **look: object) -> None:
        """A box with pointed sides, for a question or decision."""
        tip, right, middle, low = 14, x + width, y + height / 2, y + height
        corners = (
            (x, middle), (x + tip, y), (right - tip, y),
            (right, middle), (right - tip, low), (x + tip, low),
        )  # fmt: skip
        points = " ".join(f"{_n(px)},{_n(py)}" for px, py in corners)
        plain = {"fill": "#ffffff", "stroke": LINE, "stroke_width": 1.2}
        self.shape("polygon", points=points, **{**plain, **look})

    def path(self, *points: tuple[float, float], arrow: bool = False) -> None:
        """A line through points; an arrow points straight into the last one."""
        joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.shape("polyline", points=joined, fill="none", stroke=LINE, stroke_width=1.3)
        if arrow:
            (x0, y0), (x, y) = points[-2:]
            dx, dy = _sign(x - x0), _sign(y - y0)
            back, side = 7, 4
            ends = (
                (x, y),
                *((x - back * dx + s * dy, y - back * dy + s * dx) for s in (side, -side)),
            )
            self.shape("polygon", points=" ".join(f"{_n(a)},{_n(b)}" for a, b in ends), fill=LINE)

    def text(self, x: float, y: float, lines: list[str], hand: TextStyle) -> None:
        """Write lines with the top of the first one at `y`."""
        look = {"font-size": _n(hand.size), "fill": hand.colour}
        look |= {"font-weight": "bold"} if hand.bold else {}
        look |= {"font-style": "italic"} if hand.italic else {}
        look |= {"direction": "rtl"} if self._right_to_left else {}
        x = self.width - x if self._right_to_left else x
        written = ElementTree.SubElement(self.root, "text", look)
        for number, line in enumerate(lines):
            base = y + number * hand.gap + hand.size
            place = {"x": _n(x), "y": _n(base)}
            ElementTree.SubElement(written, "tspan", place).text = line


def _tick_box(sheet: SvgCanvas, x: float, y: float) -> None:
    sheet.box(x, y, 9, 9, rx=0)


def _clock(sheet: SvgCanvas, x: float, y: float) -> None:
    sheet.shape("circle", cx=x + 5, cy=y + 5, r=5, fill="#ffffff", stroke=INK, stroke_width=1.3)
    sheet.path((x + 5, y + 2), (x + 5, y + 5), (x + 7.5, y + 6.5))


def _receipt(sheet: SvgCanvas, x: float, y: float) -> None:
    sheet.path((x, y + 5.5), (x + 3.5, y + 9), (x + 10, y + 1))


ICON_WIDTH = 10
#: Icons before a paragraph, of this width in pixels.
ICONS = {"tick box": _tick_box, "clock": _clock, "receipt": _receipt}


def _n(number: float) -> str:
    return f"{round(number, 1):g}"


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
