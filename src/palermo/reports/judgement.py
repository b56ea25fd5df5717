"""Judges claims: effort or shortfall, direction, bodies named, people concerned, themes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from palermo.kernel.spans import Span
from palermo.reports.assessment import Direction, Finding, Polarity
from palermo.reports.chapters import RECOMMENDATIONS, Chapter
from palermo.reports.claims import TextClaim, split_claims
from palermo.reports.findings import FindingVocabulary
from palermo.reports.phrases import PhraseMatch, keep_widest
from palermo.reports.sentences import WordIndex, split_at_semicolons, split_sentences
from palermo.reports.themes import ThemeTaxonomy
from palermo.reports.verdicts import Operator, Thing, Weighing

#: Chapters that describe the country, not the actions of its government.
_NOT_JUDGED = frozenset({RECOMMENDATIONS, "profile"})
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SENTENCE_PART = re.compile(r":\s")
#: The year in brackets that ends a Factbook summary.
_CLOSING_YEAR = re.compile(r"\s*\(20\d\d\)\.?\Z")
#: A word inside a word ("non-Ministry").
_INNER = re.compile("[-.'’][A-Za-z]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPARING = frozenset(("compared", "since", "than", "from", "between"))
_CAPITAL = re.compile(r"\b[A-Z]")
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
#: What only says that there is more, not whether that is good.
_ONLY_CHANGE = frozenset(("more", "beside"))
_OPENING_WORDS = 6
_PASSIVE = frozenset(("was", "were", "been", "be", "being"))
_BAD_THINGS = frozenset(("bad", "crime"))
_STATE = frozenset(
    ("government", "authorities", "officials", "it", "they", "state", "parliament", "ministry")
)
_BEFORE_ATTRIBUTE = frozenset(("of", "for", "to", "with", "among", "more", "all", "some", "any"))
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
        # A body's name can begin only here: a search of every position is most of the cost.
        begins = v.body_beginnings
        inner = {m.end() - 1 for m in _INNER.finditer(text)}
        inner.update(m.start() for m in _CAPITAL.finditer(text))
        nouns = words.where(word for word in words.index if word[:3] in begins)
        inner.update(words.starts[at] for at in nouns)
        self._body_starts = sorted(inner)
        self._people = words.where(v.concerned.nouns & words.index.keys())
        self._years = words.where(word for word in words.index if _YEAR.fullmatch(word))
        self._numbers = words.where(word for word in words.index if v.ends_number(word))
        self._edition = edition
        #: Claims that something ended of which no list says whether it was good.
        self.doubts: list[str] = []
        self._doubtful = False
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
        self._doubtful = False
        polarity = self._polarity(claim, turned, marks, course)
        if polarity is None:
            return None
        stop = words.ends[last - 1]
        while stop < end and text[stop] in ')%”"’':
            stop += 1
        start = words.starts[first]
        if self._doubtful:
            self.doubts.append(text[start:stop])
        ids, paradigm = self._themes.of(words, first, last)
        return Finding(
            text=text[start:stop],
            span=Span(start, stop),
            polarity=polarity,
            direction=self._direction(first, last, polarity),
            themes=ids,
            paradigm=paradigm,
            bodies=self._bodies(start, stop),
            concerned=self._concerned(first, last),
            counts=self._counts(first, last, stop),
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
    ) -> Polarity | None:
        if "compared" in self._words.low[claim.first : claim.first + 2]:
            return None  # a value to compare with is not a claim of this period
        opened = {m.label: m for m in reversed(marks) if m.first == claim.first}
        if "culprit" in opened and not course.against:
            return None
        if course.last and ("follows" in opened or (claim.alike and self._shares_verb(claim))):
            return course.last
        polarity, overcame = self._verdict(claim)
        if polarity is None and not course.against:
            return Polarity.EFFORT if claim.listed else None
        if self._doubtful and claim.listed and not course.against:
            return Polarity.EFFORT
        answered = polarity is Polarity.EFFORT and (overcame or course.before is Polarity.SHORTFALL)
        if course.against or (turned and not claim.joined and not answered):
            return Polarity.SHORTFALL
        if polarity is Polarity.SHORTFALL:
            return polarity
        other = opened.get("other")
        goes_on = claim.joined and course.by_others and self._words.low[claim.first] in self._v.past
        course.by_others = goes_on or bool(other and self._words.low[other.last] not in _GIVEN)
        return None if course.by_others else Polarity.EFFORT

    def _shares_verb(self, claim: TextClaim) -> bool:
        """Whether a claim after "or" stands under the denial of the one before it."""
        return _AUXILIARY.isdisjoint(self._words.low[claim.first : claim.last])

    def _verdict(self, claim: TextClaim) -> tuple[Polarity | None, bool]:
        """What the words of a claim weigh, without those that only describe or compare.

        Also whether the government overcame something bad.
        """
        hits = keep_widest(self._v.cues.find(self._words, claim.first, claim.last))
        hits = [hit for hit in hits if not self._is_attribute(hit)]
        for first, last, describes in self._side_phrases(claim):
            outside = [hit for hit in hits if not first <= hit.first < last]
            # "of which 40 concerned trafficking" is a part of a count.
            part = self._words.low[first] == "of"
            if not describes or part or self._weigh(outside, claim)[0]:
                hits = outside
        hits = self._active(hits)
        if any(hit.label == "after_all" for hit in hits):
            hits = [hit for hit in hits if hit.label != "bad"]
            hits = [PhraseMatch("good", a, b) if x == "after_all" else PhraseMatch(x, a, b)
                    for x, a, b in hits]  # fmt: skip
        return self._weigh(hits, claim)

    def _active(self, hits: list[PhraseMatch]) -> list[PhraseMatch]:
        """Passive measures moved before what they are taken against: "few … were prosecuted"."""
        low = self._words.low
        passive = [
            hit for hit in hits
            if hit.label == Operator.AGAINST
            and not _PASSIVE.isdisjoint(low[hit.first - 2 : hit.first])
        ]  # fmt: skip
        at = next((n for n, hit in enumerate(hits) if hit.label in _BAD_THINGS), None)
        if not passive or at is None or hits[at].first > passive[0].first:
            return hits
        rest = [hit for hit in hits if hit not in passive]
        moved = [PhraseMatch(p.label, hits[at].first, hits[at].first) for p in passive[:1]]
        return rest[: rest.index(hits[at])] + moved + rest[rest.index(hits[at]) :]

    def _weigh(self, hits: list[PhraseMatch], claim: TextClaim) -> tuple[Polarity | None, bool]:
        """The verdict by `hits`; a mere "more" is one only of what the state does."""
        if {hit.label for hit in hits} <= _ONLY_CHANGE and not self._by_state(claim):
            return None, False
        weighing = Weighing(self._v.verdicts, self._words.low, claim.last)
        polarity = weighing.of(hits)
        self._doubtful = weighing.doubtful
        return polarity, weighing.overcame

    def _by_state(self, claim: TextClaim) -> bool:
        """Whether the claim names the government or a body first, or goes on with a subject."""
        low = self._words.low[claim.first : claim.first + _OPENING_WORDS]
        if claim.joined or low[0] in self._v.gerunds or not _STATE.isdisjoint(low):
            return True
        start = self._words.starts[claim.first]
        return bool(self._bodies(start, self._words.ends[claim.first + len(low) - 1]))

    def _is_attribute(self, hit: PhraseMatch) -> bool:
        """Whether a bad word only tells who is meant: "did not screen detained migrants"."""
        low = self._words.low
        return (
            hit.label == Thing.BAD
            and hit.last - hit.first == 1
            and low[hit.first].endswith("ed")
            and hit.last < len(low)
            and low[hit.last] in self._v.concerned.nouns
            and hit.first > 0
            and (low[hit.first - 1] in _BEFORE_ATTRIBUTE
                 or low[hit.first - 1] in ("screen", "identify", "help", "assist", "release"))
        )  # fmt: skip

    def _side_phrases(self, claim: TextClaim) -> list[tuple[int, int, bool]]:
        """The parts of a claim from "despite" or "who" on; whether each describes a noun."""
        low, commas = self._words.low, self._words.commas
        parts = []
        for label, first, last in self._v.side_phrases.find(self._words, claim.first, claim.last):
            describes = label == "relative"
            if first == claim.first or (low[first] == "that" and self._reports(first)):
                continue
            whole = low[first] == "including"
            ends = (n for n in range(last, claim.last) if n in commas and not whole)
            stop = next(ends, claim.last)
            parts.append((first, stop, describes))
        return parts

    def _reports(self, at: int) -> bool:
        """Whether the "that" at `at` opens what is said, not a description of a noun."""
        before = self._words.low[at - 1]
        return before in self._v.saying or not before.endswith("s")

    def _direction(self, first: int, last: int, polarity: Polarity) -> Direction | None:
        hits = keep_widest(self._v.direction_words.find(self._words, first, last))
        # An aim ("to improve coordination") yields to an action ("amended").
        low = self._words.low
        done = [hit for hit in hits if hit.first == 0 or low[hit.first - 1] != "to"]
        labels = {hit.label for hit in done or hits}
        if polarity is Polarity.EFFORT:
            labels.discard(Direction.LACKED.value)  # what was lacked is never an effort
        return next((d for d in _ORDER if d.value in labels), None)

    def _bodies(self, start: int, stop: int) -> tuple[str, ...]:
        names: dict[str, None] = {}
        behind, starts = start, self._body_starts
        for n in range(bisect_left(starts, start), bisect_left(starts, stop)):
            begin = starts[n]
            match = self._v.body_names.match(self._text, begin, stop) if begin >= behind else None
            if match:
                names[match.group("name") or match.group("common")] = None
                behind = match.end()
        return tuple(names)

    def _concerned(self, first: int, last: int) -> tuple[str, ...]:
        people, words = self._v.concerned, self._words
        concerned: dict[str, None] = {}
        behind = first
        for n in range(bisect_left(self._people, first), bisect_left(self._people, last)):
            at = self._people[n]
            if at < behind:
                continue
            begin, end = at, at + 1
            while begin > first and words.low[begin - 1] in people.before and self._near(begin):
                begin -= 1
            while (
                end < last
                and self._near(end)
                and (words.low[end] in people.after or words.low[end] in people.nouns)
            ):
                end += 1
            while words.low[end - 1] in ("of", "in", "and", "with"):
                end -= 1
            concerned[self._text[words.starts[begin] : words.ends[end - 1]]] = None
            behind = end
        return tuple(concerned)

    def _counts(self, first: int, last: int, stop: int) -> tuple[str, ...]:
        """The numbers of people that a claim names; most claims have no number."""
        at = bisect_left(self._numbers, first)
        if at == len(self._numbers) or self._numbers[at] >= last:
            return ()
        counted = self._v.counted_people.finditer(self._text, self._words.starts[first], stop)
        return tuple(m[0] for m in counted)

    def _near(self, at: int) -> bool:
        """Whether only a space separates the word `at` from the one before."""
        return self._text[self._words.ends[at - 1] : self._words.starts[at]].isspace()
