"""Reasonable grounds: the low, early status of a presumed victim, which opens protection and help.

An adult: a means and a purpose, in any phase. Receiving and harbouring are acts too, so the contact
itself shows the act. The means may be shown by one core sign, or by the published rule over all
signs of means together, since two lists that each just miss their count can be grounds. A child:
a core sign of a purpose; no means. The facts are those of the pack's offences, so that screening
and the legal elements give the same answer on the same facts.
Source: Council of Europe Convention CETS 197, article 13; UN Trafficking Protocol, article 3. That
one core sign is enough is a proposal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from palermo.conditions.nodes import All, Answered, AnyOf, Equals, LessThan, Node, Not, list_names
from palermo.procedures.interview_order import AGE_QUESTION, OF_AGE, age_questions
from palermo.procedures.published_rule import published_rule
from palermo.procedures.shapes import Indicator, Procedure, Sign, Strength

REASONABLE_GROUNDS = "reasonable_grounds"
ANY_MEANS = "any_means"
ANY_PURPOSE = "any_purpose"
CORE_SIGN = "core_sign"
ANY_SIGN = "any_sign"
#: Names of definitions, which no question, indicator or dimension may have.
NAMES = (ANY_SIGN, CORE_SIGN, ANY_MEANS, ANY_PURPOSE, REASONABLE_GROUNDS)


def list_grounds(procedure: Procedure) -> dict[str, Node]:
    """The definitions of reasonable grounds, in order; empty where no indicator is a sign."""
    signs = [i for i in procedure.indicators if i.sign]
    core = [i for i in signs if i.sign is Sign.CORE]
    if not signs:
        return {}
    found: dict[str, Node] = {ANY_SIGN: _any(signs)}
    if core:
        found[CORE_SIGN] = _any(core)
    of_child = _shown(procedure, core, "purpose")
    if procedure.people == "children":
        return found | _list_child_grounds(procedure, core, of_child)
    means = _join_ways([_shown(procedure, core, "means"), _pooled_means(procedure)])
    purpose = _shown(procedure, signs, "purpose")
    found |= _named(ANY_MEANS, means) | _named(ANY_PURPOSE, purpose)
    ways: list[Node | None] = []
    if means and purpose:
        ways.append(All((Equals(ANY_MEANS, "yes"), Equals(ANY_PURPOSE, "yes"))))
    if procedure.people == "everybody" and of_child:
        ways += [All((child, of_child)) for child in _presumed_child(procedure)]
    return found | _named(REASONABLE_GROUNDS, _join_ways(ways))


def _list_child_grounds(
    procedure: Procedure, core: list[Indicator], of_child: Node | None
) -> dict[str, Node]:
    """Of a child no means is asked. A person who is proven to be an adult needs one here, too.

    A list that asks about no means gives no grounds for an adult. Its core sign then leaves the
    result incomplete, and the duty to go on as for adults is due.
    """
    age, means = procedure.question(AGE_QUESTION), _shown(procedure, core, "means")
    if of_child is None or age is None:
        return _named(ANY_PURPOSE, of_child) | _named(REASONABLE_GROUNDS, of_child)
    # An age counts where the question about it applies: a companion's word proves nothing.
    unproven = (Not(age.when), *(Not(Answered(name)) for name in list_names(age.when)))
    needs: Node = AnyOf((Not(Answered(AGE_QUESTION)), LessThan(AGE_QUESTION, OF_AGE), *unproven))
    if means is not None:
        needs = AnyOf((needs, Equals(ANY_MEANS, "yes")))
    return {
        **_named(ANY_MEANS, means),
        ANY_PURPOSE: of_child,
        REASONABLE_GROUNDS: All((Equals(ANY_PURPOSE, "yes"), needs)),
    }


def has_grounds(procedure: Procedure) -> bool:
    """Whether the procedure indicates reasonable grounds."""
    return REASONABLE_GROUNDS in list_grounds(procedure)


def _shown(procedure: Procedure, signs: Iterable[Indicator], element: str) -> Node | None:
    """One fact of the element is shown; a vulnerability only together with its abuse."""
    concepts = [c for c in procedure.concepts if c.element == element and c.counts]
    plain = {c.id for c in concepts if c.branch is None}
    existed = {c.id for c in concepts if c.branch == "vulnerability"}
    abused = {c.id for c in concepts if c.branch == "abuse"}
    signs = list(signs)
    # A sign of both is one way by itself; this keeps the condition short.
    direct = [i for i in signs if _shows(i, plain) or (_shows(i, existed) and _shows(i, abused))]
    ways: list[Node | None] = [Equals(i.id, "yes") for i in direct]
    # By id: comparing whole indicators was a quarter of the time of `palermo check`.
    shown = {i.id for i in direct}
    others = [i for i in signs if i.id not in shown]
    parts = [[i for i in others if _shows(i, half)] for half in (existed, abused)]
    if all(parts):
        ways.append(All((_any(parts[0]), _any(parts[1]))))
    return _join_ways(ways)


def _shows(indicator: Indicator, facts: Collection[str]) -> bool:
    return any(fact in facts for fact in indicator.shows)


def _pooled_means(procedure: Procedure) -> Node | None:
    """The published rule over the signs of all dimensions of means together.

    It also counts situations of need, which the list names under the abuse of vulnerability. The
    legal elements ask for the abuse itself; here the threshold is low on purpose, because whoever
    profits from such a situation seldom says so.
    """
    means = {d.id for d in procedure.dimensions if d.element == "means" and d.rule == "published"}
    signs = [i for i in procedure.indicators if i.dimension in means and i.sign]
    strong, medium, weak = (
        tuple(Equals(i.id, "yes") for i in signs if i.strength is strength) for strength in Strength
    )
    return published_rule(strong, medium, weak)


def _presumed_child(procedure: Procedure) -> list[Node]:
    """A person whose age is open is presumed a child (CETS 197, article 10(3))."""
    names = age_questions(procedure)
    ways: list[Node] = [Equals(name, "yes") for name in names]
    if procedure.question(AGE_QUESTION):
        ways.append(All((Answered(AGE_QUESTION), LessThan(AGE_QUESTION, OF_AGE))))
    if names:
        ways.append(All(tuple(Not(Answered(name)) for name in names)))
    return [AnyOf(tuple(ways))] if ways else []


def _any(signs: Iterable[Indicator]) -> Node:
    return AnyOf(tuple(Equals(i.id, "yes") for i in signs))


def _join_ways(ways: Iterable[Node | None]) -> Node | None:
    found = tuple(way for way in ways if way is not None)
    return AnyOf(found) if found else None


def _named(name: str, node: Node | None) -> dict[str, Node]:
    return {name: node} if node is not None else {}
