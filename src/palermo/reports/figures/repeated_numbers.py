"""Numbers that repeat an earlier quantity: comparisons, runs of numbers, "the 2020 total"."""

from __future__ import annotations

from itertools import pairwise
from math import log

from palermo.reports.figures import clause_patterns
from palermo.reports.figures.clause_context import OF_NOUN, SUBGROUPS, Clause
from palermo.reports.figures.quantities import Quantity

#: So near to a part a number can be its own, so far from the whole it cannot (quotients).
_NEAR, _FAR = 2.5, 4.0


def measures_of_same_part(clause: Clause, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
    """`no child victims in 2021, but five had been found in 2020`: five children."""
    parts = set(SUBGROUPS.values())
    one = clause.done[0].measures if len(clause.done) == 1 else None
    return one if one and q.dated and acts == ["identify"] and set(one) <= parts else None


def measures_of_list(
    clause: Clause, q: Quantity, previous: list[tuple[str, ...] | None]
) -> list[tuple[str, ...] | None]:
    """The measures that a run of numbers repeats: of this clause, or of the clause before."""
    here = [
        d.measures
        for d in clause.done
        if not d.compare and d not in q.run and not clause_patterns.repeats_a_number(clause, d)
    ]
    first = q.run[0]
    if here and (first.compare or first.depth):
        return here
    anaphor = clause_patterns.has_anaphor(clause, first) or first.own_year
    return previous if anaphor and not here else []


def measures_of_parent(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    return q.parent.measures if q.parent is not None else None


def compares_part(clause: Clause, q: Quantity) -> bool:
    """`4,811 calls, of which 83 …, compared with 69`: nearer to the unmeasured part it follows."""
    part = clause.done[-1] if clause.done else None
    heads = [d for d in clause.done if not d.sub and not d.compare and d.depth == q.depth]
    if part is None or not heads or not q.compare or not part.sub or part.depth != q.depth:
        return False
    if part.measures or min(part.token.value, q.token.value, heads[-1].token.value) <= 0:
        return False
    to_part = abs(log(q.token.value / part.token.value))
    to_head = abs(log(q.token.value / heads[-1].token.value))
    return to_part < log(_NEAR) and to_head > log(_FAR)


def measures_of_comparison(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    if compares_part(clause, q):
        return None
    named = [clause.tokens[i].sense for i in range(q.wide, q.at)]
    if clause.done and any(s.unit in OF_NOUN or s.groups for s in named):
        return clause_patterns.measures_named_before(clause, q)
    if q.depth and q.parent is not None:
        inner = [d for d in clause.done if d.parent is q.parent and d.depth == q.depth]
        return inner[-1].measures if inner else q.parent.measures
    here = [d for d in clause.done if d.depth == q.depth and not d.reference]
    total = ("victims_identified",)
    if q.unit == "victim" and not q.groups and any(d.measures == total for d in here):
        return total
    main = [d for d in here if not d.sub and not d.attached] or here
    alike = [d for d in main if d.unit == q.unit and d.measures and not d.compare]
    if alike and q.unit:
        return alike[-1].measures
    for head in reversed(main):
        part = head.bare and (head.groups or clause_patterns.groups_after(clause, head))
        if head.measures or head.aside or not part:
            return head.measures or head.aside or None  # else "seven for sex trafficking": a part
    if main:
        return None
    return clause_patterns.measures_named_before(clause, q) or clause.focus.main


def measures_of_compared_list(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    """`51 cases and 14 convictions, compared with 40 cases and nine traffickers`: by units."""
    before = clause.done[-1] if clause.done else None
    if before is None or q.compare or q.depth != before.depth:
        return None
    if not (before.compare or before.in_comparison):
        return None
    # "compared with 143 cases investigated in 2019, 84 persons prosecuted, and 27 convicted"
    between = [
        t.low
        for t in clause.tokens[before.noun_end + 1 : q.at]
        if not (t.sense.act or t.kind == "year" or t.low == "in" or t.has("past"))
    ]
    if (before.unit == q.unit and not q.bare) or between not in (["and"], [","], [",", "and"]):
        return None
    q.in_comparison = True
    heads = [d for d in clause.done if not (d.compare or d.in_comparison) and d.depth == q.depth]
    gap = clause.tokens[before.noun_end + 1 : q.at]
    if q.partitive or any(t.sense.act and b.low in (",", "and") for b, t in pairwise(gap)):
        return None  # a part, or a number with a verb of its own
    if q.bare and any(t.kind == "year" or t.has("past") for t in gap):
        return before.measures  # "compared with 31 investigations in 2021 and 12 in 2020"
    if q.bare:
        # The second of two compared numbers repeats the second of two counts.
        main = [d for d in heads if not (d.sub or d.attached)]
        place = sum(d.compare or d.in_comparison for d in clause.done)
        fits = len(q.run) < 2 and not before.bare and place < len(main)
        return main[place].measures if fits else None
    alike = [d for d in heads if d.unit == q.unit and d.measures]
    return alike[-1].measures if alike else None


def measures_spoken_of(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    here = [d for d in clause.done if d.depth == q.depth and not d.reference and not d.sub]
    strange = any(not clause.tokens[i].known for i in range(q.before, q.at))
    if strange and not clause_patterns.has_anaphor(clause, q):
        return None
    if q.partitive:
        return None
    if q.toward and clause.done and clause.done[-1].compare:
        return clause.done[-1].measures
    return here[-1].measures if here else clause.focus.main


def measures_of_omitted_verb(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    """`The police identified 11 victims, the border service three`: the verb is left out."""
    if not clause.done or q.near or q.compare or clause.done[-1].compare:
        return None
    words_before = [clause.tokens[i] for i in range(q.wide, q.at)]
    agent = any(t.has("agent") for t in words_before)
    strange = any(not t.known or t.sense.act or t.has("stop") for t in words_before)
    return clause.done[-1].measures if agent and not strange else None
