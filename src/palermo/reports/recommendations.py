"""Splits recommendations, whatever marks them: verbatim and with their places."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from palermo.kernel.sources import Source
from palermo.reports.chapters import RECOMMENDATIONS, Chapter
from palermo.reports.sentences import split_at_semicolons, split_sentences, trim_span

#: A bullet or number at the beginning of a line.
_LINE_MARK = re.compile(
    r"[ \t]*(?:[•▪▫·‣◦○●■□◆➢►→✓\uf0b7\uf0a7\uf0d8\ufffd*+–—-]+[ \t]*(?=\S)|"
    r"\(?\d{1,2}[.)](?!\d)[ \t]*|"
    r"\(?[a-z]\)[ \t]+|\([ivx]{1,4}\)[ \t]+|o[ \t]+(?=[A-Z]))"
)
#: The same within a line: dots and squares anywhere, other marks only after a stop.
_INNER_MARK = re.compile(
    r"(?<![ \t])[ \t]*[•▪▫‣◦●■◆➢►✓][ \t]*|(?<=[.;:])[ \t]*(?:[*·+–—-]+[ \t]+|"
    r"\(?\d{1,2}[.)](?!\d)[ \t]+|\([a-z]\)[ \t]*)|"
    r"(?<![ \t])[ \t]+(?:\*[ \t]+(?=[A-Z])|\(\d{1,2}\)[ \t]*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TAIL = re.compile(r"(?:[\s.;,:•*–—-]+|[;,]?\s(?:and|or)\s*)\Z")
_LEAD = re.compile(r"(?:[\s;,]+|(?:and|or)(?:,\s*|\s+)(?=\w))+")
#: A phrase before the verb of a demand ("with the help of NGOs, open a shelter").
_OPENING = re.compile(
    r"\s*(?:and\b,?\s*)?(?:with|in|through|within|by|as|to|for|at|using|together)\s[^,;.\n]{3,80},\s",
    re.IGNORECASE,
)
#: Advice in a sentence of its own; its subject is the government or one of its bodies.
_LAST_WITH_ADVICE = 2008
_ADVICE = re.compile(
    r"(?:[A-Z][\w ]{0,40}, )?(?:the )?(?:government(?: of [A-Z][\w ]{2,40}?)?|authorities|it|"
    r"officials|police|courts|judges|prosecutors|parliament|ministry of [A-Z][\w ]{2,30}?|"
    r"(?-i:[A-Z])[\w’' -]{2,30}?)"
    r" (?:\w+ )?should\b",
    re.IGNORECASE,
)
#: How many characters before a line may contain the end of the previous one.
_LOOK_BACK = 200
#: A list without a heading is searched in this many characters at the end.
_LAST_PART = 12_000
_BLANK = re.compile(r"\n[ \t]*\n")


class RecommendationVocabulary(BaseModel):
    """Words that mark recommendations, as pack data (`phrases/recommendations.yaml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: int = Field(alias="from")
    source: Source
    verbs: frozenset[str]
    before_verb: frozenset[str]
    continues: tuple[str, ...]
    ends: frozenset[str]

    @cached_property
    def joins(self) -> re.Pattern[str]:
        """A sentence that belongs to the recommendation before it."""
        words = "|".join(re.escape(w) for w in self.continues)
        return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)

    def is_demand(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` begins with a verb in the imperative."""
        opening = _OPENING.match(text, start, end)
        if opening:
            start = opening.end()
        for n, word in enumerate(_WORD.finditer(text, start, end)):
            low = word.group().lower()
            if low in self.verbs or low.split("-")[0] in self.verbs:
                return True
            if n > 6 or not (low in self.before_verb or low.endswith("ly")):
                return False
        return False


def find_recommendation_spans(
    text: str, chapters: list[Chapter], v: RecommendationVocabulary, edition: int | None = None
) -> list[tuple[int, int]]:
    """The places of all recommendations: under their headings, otherwise the list at the end.

    Up to the `edition` of 2008, sentences of advice are recommendations, too.
    """
    zones = [c for c in chapters if c.kind == RECOMMENDATIONS]
    if zones:
        return [item for z in zones for item in _in_zone(text, z.body, z.end, v)]
    intro = chapters[0]
    listed = _without_head(text, intro.body, intro.end, v) or (
        _inner_list(text, intro.body, intro.end, v)
    )
    if listed or (edition or 0) > _LAST_WITH_ADVICE:
        return listed
    return _advised(text, intro.body, intro.end)


def _inner_list(text: str, lo: int, hi: int, v: RecommendationVocabulary) -> list[tuple[int, int]]:
    """A list of demands with bullets in the middle of a text without a heading."""
    best: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for start, end, marked, _ in _pieces(text, lo, hi, v):
        blank = _BLANK.search(text, start, end)
        items = _split(text, start, blank.start() if blank else end, v) if marked else []
        if not _all_demands(text, items, v, small=True):
            run = []
            continue
        run += items
        best = max(best, run, key=len)
        if blank and text[blank.end() : end].strip():
            run = []
    return list(best) if len(best) > 1 else []


def _advised(text: str, lo: int, hi: int) -> list[tuple[int, int]]:
    """Sentences of advice to the government: editions 2001 to 2008 have no list of demands."""
    items = [
        _clean(text, start, end)
        for start, end in split_sentences(text, lo, hi)
        if _ADVICE.match(text, start, end)
    ]
    return [item for item in items if item]


def _in_zone(text: str, lo: int, hi: int, v: RecommendationVocabulary) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end, marked, fresh in _pieces(text, lo, hi, v):
        items = _split(text, start, end, v)
        if fresh and spans and not marked and not v.is_demand(text, start, end):
            first = _WORD.match(text, start)
            if first and first.group().lower() in v.ends:
                break
        spans += items
    return spans


def _pieces(
    text: str, lo: int, hi: int, v: RecommendationVocabulary
) -> list[tuple[int, int, bool, bool]]:
    """Parts of text between marks and line ends that separate recommendations.

    Each with whether a bullet precedes it, and whether it begins a paragraph.
    """
    cuts = [(lo, lo, False, True)]
    at = lo
    while at < hi:
        newline = text.find("\n", at, hi)
        line_end = newline if newline >= 0 else hi
        begin = at
        mark = _LINE_MARK.match(text, at, line_end)
        if mark and mark.group().strip():
            cuts.append((mark.start(), mark.end(), True, False))
            begin = mark.end()
        elif at > lo and _begins_item(text, lo, at, line_end, v):
            blank = _BLANK.search(text, max(lo, at - 40), at) is not None
            cuts.append((at, at, False, blank))
        inner = _INNER_MARK.finditer(text, begin, line_end)
        cuts.extend((mark.start(), mark.end(), True, False) for mark in inner)
        at = line_end + 1
    ends = [c[0] for c in cuts[1:]] + [hi]
    return [
        (cut[1], end, cut[2], cut[3])
        for cut, end in zip(cuts, ends, strict=True)
        if cut[1] < end and text[cut[1] : end].strip()
    ]


def _begins_item(text: str, lo: int, at: int, end: int, v: RecommendationVocabulary) -> bool:
    """Whether the unmarked line at `at` begins a new item rather than continuing the last."""
    line = trim_span(text, at, end)
    if line is None:
        return False
    back = max(lo, at - _LOOK_BACK)
    before = text[back:at].rstrip()
    if not before:
        return True
    gap = text[back + len(before) : at]
    if _BLANK.search(gap) or before[-1] in ".;:!?":
        return True
    if re.search(
        r"(?:[,–—-]|\b(?:and|or|of|the|to|for|in|with|a|on|by|from|as|that))\Z", before[-6:]
    ):
        return False
    return text[line[0]].isupper() and v.is_demand(text, *line)


def _split(text: str, lo: int, hi: int, v: RecommendationVocabulary) -> list[tuple[int, int]]:
    """The recommendations of one part, separated by semicolons and sentence ends."""
    parts: list[tuple[int, int]] = []
    for start, end in split_sentences(text, lo, hi):
        joined = parts and (
            v.joins.match(text, start) or (text[start].islower() and text[parts[-1][1] - 1] == ".")
        )
        if joined:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    spans = []
    for start, end in parts:
        pieces = split_at_semicolons(text, start, end)
        if not all(v.is_demand(text, a, b) or _LEAD.match(text, a, b) for a, b in pieces[1:]):
            pieces = [(start, end)]  # "Train police; prosecutors; and judges": one demand
        for a, b in pieces:
            item = _clean(text, a, b)
            if item:
                spans.append(item)
    return spans


def _clean(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without leading "and", closing punctuation and closing "and"; None for a mere lead-in."""
    if text[start:end].rstrip().endswith(":"):
        return None
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    tail = _TAIL.search(text, max(start, end - 8), end)
    while tail and tail.start() > start:
        if text[tail.start()] == "." and _is_short(text, start, tail.start()):
            break
        end = tail.start()
        tail = _TAIL.search(text, max(start, end - 8), end)
    if start >= end or text[start:end].lower() in ("and", "or"):
        return None
    if not _WORD.search(text, start, end):
        return None
    return start, end


def _is_short(text: str, start: int, dot: int) -> bool:
    """Whether the stop at `dot` belongs to an abbreviation at the end ("in the U.S.")."""
    return bool(re.search(r"(?:\b[A-Z]\.[A-Z]|\betc)\Z", text[max(start, dot - 5) : dot]))


def _without_head(
    text: str, lo: int, hi: int, v: RecommendationVocabulary
) -> list[tuple[int, int]]:
    """A list of demands at the end of the text without a heading."""
    spans: list[tuple[int, int]] = []
    lo = max(lo, text.find("\n", hi - _LAST_PART, hi)) if hi - lo > _LAST_PART else lo
    for start, end, marked, _ in reversed(_pieces(text, lo, hi, v)):
        colon = text.rfind(": ", start, end)
        items = _split(text, start, end, v)
        announced = [] if marked or colon < 0 else _split(text, colon + 1, end, v)
        if _all_demands(text, items, v, small=marked):
            spans = items + spans
            continue
        if len(announced) > 1 and _all_demands(text, announced, v, small=True):
            spans = announced + spans
        break
    return spans if len(spans) > 1 else []


def _all_demands(
    text: str, items: list[tuple[int, int]], v: RecommendationVocabulary, *, small: bool
) -> bool:
    """Whether every item begins with an imperative; `small`: also one in small letters."""
    return bool(items) and all(
        v.is_demand(text, *i) and (small or not text[i[0]].islower()) for i in items
    )
