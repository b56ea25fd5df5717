"""Patterns of words around a quantity: groups, times, persons left out."""

from __future__ import annotations

from palermo.reports.figures.clause_context import OF_NOUN, REACH, SUBGROUPS, Clause
from palermo.reports.figures.counting import TERMS
from palermo.reports.figures.quantities import Quantity


def repeats_a_number(clause: Clause, q: Quantity) -> bool:
    return q.depth > 0 and q.own_year and q.bare


def is_open_ended(clause: Clause, q: Quantity) -> bool:
    """`has never prosecuted anyone`, `none since 2016`: not a count of one period."""
    return any(
        clause.tokens[i].low == "since"
        for i in range(q.at, min(q.near_end + 3, len(clause.tokens)))
    ) or any(clause.tokens[i].low == "never" for i in range(q.wide, q.at))


def is_circumstance(clause: Clause, q: Quantity) -> bool:
    """Whether the number only says where or among whom ("in three operations")."""
    before = clause.tokens[q.at - 1].low if q.at else ""
    if before == "on" and q.at > 1 and clause.tokens[q.at - 2].sense.act == "sentence":
        return False
    if before == "on" and clause.says("suspended", range(q.before, q.at)):
        return False
    return before in ("in", "at", "on", "within", "among", "across", "between")


def has_anaphor(clause: Clause, q: Quantity) -> bool:
    return clause.says("anaphor", range(q.wide, q.at))


def of_the_past(clause: Clause, q: Quantity) -> bool:
    return clause.says("past", [*range(q.wide, q.at), *q.near])


def groups_after(clause: Clause, q: Quantity) -> set[str]:
    """Groups named after the number, in its own stretch."""
    groups: set[str] = set()
    for i in q.near:
        token = clause.tokens[i]
        if i > q.noun_end and token.has("setting"):
            break  # "during raids of commercial sex establishments": a place, not the form
        if i > q.noun_end and token.sense.groups:
            groups |= token.sense.groups
            q.last = max(q.last, i)
    return groups


def measures_named_before(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    """`Sex trafficking victims numbered eight`: measures named before the number."""
    each = any(clause.tokens[i].low in ("each", "apiece") for i in q.near)
    for start in (q.wide,) if each else (q.before, q.wide):
        zone = range(max(start, q.at - REACH), q.at)
        groups: set[str] = set()
        ordered: list[frozenset[str]] = []
        first, victims = 0, False
        for i in zone:
            token = clause.tokens[i]
            if token.sense.unit == "identification" and (q.compare or q.toward):
                q.first = i
                return ("victims_identified",)
            if token.sense.unit in OF_NOUN and not groups:
                q.first = i
                return (OF_NOUN[token.sense.unit],)
            victims |= token.sense.unit == "victim"
            if token.sense.groups and names_people(clause, i):
                groups |= token.sense.groups
                ordered.append(token.sense.groups)
                first = first or i
        if {"sex", "labor"} <= groups and not each:
            place = q.run.index(q) if q.run else 0
            groups = set(ordered[place]) if len(ordered) == len(q.run) else {"other_form"}
        if groups and is_plain_zone(clause, zone):
            q.first = first
            if victims or clause.focus.family == "identified":
                return measures_of_subgroups(clause, groups)
            return None
        if victims and not clause.says("potential", zone):
            return ("victims_identified",)
    return None


def names_people(clause: Clause, i: int) -> bool:
    token = clause.tokens[i]
    if not token.has("demonym"):
        return True
    after = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    return token.low.endswith("s") or (
        after is not None and after.sense.unit in ("victim", "person")
    )


def is_plain_zone(clause: Clause, zone: range) -> bool:
    return not clause.says("potential", zone)


def prison_term_after(clause: Clause, q: Quantity) -> list[int]:
    """The words of a prison term after the number ("one trafficker to 12 years")."""
    later = [f for f in clause.found if f.at > q.at][:1]
    return later[0].near if later and later[0].unit in TERMS and q.unit not in TERMS else []


def trained_after(clause: Clause, q: Quantity) -> bool:
    """`420 border guards and prosecutors attended training`."""
    zone = [*q.near, *range(q.near_end, min(q.post_end, q.near_end + 12))]
    return any(clause.tokens[i].sense.act == "train" for i in zone)


def trained_together(clause: Clause, q: Quantity) -> bool:
    """`300 officers, 120 prosecutors, and 60 judges attended training`: all of the list."""
    last = q
    for following in clause.found[clause.found.index(q) + 1 :]:
        between = clause.tokens[last.noun_end + 1 : following.at]
        if following.unit != "official" or not all(t.low in (",", "and") for t in between):
            break
        last = following
    return last is not q and trained_after(clause, last)


def only_officials(clause: Clause, q: Quantity) -> bool:
    """None of the officials: a part of the accused, so it does not give their total."""
    if q.unit == "official" or (not q.unit and _are_officials_before(clause, q)):
        return True
    zone = range(q.noun_end + 1, min(len(clause.tokens), q.noun_end + 5))
    words = [clause.tokens[i] for i in zone]
    return (
        bool(words)
        and words[0].low in ("of", "against", "for")
        and any(t.has("complicit") for t in words)
    )


def _are_officials_before(clause: Clause, q: Quantity) -> bool:
    """`Of six officials charged, none was convicted`: the number before is of officials."""
    opening = clause.tokens[: q.at]
    of_some = bool(opening) and opening[0].low == "of"
    return of_some and any(t.has("complicit") or t.sense.unit == "official" for t in opening)


def measures_of_result(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    after = range(q.noun_end + 1, min(len(clause.tokens), q.noun_end + 12))
    following = [f.at for f in clause.found if f.at > q.at]
    stop = following[0] if following else len(clause.tokens)
    units = [clause.tokens[i].sense.unit for i in after if i < stop]
    measures = tuple(OF_NOUN[u] for u in units if u in ("prosecution", "conviction"))
    return measures or None


def measures_of_sentence(clause: Clause, q: Quantity) -> tuple[str, ...] | None:
    words = [
        clause.tokens[i] for i in [*range(q.before, q.at), *q.near, *prison_term_after(clause, q)]
    ]
    if any(t.has("suspended") for t in words):
        return ("suspended_sentences",)
    if q.token.zero:
        return None
    if any(
        (t.has("prison") and t.low not in ("sentenced", "sentence")) or t.sense.unit in TERMS
        for t in words
    ):
        return ("sentenced_to_prison",)
    return None


def groups_before(clause: Clause, q: Quantity) -> set[str]:
    groups: set[str] = set()
    for i in range(q.before, q.at):
        if names_people(clause, i):
            groups |= clause.tokens[i].sense.groups
    return groups


def has_unknown_verb(clause: Clause, q: Quantity) -> bool:
    """Whether words unknown to the vocabulary govern the number ("met 450 children")."""
    zone = range(q.before, q.at)
    strange = [
        i for i in zone if not clause.tokens[i].known and not clause.tokens[i].low.endswith("ly")
    ]
    return bool(strange) and not has_anaphor(clause, q)


def measures_of_subgroups(clause: Clause, groups: set[str]) -> tuple[str, ...] | None:
    if not groups:
        return ("victims_identified",)
    foreign = "foreign" in groups
    subgroups = [g for g in sorted(groups) if g in SUBGROUPS and not (foreign and g == "domestic")]
    return tuple(SUBGROUPS[g] for g in subgroups) or None
