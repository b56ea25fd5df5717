"""Removes what only the typesetting of a text adds, and keeps the way back to the unmodified text.

Ligatures, soft hyphens, words divided at the end of a line, marks of footnotes, running heads
inside a sentence, Windows line ends and marks of thousands make no difference to a reader. Patterns
for reading would each have to allow for all of them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from palermo.documents.broken_words import join_broken_word
from palermo.kernel.spans import Span

#: A place of the text, and what is read there instead.
_Edit = tuple[int, int, str]

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
#: UTF-8 that was read as Windows-1252 and saved again.
_GARBLED = {
    "â€“": "–", "â€”": "—", "â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”", "â€¢": "•",
    "Â\xa0": " ", "â€¦": "…", "Â·": "•", "ï‚·": "•", "ï‚§": "•", "ïƒ˜": "•", "ïƒ¼": "•",
    "â–ª": "•", "â€£": "•",
}  # fmt: skip
_THOUSANDS = "\xa0\u2007\u2008\u2009\u202f'’"
_BLANK = r"\t \xa0\u2000-\u200a\u202f\u205f\u3000"
_MARKS = re.compile(
    rf"""(?P<ligature>[\ufb00-\ufb06])
    |(?P<invisible>[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+)
    |(?P<line>\r\n?|[\f\v\x85\u2028\u2029])
    |(?P<hyphen>[\u2010\u2011])
    |(?P<footnote>(?<=[^\W_])[.,;:)”’"]?(?:[⁰¹²³⁴-⁹]+|\[\d{{1,3}}\])(?!\w))
    |(?P<thousands>(?<=\d)(?<!\d\d\d\d)[{_THOUSANDS}](?=\d\d\d(?!\d)))
    |(?P<digit>(?![0-9])\d)
    |(?P<garbled>{"|".join(map(re.escape, _GARBLED))})
    |(?P<bullet>\x95|(?:(?<=\n)|(?<=\r)|\A)[\ue000-\uf8ff\ufffd])""",
    re.VERBOSE,
)
#: Signs that a match of `_MARKS` can begin with: few places of a text, so all others are skipped.
_MAY_BE_MARK = re.compile(r"[\r\f\v.,;:)\"'\[\x7f-\U0010ffff]")
_LONG_BLANK = re.compile(rf"[{_BLANK}]{{9,}}")
#: Letters that a font of symbols shows as bullets. Two lines must begin with the same one.
_SYMBOL_BULLET = re.compile(r"^[ \t]{0,8}([§ØüŸlnqv?])[ \t]{1,8}(?=[A-Z])", re.MULTILINE)
_ROW_NUMBER = re.compile(
    r"^[ ]{0,4}(?:\|[ ]{0,4})?(\d{1,3})[.)]?[ ]{0,4}[\t|][ \t]{0,4}(?=[^\W\d])", re.MULTILINE
)
#: The heading of such a table, with the line below it that only draws.
_ROW_HEAD = re.compile(
    r"^[ ]{0,4}(?:\|[ ]{0,4})?(?:no\.?|nr\.?|№|#|n°|s/n|number)[ ]{0,4}[\t|][^\n.;]{0,60}\n"
    r"(?:[|: \t-]{3,80}\n)?(?=[ ]{0,4}(?:\|[ ]{0,4})?1[.)]?[ ]{0,4}[\t|])",
    re.MULTILINE | re.IGNORECASE,
)
_ROW_END = re.compile(r"[ \t]{0,4}\|[ \t]{0,4}$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n(?=[\t \n]{6})[\t \n]+\n")
_BROKEN = re.compile(r"-(?<=[^\W\d_]-)[ \t]{0,8}\n[ \t]{0,8}(?=[^\W\d_])")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
_LONGEST_WORD = 40
_LONGEST_HEAD = 160
#: Blank or short lines, with no small letter, between two halves of a sentence.
_HEAD_INSIDE = re.compile(
    r"(?<=[\w,])[ \t]{0,8}\n(?P<head>(?:[^\na-z]{0,100}\n){2,8})[ \t]{0,8}(?=[a-z])"
)

#: A line that begins with a small letter: without one, no sentence was interrupted.
_GOES_ON = re.compile(r"\n[ \t]{0,8}[a-z]")


@dataclass(frozen=True, slots=True)
class _EditedText:
    """A text after one pass of edits, with the place of each edit before and after it."""

    text: str
    starts: list[int] = field(default_factory=list)
    #: For each edit: its end after the pass, its start and its end before the pass.
    bounds: list[tuple[int, int, int]] = field(default_factory=list)

    def source_start(self, place: int) -> int:
        """Where the character at `place` came from."""
        at = bisect_right(self.starts, place) - 1
        if at < 0:
            return place
        end, source_start, source_end = self.bounds[at]
        return source_start if place < end else source_end + place - end

    def source_end(self, place: int) -> int:
        """Where the character before `place` ended."""
        at = bisect_right(self.starts, place - 1) - 1
        if at < 0:
            return place
        end, _, source_end = self.bounds[at]
        return source_end if place <= end else source_end + place - end


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A text as it is read; `source_span` gives the place in the unmodified text."""

    text: str
    source: str
    passes: tuple[_EditedText, ...] = ()

    def source_span(self, span: Span) -> Span:
        """The place in the unmodified text of a place in the normalized text."""
        if not self.passes:
            return span
        start, end = span.start, span.end
        for edited in reversed(self.passes):
            start, end = edited.source_start(start), edited.source_end(end)
        return Span(start, end)


def normalize_text(source: str) -> NormalizedText:
    """The text without traces of typesetting. Time grows with the length of the text."""
    text, passes = source, []
    for find_edits in (
        _mark_edits,
        _blank_edits,
        _bullet_edits,
        _row_edits,
        _line_edits,
        _head_edits,
        _word_edits,
    ):
        edited = _apply(text, find_edits(text))
        if edited:
            passes.append(edited)
            text = edited.text
    return NormalizedText(text, source, tuple(passes))


def _apply(text: str, edits: Iterable[_Edit]) -> _EditedText | None:
    """The text with all edits, which come in order; None if there are none."""
    pieces: list[str] = []
    starts, bounds = [], []
    at = length = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        length += start - at
        starts.append(length)
        length += len(new)
        bounds.append((length, start, end))
        at = end
    if not starts:
        return None
    return _EditedText("".join([*pieces, text[at:]]), starts, bounds)


def _mark_edits(text: str) -> Iterator[_Edit]:
    behind = 0
    for sign in _MAY_BE_MARK.finditer(text):
        match = _MARKS.match(text, sign.start()) if sign.start() >= behind else None
        if match is None:
            continue
        behind = match.end()
        kind, written = match.lastgroup, match.group()
        new = ""
        if kind == "ligature":
            new = _LIGATURES[written]
        elif kind == "line":
            new = "\n"
        elif kind == "hyphen":
            new = "-"
        elif kind == "footnote":
            new = "" if written[0] in "[⁰¹²³⁴⁵⁶⁷⁸⁹" else written[0]
        elif kind == "thousands":
            new = ","
        elif kind == "digit":
            new = str(unicodedata.decimal(written))
        elif kind == "garbled":
            new = _GARBLED[written]
        elif kind == "bullet":
            new = "•"
        yield (*match.span(), new)


def _blank_edits(text: str) -> Iterator[_Edit]:
    """Runs of blanks, also those that only the edits before have made."""
    for match in _LONG_BLANK.finditer(text):
        yield (*match.span(), "\t" if "\t" in match[0] else "  ")


def _bullet_edits(text: str) -> Iterator[_Edit]:
    found = list(_SYMBOL_BULLET.finditer(text))
    times = Counter(match[1] for match in found)
    for match in found:
        if times[match[1]] > 1:
            yield (*match.span(1), "•")


def _row_edits(text: str) -> Iterator[_Edit]:
    """Numbers of the rows of a table: 1, 2, 3 … in the first cell. They become bullets."""
    rows = list(_ROW_NUMBER.finditer(text))
    numbers = [int(row[1]) for row in rows]
    for at, row in enumerate(rows):
        after = at + 1 < len(rows) and numbers[at + 1] == numbers[at] + 1
        before = at > 0 and numbers[at - 1] == numbers[at] - 1
        if (before or after) and (numbers[at] == 1 or before):
            head = _head_before(text, row.start()) if numbers[at] == 1 else None
            yield (head if head is not None else row.start(), row.end(), "• ")
            if "|" in row[0]:
                yield from _row_end(text, row.end())


def _head_before(text: str, at: int) -> int | None:
    """Where the heading of the table above the row at `at` begins."""
    back = max(0, at - _LONGEST_HEAD)
    found = [m for m in _ROW_HEAD.finditer(text, back, at + 12) if m.end() == at]
    return found[0].start() if found else None


def _row_end(text: str, at: int) -> Iterator[_Edit]:
    line_end = text.find("\n", at)
    line_end = line_end if line_end >= 0 else len(text)
    end = _ROW_END.search(text, max(at, line_end - 9), line_end)
    if end:
        yield (*end.span(), "")


def _line_edits(text: str) -> Iterator[_Edit]:
    for match in _EMPTY_LINES.finditer(text):
        yield (*match.span(), "\n\n\n")


def _head_edits(text: str) -> Iterator[_Edit]:
    """Running heads and page numbers that interrupt a sentence."""
    if not _GOES_ON.search(text):
        return
    for match in _HEAD_INSIDE.finditer(text):
        head = match["head"]
        if head.strip() and any(letter.isalnum() for letter in head):
            yield (*match.span(), " ")


def _word_edits(text: str) -> Iterator[_Edit]:
    broken = list(_BROKEN.finditer(text))
    if not broken:
        return
    words = Counter(word.lower() for word in _WORD.findall(text))
    for match in broken:
        first = re.search(
            r"[^\W\d_]+\Z", text[max(0, match.start() - _LONGEST_WORD) : match.start()]
        )
        second = re.match(r"[^\W\d_]+", text[match.end() : match.end() + _LONGEST_WORD])
        if first and second:
            yield (*match.span(), join_broken_word(first[0], second[0], words))
