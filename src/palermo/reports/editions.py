"""Splits a whole edition by country: finds headings and yields one section at a time.

A heading is a line with only a country's name, in capitals or as a title, with or without its tier;
in a list it is the name before the text of its row. The same country again begins a section where
the text names another edition. Plain text is never in memory as a whole, except that of a table:
memory depends on the longest section, not on the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from palermo.documents.document import DocumentStream, stream_document
from palermo.reports.country_and_edition import find_edition
from palermo.reports.header import HeaderVocabulary
from palermo.reports.names import CountryNames
from palermo.reports.narrative_tables import find_columns, read_rows

#: The longest heading without a tier, in characters.
_LONGEST = 120
#: With fewer words under a heading it is an entry of a list, not a narrative.
_FEWEST_WORDS = 40
#: The same, if the text judges its country by the minimum standards.
_FEWEST_JUDGED = 18
#: A narrative names its country (or its people) in its first paragraph.
_OPENING = 3_000
#: A longer line without a break is passed on in pieces.
_PIECE = 1 << 16
_BEFORE_TIER = re.compile(r"[\s:,|(\[–—*_-]*")
_AFTER_TIER = re.compile(r"[\s)\]*_†‡.]*\Z")
_AFTER_NAME = re.compile(r"[\s:*_†‡]*\Z")
#: A list has the name of the country in the first column, or before a colon.
_ROW = re.compile(r"[ \t]*[\t|:;,–—-]")
_ROW_BEGINS = " \t|*•-"
_HEADING_YEAR = re.compile(r"[\s,:|(\[–—-]{0,4}(20[0-4]\d)(?!\d)[)\]]?")
#: The title of an edition is at most so many lines above its first heading, and so long beside it.
_TITLE_LINES, _TITLE_REST = 6, 30
_SENTENCE_ENDS = re.compile(r"[.:;!?)\]'\"’”]\s*\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """The text of one country. `start` is its place in the text of the whole document.

    `whole` is true for a document that is one section. `country` and `year` are those of heading
    and edition; None if they state none.
    """

    country: str | None
    year: int | None
    text: str
    start: int = 0
    whole: bool = False

    @property
    def end(self) -> int:
        """The place of the first character after the section."""
        return self.start + len(self.text)


def open_edition(
    source: Path | bytes, names: CountryNames, v: HeaderVocabulary, *, name: str | None = None
) -> tuple[DocumentStream, Iterator[Section]]:
    """The document, and its sections as an iterator. Raises UnreadableInput."""
    flow = stream_document(source, name=name)
    return flow, _split_sections(iter(flow.pieces), names, v)


def _split_sections(
    pieces: Iterator[str], names: CountryNames, v: HeaderVocabulary
) -> Iterator[Section]:
    first = next(pieces, "")
    columns = find_columns(first, v.table_columns)
    if columns is None:
        yield from split_edition(chain([first], pieces), names, v)
        return
    text = "".join(chain([first], pieces))
    rows = [
        Section(row.country, row.year, row.text, row.start)
        for row in read_rows(text, columns, names)
    ]
    yield from rows or split_edition([text], names, v)


def split_edition(
    pieces: Iterable[str], names: CountryNames, v: HeaderVocabulary
) -> Iterator[Section]:
    """Sections of a text that comes in pieces of any length.

    A text with fewer than two narratives under headings is one section from its first character. In
    an edition, front matter and names without a narrative (lists of countries) belong to no
    section. A section without a stated year has that of the edition.
    """
    everything: list[str] | None = []  # kept until a second narrative shows that it is an edition
    first: Section | None = None
    year: int | None = None
    front = True
    for part in _split_parts(pieces, names, v):
        text = part.text()
        if everything is not None:
            everything.append(text)
        if not _is_narrative(part, text, names, v):
            year = year or (_year(text, v) if front else None)
            continue
        front = False
        stated = _year(text[:_LONGEST], v) or part.year
        section = Section(part.country, stated or year, text, part.start)
        if first is None:
            first = section
            continue
        if everything is not None:
            everything = None
            yield first
        yield section
    if everything is not None and any(text.strip() for text in everything):
        yield Section(
            first.country if first else None,
            first.year if first else year,
            "".join(everything),
            whole=True,
        )


@dataclass(slots=True)
class _EditionPart:
    """The text from one heading to the next; no country before the first heading.

    `year` is that of its heading, or of the title of an edition above it.
    """

    country: str | None
    start: int
    year: int | None = None
    lines: list[str] = field(default_factory=list)
    #: The index of the last line with the title of an edition, and the year of that edition.
    title: int = -_TITLE_LINES
    title_year: int | None = None

    def text(self) -> str:
        return "".join(self.lines)

    def opening(self) -> str:
        """Its first lines, in bounded time."""
        length, first = 0, []
        for line in self.lines:
            first.append(line)
            length += len(line)
            if length > _OPENING:
                break
        return "".join(first)

    def cut_title(self) -> _EditionPart:
        """Take the title at the end of this part away, to begin the next part with it."""
        moved, self.lines = self.lines[self.title :], self.lines[: self.title]
        return _EditionPart(None, self.start + len(self.text()), self.title_year, moved)


def _split_parts(
    pieces: Iterable[str], names: CountryNames, v: HeaderVocabulary
) -> Iterator[_EditionPart]:
    held: _EditionPart | None = None
    for part in _cut_parts(pieces, names, v):
        if held is not None and held.country == part.country and not _is_next(held, part, v):
            held.lines += part.lines
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _is_next(before: _EditionPart, part: _EditionPart, v: HeaderVocabulary) -> bool:
    """Whether a part with the same country is its next edition, not a page with a running head."""
    if part.country is None or part.year == before.year:
        return False
    openings = (before.opening(), part.opening())
    return all(v.standards_sentence.search(o) or v.tier_name.search(o) for o in openings)


def _cut_parts(
    pieces: Iterable[str], names: CountryNames, v: HeaderVocabulary
) -> Iterator[_EditionPart]:
    """Parts from heading to heading, also where a running head repeats the same country."""
    part, at, before, fresh = _EditionPart(None, 0), 0, "", True
    for line in _split_lines(pieces):
        heading = _heading(line, before, names, v) if fresh else None
        if heading:
            country, year = heading
            titled = len(part.lines) - part.title < _TITLE_LINES
            above = part.title_year if titled else None
            other = above is not None and above != part.year
            if country != part.country or other or (year and year != part.year):
                # The title of another edition belongs to what follows it.
                follows = part.cut_title() if other and part.country else None
                yield part
                part = follows or _EditionPart(None, at)
                part.country, part.year = country, year or above
        if fresh and "20" in line and len(line) <= _LONGEST:
            title = _title_year(line, before, v)
            if title:
                part.title, part.title_year = len(part.lines), title
        part.lines.append(line)
        at += len(line)
        fresh = line[-1] in "\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"
        before = line
    yield part


def _title_year(line: str, before: str, v: HeaderVocabulary) -> int | None:
    """The year of a line that is the title of an edition and no part of a sentence."""
    if not _may_follow(before) and not before.strip().isupper():
        return None
    # A cover breaks its title over two lines.
    for title in (line.strip(), f"{before.strip()} {line.strip()}"):
        for form in v.year_forms:
            match = form.search(title)
            if match and len(title) - len(match[0].strip()) <= _TITLE_REST:
                return int(next(filter(None, match.groups())))
    return None


def _split_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Lines with their ends, as in the text; pieces of very long lines."""
    rest = ""
    for piece in pieces:
        rest += piece
        cut = rest.rfind("\n") + 1 or (len(rest) if len(rest) > _PIECE else 0)
        yield from rest[:cut].splitlines(keepends=True)
        rest = rest[cut:]
    yield from rest.splitlines(keepends=True)


def _heading(
    line: str, before: str, names: CountryNames, v: HeaderVocabulary
) -> tuple[str, int | None] | None:
    """The country of a heading, and the year that it names; None for any other line."""
    begin = len(line) - len(line.lstrip(_ROW_BEGINS)) if line[0] in "|*•-" else 0
    match = names.heading_pattern.match(line[begin:])
    if match is None:
        return None
    name, at = match["name"], begin + match.end()
    # A long name may be broken over two lines; its last word can be the name of another country.
    whole = f"{before.strip()} {name}"
    if before.strip() and names.find(whole):
        name = whole
    dated = _HEADING_YEAR.match(line, at)
    after = dated.end() if dated else at
    lead = _BEFORE_TIER.match(line, after)
    tier = v.tier_name.match(line, lead.end() if lead else after)
    if _ROW.match(line, at) and v.standards_sentence.search(line, at):
        fits = True
    elif begin:
        fits = False
    elif tier:
        alone = bool(_AFTER_TIER.match(line, tier.end()))
        # Extracts put the source after the tier: `AZERBAIJAN (Tier 2)Extracted from …`.
        bracketed = name.isupper() and line[after : tier.start()].strip() in ("(", "[")
        fits = alone or bracketed
    else:
        named = name.isupper() or (name[0].isupper() and _may_follow(before))
        fits = named and len(line) <= _LONGEST and bool(_AFTER_NAME.match(line, after))
    country = names.find(name) if fits else None
    return (country, int(dated[1]) if dated else None) if country else None


def _may_follow(before: str) -> bool:
    """Whether a heading in small letters may follow this line: no sentence is unfinished."""
    return not before.strip() or bool(_SENTENCE_ENDS.search(before))


def _is_narrative(part: _EditionPart, text: str, names: CountryNames, v: HeaderVocabulary) -> bool:
    """Whether the heading is followed by text about its country."""
    words_there = len(text[:_PIECE].split())
    judged = v.standards_sentence.search(text[:_OPENING]) is not None
    if part.country is None or words_there < (_FEWEST_JUDGED if judged else _FEWEST_WORDS):
        return False
    if v.tier_name.search(text[:_LONGEST]):
        return True
    country = names.countries[part.country]
    # The row of a list has all its text in the line of the heading.
    body = "".join(part.lines if judged else part.lines[1:])[:_OPENING].casefold()
    words = (country.name, *country.also, *country.demonyms)
    return any(word.casefold() in body for word in words if len(word) > 3)


def _year(text: str, v: HeaderVocabulary) -> int | None:
    """The edition that a text states, searched in its opening first; covers break it over lines."""
    for part in (text[:_OPENING], text):
        edition = find_edition(" ".join(part.split()), v)
        if edition:
            return edition[0]
    return None
