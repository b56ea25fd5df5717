"""Element by element: which fact meets it, what is missing, and whether the charge fits.

Adult: an act, a means and a purpose. Child: an act and a purpose. Nothing else is considered: no
border, movement, group, consent or cooperation. Consent is recorded as information.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import All, AnyOf, Equals, Node
from palermo.kernel.answers import Answer, Answers, Missing
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.offences.charges import Charge
from palermo.offences.flags import Flag, find_flags
from palermo.offences.shapes import ClosingReason, Element, Fact


@dataclass(frozen=True, slots=True)
class ElementResult:
    """Whether an element is met, by which facts, and which could still meet it."""

    element: Element
    answer: Answer
    met_by: tuple[Fact, ...]
    open: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Qualification:
    """What the facts show. `trafficking` is yes, no or unknown; it is not a verdict."""

    trafficking: Answer
    elements: tuple[ElementResult, ...]
    child: Answer
    flags: tuple[Flag, ...]


def element_condition(element: Element, facts: Sequence[Fact]) -> Node:
    """The condition of an element. A vulnerability counts only if it was abused."""
    own = [f for f in facts if f.element == element and f.counts]
    plain = [Equals(f.id, "yes") for f in own if f.branch not in ("vulnerability", "abuse")]
    existed = [Equals(f.id, "yes") for f in own if f.branch == "vulnerability"]
    abused = [Equals(f.id, "yes") for f in own if f.branch == "abuse"]
    ways: list[Node] = [*plain]
    if existed and abused:
        ways.append(All((AnyOf(tuple(existed)), AnyOf(tuple(abused)))))
    return AnyOf(tuple(ways))


def trafficking_condition(facts: Sequence[Fact]) -> Node:
    """An act and a purpose, and a means unless the person is a child."""
    means = AnyOf(
        (element_condition(Element.MEANS, facts), element_condition(Element.CHILD, facts))
    )
    return All(
        (element_condition(Element.ACT, facts), element_condition(Element.PURPOSE, facts), means)
    )


def qualify_facts(
    answers: Answers,
    facts: Sequence[Fact],
    *,
    charge: Charge | None = None,
    reason: ClosingReason | None = None,
) -> Qualification:
    """The elements of one case. Raises BadValue for an unknown fact or answer."""
    known = {f.id for f in facts}
    strange = sorted(set(answers) - known)
    if strange:
        raise BadValue(
            N_("Unknown facts ({count}): {names}."),
            remedy=N_("Known: {known}."),
            count=len(strange),
            names=", ".join(n[:40] for n in strange),
            known=", ".join(sorted(known)),
        )
    wrong = sorted(n for n, value in answers.items() if value not in ("yes", "no", *Missing))
    if wrong:
        raise BadValue(
            N_("Facts without yes, no or unknown ({count}): {names}."),
            remedy=N_("Write one of these words for each."),
            count=len(wrong),
            names=", ".join(wrong),
        )
    child = evaluate_condition(element_condition(Element.CHILD, facts), answers)
    # A person of unknown age is presumed a child until the age is verified: no means is required.
    presumed = {
        f.id: "yes" for f in facts if f.element is Element.CHILD and child is Answer.UNKNOWN
    }
    whole = evaluate_condition(trafficking_condition(facts), {**answers, **presumed})
    wanted = (Element.ACT, Element.MEANS, Element.PURPOSE)
    return Qualification(
        whole,
        tuple(_result(element, facts, answers) for element in wanted),
        child,
        find_flags(whole, child, facts, answers, charge=charge, reason=reason),
    )


def _result(element: Element, facts: Sequence[Fact], answers: Answers) -> ElementResult:
    answer = evaluate_condition(element_condition(element, facts), answers)
    own = [f for f in facts if f.element == element and f.counts]
    met = tuple(f for f in own if answers.get(f.id) == "yes") if answer is Answer.YES else ()
    still = tuple(f for f in own if answers.get(f.id) not in ("yes", "no"))
    return ElementResult(element, answer, met, still if answer is Answer.UNKNOWN else ())
