"""Measures of a quantity with a counted noun."""

from __future__ import annotations

from palermo.reports.figures import clause_patterns, repeated_numbers
from palermo.reports.figures.clause_context import (
    CARE,
    ENFORCEMENT,
    OF_NOUN,
    PERSONS,
    REACH,
    Clause,
)
from palermo.reports.figures.quantities import Quantity


def measures_of_money(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    zone = range(max(0, q.at - REACH // 3), min(q.post_end, q.at + REACH))
    if clause.prescribed or clause.says("other_money", zone):
        return None
    return ("funding",) if q.token.value else None


def measures_of_unknown_act(clause: Clause, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
    if acts and acts[0] in ("convict", "prosecute") and not q.token.zero:
        return (ENFORCEMENT[acts[0]][""],)
    return None


def measures_of_noun(clause: Clause, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
    unit = q.unit
    if q.token.zero and "train" not in acts and clause_patterns.only_officials(clause, q):
        return None
    noun = clause.tokens[q.at : q.noun_end + 1]
    counted = unit in OF_NOUN or unit == "call" or any(t.sense.act == "identify" for t in noun)
    if q.reference and not acts and not counted:
        return None
    other = bool(acts) and acts[0] == "other"
    if unit in OF_NOUN:
        refused = other and not (q.token.zero or q.compare)
        return None if refused else tuple(OF_NOUN[u] for u in q.units if u in OF_NOUN)
    if unit == "call" and repeated_numbers.compares_part(clause, q):
        return None
    if unit == "call":
        return (
            ("hotline_calls",)
            if clause.hotline or (not other and "hotline_calls" in (clause.focus.main or ()))
            else None
        )
    if unit == "inspection":
        return ("inspections",)
    if unit == "funds":
        spent = clause.says("spending", range(q.wide, q.at))
        return ("funding",) if q.token.zero and spent else None
    if unit == "workplace" and (acts[:1] == ["inspect"] or _inspected_at(clause, q)):
        return ("inspections",)
    if unit in ("case", "crime") and q.token.zero:
        led = clause_patterns.measures_of_result(clause, q)
        if led:
            return led
    if unit == "case" and acts[:1] == ["identify"] and _opened(clause, q):
        return ("investigations",)
    if unit == "official" and (
        "train" in acts
        or clause_patterns.trained_after(clause, q)
        or clause_patterns.trained_together(clause, q)
    ):
        return ("officials_trained",)
    if q.compare and unit in (*PERSONS, "case") and not acts:
        return repeated_numbers.measures_of_comparison(clause, q)
    if unit in PERSONS or unit in ("case", "crime", "workplace", "official"):
        if unit == "person" and (q.groups or clause_patterns.groups_after(clause, q)) and not acts:
            return measures_of_parts(
                clause, q, q.groups | clause_patterns.groups_after(clause, q), acts
            )
        if not acts:
            groups = clause_patterns.groups_after(clause, q) if unit == "case" else set()
            return (
                measures_of_parts(clause, q, groups, acts)
                if groups
                else measures_without_act(clause, q)
            )
        return measures_of_act(clause, q, acts)
    if unit == "victim" or q.groups:
        return measures_of_victims(clause, q, acts)
    return None


def _opened(clause: Clause, q: Quantity) -> bool:
    """`recorded 210 trafficking cases`, `210 cases were registered`."""
    return clause.says("opens_case", (*range(q.wide, q.at), *q.near))


def _inspected_at(clause: Clause, q: Quantity) -> bool:
    """`conducted labor inspections at 74,425 workplaces`."""
    near = clause.tokens[max(q.before, q.at - 4) : q.at]
    return any(t.sense.unit == "inspection" for t in near)


def measures_without_act(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    """Persons or cases without an act: only as a repetition of an earlier quantity."""
    if q.unit not in ("suspect", "person", "case"):
        return None
    if not (
        q.own_year
        or clause_patterns.of_the_past(clause, q)
        or clause_patterns.has_anaphor(clause, q)
    ):
        return None
    fits = clause.focus.family in (
        "prosecutions",
        "convictions",
        "suspects_investigated",
        "prosecution_cases",
        "investigations",
        "conviction_cases",
    )
    return clause.focus.main if fits else None


def measures_of_act(clause: Clause, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
    measures: list[str] = []
    for act in reversed(acts):
        unit = q.unit
        if act == "convict" and _some_were(clause, q):
            continue
        if act == "prosecute" and not unit and clause.done and clause.done[-1].unit == "case":
            unit = "case"
        if act in ENFORCEMENT and unit != "victim":
            measure = ENFORCEMENT[act].get(unit)
            measures += [measure] if measure else []
        elif act in CARE and unit in ("", "victim", "person"):
            measures.append(CARE[act])
        elif (
            act == "identify"
            and unit in ("", "victim", "person")
            and not ((q.potential or unit == "person") and "other" in acts and not q.token.zero)
            and (unit or _about_victims(clause, q))
        ):
            measures += (
                clause_patterns.measures_of_subgroups(
                    clause, q.groups | clause_patterns.groups_after(clause, q)
                )
                or ()
            )
        elif act == "sentence":
            measures += clause_patterns.measures_of_sentence(clause, q) or ()
        elif act == "train" and unit == "official":
            measures.append("officials_trained")
        elif act == "inspect" and unit in ("", "workplace"):
            measures.append("inspections")
        elif act == "call" and not unit and clause.hotline:
            measures.append("hotline_calls")
    return tuple(dict.fromkeys(measures)) or None


def _about_victims(clause: Clause, q: Quantity) -> bool:
    """Whether a bare number can count victims: `one was registered as a sex offender` does not."""
    named = any(t.sense.unit == "victim" for t in clause.tokens)
    if named or clause.focus.family in ("identified", "care"):
        return True
    return not clause.focus.family and not clause_patterns.groups_after(clause, q)


def _some_were(clause: Clause, q: Quantity) -> bool:
    """`none of the traffickers convicted received …` – but not `none … were convicted`."""
    described = not any(clause.tokens[i].low in ("were", "was") for i in q.near)
    return q.token.zero and q.partitive and described


def _awarded(clause: Clause, q: Quantity) -> bool:
    """`awarded six victims 90,000 lari in compensation`: the award follows the money."""
    later = [f for f in clause.found if f.at > q.at][:1]
    if not later or later[0].token.kind != "money":
        return False
    return any(clause.tokens[i].sense.act == "compensate" for i in later[0].near)


def _awarded_to(clause: Clause, q: Quantity) -> bool:
    """`ordered restitution of 12,000 lari to three victims`: the award precedes the money."""
    before = clause.done[-1] if clause.done else None
    to = clause.tokens[q.at - 1].low in ("to", "for")
    if before is None or before.token.kind != "money" or not to:
        return False
    zone = range(before.wide, q.at)
    return any(clause.tokens[i].sense.act == "compensate" for i in zone)


def _status_of_some(clause: Clause, q: Quantity) -> bool:
    """`110 potential victims, of whom 18 were granted status`: only the 18 are victims."""
    later = [f for f in clause.found if f.at > q.at][:1]
    if not later:
        return False
    zone = range(q.noun_end + 1, later[0].near_end)
    named = [clause.tokens[i] for i in zone]
    apart = any(t.has("sub") or t.low in ("of them", "of these") for t in named)
    granted = ("status", "recogni", "confirmed", "certified")
    return apart and any(word in t.low for t in named for word in granted)


def measures_of_victims(clause: Clause, q: Quantity, acts: list[str]) -> tuple[str, ...] | None:
    groups = q.groups | clause_patterns.groups_after(clause, q)
    if not acts and (_awarded(clause, q) or _awarded_to(clause, q)):
        return ("compensation_awards",)
    if q.potential and _status_of_some(clause, q):
        # It is not a count of victims, but those that follow are.
        q.reference = True
        clause.focus.main, clause.focus.family = ("victims_identified",), "identified"
        return None
    if not groups and not acts:
        before = clause_patterns.groups_before(clause, q)
        groups |= before
    if acts and acts != ["identify"]:
        cared = measures_of_act(clause, q, acts)
        if cared is None and acts == ["sentence"]:
            return None
        if cared and q.everyone and groups:
            return (*(clause_patterns.measures_of_subgroups(clause, groups) or ()), *cared)
        return cared
    if not acts and (
        (q.potential and not q.token.zero) or (q.sub and clause.focus.family == "care")
    ):
        return None
    if not acts and _given_a_thing(clause, q):
        return None
    if not (acts or groups or q.compare or q.sub) and not _may_count(clause, q):
        return None
    if q.compare and not acts and not groups:
        repeated = repeated_numbers.measures_of_comparison(clause, q)
        return repeated or (None if clause.done else ("victims_identified",))
    return clause_patterns.measures_of_subgroups(clause, groups)


_GAVE_WHOM = ("gave", "give", "gives", "giving", "handed", "handing", "offered", "lent", "taught")
_GAVE = ("provided", "provide", "providing", "offered", "gave", "granted", "issued", "furnished")


def _given_a_thing(clause: Clause, q: Quantity) -> bool:
    """`provided 29 victims with permits`, `gave 29 victims food`: who receives is no total."""
    following = clause.tokens[q.near_end : q.near_end + 1]
    before = clause.tokens[q.wide : q.at]
    object_at = clause.tokens[q.noun_end + 1 : q.noun_end + 2]
    if object_at and before and before[-1].low in _GAVE_WHOM:
        return object_at[0].kind == "word" and not object_at[0].has("link")
    return any(t.low == "with" for t in following) and any(t.low in _GAVE for t in before)


def _may_count(clause: Clause, q: Quantity) -> bool:
    """Whether victims without a verb that counts them can be those identified.

    `there were 85 victims`, but not `exploited 40 victims`, `shelters for 40 victims`.
    """
    before = [clause.tokens[i] for i in range(q.before, q.at)]
    if before and before[-1].low in ("for", "on"):
        return False
    strange = any(not t.known and not t.low.endswith("ly") for t in before)
    if strange and not clause_patterns.has_anaphor(clause, q):
        return False
    after = [clause.tokens[i] for i in q.near if i > q.noun_end]
    return not any(t.has("not_counting") for t in (*before, *after))


def measures_of_parts(
    clause: Clause, q: Quantity, groups: set[str], acts: list[str]
) -> tuple[str, ...] | None:
    """Parts of the victims identified; parts of other quantities are not measured."""
    if acts and (acts != ["identify"] or (q.bare and not _about_victims(clause, q))):
        return measures_of_act(clause, q, acts)
    if not acts:
        victims = not clause.focus.family and any(t.sense.unit == "victim" for t in clause.tokens)
        apart = q.depth > 0 and q.parent is None
        if apart or q.potential or not (victims or clause.focus.family == "identified"):
            return None
        if clause_patterns.has_unknown_verb(clause, q):
            return None
    return clause_patterns.measures_of_subgroups(clause, groups)
