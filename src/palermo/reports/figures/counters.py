"""Who counted: the subject of the verb that governs a number, or the agent after "by"."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.reports.figures.clause_context import Clause
from palermo.reports.figures.quantities import Quantity
from palermo.reports.figures.tokens import ClauseToken

#: Before a name they make it a companion of the subject, not the subject.
_COMPANIONS = frozenset(
    ["with", "to", "by", "for", "of", "through", "from", "at", "in", "including", "via", "into"]
)
_RELATIVES = frozenset(["which", "that", "who"])
_JOINS = frozenset(["and", "or", ",", "as well as"])
#: Without one of these marks a clause names nobody who counts.
_NAMING = frozenset({"others", "own", "demonym"})
_REACH = 6
_BACKED = 8
#: How many words before a name the verb may stand that gives it something.
_RECEIVER = 4


def counted_by_others(clause: Clause, q: Quantity) -> bool | None:
    """Whether others than the government counted `q`; None if its own words do not say."""
    if clause.marks.isdisjoint(_NAMING):
        return None
    agent = _agent_after(clause, q)
    if agent is not None:
        return agent
    floor = _floor(clause, q)
    at = q.at - 1
    while at >= floor:
        token = clause.tokens[at]
        if token.low in _RELATIVES and _governs(clause, at, q):
            antecedent = _antecedent(clause, at, floor)
            if antecedent is not None:
                return antecedent
        kind = _side(clause.tokens, at)
        aside = kind and _receives(clause.tokens, at, floor)
        if kind is not None and not aside and not _accompanies(clause.tokens, at, floor):
            if kind and _joint(clause.tokens, at, floor):
                return False
            return kind
        at -= 1
    return None


def preceding(clause: Clause, q: Quantity) -> Quantity | None:
    """The last number before `q` outside brackets that `q` does not stand in."""
    for done in reversed(clause.done):
        if done.at < q.at and done.depth <= q.depth:
            return done
    return None


def _floor(clause: Clause, q: Quantity) -> int:
    """Where the words begin that can name the subject: after the last number before `q`."""
    before = preceding(clause, q)
    floor = before.noun_end + 1 if before else 0
    if (
        q.compare
    ):  # "to ten homes run by NGOs, compared with 18 million": who ran them is no subject
        compared = (i for i in range(q.at - 1, floor, -1) if clause.tokens[i].has("compare"))
        return next(compared, floor)
    return floor


def _side(tokens: Sequence[ClauseToken], at: int) -> bool | None:
    """True: others; False: the government or one of its bodies; None: neither."""
    token = tokens[at]
    if token.has("others"):
        around = tokens[max(0, at - _BACKED) : at + _BACKED]
        return not any(t.has("backed") for t in around)
    if token.has("demonym") and "foreign" in token.sense.groups:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return True if following is not None and following.has("own") else None
    if token.has("own"):
        before = tokens[at - 1] if at else None
        if before is not None and before.has("demonym") and "foreign" in before.sense.groups:
            return True
        return _abroad(tokens, at)
    return None


def _abroad(tokens: Sequence[ClauseToken], at: int) -> bool:
    """`authorities in a neighboring state`: bodies of another state."""
    following = tokens[at + 1 : at + 5]
    if not following or following[0].low not in ("in", "of"):
        return False
    return any(t.has("others") for t in following[1:])


def _accompanies(tokens: Sequence[ClauseToken], at: int, floor: int) -> bool:
    """Whether a preposition stands before the name: `in partnership with NGOs`."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.has("spending") and following.low.endswith("ed"):
        return False  # "to the center, and an NGO raised 90,000": a subject of its own
    for i in range(at - 1, max(floor, at - _REACH) - 1, -1):
        token = tokens[i]
        if token.has("run_by") or (token.low == "to" and tokens[i - 1].low == "according"):
            return False
        if token.low in _COMPANIONS:
            return True
        if token.kind != "word" or token.has("stop") or token.sense.act:
            return False
    return False


def _receives(tokens: Sequence[ClauseToken], at: int, floor: int) -> bool:
    """Whether the name is given something: "gave two local NGOs 300,000 euros"."""
    for i in range(at - 1, max(floor, at - _RECEIVER) - 1, -1):
        if tokens[i].has("spending"):
            return True
        if tokens[i].kind == "sign" or tokens[i].has("stop") or tokens[i].sense.act:
            return False
    return False


def _joint(tokens: Sequence[ClauseToken], at: int, floor: int) -> bool:
    """`the government and NGOs`: counted together."""
    joined = False
    for i in range(at - 1, max(floor, at - _REACH) - 1, -1):
        if tokens[i].low in _JOINS:
            joined = True
        elif tokens[i].has("own") and not tokens[i].has("others"):
            return joined
        elif tokens[i].sense.act or tokens[i].kind not in ("word",):
            return False
    return False


def _governs(clause: Clause, at: int, q: Quantity) -> bool:
    """Whether a relative pronoun is the subject of the verb before the number."""
    following = clause.tokens[at + 1 : q.at]
    if any(_side(clause.tokens, i) is not None for i in range(at + 1, min(q.at, at + 4))):
        return False
    return any(t.sense.act or t.has("link") for t in following[:3])


def _antecedent(clause: Clause, at: int, floor: int) -> bool | None:
    for i in range(at - 1, max(floor, at - _REACH) - 1, -1):
        kind = _side(clause.tokens, i)
        if kind is not None:
            return kind
        if clause.tokens[i].sense.act and not clause.tokens[i].sense.unit:
            return None
    return None


def _agent_after(clause: Clause, q: Quantity) -> bool | None:
    """`240 victims were identified by an international organization`."""
    for i in q.near:
        if clause.tokens[i].low != "by" or i <= q.noun_end:
            continue
        for j in range(i + 1, min(len(clause.tokens), i + _REACH)):
            kind = _side(clause.tokens, j)
            if kind is not None:
                own = kind and any(
                    _side(clause.tokens, n) is False
                    for n in range(j + 1, min(len(clause.tokens), j + 4))
                )
                return kind and not own
            if clause.tokens[j].kind != "word" or clause.tokens[j].sense.act:
                break
    return None
