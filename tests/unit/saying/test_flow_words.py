"""The course in words says where its “no” is not a no."""

from __future__ import annotations

import pytest

from palermo.kernel.answers import Value
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.flow import StepKind
from palermo.procedures.open_signs import core_signs
from palermo.procedures.shapes import Procedure
from palermo.saying.flow_texts import FlowTexts

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in sorted(PACK.procedures.ids)]
DECIDING = [p for p in NEWEST if p.decision]


def _can_be_incomplete(procedure: Procedure) -> bool:
    """Whether a core sign beside which all else is no keeps the result from being negative."""
    no: dict[str, Value] = {q.id: "no" for q in procedure.questions if q.type == "yes_no"}
    no |= {i.id: "no" for i in procedure.indicators}
    found = (run_procedure(procedure, {**no, name: "yes"}) for name in core_signs(procedure))
    return any(f.indicated is Outcome.INCOMPLETE for f in found)


@pytest.mark.parametrize("language", PACK.languages)
@pytest.mark.parametrize("procedure", DECIDING, ids=lambda p: p.id)
def test_where_a_core_sign_rules_nothing_out_the_no_says_so(
    procedure: Procedure, language: str
) -> None:
    words = FlowTexts(procedure, PACK, language)
    said = PACK.speech.flow["not_complete"].in_language(language)
    saying = [s.about for s in words.flow.steps
              if s.kind is StepKind.OUTCOME and said in words.step(s).lines]  # fmt: skip
    if _can_be_incomplete(procedure):
        assert saying == [Outcome.NEGATIVE]
        assert said in words.aloud()
    assert (said in words.aloud()) is bool(saying)


def test_both_kinds_are_among_them() -> None:
    assert {_can_be_incomplete(p) for p in DECIDING} == {True, False}
