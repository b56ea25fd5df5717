"""Blanks what a page adds to a text: page numbers, running heads, numbers of rows and items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: A line of nothing but a short number, and the number before an item of a list or a row.
_PAGE_NUMBER = re.compile(r"^[ \t]*\d{1,4}[ \t]*\r?$", re.MULTILINE)
_ROW_NUMBER = re.compile(r"^[ \t]*\d{1,3}(?:[.)](?=[ \t])|(?=\t))", re.MULTILINE)
#: Raised and lowered digits number a footnote; no count is written with them.
_RAISED = re.compile("[²³¹⁰-₉]")
_SIGNS = re.compile(r"[^\r\n]")


def blank_page_noise(text: str, running_heads: Sequence[str]) -> str:
    """`text` with spaces in place of page noise; every other character keeps its place.

    `running_heads`: phrases in lower case that only the head or foot of a page has.
    """
    if not text.isascii():
        text = _RAISED.sub(" ", text)
    found = [m.span() for m in _PAGE_NUMBER.finditer(text)]
    if not _is_one_line(text):
        found += [m.span() for m in _head_pattern(tuple(running_heads)).finditer(text)]
    pieces: list[str] = []
    last = 0
    for start, end in _with_blank_lines(text, sorted(found)):
        pieces += [text[last:start], " " * (end - start)]
        last = end
    pieces.append(text[last:])
    return _ROW_NUMBER.sub(lambda m: _SIGNS.sub(" ", m[0]), "".join(pieces))


def _is_one_line(text: str) -> bool:
    return "\n" not in text


@lru_cache(maxsize=4)
def _head_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A line in capitals with one of the phrases, and the line of a name in capitals below it."""
    heads = "|".join(re.escape(p.upper()).replace(r"\ ", r"[ \t]+") for p in phrases) or "(?!)"
    line = rf"^[^\na-z]{{0,60}}(?:{heads})[^\na-z]{{0,60}}\r?$"
    return re.compile(rf"{line}(?:\n[ \t]*[A-Z][A-Z ,'’-]{{1,40}}\r?$)?", re.MULTILINE)


def _with_blank_lines(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places widened over the white space around them, so that a sentence goes on."""
    widened: list[tuple[int, int]] = []
    for start, end in found:
        floor = widened[-1][1] if widened else 0
        start, end = max(start, floor), max(end, floor)
        while start > floor and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        if start < end:
            widened.append((start, end))
    return widened
