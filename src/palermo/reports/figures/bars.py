"""Which measured numbers are no figures: others' counts, estimates, potential victims, zeros of
a part, other crimes."""

from __future__ import annotations

from palermo.reports.assessment import AsideReason
from palermo.reports.figures import clause_patterns
from palermo.reports.figures.clause_context import ENFORCEMENT, SUBGROUPS, Clause
from palermo.reports.figures.counters import counted_by_others, preceding
from palermo.reports.figures.quantities import Quantity
from palermo.reports.figures.tokens import ClauseToken

_VICTIMS = frozenset(
    ["victims_identified", "victims_assisted", "victims_sheltered", *SUBGROUPS.values()]
)
_PARTS = frozenset(SUBGROUPS.values())
_ENFORCED = frozenset(
    [m for table in ENFORCEMENT.values() for m in table.values()]
    + ["sentenced_to_prison", "suspended_sentences"]
)
_CARED = frozenset({"victims_assisted", "victims_sheltered"})
_FORMS = frozenset({"sex", "labor", "other_form", "child", "foreign", "domestic"})
_REACH = 12
_LONGEST_SINCE = 10
_BEFORE_PERIODS = frozenset({"in", "between", "from", "during", "period", "the period", "years"})
#: Persons who may or may not be victims.
MIGRANTS = frozenset({"workers", "worker", "migrants", "migrant", "members", "others", "nationals"})


def bar_count(clause: Clause, q: Quantity) -> None:
    """Take the measures from a number that is no figure; remember them with the reason."""
    measures = q.measures
    if not measures:
        return
    q.others = _are_others(clause, q)
    if not q.token.zero and _is_denied(clause, q):
        q.measures = None
        return
    if (
        _of_another_time(clause, q)
        or _is_exception(clause, q)
        or _are_no_victims(clause, q, measures)
        or _is_other_thing(clause, q)
        or _is_none_of_it(clause, q)
        or (q.token.zero and of_victims(measures) and _is_limited_zero(clause, q, measures))
    ):
        q.measures = None
        return
    about_victims = of_victims(measures)
    if q.others and measures == ("funding",):
        q.measures = None if _spent_by_others(clause, q) else measures
    elif q.others and not (measures == ("hotline_calls",) and _is_run_for_all(clause, q)):
        q.barred, q.aside, q.measures = AsideReason.OTHERS, measures, None
    elif clause.focus.barred and set(measures) <= _PARTS and not _is_confirmed(clause, q):
        q.barred, q.aside, q.measures = clause.focus.barred, measures, None
    elif about_victims and _is_potential(clause, q, measures):
        q.barred, q.aside, q.measures = AsideReason.POTENTIAL, measures, None
    elif (
        (about_victims and _is_estimate(clause, q))
        or (not _ENFORCED.isdisjoint(measures) and _is_narrower(clause, q))
        or (q.token.zero and not _CARED.isdisjoint(measures) and _of_a_part(clause, q))
    ):
        q.measures = None


def _is_run_for_all(clause: Clause, q: Quantity) -> bool:
    """`The national hotline, run by an NGO, took 512 calls`: the hotline of the country."""
    return any(t.has("run_by") for t in clause.tokens[: q.at])


def of_victims(measures: tuple[str, ...]) -> bool:
    """Whether one of the measures counts victims."""
    return not _VICTIMS.isdisjoint(measures)


def _is_limited_zero(clause: Clause, q: Quantity, measures: tuple[str, ...]) -> bool:
    """`no potential forced labor victims`, `no victims during these checks`: no zero of all."""
    if q.potential and set(measures) <= _PARTS:
        return True
    rest = clause.tokens[q.noun_end + 1 : q.noun_end + _REACH]
    return any(t.low in ("these", "those", "such") for t in rest) and any(
        t.has("setting") for t in rest
    )


def _is_none_of_it(clause: Clause, q: Quantity) -> bool:
    """`victims received none of it`: the zero is of a thing named before, not of the people."""
    following = [t.low for t in clause.tokens[q.at + 1 : q.at + 3]]
    return (
        q.token.zero and following[:1] == ["of"] and following[1:] in (["it"], ["this"], ["that"])
    )


def _is_other_thing(clause: Clause, q: Quantity) -> bool:
    """`the number of inspectors from 200 to 400`, `44 shelters, 24 of which`: of other things."""
    before = clause.done[-1] if clause.done else None
    which = clause.tokens[q.at + 1 : q.at + 2]
    if before is not None and before.unknown and any(t.low == "of which" for t in which):
        return True
    if not q.bare or not (q.compare or q.toward):
        return False
    if q.toward and before is not None and before.other_thing:
        return True
    q.other_thing = _counts_staff(clause, q)
    return q.other_thing


def _counts_staff(clause: Clause, q: Quantity) -> bool:
    """Whether the noun before "from" names staff, houses or the like, and no act governs it."""
    named: list[ClauseToken] = []
    numbered = False
    for at in range(q.at - 2, q.wide - 1, -1):
        token, before = clause.tokens[at], clause.tokens[at - 1].low if at else ""
        numbered = token.low.startswith("number")
        if token.low in ("its", "their", "the") and before in ("in", "of", "at", "on", "for"):
            named.clear()  # "the staff of the unit": where they work
            continue
        if numbered or (named and token.low in ("its", "their", "the")):
            break
        if token.kind != "word" or token.sense.act or token.has("stop"):
            return False
        if token.sense.unit and token.sense.unit not in ("official", "workplace"):
            return False
        if not token.has("link"):
            named.append(token)
    if not named:
        return False
    staff = any(t.sense.unit in ("official", "workplace") for t in named)
    return staff or (numbered and not named[0].known)


def _is_denied(clause: Clause, q: Quantity) -> bool:
    """`did not train the 250 officials`, `30 victims did not receive care`: not a count."""
    if "neg" not in clause.marks:
        return False
    for token in reversed(clause.tokens[q.wide : q.at]):
        if token.has("neg"):
            return True
        if token.kind != "word" or token.has("stop") or token.low in ("and", "only"):
            break
    led = 0 < q.first < q.at
    return not led and clause.says("neg", q.near)


def _of_another_time(clause: Clause, q: Quantity) -> bool:
    """`plans to train 60`, `since 2012, over 90`, `65 cases from earlier years`: of other times."""
    until = range(q.at) if "planned" in clause.marks else range(0)
    planned = [i for i in until if clause.tokens[i].has("planned")]
    if planned and not any(_is_done(t) for t in clause.tokens[planned[-1] : q.at]):
        return True
    if not q.own_year and "cumulative" in clause.marks:
        opening = [*clause.tokens[: clause.found[0].at], *clause.tokens[q.wide : q.at]]
        if any(t.has("cumulative") and _spans_years(clause, t) for t in opening):
            return True
    if not q.own_year and any(_is_long_period(clause, i) for i in range(q.at)):
        return True
    return clause.says("carried_over", q.near)


def _is_done(token: ClauseToken) -> bool:
    """Whether a word is an act in the past: what follows it is no plan any more."""
    return bool(token.sense.act) and token.low.endswith("ed")


def _is_long_period(clause: Clause, at: int) -> bool:
    """`in the period 2015-2019`, but not `a 2021-2023 plan` or `fiscal year 2018-2019`."""
    token = clause.tokens[at]
    if token.kind != "year" or token.until - token.value <= 1:
        return False
    before = clause.tokens[at - 1].low if at else ""
    following = clause.tokens[at + 1 : at + 3]
    return before in _BEFORE_PERIODS and not any(t.has("dated_paper") for t in following)


def _spans_years(clause: Clause, token: ClauseToken) -> bool:
    """Whether a "since" that opens the clause names a year; other words always span several."""
    if token.low != "since":
        return True
    if clause.tokens.index(token) and clause.tokens[clause.tokens.index(token) - 1].low != ",":
        return False  # "for the first time since 2012"
    at = clause.tokens.index(token)
    named = clause.tokens[at + 1 : at + _LONGEST_SINCE]
    stop = next((n for n, t in enumerate(named) if t.low == ","), len(named))
    return any(t.kind == "year" for t in named[:stop])


def _are_no_victims(clause: Clause, q: Quantity, measures: tuple[str, ...]) -> bool:
    """`4,321 undeclared workers were found`: nobody says that they are victims."""
    if q.unit != "person" or measures != ("victims_identified",):
        return False
    noun = clause.tokens[q.noun_end].low
    after = clause.tokens[q.noun_end + 1 : q.noun_end + _REACH]
    return noun in MIGRANTS and not any(t.sense.unit == "victim" for t in after)


def _is_exception(clause: Clause, q: Quantity) -> bool:
    """`all but three received prison terms`, `most of the victims (60)`: no count of the whole."""
    if q.depth and q.bare and not q.own_year:
        opened = clause.tokens[max(0, q.at - 6) : q.at]
        if any(t.low in ("majority", "most", "most of", "half") for t in opened):
            return True
    before = [t.low for t in clause.tokens[max(0, q.at - 2) : q.at]]
    return before[-2:] in (["all", "but"], ["everyone", "but"]) or before[-1:] in (
        ["except"], ["but all"], ["all but"], ["except for"],
    )  # fmt: skip


def _is_narrower(clause: Clause, q: Quantity) -> bool:
    return (q.token.zero and _of_a_part(clause, q)) or _of_another_crime(clause, q)


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


def _is_potential(clause: Clause, q: Quantity, measures: tuple[str, ...]) -> bool:
    if q.token.zero:
        return False  # nobody was even a potential victim
    if q.potential:
        return True
    head = q.parent if q.depth else (clause.done[-1] if clause.done else None)
    cared = not {"victims_assisted", "victims_sheltered"}.isdisjoint(measures)
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
    return clause.says("estimate", range(q.wide, q.at))


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
