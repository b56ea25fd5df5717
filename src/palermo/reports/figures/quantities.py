"""The counted quantities of one clause: each number with the words before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from palermo.reports.assessment import AsideReason
from palermo.reports.figures.counting import TERMS, is_count
from palermo.reports.figures.insertions import (
    closing_bracket,
    explains_share,
    insertion_end,
)
from palermo.reports.figures.runs import join_runs
from palermo.reports.figures.tokens import ClauseToken

#: Units that more often begin a longer noun than end one: counted only at its end.
_HALF_NOUNS = frozenset(
    {"police", "law enforcement", "victim", "child", "staff", "minor", "juvenile"}
)
#: In the singular after a larger number they describe something else: "four investigation teams".
_HALF_EVENTS = frozenset(
    {"investigation", "prosecution", "inspection", "conviction", "call", "case"}
)
_PARTING = frozenset({"join", "compare", "stop"})
_NOUN_STOPS = frozenset({"no_number", "past", "now", "sub"})
_EVENTS = frozenset({"case", "investigation", "prosecution", "conviction"})
_PLACES = frozenset({"assist", "shelter"})
#: "no shelter for men" counts houses; "no assistance" that nobody was assisted.
_HOUSES = frozenset({"shelter", "shelters", "shelter for", "housing", "accommodation"})
_CHAIN = frozenset({"investigation", "prosecution", "conviction"})
_EVERYWHERE = frozenset({"nationwide", "nationally", "countrywide"})
_FRACTIONS = (
    "half",
    "third",
    "quarter",
    "most",
    "majority",
    "some",
    "many",
    "percent",
    "%",
    "several",
)
_NOUN_REACH = 7
_MOST = 50


@dataclass(slots=True)
class Quantity:
    """A number at `tokens[at]`, and its share of the surrounding words.

    `near`: the words up to the next separator, without brackets. `before`: the words directly
    before, back to the last separator. `wide`: where the preceding words begin that no earlier
    number has used.
    """

    at: int
    token: ClauseToken
    depth: int
    parent: Quantity | None
    wide: int = 0
    before: int = 0
    near: list[int] = field(default_factory=list)
    near_end: int = 0
    post_end: int = 0
    unit: str = ""
    units: list[str] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    noun_act: str = ""
    noun_end: int = 0
    potential: bool = False
    unknown: bool = False
    partitive: bool = False
    reference: bool = False
    fraction: bool = False
    compare: bool = False
    in_comparison: bool = False
    toward: bool = False
    sub: bool = False
    #: Said to be the total; one end of a range of prison terms.
    whole: bool = False
    ranged: bool = False
    #: Not the government's count, or not a count of this kind at all.
    barred: AsideReason | None = None
    aside: tuple[str, ...] = ()
    #: Whether others than the government counted it (None: not asked or not said).
    others: bool | None = None
    other_crime: bool = False
    #: Staff, houses and the like, in a change from one number to another.
    other_thing: bool = False
    #: Named beside another number of the same event: `14 cases with 24 defendants`.
    attached: bool = False
    everyone: bool = False
    run: list[Quantity] = field(default_factory=list)
    years: tuple[int, ...] = ()
    own_year: bool = False
    dated: bool = False
    last: int = 0
    first: int = 0
    measures: tuple[str, ...] | None = None

    @property
    def bare(self) -> bool:
        """Whether the number is not followed by a counted noun."""
        return not self.unit and not self.unknown and self.token.kind == "num"


def is_separator(token: ClauseToken) -> bool:
    """Whether a token separates the words of one number from those of the next."""
    if token.kind == "sign":
        return token.low in ",:()[]–—-/;"
    return not (_PARTING.isdisjoint(token.sense.marks) or token.sense.act)


def find_quantities(tokens: Sequence[ClauseToken]) -> list[Quantity]:
    """All quantities of a clause in order, with stretches, nouns, brackets and comparisons.

    None if there are more numbers than in any sentence: that is a table.
    """
    if len(tokens) > _MOST and sum(t.kind in ("num", "money") for t in tokens) > _MOST:
        return []
    quantities: list[Quantity] = []
    open_at: list[Quantity | None] = []
    for at, token in enumerate(tokens):
        if token.kind == "word" and "all" not in token.sense.marks:
            continue
        if token.low in ("(", "[") and token.kind == "sign":
            same = [q for q in quantities if q.depth == len(open_at)]
            open_at.append(same[-1] if same else None)
        elif token.low in (")", "]") and token.kind == "sign" and open_at:
            open_at.pop()
        elif is_count(tokens, at):
            quantities.append(Quantity(at, token, len(open_at), open_at[-1] if open_at else None))
    for q in quantities:
        _read_noun(tokens, q)
    for q, following in zip(reversed(quantities[:-1]), reversed(quantities[1:]), strict=True):
        if q.bare and following.unit in TERMS and _ranges(tokens, q, following):
            q.unit = following.unit
    _stretch(tokens, quantities)
    for q in quantities:
        _relate(tokens, q)
    for q, following in pairwise(quantities):
        _attach(tokens, q, following)
        if q.sub and q.depth == following.depth and q.unit and following.unit:
            between = tokens[q.noun_end + 1 : following.at]
            following.sub |= all(t.low in (",", "and") for t in between)
    join_runs(tokens, quantities)
    return quantities


def _attach(tokens: Sequence[ClauseToken], q: Quantity, following: Quantity) -> None:
    """`208 cases (206 in 2018) against 156 suspects`: persons and cases of one event."""
    if _EVENTS.isdisjoint((q.unit, following.unit)) and not (
        q.depth > following.depth and following.unit == "suspect"
    ):
        return
    link = tokens[following.at - 1].low
    near = following.at - q.noun_end <= 4
    if link == "against" and following.unit in ("suspect", "person", "official"):
        following.attached, following.compare = True, False
    elif near:
        of_case = link in ("with", "in") and "case" in (q.unit, following.unit)
        following.attached = of_case or link in ("involving", "into")


def _ranges(tokens: Sequence[ClauseToken], q: Quantity, following: Quantity) -> bool:
    """`two to 10 years`: the first number has the unit of the second."""
    between = tokens[q.at + 1 : following.at]
    if q.token.value >= following.token.value:
        return False
    return 0 < len(between) <= 3 and all(
        t.low in ("to", "and", "or", "-", "–", "through")
        or (t.has("about") and "than" not in t.low)
        for t in between
    )


def _read_noun(tokens: Sequence[ClauseToken], q: Quantity) -> None:
    """The noun phrase right after the number: its head, groups, and whether it is unknown."""
    unknown, at = 0, q.at + 1
    if q.token.kind == "money" or q.token.kind == "word":
        q.noun_end = q.at
        return
    last = q.at
    while at < len(tokens) and at - q.at <= _NOUN_REACH:
        token = tokens[at]
        sense = token.sense
        if token.kind == "sign" and token.low == "-" and q.token.hyphened:
            at += 1
            continue
        if at == q.at + 1 and [t.low for t in tokens[at : at + 2]] == ["or", "more"]:
            at += 2  # "three or more years"
            continue
        if token.kind != "word" or not _NOUN_STOPS.isdisjoint(sense.marks):
            break
        if "neutral" in sense.marks:
            q.unknown, unknown = True, 9
            break
        if sense.unit and at + 1 < len(tokens) and _is_possessive(tokens, at):
            q.unknown = True  # "one victims' shelter"
            break
        if sense.unit:
            if sense.unit == "person" and q.unit in ("victim", "suspect"):
                break
            if sense.unit == "official" and tokens[last].low in ("victims", "survivors"):
                break  # "of the 31 victims police identified": a subject of its own
            q.unit, last = sense.unit, at
            q.groups |= sense.groups
        elif sense.groups:
            q.groups |= sense.groups
            last = at if not q.unit else last
            if q.unit:
                break
        elif unknown and sense.act and not q.unit:
            break
        elif sense.marks & {"modifier", "potential"}:
            q.potential |= "potential" in sense.marks
        elif sense.act and not q.unit and at == q.at + 1:
            if sense.act == "sentence":
                break
            if (
                sense.act in _PLACES
                and not token.low.endswith("ed")
                and not (q.token.zero and token.low not in _HOUSES)
            ):
                q.unknown = True  # "one shelter for women"
                break
            if sense.act == "other" and token.low.endswith("s"):
                q.unknown = True  # "1,400 complaints from workers"
                break
            q.noun_act = sense.act
        elif not token.known or token.has("agent"):
            if q.unit:
                half = tokens[last].low in _HALF_NOUNS and q.token.value != 1
                half |= tokens[last].low in _HALF_EVENTS and q.token.value > 1
                if half and not token.low.endswith("ly"):
                    q.unknown = True
                break
            unknown += 1
            if unknown > 2:
                break
        else:
            half = tokens[last].low in _HALF_EVENTS and q.token.value > 1
            q.unknown |= half and sense.act == "train"  # "12 investigation courses"
            break
        at += 1
    if unknown and not q.unit:
        q.unknown = True
        q.groups.clear()
    q.noun_end = last
    if q.unit:
        q.units = [q.unit]
    if q.token.zero and (q.unit in _CHAIN or not q.unit):
        _read_chain(tokens, q)


def _is_possessive(tokens: Sequence[ClauseToken], at: int) -> bool:
    """Whether an apostrophe follows a counted noun that is no term: `victims' shelter`."""
    following = tokens[at + 1]
    touches = following.start == tokens[at].end and following.low in ("'", "’")
    return touches and tokens[at].sense.unit not in TERMS


def _read_chain(tokens: Sequence[ClauseToken], q: Quantity) -> None:
    """`no investigations, prosecutions, or convictions`: one number for several nouns."""
    at, joined = q.noun_end + 1, False
    while at < len(tokens) and at - q.noun_end < 7:
        token = tokens[at]
        if token.low in (",", "or", "and", "nor"):
            joined = True
        elif token.sense.unit in _CHAIN and joined:
            q.units.append(token.sense.unit)
            q.unit = q.unit or token.sense.unit
            q.noun_end, q.unknown, joined = at, False, False
        elif token.kind != "word" or (not token.has("modifier") if joined else bool(q.unit)):
            break
        at += 1


def _stretch(tokens: Sequence[ClauseToken], found: list[Quantity]) -> None:
    """Divide the words between two numbers: up to the first separator, and from the last one."""
    for n, q in enumerate(found):
        stop = found[n + 1].at if n + 1 < len(found) else len(tokens)
        q.near, q.near_end = _near(tokens, q, stop)
        seps = [i for i in range(q.noun_end + 1, stop) if is_separator(tokens[i])]
        q.post_end = seps[-1] if seps and n + 1 < len(found) else stop
        if n + 1 < len(found):
            following = found[n + 1]
            following.before = seps[-1] + 1 if seps else stop
            told = bool(q.noun_act) and not tokens[q.at + 1].low.endswith("ed")
            apart = q.unknown or (not q.unit and (q.token.zero or told))
            used = q.at + 1 if apart else max(q.near_end, q.noun_end + 1)
            following.wide = min(used, following.at)
            if _is_act_of(tokens, following.at):
                following.wide = min(following.wide, following.at - 2)
    if found:
        seps = [i for i in range(found[0].at) if is_separator(tokens[i])]
        found[0].before = seps[-1] + 1 if seps else 0


def _is_act_of(tokens: Sequence[ClauseToken], at: int) -> bool:
    """`resulted in the conviction of seven traffickers`: the act belongs to the number after it."""
    return at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].sense.unit in _EVENTS - {"case"}


def _near(tokens: Sequence[ClauseToken], q: Quantity, stop: int) -> tuple[list[int], int]:
    near = list(range(q.at + 1, q.noun_end + 1))
    at, end = q.noun_end + 1, -1
    while at < len(tokens):
        low = tokens[at].low if tokens[at].kind == "sign" else ""
        if low in ("(", "["):
            end = at if end < 0 else end
            closing = closing_bracket(tokens, at)
            if closing < 0:
                break
            at = closing + 1
            continue
        if at == q.at + 1 and (
            tokens[at].has("sub") or (q.token.zero and tokens[at].low == "from")
        ):
            at += 1
            continue
        if low == "," and at == q.noun_end + 1 and explains_share(tokens, q.at):
            at += 1
            continue
        if low == "," and at == q.noun_end + 1:
            resumed = insertion_end(tokens, at)
            if resumed:
                end = at if end < 0 else end
                at = resumed
                continue
        named = tokens[at].low == "as" and tokens[at - 1].sense.act == "identify"
        if (is_separator(tokens[at]) and not named) or (
            tokens[at].kind in ("num", "money") and at >= stop
        ):
            break
        near.append(at)
        at += 1
    return near, end if end >= 0 else at


def _relate(tokens: Sequence[ClauseToken], q: Quantity) -> None:
    """Partitives, references ("of the 95"), comparisons, sub-lists."""
    after = tokens[q.at + 1 : q.at + 3]
    q.partitive = bool(after) and (
        after[0].has("sub")
        or (after[0].low == "of" and after[-1].kind != "year" and after[-1].low != "trafficking")
    )
    q.whole = any(t.has("whole") for t in tokens[q.noun_end + 1 : q.noun_end + 3])
    at = q.at - 1
    while (
        at >= 0
        and tokens[at].kind == "word"
        and tokens[at].has("about")
        and not tokens[at].has("compare")
    ):
        q.everyone |= tokens[at].low in ("all", "all of", "all the", "all of the")
        q.whole |= tokens[at].has("whole")
        at -= 1
    if at > 0 and tokens[at].sense.act and tokens[at].low.endswith("ing"):
        at -= 1 if tokens[at - 1].has("compare") else 0  # "compared with prosecuting 29"
    if at >= 0:
        q.compare = tokens[at].has("compare") and not (
            tokens[at].low == "against" and at and tokens[at - 1].sense.act
        )
        if q.unit in TERMS:
            q.compare = False
        q.toward = tokens[at].has("toward")
        if tokens[at].low == "of" and q.token.kind == "num":
            first = at == 0 or tokens[at - 1].low in (",", "–", "—", "although", "while", "and")
            q.fraction = at > 0 and tokens[at - 1].low in _FRACTIONS
            q.reference = first or tokens[at - 1].kind == "num" or tokens[at - 1].low == "out"
        if tokens[at].has("sub") or (tokens[at].low == "with" and q.at - at == 1):
            q.sub = True
        q.sub &= q.unit != "suspect"
    q.whole |= any(tokens[i].low in _EVERYWHERE for i in range(q.wide, q.at))
    q.sub |= q.partitive or any(tokens[i].has("sub") for i in range(q.wide, q.at))
