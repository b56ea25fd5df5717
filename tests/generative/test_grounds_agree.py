"""Screening, whatever procedure was opened, and the legal elements say the same on the same facts.

The facts of the offences are the shared concepts. For any set of them, every procedure whose core
signs can show exactly that set indicates reasonable grounds if, and only if, the elements are met
once somebody received the person: the contact itself is the act. Where they are not met, a core
sign that stands rules nothing out.
"""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from palermo.kernel.answers import Answer, Value
from palermo.offences.elements import qualify_facts
from palermo.offences.shapes import Element, Fact
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.grounds import has_grounds
from palermo.procedures.interview_order import age_questions
from palermo.procedures.shapes import Indicator, Procedure, Sign

PACK = load_pack("AZE")
FACTS = {f.id: f for f in PACK.facts if f.element and f.counts}
NEWEST = {p.id: p for p in PACK.procedures.versions}
SCREENINGS = [p for p in NEWEST.values() if has_grounds(p)]


def _signs_of(procedure: Procedure, shown: frozenset[str]) -> list[Indicator]:
    """The core signs that show these facts and no other."""
    core = (i for i in procedure.indicators if i.sign is Sign.CORE and i.shows)
    return [i for i in core if shown.issuperset(i.shows)]


def _indicated(procedure: Procedure, shown: frozenset[str], *, child: bool) -> Outcome | None:
    answers: dict[str, Value] = {q.id: "no" for q in procedure.questions if q.type == "yes_no"} | {
        i.id: "no" for i in procedure.indicators
    }
    answers |= dict.fromkeys(age_questions(procedure), "yes" if child else "no")
    answers |= {i.id: "yes" for i in _signs_of(procedure, shown)}
    return run_procedure(procedure, answers).reasonable_grounds


def _expected(shown: frozenset[str], *, child: bool) -> Outcome:
    """What the elements say. Facts that do not suffice rule nothing out."""
    answers: dict[str, Value] = {name: "yes" if name in shown else "no" for name in FACTS}
    answers |= {f.id: "yes" for f in _of(Element.ACT)}
    answers |= {f.id: "yes" if child else "no" for f in _of(Element.CHILD)}
    if qualify_facts(answers, PACK.facts).trafficking is Answer.YES:
        return Outcome.POSITIVE
    return Outcome.INCOMPLETE if shown else Outcome.NEGATIVE


def _of(element: Element) -> list[Fact]:
    return [f for f in FACTS.values() if f.element is element]


def _can_show(procedure: Procedure) -> list[str]:
    shown = {fact for i in procedure.indicators if i.sign is Sign.CORE for fact in i.shows}
    return sorted(shown & set(FACTS))


@pytest.mark.parametrize("procedure", SCREENINGS, ids=lambda p: p.id)
@given(data=st.data(), child=st.booleans())
def test_a_procedure_agrees_with_the_elements(
    procedure: Procedure, data: st.DataObject, child: bool
) -> None:
    assume(child == (procedure.people == "children") or procedure.people == "everybody")
    chosen = data.draw(st.sets(st.sampled_from(_can_show(procedure)), max_size=5))
    signs = _signs_of(procedure, frozenset(chosen))
    shown = frozenset(fact for sign in signs for fact in sign.shows)
    assert _indicated(procedure, shown, child=child) is _expected(shown, child=child)


@given(data=st.data())
def test_two_procedures_for_adults_agree(data: st.DataObject) -> None:
    adults = [p for p in SCREENINGS if p.people != "children"]
    one, other = data.draw(st.permutations(adults))[:2]
    common = sorted(set(_can_show(one)) & set(_can_show(other)))
    assume(common)
    shown = frozenset(data.draw(st.sets(st.sampled_from(common), max_size=4)))
    assume(_covers(one, shown) and _covers(other, shown))
    assert _indicated(one, shown, child=False) is _indicated(other, shown, child=False)


def _covers(procedure: Procedure, shown: frozenset[str]) -> bool:
    return {fact for sign in _signs_of(procedure, shown) for fact in sign.shows} == shown


def test_there_are_screenings_to_compare() -> None:
    assert len(SCREENINGS) > 10
