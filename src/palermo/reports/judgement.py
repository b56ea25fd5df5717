"""Judges claims: effort or shortfall, direction, bodies named, people concerned, themes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from palermo.kernel.spans import Span
from palermo.reports.assessment import Direction, Finding, Polarity
from palermo.reports.chapters import RECOMMENDATIONS, Chapter
from palermo.reports.claim_verdicts import ClaimVerdict, ClaimWeigher
from palermo.reports.claims import TextClaim, split_claims
from palermo.reports.findings import FindingVocabulary
from palermo.reports.mentions import Mentions
from palermo.reports.phrases import PhraseMatch, keep_widest
from palermo.reports.sentences import WordIndex, split_at_semicolons, split_sentences
from palermo.reports.themes import ThemeTaxonomy

#: Chapters that describe the country, not the actions of its government.
_NOT_JUDGED = frozenset({RECOMMENDATIONS, "profile"})
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SENTENCE_PART = re.compile(r":\s")
#: The year in brackets that ends a Factbook summary.
_CLOSING_YEAR = re.compile(r"\s*\(20\d\d\)\.?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPARING = frozenset(("compared", "since", "than", "from", "between"))
#: An opening with "despite"; "despite these efforts" itself says nothing new.
_CONCEDED = re.compile(
    r"(?:However, )?(?:Despite|In spite of|Notwithstanding)\s+"
    r"(?P<what>(?P<these>(?:these|this|those|such)\b)?"
    r"[^,;]{3,160}),\s+(?=\S)",
    re.IGNORECASE,
)
#: "Although the government meets the minimum standards," is no finding; what follows is.
_CONCEDED_STANDARDS = re.compile(
    r"(?:Although|Though|While|Even though)\s[^,;]{3,120}\bstandards\b[^,;]{0,60},\s+(?=\S)"
)
_LEAST_WORDS = 3
#: Verbs of receiving: what others received, the government gave.
_GIVEN = frozenset(("received", "got", "were", "was"))
_AUXILIARY = frozenset(("did", "do", "does", "has", "have", "had", "could", "would"))
_ORDER = tuple(Direction[n] for n in ("LACKED", "FEWER", "MORE", "STOPPED", "BEGAN", "CONTINUED"))


@dataclass(slots=True)
class _Course:
    """The context that earlier sentences set for the rest of a paragraph."""

    against: bool = False
    last: Polarity | None = None
    #: The polarity of the last finding of the paragraph, also in an earlier sentence.
    before: Polarity | None = None
    #: Whether the last claim was what others did; "… and trained judges" goes on with them.
    by_others: bool = False


class Judge:
    """Reads the findings of one text. `header` are places of header values, not findings.

    Of `edition`, what the text only tells of years before its period is left out.
    """

    def __init__(
        self, text: str, words: WordIndex, v: FindingVocabulary, themes: ThemeTaxonomy,
        header: list[tuple[int, int]], edition: int | None = None,
    ) -> None:  # fmt: skip
        self._text = text
        self._words = words
        self._v = v
        self._themes = themes
        self._mentions = Mentions(text, words, v)
        self._weigher = ClaimWeigher(words, v, self._mentions)
        self._years = words.where(word for word in words.index if _YEAR.fullmatch(word))
        self._edition = edition
        #: Claims that something ended of which no list says whether it was good.
        self.doubts: list[str] = []
        self._header = sorted(header)
        self._header_ends = list(accumulate((b for _, b in self._header), max))

    def findings(self, chapters: list[Chapter], apart: list[tuple[int, int]]) -> list[Finding]:
        """All findings in reading order, without the places of recommendations (`apart`)."""
        findings: list[Finding] = []
        for chapter in chapters:
            if chapter.kind in _NOT_JUDGED:
                continue
            course = _Course()
            at = chapter.body
            inside = [p for p in apart if p[0] < chapter.end and chapter.body < p[1]]
            for start, stop in split_sentences(self._text, chapter.body, chapter.end):
                while inside and inside[0][1] <= start:
                    inside.pop(0)
                if inside and inside[0][0] < stop:
                    continue  # a recommendation; what follows it may be a finding again
                if _PARAGRAPH.search(self._text, at, start):
                    course = _Course()
                findings += self._sentence(start, stop, course)
                at = stop
        return findings

    def _sentence(self, start: int, end: int, course: _Course) -> list[Finding]:
        lo, hi = self._words.between(start, end)
        marks = self._v.structure.find(self._words, lo, hi)
        if any(m.label == "turn_all" for m in marks):
            course.against = True
        findings: list[Finding] = []
        for a, b in split_at_semicolons(self._text, start, end):
            cuts = [a, *(m.end() for m in _SENTENCE_PART.finditer(self._text, a, b)), b]
            for c, d in pairwise(cuts):
                begin = self._behind_header(c, d)
                for e, f, against in self._conceded(begin, d) if begin < d else ():
                    findings += self._clause(e, f, marks, course, against=against)
        return findings

    def _conceded(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """What a clause concedes ("despite …,") and its main clause, which is then a shortfall."""
        opening = _CONCEDED.match(self._text, start, end)
        if opening is None:
            return [(start, end, False)]
        if opening["these"]:
            return [(opening.end(), end, True)]
        return [(opening.start("what"), opening.end("what"), False), (opening.end(), end, False)]

    def _behind_header(self, start: int, end: int) -> int:
        """Where the part of a clause begins that states no header value; `end` if none does."""
        # The last header part that begins before `end`; the largest end so far decides.
        at = bisect_left(self._header, (end, 0))
        if at == 0 or self._header_ends[at - 1] <= start:
            return start
        conceded = _CONCEDED_STANDARDS.match(self._text, start, end)
        return conceded.end() if conceded else end

    def _clause(
        self, start: int, end: int, marks: list[PhraseMatch], course: _Course, *, against: bool
    ) -> list[Finding]:
        year = _CLOSING_YEAR.search(self._text, max(start, end - 9), end)
        end = year.start() if year else end
        lo, hi = self._words.between(start, end)
        turned, lo = self._opening(lo, hi, marks)
        if hi - lo < _LEAST_WORDS:
            return []
        findings: list[Finding] = []
        course.last, course.by_others = None, False
        before, course.against = course.against, course.against or against
        for claim in split_claims(self._text, self._words, lo, hi, self._v):
            finding = self._claim(claim, end, turned, marks, course)
            if finding:
                findings.append(finding)
                course.last = course.before = finding.polarity
            turned = turned and claim.joined
        course.against = before
        return findings

    def _opening(self, lo: int, hi: int, marks: list[PhraseMatch]) -> tuple[bool, int]:
        """Whether the clause begins with a turn, and where it begins without its opening words."""
        turned = False
        moved = True
        while moved:
            moved = False
            for mark in marks:
                if mark.first == lo and mark.label == "turn" and mark.last < hi:
                    turned = turned or self._words.low[lo] not in ("although", "though", "despite")
                    lo, moved = mark.last, True
        if lo + 1 < hi and self._words.low[lo] in self._v.weightless:
            lo += 1
        return turned, lo

    def _claim(
        self, claim: TextClaim, end: int, turned: bool, marks: list[PhraseMatch], course: _Course
    ) -> Finding | None:
        words, text = self._words, self._text
        first, last = claim.first, claim.last
        if last - first < 2:
            return None
        if self._v.outside.find(words, first, last) or self._is_past(first, last):
            return None
        polarity, doubtful = self._polarity(claim, turned, marks, course)
        if polarity is None:
            return None
        stop = words.ends[last - 1]
        while stop < end and text[stop] in ')%”"’':
            stop += 1
        start = words.starts[first]
        if doubtful:
            self.doubts.append(text[start:stop])
        ids, paradigm = self._themes.of(words, first, last)
        return Finding(
            text=text[start:stop],
            span=Span(start, stop),
            polarity=polarity,
            direction=self._direction(first, last, polarity),
            themes=ids,
            paradigm=paradigm,
            bodies=self._mentions.bodies(start, stop),
            concerned=self._mentions.concerned(first, last),
            counts=self._mentions.counts(first, last, stop),
        )

    def _is_past(self, first: int, last: int) -> bool:
        """Whether a claim tells of an earlier year only: "had opened a shelter in 2016"."""
        named = self._years[bisect_left(self._years, first) : bisect_left(self._years, last)]
        if not named:
            return False
        low = self._words.low[first:last]
        years = [int(self._words.low[at]) for at in named]
        if self._edition is None or max(years) >= self._edition - 1:
            return False
        opens = low[0] in ("in", "during") and low[1] == str(years[0])
        return (opens or "had" in low) and _COMPARING.isdisjoint(low)

    def _polarity(
        self, claim: TextClaim, turned: bool, marks: list[PhraseMatch], course: _Course
    ) -> tuple[Polarity | None, bool]:
        """The polarity of a claim where it stands, and whether its words leave that open."""
        if "compared" in self._words.low[claim.first : claim.first + 2]:
            return None, False  # a value to compare with is not a claim of this period
        opened = {m.label: m for m in reversed(marks) if m.first == claim.first}
        if "culprit" in opened and not course.against:
            return None, False
        if course.last and ("follows" in opened or (claim.alike and self._shares_verb(claim))):
            return course.last, False
        said = self._weigher.of(claim)
        polarity = self._in_course(claim, said, turned, opened, course)
        return polarity, said.doubtful

    def _in_course(
        self, claim: TextClaim, said: ClaimVerdict, turned: bool, opened: dict[str, PhraseMatch],
        course: _Course,
    ) -> Polarity | None:  # fmt: skip
        """The polarity of a claim by what its words say and what the sentences before say."""
        if said.polarity is None and not course.against:
            return Polarity.EFFORT if claim.listed else None
        if said.doubtful and claim.listed and not course.against:
            return Polarity.EFFORT
        effort = said.polarity is Polarity.EFFORT
        answered = effort and (said.overcame or course.before is Polarity.SHORTFALL)
        if course.against or (turned and not claim.joined and not answered):
            return Polarity.SHORTFALL
        if said.polarity is Polarity.SHORTFALL:
            return said.polarity
        other = opened.get("other")
        goes_on = claim.joined and course.by_others and self._words.low[claim.first] in self._v.past
        course.by_others = goes_on or bool(other and self._words.low[other.last] not in _GIVEN)
        return None if course.by_others else Polarity.EFFORT

    def _shares_verb(self, claim: TextClaim) -> bool:
        """Whether a claim after "or" stands under the denial of the one before it."""
        return _AUXILIARY.isdisjoint(self._words.low[claim.first : claim.last])

    def _direction(self, first: int, last: int, polarity: Polarity) -> Direction | None:
        hits = keep_widest(self._v.direction_words.find(self._words, first, last))
        # An aim ("to improve coordination") yields to an action ("amended").
        low = self._words.low
        done = [hit for hit in hits if hit.first == 0 or low[hit.first - 1] != "to"]
        labels = {hit.label for hit in done or hits}
        if polarity is Polarity.EFFORT:
            labels.discard(Direction.LACKED.value)  # what was lacked is never an effort
        return next((d for d in _ORDER if d.value in labels), None)
