"""Assigns measures to the quantities of a clause, in order, and updates the context."""

from __future__ import annotations

from itertools import pairwise

from palermo.reports.figures import clause_patterns, nouns, repeated_numbers, verbs
from palermo.reports.figures.bars import MIGRANTS, bar_count
from palermo.reports.figures.clause_context import (
    CARE,
    ENFORCEMENT,
    OF_NOUN,
    PERSONS,
    REACH,
    SUBGROUPS,
    Clause,
    measure_family,
)
from palermo.reports.figures.counting import TERMS
from palermo.reports.figures.quantities import Quantity


def assign_measures(clause: Clause) -> None:
    """Fill `measures` of every quantity; update the context."""
    previous, main = clause.focus.group, clause.focus.main
    for q in clause.found:
        if q.reference and q.token.value == clause.focus.total > 0:
            clause.focus.family = "identified"  # "Of the 27 victims, 18 were …"
        q.measures = _measures_of(clause, q, previous)
        q.first = q.first or q.at
        q.last = max(q.last, q.noun_end, q.at)
        _spread(clause, q)
        _outcome(clause, q)
        bar_count(clause, q)
        clause.done.append(q)
        _move_focus(clause, q)
    for q, persons in pairwise(clause.done):
        if _told_by(clause, q, persons):
            q.measures = None
        _move_to_victims(clause, q, persons)
    listed = [
        q.measures
        for q in clause.done
        if not q.compare and not clause_patterns.repeats_a_number(clause, q)
    ]
    if listed:
        clause.focus.group = listed
    first = [q for q in clause.done if not q.compare and not q.sub and q.depth == 0 and q.measures]
    if first:
        clause.focus.main = first[0].measures
    elif clause.focus.main is None and main and not clause.done:
        clause.focus.main = main


def _told_by(clause: Clause, q: Quantity, persons: Quantity) -> bool:
    """`20 prosecutions involving 31 defendants`: the persons are the count, once."""
    if not q.measures or q.measures != persons.measures or persons.unit not in PERSONS:
        return False
    between = [t.low for t in clause.tokens[q.noun_end + 1 : persons.at]]
    return between in (["involving"], ["of"]) and q.unit in OF_NOUN


def _move_to_victims(clause: Clause, q: Quantity, part: Quantity) -> None:
    """`repatriated 317 workers, of whom 52 were victims`: the victims are the part."""
    cared = q.measures is not None and not set(q.measures).isdisjoint(CARE.values())
    people = q.unit == "person" and clause.tokens[q.noun_end].low in MIGRANTS
    if not (cared and people and part.sub and part.depth == q.depth):
        return
    words = [clause.tokens[i] for i in (*part.near, part.noun_end)]
    if any(t.sense.unit == "victim" for t in words) and not part.potential:
        part.measures, q.measures = q.measures, None


def _move_focus(clause: Clause, q: Quantity) -> None:
    if q.reference and q.measures == ("victims_identified",):
        clause.focus.family, clause.focus.total = "identified", q.token.value
    if (
        q.compare
        or q.reference
        or q.token.kind == "word"
        or clause_patterns.repeats_a_number(clause, q)
    ):
        return
    if q.measures is None and q.unit == "person" and q.groups and clause.done[:-1]:
        return  # "23 victims: eight girls and 15 women": parts of what is spoken of
    telling = q.measures is not None or not q.bare
    if telling and q.depth == 0 and not q.sub:
        clause.focus.main = q.measures
        clause.focus.barred = q.barred
        family = measure_family(q.measures)
        grouped = q.measures and set(q.measures) <= set(SUBGROUPS.values())
        if not grouped:
            clause.focus.family = family
        if q.measures == ("victims_identified",):
            clause.focus.total = q.token.value
    if q.measures and q.years and q.years[0] >= clause.focus.count_year:
        clause.focus.count, clause.focus.count_year = q.token.value, q.years[0]
        clause.focus.counted = q.measures


def _outcome(clause: Clause, q: Quantity) -> None:
    """`one trafficker was convicted but received a suspended sentence`: the same persons."""
    if q.measures != ("convictions",) or q.compare or q.token.zero:
        return
    later = [f.at for f in clause.found if f.at > q.at and f.unit not in TERMS]
    rest = range(q.noun_end + 1, min(later[0] if later else len(clause.tokens), q.at + REACH))
    ruled = False
    for i in rest:
        token = clause.tokens[i]
        if token.low in ("some", "most", "many", "several", "none", "few"):
            return
        ruled |= token.sense.act == "sentence"
        if ruled and token.has("suspended"):
            q.measures = ("convictions", "suspended_sentences")
            return
        if ruled and (
            token.sense.unit in TERMS
            or token.low in ("prison", "imprisonment", "to prison", "jail")
        ):
            q.measures = ("convictions", "sentenced_to_prison")
            return


def _measures_of(
    clause: Clause, q: Quantity, previous: list[tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    if q.token.kind == "money":
        return nouns.measures_of_money(clause, q)
    if (
        q.unit in TERMS
        or q.token.hyphened
        or (q.token.zero and clause_patterns.is_open_ended(clause, q))
    ):
        return None
    if q.fraction and not q.dated:
        return None
    if q.token.kind == "word":
        return _of_everyone(clause, q)
    listed = repeated_numbers.measures_of_compared_list(clause, q)
    if listed:
        return listed
    acts = verbs.governing_acts(clause, q)
    if q.token.zero and q.bare and _has_none_for(clause, q):
        return None
    if not acts and (q.partitive or q.bare) and _were_suspended(clause, q):
        return ("suspended_sentences",)
    if q.unknown:
        return nouns.measures_of_unknown_act(clause, q, acts)
    if q.bare:
        return _of_bare(clause, q, acts, previous)
    return nouns.measures_of_noun(clause, q, acts)


def _were_suspended(clause: Clause, q: Quantity) -> bool:
    """`14 received prison sentences, five of which were suspended`."""
    return clause.says("suspended", q.near) and clause.says("prison", range(q.at))


def _has_none_for(clause: Clause, q: Quantity) -> bool:
    """`it had none for men`: none of a thing, not of persons."""
    following = clause.tokens[q.at + 1 : q.at + 2]
    return q.token.low == "none" and any(t.low == "for" for t in following)


def _of_everyone(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    """`all were given services`: the number of this or the previous clause."""
    acts = verbs.governing_acts(clause, q)
    q.token.value = clause.focus.count
    if not acts or not clause.focus.count:
        return None
    act = acts[0]
    if act in CARE and clause.focus.family == "identified":
        return (CARE[act],)
    convicted = ("convictions",) in (clause.focus.main, clause.focus.counted)
    if act == "sentence" and convicted:
        return clause_patterns.measures_of_sentence(clause, q)
    return None


def _of_bare(
    clause: Clause, q: Quantity, acts: list[str], previous: list[tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    if q.token.low in ("no", "not one", "not a single") and not q.groups:
        return _of_no_care(clause, q)
    place = q.run.index(q) if q.run else 0
    if place and _each_of_a_year(q) and clause.done and clause.done[-1] is q.run[place - 1]:
        return clause.done[-1].measures
    if len(q.run) > 1 and not clause_patterns.groups_after(clause, q):
        listed = repeated_numbers.measures_of_list(clause, q, previous)
        if len(listed) >= len(q.run):
            return listed[len(listed) - len(q.run) + place]
    if q.depth and q.dated and not clause_patterns.groups_after(clause, q) and not acts:
        return repeated_numbers.measures_of_parent(clause, q)
    groups = q.groups | clause_patterns.groups_after(clause, q)
    described = clause.tokens[q.at + 1 : q.at + 2]
    if q.compare and acts and any(t.sense.act in ENFORCEMENT for t in described):
        return nouns.measures_of_act(clause, q, acts)
    if q.compare and (q.own_year or not groups) and not acts[:0]:
        return repeated_numbers.measures_of_comparison(clause, q)
    if q.reference:
        return None
    following = clause.tokens[q.at + 1 : q.at + 2]
    if not acts and clause.done and any(t.low == "by" for t in following):
        return clause.done[-1].measures or clause.done[-1].aside or None
    if groups:
        return nouns.measures_of_parts(clause, q, groups, acts)
    if acts and not clause_patterns.is_circumstance(clause, q):
        echoed = repeated_numbers.measures_of_same_part(clause, q, acts)
        return echoed or nouns.measures_of_act(clause, q, acts)
    before = clause_patterns.measures_named_before(clause, q)
    if before:
        return before
    if (
        q.dated
        or clause_patterns.of_the_past(clause, q)
        or clause_patterns.has_anaphor(clause, q)
        or q.toward
    ):
        return repeated_numbers.measures_spoken_of(clause, q)
    return repeated_numbers.measures_of_omitted_verb(clause, q)


def _each_of_a_year(q: Quantity) -> bool:
    """`12, 15 and 20 in 2019, 2020 and 2021, respectively`: one count, a year for each number."""
    years = {member.years for member in q.run}
    return len(q.run) > 2 and len(years) == len(q.run) and all(m.own_year for m in q.run)


def _of_no_care(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    """`provided no services to victims`: nobody was assisted; not `no services to boys`."""
    following = clause.tokens[q.at + 1 : q.at + 8]
    cared = next((n for n, t in enumerate(following) if t.sense.act in CARE), len(following))
    plain = all(t.has("link") or t.has("modifier") for t in following[:cared])
    rest = [t for t in following[cared + 1 :] if not t.has("modifier") or t.sense.groups]
    to_victims = [t.low for t in rest[:1]] in (["to"], ["for"]) and [
        t.sense.unit for t in rest[1:2]
    ] == ["victim"]
    return (CARE[following[cared].sense.act],) if plain and to_victims else None


def _spread(clause: Clause, q: Quantity) -> None:
    """`66, every one of them female`; `five females and four males had been in forced labor`."""
    if not q.measures or q.compare:
        return
    if clause.focus.family != "identified" and q.measures != ("victims_identified",):
        return
    if not (set(q.measures) <= {*SUBGROUPS.values(), "victims_identified"}):
        return
    add: set[str] = set()
    is_about_all = False
    for i in range(q.near_end, q.post_end):
        token = clause.tokens[i]
        is_about_all |= token.has("all") or token.low == "every one"
        if is_about_all and token.sense.groups:
            add |= token.sense.groups
            q.last = max(q.last, i)
        elif is_about_all and not (token.kind == "word" and token.known):
            break
    before = clause.done[-1] if clause.done else None
    if before is not None and before.measures and before.groups and q.groups:
        late = clause_patterns.groups_after(clause, q)
        plain = all(t.low == "and" for t in clause.tokens[before.noun_end + 1 : q.at])
        if late and plain and not (before.groups & late):
            extra = clause_patterns.measures_of_subgroups(clause, late) or ()
            before.measures = tuple(dict.fromkeys((*before.measures, *extra)))
    if add:
        extra = clause_patterns.measures_of_subgroups(clause, add) or ()
        q.measures = tuple(dict.fromkeys((*q.measures, *extra)))
