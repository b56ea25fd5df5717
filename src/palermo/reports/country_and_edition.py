"""Finds which country and edition a narrative is about, and where its text was taken from."""

from __future__ import annotations

import re
from typing import Protocol

from palermo.kernel.spans import Span
from palermo.reports.header import HeaderVocabulary

_PARTS = re.compile(r"[:(–—\[|]| - ")
#: A run of words with capitals, such as the name of a country.
_NAMED = re.compile(r"[A-ZÀ-Ý][\w'’-]+(?:\s(?:(?:of|the)\s){0,2}[A-ZÀ-Ý][\w'’-]+){0,4}")
_ARTICLE = re.compile(r"^[Tt]he\s+")
_POSSESSIVE = re.compile(r"['’]s$")
_AFTER = re.compile(r"\S")
_YEAR = re.compile(r"(?<![\w/-])20[0-4]\d(?![\w/]|-\d)")
_YEAR_BESIDE = re.compile(r"\A20[0-4]\d[\s,:]+|[\s,:]+20[0-4]\d\Z")
#: What a heading may hold beside the tier and the year: a name in capitals with its small words.
_NAME_ONLY = re.compile(
    r"[\s#*_:,.|/()\[\]–—-]*(?:(?:(?:of|the|and|de|da|do|e)|[A-ZÀ-Ý][\w.’'-]*)[\s#*_:,.|/()\[\]–—-]*){1,9}"
)
#: Headings and subjects are at the beginning; later names are of other countries.
_HEAD_LINES = 12
_BODY = 6000
#: The longest heading, in characters.
_HEADING = 120


class CountryFinder(Protocol):
    """Knows the names of countries, official, common and former."""

    def find(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of the country with this name (XKX for Kosovo)."""


def find_country(
    text: str, names: CountryFinder, v: HeaderVocabulary, *, mentions_count: bool = True
) -> tuple[str, Span] | None:
    """The country judged: from the heading, otherwise the subject of the first sentences.

    Without `mentions_count` only the subject of a judgement counts, because a chapter about one
    country may name the government of another.
    """
    return _in_heading(text, names, v) or _as_subject(text, names, v, mentions_count)


def _in_heading(text: str, names: CountryFinder, v: HeaderVocabulary) -> tuple[str, Span] | None:
    """A line that is a name, or a name before a tier: `AZERBAIJAN (Tier 2)Extracted …`."""
    at, before = 0, ""
    for line in text[:_BODY].splitlines(keepends=True)[:_HEAD_LINES]:
        tier = v.tier_name.search(line)
        end = tier.start() if tier and tier.start() > 1 else len(line)
        if end <= 100:
            for cut in (line[:end], *_PARTS.split(line[:end])):
                name = cut.strip(" \t\r\n#*_:–—-([|,.")
                name = _YEAR_BESIDE.sub("", name).strip(" ,:")
                # A long name may be broken over two lines.
                code = (names.find(f"{before} {name}") or names.find(name)) if name else None
                if code:
                    start = at + line.index(name)
                    return code, Span(start, start + len(name))
        at += len(line)
        before = line.strip(" \t\r\n#*_")
    return None


def _as_subject(
    text: str, names: CountryFinder, v: HeaderVocabulary, mentions_count: bool
) -> tuple[str, Span] | None:
    head = text[:_BODY]
    for wanted in v.subject_forms:
        for match in wanted.finditer(head):
            if not (mentions_count or _judges(head, match.end(), v)):
                continue
            country = _longest(match.group("name"), match.start("name"), names)
            if country:
                return country
    return None


def _judges(text: str, at: int, v: HeaderVocabulary) -> bool:
    """Whether the sentence around `at` mentions the minimum standards or a tier."""
    start, stop = text.rfind(". ", 0, at) + 1, text.find(". ", at)
    end = stop if stop > 0 else len(text)
    return bool(v.standards_sentence.search(text, start, end) or v.tier_name.search(text, at, end))


def _longest(name: str, start: int, names: CountryFinder) -> tuple[str, Span] | None:
    """The longest run of words at the end of `name` that names a country."""
    words = list(re.finditer(r"\S+", name))
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            a, b = words[first].start(), words[last - 1].end()
            piece = name[a:b].rstrip(".,'’()")
            bare = _ARTICLE.sub("", piece)
            for candidate in dict.fromkeys((piece, _POSSESSIVE.sub("", piece), bare)):
                code = names.find(candidate) if len(candidate) > 3 else None
                if code:
                    at = start + a + piece.index(candidate)
                    return code, Span(at, at + len(candidate))
    return None


def list_countries(text: str, start: int, end: int, names: CountryFinder) -> list[str]:
    """The countries that `text[start:end]` names, each once, in reading order."""
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text, start, end):
        country = _longest(match[0], match.start(), names)
        if country:
            found[country[0]] = None
    return list(found)


def find_edition(
    text: str, v: HeaderVocabulary, *, mentions_count: bool = True
) -> tuple[int, Span] | None:
    """The year of the edition, if the text states it: in a heading, its source, its last words.

    A sentence that mentions a report ("as the 2019 report said") may mean an earlier one; it counts
    only if there is no other statement, and only with `mentions_count`.
    """
    mentions = [
        (match, next(n for n in range(1, form.groups + 1) if match.group(n)))
        for form in v.year_forms
        for match in form.finditer(text)
    ]
    source = find_source_line(text, v)
    labels = [(m, group) for m, group in mentions if _labels(text, m, source)]
    headed = None if labels else _year_of_heading(text, v)
    if headed:
        return int(headed.of(text)), headed
    for match, group in labels or (mentions if mentions_count else []):
        return int(match.group(group)), Span(*match.span(group))
    return None


def _year_of_heading(text: str, v: HeaderVocabulary) -> Span | None:
    """The year beside name and tier in the heading: `GUINEA (Tier 2), 2022`."""
    at = 0
    for line in text[:_BODY].splitlines(keepends=True)[:_HEAD_LINES]:
        tier = v.tier_name.search(line) if len(line) <= _HEADING else None
        years = list(_YEAR.finditer(line)) if tier else []
        if tier and len(years) == 1:
            year = years[0]
            first, second = sorted((tier.span(), year.span()))
            rest = f"{line[: first[0]]} {line[first[1] : second[0]]} {line[second[1] :]}"
            if _NAME_ONLY.fullmatch(rest):
                return Span(at + year.start(), at + year.end())
        at += len(line)
    return None


def _labels(text: str, match: re.Match[str], source: Span | None) -> bool:
    """Whether a mention of a report is in the source, at the end of the text, or a heading."""
    if source and source.start <= match.start() < source.end:
        return True
    if not _AFTER.search(text, match.end()):
        return True
    back = max(0, match.start() - 2 * _HEADING)
    begin = text.rfind("\n", back, match.start()) + 1 or back
    end = text.find("\n", match.start(), match.start() + 4 * _HEADING)
    line = text[begin : end if end >= 0 else match.start() + 4 * _HEADING].strip()
    return len(line) <= _HEADING and line[-1:] not in (".", ";", ",", "!", "?")


def find_source_line(text: str, v: HeaderVocabulary) -> Span | None:
    """The line that says where the text was taken from, verbatim."""
    # Search only head and foot: a search of all of a long text would be most of the cost.
    match = v.source_line.search(text, 0, _BODY)
    if not match and len(text) > _BODY:
        match = v.source_line.search(text, max(_BODY, len(text) - _BODY))
    if not match:
        return None
    end = match.start() + len(match.group().rstrip())
    return Span(match.start(), end) if end > match.start() else None
