"""Reads tier, placement and years on the Watch List from a verb and a tier name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from palermo.kernel.spans import Span
from palermo.reports.assessment import Placement, Tier
from palermo.reports.header import HeaderVocabulary

#: The largest distance of a verb from its tier name, in characters.
_REACH = 170
#: The longest heading, in characters.
_HEADING = 160
#: A narrative names tiers about ten times.
_MOST_NAMES = 400
#: The longest label of a field, in characters.
_LABEL = 50
_SUBJECT = re.compile(r"[)\]]?\s+(?=(?:The\s+|the\s+)?[A-ZÀ-Ý])")
_CLAUSE_END = re.compile(r"[;:]|\.\s")
_HEADING_BEFORE = re.compile(r"^(?:[^\n.;]{0,90}?[(\[|:–—-]|[ \t]*\w[\w ’'-]{2,40},)\s*\Z")
_HEADING_AFTER = re.compile(r"\s*(?:[)\]]|[–—-](?=[\s\w])|[:.](?=\s)|\n|\Z)")
#: The year of the edition after a tier in a heading: `Tier 2, 2022`, `Tier 3 [2022]`.
_YEAR_AFTER = re.compile(
    r"[ \t]*[)\]]?[ \t,:|/–—-]*[(\[]?[ \t]*20[0-4]\d[ \t]*[)\]]?[ \t*_#.:)]*(?=\n|\Z|[–—-]\s)"
)
_LINE_END = re.compile(r"[ \t*_#.)\]]*(?:\n|\Z)")
#: A heading that no sign divides: `THAILAND 2022 Tier 2`, `2022 Republic of the Congo`.
_NAME_ALONE = re.compile(
    r"(?=[^\n]*[A-Za-zÀ-ÿ])(?:20[0-4]\d[\s,:|–—-]*)?(?:(?:of|the|and|de|da|do|e)\s+|[A-ZÀ-Ý][\w.’'-]*[\s,]+){0,9}"
    r"(?:[(\[]?20[0-4]\d[)\]]?[\s,:|–—-]*)?[(\[]?\Z"
)
_BREATH = re.compile(r",\s|\b(?:and|but|so)\s")
_PAST = re.compile(r"[\s,)]*(?:in|during|since)\s+(?:the\s+)?(20\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TierMention:
    """A statement of this year's tier: in the heading, or with a verb in the body."""

    tier: Tier
    span: Span
    heading: bool
    placement: Placement | None = None


def find_tier_mentions(text: str, v: HeaderVocabulary, year: int | None) -> list[TierMention]:
    """All statements of this year's tier in reading order, without other mentions of tiers."""
    mentions: list[TierMention] = []
    before: re.Match[str] | None = None
    for match in islice(v.tier_name.finditer(text), _MOST_NAMES):
        mention = _heading(text, match, v) or _stated(text, match, before, v, year)
        if mention:
            mentions.append(mention)
        before = match
    return mentions


def _tier(match: re.Match[str]) -> Tier:
    return Tier((match.lastgroup or "")[1:])


def _heading(text: str, match: re.Match[str], v: HeaderVocabulary) -> TierMention | None:
    """`AZERBAIJAN (Tier 2)`, `Azerbaijan: TIER 2`, `Tier 3 — Macau does not …`."""
    back = max(0, match.start() - _HEADING)
    line = max(text.rfind("\n", back, match.start()) + 1, back)
    left = text[line : match.start()]
    if ":" in match.group() or v.tier_label.search(left[-_LABEL:]):
        return TierMention(_tier(match), Span(*match.span()), True)
    dated = _YEAR_AFTER.match(text, match.end()) is not None
    name = left.strip(" #*_[(")
    if name and not (match.start() - line < 95 and _HEADING_BEFORE.match(left)):
        ended = dated or _LINE_END.match(text, match.end())
        if not (ended and _NAME_ALONE.match(left.lstrip(" \t#*_"))):
            return None
    ends = dated or _HEADING_AFTER.match(text, match.end())
    if not ends and not _begins_judgement(text, left, match, v):
        return None
    # A bracket in a sentence ("… was downgraded (Tier 3) …") is not a heading.
    if v.placement_verb.search(left) and not left.isupper():
        return None
    return TierMention(_tier(match), Span(*match.span()), True)


def _begins_judgement(text: str, left: str, match: re.Match[str], v: HeaderVocabulary) -> bool:
    """`Tier 3 Zambia does not fully meet …`: the dash of the heading was lost."""
    subject = _SUBJECT.match(text, match.end())
    if left.strip(" #*_[(") or subject is None:
        return False
    return v.standards_sentence.search(text, subject.end(), subject.end() + _REACH) is not None


def _stated(
    text: str, match: re.Match[str], before: re.Match[str] | None, v: HeaderVocabulary,
    year: int | None,
) -> TierMention | None:  # fmt: skip
    lo, hi = _clause(text, match)
    left = text[lo : match.start()]
    _, after = v.not_now
    if v.came_from.search(left) or after.match(text, match.end()):
        return None
    past = _PAST.match(text, match.end())
    if past and year and int(past.group(1)) not in (year, year + 1):
        return None
    unchanged = v.was_kept.match(text, match.end())
    if unchanged:
        return TierMention(
            _tier(match), Span(match.start(), unchanged.end()), False, Placement.REMAINED
        )
    verbs = list(v.placement_verb.finditer(left))
    kinds = [verb for verb in verbs if verb.lastgroup != "placed"]
    if not verbs:
        return None
    verb = kinds[-1] if kinds else verbs[-1]
    if _is_supposed(left, verb.start(), v):
        return None
    kind = verb.lastgroup or ""
    placement = v.placement_of(kind)
    if placement is None:
        placement = _by_two_tiers(text, match, before, lo, hi, v) or _again(text, lo, hi, v)
    return TierMention(_tier(match), Span(lo + verb.start(), match.end()), False, placement)


def _is_supposed(left: str, verb: int, v: HeaderVocabulary) -> bool:
    """Whether the statement at `verb` is only supposed, past or denied.

    The words for that are in the same phrase: after the last comma or joining word.
    """
    breath = max(verb - 60, 0)
    for mark in _BREATH.finditer(left, breath, verb):
        breath = mark.end()
    return bool(v.not_now[0].search(left, breath) or v.denied_directly.search(left[:verb]))


def _by_two_tiers(
    text: str, match: re.Match[str], before: re.Match[str] | None, lo: int, hi: int,
    v: HeaderVocabulary,
) -> Placement | None:  # fmt: skip
    """`moved from Tier 3 to Tier 2`, `joins Tier 2 from Tier 3`: two tiers tell up from down."""
    if before and before.start() >= lo and v.came_from.search(text[lo : before.start()]):
        return _compare(_tier(before), _tier(match), v)
    was = v.tier_name.search(text, match.end(), hi)
    if was and v.came_from.search(text[match.end() : was.start()]):
        return _compare(_tier(was), _tier(match), v)
    if was and v.was_there_before.search(text, match.end(), was.start()):
        return _compare(_tier(was), _tier(match), v)
    if before and before.start() >= lo and v.was_there_before.search(text[lo : before.start()]):
        return _compare(_tier(before), _tier(match), v)
    return None


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The bounds of the clause around `match`, at most `_REACH` away."""
    lo = max(0, match.start() - _REACH)
    for mark in _CLAUSE_END.finditer(text, lo, match.start()):
        if text[mark.start() - 3 : mark.start()] != "U.S":
            lo = mark.end()
    end = _CLAUSE_END.search(text, match.end(), match.end() + _REACH)
    return lo, end.start() if end else min(len(text), match.end() + _REACH)


def _compare(was: Tier, now: Tier, v: HeaderVocabulary) -> Placement | None:
    if was not in v.order or now not in v.order:
        return None
    step = v.order.index(now) - v.order.index(was)
    if step == 0:
        return Placement.REMAINED
    return Placement.DOWNGRADED if step > 0 else Placement.UPGRADED


def _again(text: str, lo: int, hi: int, v: HeaderVocabulary) -> Placement | None:
    """A second or later year in a row means that the tier remained."""
    years = v.consecutive_years.search(text, lo, hi)
    return Placement.REMAINED if years and v.count_of(years) > 1 else None


def judge_placement(
    text: str, stated: list[TierMention], v: HeaderVocabulary
) -> tuple[Placement, Span] | None:
    """What happened to the tier. A waiver takes precedence over `remained`, not over a move."""
    moves = [m for m in stated if m.placement]
    last = moves[-1] if moves else None
    if last is None or last.placement is Placement.REMAINED:
        waiver = _waiver(text, v)
        if waiver:
            return Placement.WAIVER, waiver
    if last and last.placement:
        return last.placement, last.span
    return _bare_change(text, v)


def _waiver(text: str, v: HeaderVocabulary) -> Span | None:
    waiver, about, refused = v.waivers
    for match in waiver.finditer(text):
        lo, hi = _clause(text, match)
        if not about.search(text, lo, hi):
            continue
        if refused.search(text, max(lo, match.start() - 50), match.start()):
            continue
        if refused.match(text[match.end() : match.end() + 40].lstrip(" was")):
            continue
        return Span(*match.span())
    return None


def _bare_change(text: str, v: HeaderVocabulary) -> tuple[Placement, Span] | None:
    """`Macau was therefore downgraded.` – a change whose sentence does not name the new tier."""
    for left_tier in islice(v.tier_name.finditer(text), _MOST_NAMES):
        lo, _hi = _clause(text, left_tier)
        left = text[lo : left_tier.start()]
        verb = v.verb_of_change.search(left)
        if verb and v.came_from.search(left) and not _is_supposed(left, verb.start(), v):
            return Placement(verb.lastgroup or ""), Span(lo + verb.start(), left_tier.end())
    blocked, _ = v.not_now
    for match in v.bare_change.finditer(text):
        lo, _hi = _clause(text, match)
        named = match.groupdict()
        kind = "upgraded" if named.get("upgraded") else "downgraded"
        word = match.group(1).lower()
        if not word.startswith(("upgrad", "downgrad", "promot", "demot")):
            continue
        if not blocked.search(text, lo, match.start()):
            return Placement(kind), Span(*match.span())
    return None


def find_watch_list_year(
    text: str, parts: list[tuple[int, int]], tier: Tier | None, v: HeaderVocabulary
) -> tuple[int, Span] | None:
    """The number of years in a row on the Watch List, if the sentence about the tier says so."""
    for start, end in parts:
        years = v.consecutive_years.search(text, start, end)
        if not years:
            continue
        for match in v.tier_name.finditer(text, start, end):
            lo, hi = _clause(text, match)
            near = years.start() < hi and years.end() > lo
            if near and _tier(match) is Tier.WATCH_LIST and tier in (None, Tier.WATCH_LIST):
                return v.count_of(years), Span(*years.span())
    return None
