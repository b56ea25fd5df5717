"""Splits a clause into claims: verbs that share a subject are separate claims.

"prosecuted fewer defendants | and convicted fewer traffickers" – but one verb with several objects
("lack screening and identification efforts") stays one claim.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from palermo.reports.findings import FindingVocabulary, VerbForms
from palermo.reports.sentences import WordIndex

#: The longest list of verbs, aside after a joining word, and subject before its verb, in words.
_LONGEST_LIST = 60
_LONGEST_ASIDE = 8
_LONGEST_SUBJECT = 12
#: Words that join the parts of a subject ("the number of victims in shelters fell").
_IN_SUBJECTS = frozenset(("of", "in", "for"))
_DETERMINERS = frozenset(
    ("the", "a", "an", "no", "more", "fewer", "few", "their", "its", "some", "most")
)
#: What follows a participle that describes the noun before it.
_AFTER_PARTICIPLE = frozenset(("by", "in", "at", "with", "from", "under", "to"))
_DENIALS = frozenset(("no", "not", "few", "little", "never"))
_ACTIVE = frozenset(("has", "have", "had", "did", "do", "does", "could"))
_PASSIVE = frozenset(("been", "were", "was", "be", "is", "are"))


class TextClaim(NamedTuple):
    """The words `first` to `last` (excluded); `joined` to the previous claim of its clause."""

    first: int
    last: int
    joined: bool = False
    turned: bool = False
    #: Joined by "or": a verdict against the first claim applies to this one too.
    alike: bool = False
    #: An item of a list of things done ("These efforts included …").
    listed: bool = False


def split_claims(
    text: str, words: WordIndex, lo: int, hi: int, v: FindingVocabulary
) -> list[TextClaim]:
    """The claims of the words `lo` to `hi`, one clause, in reading order."""
    gerunds, lo = _list_of_doing(words, lo, hi, v)
    verbs = v.gerunds if gerunds else v.past
    cuts = _cuts(text, words, lo, hi, verbs, v)
    claims: list[TextClaim] = []
    first, turned, alike = lo, False, False
    for at, begin in cuts:
        if not _says_something(words, first, at, verbs, v):
            continue
        if first == lo and at in words.commas and not gerunds and _only_opens(words, first, v):
            continue
        claims.append(TextClaim(first, at, bool(claims), turned, alike, gerunds))
        first, turned = begin, words.low[at] in v.turning_joiners
        alike = words.low[at] in ("or", "nor")
    claims.append(TextClaim(first, hi, bool(claims), turned, alike, gerunds))
    return claims


def _list_of_doing(words: WordIndex, lo: int, hi: int, v: FindingVocabulary) -> tuple[bool, int]:
    """Whether the clause lists actions ("… included sentencing …"), and where the list begins.

    The words before the list are cut off only if they are a mere opening.
    """
    low = words.low
    if v.lists.isdisjoint(low[lo : lo + 16]):
        return False, lo
    for at in range(lo, min(hi - 1, lo + 16)):
        if low[at] in v.lists and low[at + 1] in v.gerunds:
            head = low[lo:at]
            if low[at] in v.lists_of_named and (
                v.named_lists.isdisjoint(head) or not _DENIALS.isdisjoint(head)
            ):
                return False, lo  # "increased funding by giving grants": one claim
            return True, at + 1
    return False, lo


def _cuts(
    text: str, words: WordIndex, lo: int, hi: int, verbs: VerbForms, v: FindingVocabulary
) -> list[tuple[int, int]]:
    """Places where a new claim may begin: (index of the joining word, first word of the claim)."""
    view = _View(text, words, hi, verbs, v)
    cuts: list[tuple[int, int]] = []
    low, commas, joiners = words.low, words.commas, v.joiners
    joints = words.joints(joiners)
    for n in range(bisect_left(joints, lo + 1), bisect_left(joints, hi)):
        at = joints[n]
        word = low[at]
        comma = at in commas
        if word in joiners:
            turns = comma and word in v.turning_joiners
            if at + 1 >= hi or _is_fixed(low, at, v):
                continue
            if at + 1 in commas:
                behind = view.behind_aside(at + 1)
                if behind and view.own_subject(behind, comma=True):
                    cuts.append((at, behind))
                continue
            # "identifying and referring victims": the first verb shares the object of the second.
            pair = low[at - 1] in verbs and not comma
            if turns or (view.verb(at + 1) and not pair) or view.own_subject(at + 1, comma, word):
                # "nor" denies what follows and stays with it.
                cuts.append((at, at if word == "nor" else at + 1))
        elif comma and low[at - 1] not in joiners and view.goes_on(at):
            cuts.append((at, at))
    return cuts


def _is_fixed(low: list[str], at: int, v: FindingVocabulary) -> bool:
    """Whether the joining word at `at` stands in or before a phrase that is never two claims."""
    return " ".join(low[at - 1 : at + 2]) in v.fixed or " ".join(low[at + 1 : at + 3]) in v.fixed


@dataclass(frozen=True, slots=True)
class _View:
    """Questions about the words before `hi` of one clause."""

    text: str
    words: WordIndex
    hi: int
    verbs: VerbForms
    v: FindingVocabulary

    def comma(self, at: int) -> bool:
        """Whether a comma precedes the word `at`."""
        return at in self.words.commas

    def behind_aside(self, at: int) -> int:
        """Where a clause goes on after an aside ("and, in some towns, police …"), or 0."""
        ends = (n for n in range(at + 1, min(self.hi, at + _LONGEST_ASIDE)) if self.comma(n))
        return next(ends, 0)

    def goes_on(self, at: int) -> bool:
        """Whether a claim begins at `at`, after a comma."""
        low = self.words.low
        if (low[at], low[at + 1] if at + 1 < len(low) else "") in self.v.following_words:
            return True
        if low[at] in self.v.dependent:
            return False
        if low[at] in self.v.helping and self.verbs is self.v.past and self._closed(at):
            return not self._ends(at)
        if low[at] in self.verbs and not self._ends(at):
            # A list of gerunds needs no "and" before its last item.
            return self.verbs is self.v.gerunds or self._closed(at)
        return self.own_subject(at, comma=True)

    def verb(self, at: int) -> bool:
        """Whether a verb with further words begins at `at`, possibly after an adverb."""
        low = self.words.low
        while at < self.hi - 1 and (low[at] in self.v.between or low[at].endswith("ly")):
            if low[at] in self.v.helping:
                return True
            at += 1
        return (low[at] in self.verbs or low[at] in self.v.helping) and not self._ends(at)

    def _ends(self, at: int) -> bool:
        """Whether the clause or a part of it ends after the word `at`."""
        return at + 1 >= self.hi or self.comma(at + 1)

    def _closed(self, at: int) -> bool:
        """Whether "and" and a verb close the list of verbs that a comma began."""
        return any(
            self.words.low[n] in ("and", "or", "but") and self.verb(n + 1)
            for n in range(at + 1, min(self.hi - 1, at + _LONGEST_LIST))
        )

    def own_subject(self, at: int, comma: bool, joiner: str = "") -> bool:
        """Whether a clause with a subject and a finite verb of its own begins at `at`."""
        low, v = self.words.low, self.v
        if low[at : at + 2] == ["the", "same"]:
            return False  # ", the same amount as in 2019" compares
        if low[at] in v.dependent or (low[at] in v.doing and low[at] not in v.subjects):
            return False
        known = low[at] in v.subjects and (comma or joiner not in ("or", "nor"))
        for n in range(at + 1, min(self.hi, at + _LONGEST_SUBJECT)):
            word = low[n]
            aimed = "efforts" in low[at:n]  # "efforts to prosecute and convict traffickers"
            if self.comma(n) or (word in v.joiners and not aimed):
                return False
            if word in v.dependent and word not in _IN_SUBJECTS and not (aimed and word == "to"):
                return False
            if word in v.helping:
                # Without a comma, a plural verb may have all preceding words as its subject.
                return comma or known or word in ("was", "is", "has")
            if word in v.past and not (n == at + 1 and low[at] in _DETERMINERS):
                if n + 1 < self.hi and low[n + 1] in _AFTER_PARTICIPLE and word not in v.acts:
                    return False  # "and guards trained by NGOs"
                return (known or (comma and low[n - 1].endswith("s"))) and (
                    not self._ends(n) or n - at > 1
                )
        return False


def _described(words: WordIndex, first: int, last: int) -> range:
    """The words of ", which …," in a part: they have a verb, but not that of the claim."""
    for at in range(first + 1, last):
        if at in words.commas and words.low[at] in ("which", "who", "whose", "where"):
            return range(at, next((n for n in range(at + 1, last) if n in words.commas), last))
    return range(0)


def _wants_object(words: WordIndex, helping: int, last: int, v: FindingVocabulary) -> bool:
    """Whether the verb after a helping verb waits for its object: "may have detained |, …"."""
    low = words.low[helping:last]
    return low[0] in _ACTIVE and _PASSIVE.isdisjoint(low) and low[-1] in v.past


def _only_opens(words: WordIndex, first: int, v: FindingVocabulary) -> bool:
    """Whether a clause begins with words about its subject: "Trained by IOM,", "Of the 52 …,"."""
    low = words.low
    if low[first] == "of":
        return True
    return low[first] in v.past and low[first + 1] in _AFTER_PARTICIPLE


def _says_something(
    words: WordIndex, first: int, last: int, verbs: VerbForms, v: FindingVocabulary
) -> bool:
    """Whether a part has a verb and an object (or a passive); otherwise it is half a claim."""
    if words.low[last - 1] in v.intransitive and last - first > 1:
        return True
    beside = _described(words, first, last)
    for n in range(first, last - 1):
        low = words.low[n]
        if n in beside:
            continue
        if f"{low} {words.low[n + 1]}" in v.fixed:
            continue
        if low in v.helping and last - first > 2 and not _wants_object(words, n, last, v):
            return True
        if low in verbs or low in v.past or low in v.gerunds:
            rest = words.low[n + 1 : last]
            if any(w not in verbs and not w.endswith("ly") and w != "and" for w in rest):
                return True
    return False
