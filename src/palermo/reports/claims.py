"""Splits a clause into its claims: verbs that share a subject are claims of their own.

"prosecuted fewer defendants | and convicted fewer traffickers" – but one verb with several
objects ("lack screening and identification efforts") stays one claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from palermo.reports.findings import FindingVocabulary
from palermo.reports.sentences import Words

_JOINERS = frozenset(["and", "or", "but", "nor", "while", "although", "though", "whereas", "yet"])
_BY_THE_WAY = frozenset(
    [
        "also",
        "often",
        "not",
        "had",
        "has",
        "have",
        "further",
        "then",
        "later",
        "did",
        "never",
        "to",
        "subsequently",
    ]
)
_RELATIVE = frozenset(
    [
        "who",
        "which",
        "where",
        "when",
        "whose",
        "whom",
        "that",
        "including",
        "particularly",
        "especially",
        "such",
        "as",
        "to",
        "with",
        "without",
        "despite",
        "during",
        "in",
        "on",
        "for",
        "from",
        "of",
        "by",
        "after",
        "before",
        "since",
        "because",
        "if",
        "unless",
        "through",
        "at",
        "under",
        "due",
        "resulting",
        "leading",
        "some",
        "even",
    ]
)
_PLAIN_TURNS = frozenset(["but", "while", "although", "though", "whereas", "yet", "however"])


@dataclass(frozen=True, slots=True)
class Claim:
    """The words `first` to `last` (not included); `joined` to the claim before in its clause."""

    first: int
    last: int
    joined: bool = False
    turned: bool = False


def split(text: str, words: Words, lo: int, hi: int, v: FindingVocabulary) -> list[Claim]:
    """The claims of the words `lo` to `hi`, one clause, in reading order."""
    gerunds, lo = _list_of_doing(words, lo, hi, v)
    verbs = v.doing if gerunds else v.acts
    cuts = _cuts(text, words, lo, hi, verbs, v)
    claims: list[Claim] = []
    first, turned = lo, False
    for at, begin in cuts:
        if not _says_something(words, first, at, verbs, v):
            continue
        claims.append(Claim(first, at, joined=bool(claims), turned=turned))
        first, turned = begin, words.low[at] in _PLAIN_TURNS
    claims.append(Claim(first, hi, joined=bool(claims), turned=turned))
    return claims


def _list_of_doing(words: Words, lo: int, hi: int, v: FindingVocabulary) -> tuple[bool, int]:
    """Whether the clause lists things done ("… included sentencing …"), and where the list begins.

    What stands before the list is cut off only when it is a mere opening.
    """
    for at in range(lo, min(hi - 1, lo + 16)):
        if words.low[at] in v.lists and words.low[at + 1] in v.doing:
            return True, at + 1
    return False, lo


def _cuts(
    text: str, words: Words, lo: int, hi: int, verbs: frozenset[str], v: FindingVocabulary
) -> list[tuple[int, int]]:
    """Places where a new claim may begin: (index of the joiner, first word of the claim)."""
    low = words.low
    found: list[tuple[int, int]] = []
    for at in range(lo + 1, hi):
        comma = "," in text[words.ends[at - 1] : words.starts[at]]
        word = low[at]
        if word in _JOINERS and at + 1 < hi:
            if (
                _verb_at(words, at + 1, hi, verbs, v)
                or _own_subject(words, at + 1, hi, v, text)
                or (comma and word in _PLAIN_TURNS)
            ):
                found.append((at, at + 1))
        elif comma and low[at - 1] not in _JOINERS:
            if (
                (word == "which" and at + 1 < hi and f"which {low[at + 1]}" in v.follows)
                or word in ("resulting", "leading", "thereby")
                or (
                    word not in _RELATIVE
                    and (
                        (word in verbs and _goes_on(words, at, hi, verbs, v))
                        or _own_subject(words, at, hi, v, text)
                    )
                )
            ):
                found.append((at, at))
    return found


def _verb_at(words: Words, at: int, hi: int, verbs: frozenset[str], v: FindingVocabulary) -> bool:
    """Whether a verb stands at `at`, perhaps behind an adverb or a negation."""
    while at < hi - 1 and (words.low[at] in _BY_THE_WAY or words.low[at].endswith("ly")):
        if words.low[at] in ("did", "had", "has", "have"):
            return True
        if words.low[at] == "to":
            return False
        at += 1
    return words.low[at] in verbs or words.low[at] in ("was", "were", "is", "are", "remained")


def _goes_on(words: Words, at: int, hi: int, verbs: frozenset[str], v: FindingVocabulary) -> bool:
    """Whether the list of verbs that a comma began is closed by "and" and a verb."""
    return any(
        words.low[n] in ("and", "or", "but") and _verb_at(words, n + 1, hi, verbs, v)
        for n in range(at + 1, hi - 1)
    )


def _own_subject(words: Words, at: int, hi: int, v: FindingVocabulary, text: str) -> bool:
    """Whether a clause with a subject and a finite verb of its own begins at `at`."""
    if words.low[at] in _RELATIVE or words.low[at] in v.doing:
        return False
    for n in range(at, min(hi, at + 12)):
        if n > at and (
            "," in text[words.ends[n - 1] : words.starts[n]] or words.low[n] in _JOINERS
        ):
            return False
        if n > at and words.low[n] in _RELATIVE and words.low[n] not in ("of", "in", "for", "to"):
            return False
        if n > at and words.low[n] in v.helping:
            return True
        if n > at and words.low[n] in v.acts and n + 1 < hi and words.low[n - 1] not in (
            "all", "of", "the", "as", "fewer", "more", "many", "some", "no",
        ):  # fmt: skip
            return _is_subject(words, at)
        if words.low[n] in v.acts and n + 1 == hi and n - at >= 2:
            return True  # "fewer traffickers convicted"
    return False


def _is_subject(words: Words, at: int) -> bool:
    return words.low[at] in (
        "the", "authorities", "officials", "police", "courts", "prosecutors", "it", "they", "judges",
        "government", "ngos", "observers", "law", "media", "some", "many",
    )  # fmt: skip


def _says_something(
    words: Words, first: int, last: int, verbs: frozenset[str], v: FindingVocabulary
) -> bool:
    """Whether a piece has a verb and an object (or a passive): else it is half a claim."""
    for n in range(first, last):
        low = words.low[n]
        if low in v.helping and n + 1 < last:
            return last - first > 2
        if (low in verbs or low in v.acts or low in v.doing) and n + 1 < last:
            rest = words.low[n + 1 : last]
            if any(w not in verbs and not w.endswith("ly") and w != "and" for w in rest):
                return True
    return False
