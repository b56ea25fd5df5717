"""Reads the sentence about overall efforts: whether they increased over the previous period."""

from __future__ import annotations

import re
from itertools import pairwise

from palermo.kernel.spans import Span
from palermo.reports.assessment import Efforts
from palermo.reports.header import HeaderVocabulary
from palermo.reports.sentences import split_at_semicolons

#: The largest distance between the words for growth and efforts, in characters.
_NEAR = 70
_THEY = re.compile(r"(?:They|these|it|those)\b", re.IGNORECASE)
_BREAK = re.compile(r":\s|,\s(?:but|however|although|though|while|yet)\b|\b(?:but|yet)\b")
_CONCESSION = re.compile(r"\b(?:despite|although|though|notwithstanding)\b", re.IGNORECASE)
_MAIN = re.compile(r",\s(?=(?:the government|the country|it|authorities)\b)")


def judge_efforts(
    text: str, parts: list[tuple[int, int]], v: HeaderVocabulary
) -> tuple[Efforts, Span] | None:
    """Read the statement about overall efforts in the sentences `parts`; the last one counts.

    None: the text says nothing.

    Only efforts as a whole count: not "prevention efforts", not "efforts to identify victims".
    """
    judgement: tuple[Efforts, Span] | None = None
    spoken = False
    noun = v.effort_parts["nouns"]
    for start, end in parts:
        if not (spoken and _THEY.match(text, start)) and not noun.search(text, start, end):
            spoken = False
            continue
        for lo, hi in split_at_semicolons(text, start, end):
            for a, b in _split_clause(text, lo, hi):
                judgement = _read_efforts(text, a, b, spoken, v) or judgement
        spoken = noun.search(text, start, end) is not None
    return judgement


def _split_clause(text: str, lo: int, hi: int) -> list[tuple[int, int]]:
    """Parts of a clause between colons and turns, each with a meaning of its own."""
    cuts = [lo, *(m.start() for m in _BREAK.finditer(text, lo, hi)), hi]
    if _CONCESSION.search(text, lo, hi):
        # What is conceded says nothing of efforts as a whole; the main clause does.
        cuts = sorted({*cuts, *(m.start() for m in _MAIN.finditer(text, lo, hi))})
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _read_efforts(
    text: str, lo: int, hi: int, spoken: bool, v: HeaderVocabulary
) -> tuple[Efforts, Span] | None:
    parts = v.effort_parts
    if not (parts["overall"].search(text, lo, hi) or parts["period"].search(text, lo, hi)):
        return None
    nouns = [n for n in parts["nouns"].finditer(text, lo, hi) if not _is_part(text, lo, n, v)]
    if not nouns and spoken and _THEY.match(text, lo):
        nouns = [n for n in [_THEY.match(text, lo)] if n]
    whole = parts["overall"].search(text, lo, hi) is not None
    for noun in nouns:
        if not whole and not noun.group().lower().startswith(("effort", "they")):
            continue
        near = (max(lo, noun.start() - _NEAR), min(hi, noun.end() + _NEAR))
        shrunk = parts["shrunk"].search(text, *near)
        grown = parts["grown"].search(text, *near)
        word = grown or shrunk
        if word is None:
            continue
        span = Span(min(noun.start(), word.start()), max(noun.end(), word.end()))
        denied = _denied(text, lo, hi, span, v)
        if grown and not denied:
            return Efforts.INCREASING, span
        return Efforts.NOT_INCREASING, denied or span
    return None


def _denied(text: str, lo: int, hi: int, span: Span, v: HeaderVocabulary) -> Span | None:
    """`span` with the words that deny it, before or after; None if nothing does."""
    parts = v.effort_parts
    for before in parts["denied"].finditer(text, max(lo, span.start - 60), span.end):
        # "does not meet the minimum standards and …" denies something else.
        if not v.standards_sentence.search(text, before.start(), span.start):
            return Span(min(before.start(), span.start), span.end)
    comma = text.find(",", span.end, hi)
    reach = min(comma if comma >= 0 else hi, span.end + _NEAR)
    after = parts["denied_after"].search(text, span.end, reach)
    return Span(span.start, after.end()) if after else None


def _is_part(text: str, lo: int, noun: re.Match[str], v: HeaderVocabulary) -> bool:
    """Whether the noun means only one kind of effort ("prevention efforts", "efforts to X")."""
    parts = v.effort_parts
    before = text[max(lo, noun.start() - 40) : noun.start()].rstrip()
    one_kind = any(m.end() == len(before) for m in parts["partial_before"].finditer(before))
    after = parts["partial_after"].match(text, noun.end() + 1)
    return one_kind or after is not None
