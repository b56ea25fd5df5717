"""Builds paragraphs from printed lines: removes running heads, rejoins words and sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from palermo.documents.broken_words import join_broken_word
from palermo.documents.layout import PrintedLine

#: Lines of one column, columns of one page.
Pages = list[list[list[PrintedLine]]]

_BULLET = re.compile(r"[•●▪■◦‣∙·○o*–—-]\s+\S|[•●▪■◦‣∙○]|\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.:;!?]['\"’”)\]]*\Z")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
#: A whole word; not the first half of a divided one at the end of a line.
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
#: The share of a page's height at top and bottom that may contain running heads.
_MARGIN = 0.12
_LONGEST_HEAD = 80
#: An edition has about 1,300 headings in capitals; more are no headings.
_MOST_HEADINGS = 4_000


def without_running_heads(pages: Pages, heights: Sequence[float]) -> tuple[list[str], Pages]:
    """Pages without page numbers and lines that repeat in their margins.

    A repeated line that names a year is kept once, at the start: often only the running head names
    the edition.
    """
    seen: Counter[str] = Counter()
    margins = [list(_margin(p, h)) for p, h in zip(pages, heights, strict=True)]
    for margin in margins:
        seen.update({_DIGITS.sub("#", line.text) for line in margin})
    heads: dict[str, None] = {}
    bodies: Pages = []
    before: list[str] = []
    for page, margin in zip(pages, margins, strict=True):
        dropped = set()
        for line in margin:
            repeated = seen[_DIGITS.sub("#", line.text)] > 1
            if repeated and _YEAR.search(line.text):
                # The page number of a head differs from page to page.
                heads.setdefault(re.sub(r"^\d{1,3}\s+|\s+\d{1,3}$", "", line.text))
            is_repeated = repeated or _told_before(line.text, before)
            if is_repeated or _PAGE_NUMBER.fullmatch(line.text):
                dropped.add(line)
        bodies.append([[x for x in column if x not in dropped] for column in page])
        if len(before) < _MOST_HEADINGS:
            before += [line.text for column in page for line in column if _is_loud(line.text)]
    return list(heads)[:3], bodies


def _is_loud(text: str) -> bool:
    """Whether a line begins in capitals: `AZERBAIJAN (Tier 2)`."""
    return text.partition("(")[0].isupper()


def _told_before(text: str, before: Sequence[str]) -> bool:
    """Whether a short line in capitals repeats the beginnings of earlier pages' headings.

    Heads of left and right pages differ, so in a short document each may appear only once.
    """
    if not text.isupper() or len(text) > _LONGEST_HEAD:
        return False
    if any(line.startswith(text) for line in before):
        return True
    starts = [line for line in before if line.isupper() and text.startswith(line)]
    rests = [text.removeprefix(line).strip() for line in starts]
    return any(rest and any(line.startswith(rest) for line in before) for rest in rests)


def _margin(page: list[list[PrintedLine]], height: float) -> Iterator[PrintedLine]:
    """The outermost lines of a page, if they are in its margins."""
    lines = sorted((line for column in page for line in column), key=lambda x: -x.y)
    for line in {*lines[:2], *lines[-2:]}:
        if line.y > (1 - _MARGIN) * height or line.y < _MARGIN * height:
            yield line


def join_paragraphs(pages: Pages) -> list[str]:
    """Paragraphs of all pages in order, each as one line of text."""
    columns = [column for page in pages for column in page if column]
    words = Counter(
        w.lower() for column in columns for line in column for w in _WORD.findall(line.text)
    )
    paragraphs: list[str] = []
    before: PrintedLine | None = None
    for column in columns:
        right = _right_edge(column)
        leading = _leading(column)
        for at, line in enumerate(column):
            if before is not None and (
                _continues(before, line, right, leading) if at else _runs_on(before, line)
            ):
                paragraphs[-1] = _join_lines(paragraphs[-1], line.text, words)
            else:
                paragraphs.append(line.text)
            before = line
    return paragraphs


def _right_edge(column: list[PrintedLine]) -> float:
    ends = sorted(line.x1 for line in column)
    return ends[int(0.9 * (len(ends) - 1))]


def _leading(column: list[PrintedLine]) -> float:
    gaps = [a.y - b.y for a, b in pairwise(column) if a.y > b.y]
    return median(gaps) if gaps else 0.0


def _continues(before: PrintedLine, line: PrintedLine, right: float, leading: float) -> bool:
    """Whether `line` belongs to the paragraph of the line above it in the same column."""
    if _BULLET.match(line.text) or abs(before.size - line.size) > 0.12 * before.size:
        return False
    if before.y - line.y > 1.45 * leading or line.y > before.y:
        return False
    if before.text.isupper() != line.text.isupper() and len(before.text) > 3:
        return False
    indented = line.x0 > before.x0 + 0.8 * line.size
    if indented and not _BULLET.match(before.text) and _ENDS.search(before.text):
        return False
    if line.text[0].islower():
        return True
    # A line ends early only at the end of a paragraph: otherwise its next word would have fitted.
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    first = len(line.text.split(maxsplit=1)[0]) + 1
    return before.x1 + first * letter > right + 0.5 * letter


def _runs_on(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether a sentence continues from the foot of one column at the head of the next."""
    return line.text[0].islower() and not _BULLET.match(line.text) and not _ENDS.search(before.text)


def _join_lines(start: str, end: str, words: Counter[str]) -> str:
    """Joins two lines; a word divided at the end of the line is made whole."""
    if not start.endswith("-") or not end[0].islower():
        return f"{start} {end}"
    first, second = _last_word(start[:-1]), _first_word(end)
    return start[:-1] + join_broken_word(first, second, words) + end


def _last_word(text: str) -> str:
    match = re.search(r"[^\W\d_]+\Z", text)
    return match[0] if match else ""


def _first_word(text: str) -> str:
    match = re.match(r"[^\W\d_]+", text)
    return match[0] if match else ""
