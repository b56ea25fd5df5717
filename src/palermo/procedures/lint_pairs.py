"""Checks of procedures against each other: the same sign means the same wherever it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from palermo.conditions.nodes import Equals
from palermo.kernel.messages import N_, Message
from palermo.procedures.grounds import REASONABLE_GROUNDS, has_grounds
from palermo.procedures.lint import ProcedureProblem
from palermo.procedures.shapes import Indicator, Procedure, Sign

RULE, THEME = "procedures-disagree", "screening"


def check_pairs(procedures: Sequence[Procedure]) -> tuple[ProcedureProblem, ...]:
    """What two procedures say differently of the same sign, whomever they are for."""
    own = (p for procedure in procedures for p in _own_rule(procedure))
    pairs = combinations(procedures, 2)
    return (*own, *(p for one, other in pairs for p in _between(one, other)))


def _own_rule(procedure: Procedure) -> Iterator[ProcedureProblem]:
    """An unpublished outcome that is not reasonable grounds would be a second answer."""
    decision = procedure.decision
    if decision is None or decision.published or not has_grounds(procedure):
        return
    if decision.positive != Equals(REASONABLE_GROUNDS, "yes"):
        yield _problem(procedure, procedure.id, N_("Its outcome differs from reasonable grounds."))


def _between(one: Procedure, other: Procedure) -> Iterator[ProcedureProblem]:
    if one.id == other.id:
        return
    known = {_words(i): i for i in one.indicators if i.sign}
    for indicator in other.indicators:
        same = known.get(_words(indicator))
        if same is None or indicator.sign is None:
            continue
        if not _is_explained(one, same, other, indicator):
            what = N_("It is a core sign here or there, and a context sign in the other.")
            yield _problem(other, f"{indicator.id} ({one.id})", what)
        elif set(same.shows) != set(indicator.shows):
            what = N_("It shows other facts than the same sign elsewhere.")
            yield _problem(other, f"{indicator.id} ({one.id})", what)


def _is_explained(one: Procedure, sign: Indicator, other: Procedure, same: Indicator) -> bool:
    """Whether two signs in the same words are of one class, or the person's age says why not.

    No means is asked of a child, so that a sign may be core for a child and context for an adult;
    never the other way round: a child is not protected less.
    """
    if sign.sign == same.sign:
        return True
    of_child = {p.people == "children": i for p, i in ((one, sign), (other, same))}
    return len(of_child) > 1 and of_child[True].sign is Sign.CORE


def _words(indicator: Indicator) -> str:
    return indicator.text.english.casefold().strip(" .")


def _problem(procedure: Procedure, where: str, what: str) -> ProcedureProblem:
    return ProcedureProblem(procedure.id, procedure.version, RULE, where, Message(what), THEME)
