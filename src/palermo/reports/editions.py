"""Splits a whole edition by country: finds headings and yields one section at a time.

A heading is a line with only a country's name, in capitals or as a title, with or without its tier.
Plain text is never in memory as a whole: memory depends on the longest section, not on the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from palermo.documents.document import DocumentStream, stream_document
from palermo.reports.country_and_edition import find_edition
from palermo.reports.header import HeaderVocabulary
from palermo.reports.names import CountryNames

#: The longest heading without a tier, in characters.
_LONGEST = 120
#: With fewer words under a heading it is an entry of a list, not a narrative.
_FEWEST_WORDS = 40
#: A narrative names its country (or its people) in its first paragraph.
_OPENING = 3_000
#: A longer line without a break is passed on in pieces.
_PIECE = 1 << 16
_BEFORE_TIER = re.compile(r"[\s:,|(\[–—*_-]*")
_AFTER_TIER = re.compile(r"[\s)\]*_†‡.]*\Z")
_AFTER_NAME = re.compile(r"[\s:*_†‡]*\Z")
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
    return flow, split_edition(flow.pieces, names, v)


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
        section = Section(part.country, _year(text[:_LONGEST], v) or year, text, part.start)
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
    """The text from one heading to the next; no country before the first heading."""

    country: str | None
    start: int
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(self.lines)


def _split_parts(
    pieces: Iterable[str], names: CountryNames, v: HeaderVocabulary
) -> Iterator[_EditionPart]:
    part, at, before, fresh = _EditionPart(None, 0), 0, "", True
    for line in _split_lines(pieces):
        country = _heading(line, before, names, v) if fresh else None
        # The same name again is a running head of a page, not another narrative.
        if country and country != part.country:
            yield part
            part = _EditionPart(country, at)
        part.lines.append(line)
        at += len(line)
        fresh = line[-1] in "\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"
        before = line
    yield part


def _split_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Lines with their ends, as in the text; pieces of very long lines."""
    rest = ""
    for piece in pieces:
        rest += piece
        cut = rest.rfind("\n") + 1 or (len(rest) if len(rest) > _PIECE else 0)
        yield from rest[:cut].splitlines(keepends=True)
        rest = rest[cut:]
    yield from rest.splitlines(keepends=True)


def _heading(line: str, before: str, names: CountryNames, v: HeaderVocabulary) -> str | None:
    """The country of a heading; None for any other line."""
    match = names.heading_pattern.match(line)
    if match is None:
        return None
    name, at = match["name"], match.end()
    # A long name may be broken over two lines; its last word can be the name of another country.
    whole = f"{before.strip()} {name}"
    if before.strip() and names.find(whole):
        name = whole
    lead = _BEFORE_TIER.match(line, at)
    tier = v.tier_name.match(line, lead.end() if lead else at)
    if tier:
        alone = bool(_AFTER_TIER.match(line, tier.end()))
        # Extracts put the source after the tier: `AZERBAIJAN (Tier 2)Extracted from …`.
        bracketed = name.isupper() and line[at : tier.start()].strip() in ("(", "[")
        fits = alone or bracketed
    else:
        named = name.isupper() or (name[0].isupper() and _may_follow(before))
        fits = named and len(line) <= _LONGEST and bool(_AFTER_NAME.match(line, at))
    return names.find(name) if fits else None


def _may_follow(before: str) -> bool:
    """Whether a heading in small letters may follow this line: no sentence is unfinished."""
    return not before.strip() or bool(_SENTENCE_ENDS.search(before))


def _is_narrative(part: _EditionPart, text: str, names: CountryNames, v: HeaderVocabulary) -> bool:
    """Whether the heading is followed by text about its country."""
    if part.country is None or len(text[:_PIECE].split()) < _FEWEST_WORDS:
        return False
    if v.tier_name.search(text[:_LONGEST]):
        return True
    country = names.countries[part.country]
    body = "".join(part.lines[1:])[:_OPENING].casefold()
    words = (country.name, *country.also, *country.demonyms)
    return any(word.casefold() in body for word in words if len(word) > 3)


def _year(text: str, v: HeaderVocabulary) -> int | None:
    """The edition that a text states, searched in its opening first; covers break it over lines."""
    for part in (text[:_OPENING], text):
        edition = find_edition(" ".join(part.split()), v)
        if edition:
            return edition[0]
    return None
