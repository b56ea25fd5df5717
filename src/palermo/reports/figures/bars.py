"""Which measured numbers are no figures: others' counts, estimates, potential victims, zeros of
a part, other crimes."""

from __future__ import annotations

from palermo.reports.assessment import AsideReason
from palermo.reports.figures import clause_patterns
from palermo.reports.figures.clause_context import ENFORCEMENT, SUBGROUPS, Clause
from palermo.reports.figures.counters import counted_by_others, preceding
from palermo.reports.figures.quantities import Quantity

_VICTIMS = frozenset(
    ["victims_identified", "victims_assisted", "victims_sheltered", *SUBGROUPS.values()]
)
_ENFORCED = frozenset(
    [m for table in ENFORCEMENT.values() for m in table.values()]
    + ["sentenced_to_prison", "suspended_sentences"]
)
_FORMS = frozenset({"sex", "labor", "other_form", "child", "foreign", "domestic"})
_REACH = 12


def bar_count(clause: Clause, q: Quantity) -> None:
    """Take the measures from a number that is no figure; remember them with the reason."""
    measures = q.measures
    if not measures:
        return
    q.others = _are_others(clause, q)
    reason: AsideReason | None = None
    if q.others and measures == ("funding",):
        q.measures = None if _spent_by_others(clause, q) else measures
    elif q.others and measures != ("hotline_calls",):
        reason = AsideReason.OTHERS
    elif _is_potential(clause, q) and not _VICTIMS.isdisjoint(measures):
        reason = AsideReason.POTENTIAL
    if reason:
        q.barred, q.aside, q.measures = reason, measures, None
    elif _is_estimate(clause, q) and not _VICTIMS.isdisjoint(measures):
        q.measures = None
    elif not _ENFORCED.isdisjoint(measures) and (
        (q.token.zero and _of_a_part(clause, q)) or _of_another_crime(clause, q)
    ):
        q.measures = None


def _spent_by_others(clause: Clause, q: Quantity) -> bool:
    """`NGOs contributed 5,000 euros`, but not `NGOs were granted 5,000 euros`."""
    words = [clause.tokens[i] for i in range(max(0, q.at - _REACH), q.at)]
    verbs = [i for i, t in enumerate(words) if t.has("spending")]
    return bool(verbs) and words[verbs[-1] - 1].low not in ("was", "were", "been", "be", "being")


def _are_others(clause: Clause, q: Quantity) -> bool:
    """A comparison, a part or a further verb has the subject of the number before."""
    stated = counted_by_others(clause, q)
    while stated is None and q is not None:
        before = q.parent if q.depth else preceding(clause, q)
        if before is None:
            return False
        stated = before.others if before.others is not None else counted_by_others(clause, before)
        q = before
    return bool(stated)


def _is_potential(clause: Clause, q: Quantity) -> bool:
    if q.token.zero:
        return False
    if q.potential:
        return True
    head = q.parent if q.depth else (clause.done[-1] if clause.done else None)
    cared = bool(q.measures) and not {"victims_assisted", "victims_sheltered"}.isdisjoint(
        q.measures
    )
    follows = q.depth > 0 or q.sub or (q.bare and (q.compare or cared))
    of_victims = head is not None and head.potential and head.unit in ("victim", "person")
    if q.depth == 0 and not q.compare and _is_confirmed(clause, q):
        return False
    return bool(head and follows and (of_victims or head.barred is AsideReason.POTENTIAL))


def _is_confirmed(clause: Clause, q: Quantity) -> bool:
    """`110 potential victims, of whom the ministry recognized 18`."""
    zone = [*range(q.wide, q.at), *q.near]
    return any(clause.tokens[i].sense.act == "identify" for i in zone)


def _is_estimate(clause: Clause, q: Quantity) -> bool:
    """`observers believed that 20,000 children were victims`."""
    words = [clause.tokens[i] for i in range(q.wide, q.at)]
    return any(t.has("estimate") for t in words)


def _of_a_part(clause: Clause, q: Quantity) -> bool:
    """`no labor traffickers`, `no convictions in such cases`: not a zero of the whole."""
    if clause_patterns.only_officials(clause, q):
        return True
    rest = range(q.at + 1, min(len(clause.tokens), q.noun_end + _REACH))
    forms: set[str] = set()
    for i in rest:
        token = clause.tokens[i]
        if i > q.noun_end and (token.kind != "word" or token.has("stop") or token.has("compare")):
            break
        if i > q.noun_end and token.low in ("or", "nor", "and") and not forms:
            break
        if token.has("demonym") or token.has("complicit") or token.low in ("such", "complicit"):
            return True
        forms |= token.sense.groups & _FORMS
    return bool(forms) and not {"sex", "labor"} <= forms


def _of_another_crime(clause: Clause, q: Quantity) -> bool:
    """`three officials for bribery`: a crime that is not trafficking."""
    rest = range(q.noun_end + 1, min(len(clause.tokens), q.noun_end + _REACH))
    led = False
    for i in rest:
        token = clause.tokens[i]
        if token.kind in ("num", "money", "sign") and token.low not in ("-", "’", "'"):
            return False
        if token.low in ("for", "of", "on", "with", "under", "was for"):
            led = True
        elif token.low == "trafficking" or token.has("prison"):
            return False
        elif led and token.has("other_crime"):
            q.other_crime = True
            return True
    return False
