"""What the words of one claim weigh: for the government, against it, or nothing."""

from __future__ import annotations

from typing import NamedTuple

from palermo.reports.assessment import Polarity
from palermo.reports.claims import TextClaim
from palermo.reports.findings import FindingVocabulary
from palermo.reports.mentions import Mentions
from palermo.reports.phrases import PhraseMatch, keep_widest
from palermo.reports.sentences import WordIndex
from palermo.reports.verdicts import Operator, Thing, Weighing

#: What only says that there is more, not whether that is good.
_ONLY_CHANGE = frozenset(("more", "beside"))
_OPENING_WORDS = 6
_PASSIVE = frozenset(("was", "were", "been", "be", "being"))
_BAD_THINGS = frozenset(("bad", "crime"))
_STATE = frozenset(
    ("government", "authorities", "officials", "it", "they", "state", "parliament", "ministry",
     "commission", "committee", "council", "municipalities", "lawmakers", "inspectors")
)  # fmt: skip
_NOT_ONE = frozenset(("none", "few", "neither"))
_BEFORE_ATTRIBUTE = frozenset(("of", "for", "to", "with", "among", "more", "all", "some", "any"))


#: "found no victims" is a phrase with a gap of one word.
_SHORTEST_GAP = 2
_LESSENING = frozenset(("none", "less", "flaw"))


class ClaimVerdict(NamedTuple):
    """The polarity of a claim by its words alone; None if no word weighs anything."""

    polarity: Polarity | None
    #: Whether the government overcame something bad.
    overcame: bool
    #: Whether something ended of which no list says if that is good.
    doubtful: bool


_SAYS_NOTHING = ClaimVerdict(None, overcame=False, doubtful=False)


def _is_omission(hit: PhraseMatch, first: int) -> bool:
    """Whether an aside tells what was left undone: "instead of being charged"."""
    return hit.first == first and hit.label == Thing.BAD


class ClaimWeigher:
    """Weighs the claims of one text."""

    def __init__(self, words: WordIndex, v: FindingVocabulary, mentions: Mentions) -> None:
        self._words = words
        self._v = v
        self._mentions = mentions

    def of(self, claim: TextClaim) -> ClaimVerdict:
        """What the words of a claim weigh, without those that only describe or compare."""
        hits = self._widest(self._v.cues.find(self._words, claim.first, claim.last))
        hits = [hit for hit in hits if not self._is_attribute(hit)]
        for first, last, describes in self._side_phrases(claim):
            outside = [
                hit for hit in hits if not first <= hit.first < last or _is_omission(hit, first)
            ]
            # "of which 40 concerned trafficking" is a part of a count.
            part = self._words.low[first] == "of"
            if not describes or part or self._weigh(outside, claim).polarity:
                hits = outside
        hits = self._without_outnumbered(self._active(hits), claim)
        if any(hit.label == "after_all" for hit in hits):
            hits = [hit for hit in hits if hit.label != "bad"]
            hits = [PhraseMatch("good", a, b) if x == "after_all" else PhraseMatch(x, a, b)
                    for x, a, b in hits]  # fmt: skip
        return self._weigh(hits, claim)

    def _widest(self, hits: list[PhraseMatch]) -> list[PhraseMatch]:
        """The widest of `hits`; a denial or small amount inside a praise is kept before it."""
        widest = keep_widest(hits)
        if len(widest) == len(hits):
            return widest
        kept: list[PhraseMatch] = []
        for wide in widest:
            if wide.label == Thing.GOOD and wide.last - wide.first > _SHORTEST_GAP:
                inside = [h for h in hits if wide.first < h.first and h.last < wide.last]
                kept += [hit for hit in keep_widest(inside) if hit.label in _LESSENING]
            kept.append(wide)
        return kept

    def _without_outnumbered(self, hits: list[PhraseMatch], claim: TextClaim) -> list[PhraseMatch]:
        """`hits` without suspended sentences if the claim counts no fewer that were not."""
        low, v = self._words.low, self._v
        suspended = [
            h for h in hits if low[h.first].startswith("suspend") and self._number(h.first)
        ]
        if not suspended:
            return hits
        served = (n for n in range(claim.first, claim.last) if low[n] in v.imprisoning)
        imprisoned = max((self._number_before(n, claim.first) for n in served), default=0)
        if imprisoned < sum(self._number(hit.first) for hit in suspended):
            return hits
        return [*(hit for hit in hits if hit not in suspended),
                PhraseMatch(Thing.GOOD, claim.last - 1, claim.last)]  # fmt: skip

    def _number(self, at: int) -> int:
        """The number that stands before the word `at`; 0 if there is none."""
        return self._v.value_of(self._words.low[at - 1]) if at else 0

    def _number_before(self, at: int, first: int) -> int:
        """The nearest number before the word `at`, not before the word `first`."""
        numbers = (self._number(n) for n in range(at, first, -1))
        return next((number for number in numbers if number), 0)

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

    def _weigh(self, hits: list[PhraseMatch], claim: TextClaim) -> ClaimVerdict:
        """The verdict by `hits`; a mere "more" is one only of what the state does."""
        if {hit.label for hit in hits} <= _ONLY_CHANGE and not self._by_state(claim):
            return _SAYS_NOTHING
        weighing = Weighing(self._v.verdicts, self._words.low, claim.first, claim.last)
        polarity = weighing.of(hits)
        return ClaimVerdict(polarity, weighing.overcame, weighing.doubtful)

    def _by_state(self, claim: TextClaim) -> bool:
        """Whether the claim names the government or a body first, or goes on with a subject."""
        low = self._words.low[claim.first : claim.first + _OPENING_WORDS]
        if claim.joined or low[0] in self._v.gerunds or not _STATE.isdisjoint(low):
            return True
        start = self._words.starts[claim.first]
        return bool(self._mentions.bodies(start, self._words.ends[claim.first + len(low) - 1]))

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
            if low[first] == "whom" and low[first - 2] in _NOT_ONE:
                continue  # "none of whom went to prison" says more than who is meant
            whole = low[first] == "including"
            ends = (n for n in range(last, claim.last) if n in commas and not whole)
            stop = next(ends, claim.last)
            parts.append((first, stop, describes))
        return parts

    def _reports(self, at: int) -> bool:
        """Whether the "that" at `at` opens what is said, not a description of a noun."""
        if self._words.low[at + 1] in self._v.past or self._words.low[at + 1] in self._v.helping:
            return False  # "a network that forced women": what is said would have a subject
        before = self._words.low[at - 1]
        return before in self._v.saying or not before.endswith("s")
