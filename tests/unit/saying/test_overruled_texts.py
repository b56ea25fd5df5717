"""What a supervisor reads of a decision below the indication."""

from __future__ import annotations

import pytest

from palermo.cases.decision import DecisionRecord
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome
from palermo.procedures.shapes import Procedure
from palermo.saying.overruled_texts import overruled_text

PACK = load_pack("aze")
DECIDING = [
    procedure
    for name in PACK.procedures.ids
    if (procedure := PACK.procedures.versions_of(name)[-1]).decision
]


@pytest.mark.parametrize("procedure", DECIDING, ids=lambda p: p.id)
@pytest.mark.parametrize("language", PACK.languages)
def test_a_published_classification_stands_beside_reasonable_grounds(
    procedure: Procedure, language: str
) -> None:
    indicated = DecisionRecord(outcome="negative", reasonable_grounds="positive")
    words = overruled_text(procedure, indicated, "negative", "negative", "", PACK, language)
    published = bool(procedure.decision and procedure.decision.published)
    outcomes = PACK.speech.outcomes_of(procedure)
    shown = outcomes[Outcome.NEGATIVE].in_language(language) if published else ""
    assert words.published == shown
    assert words.indicated != words.published


def test_one_procedure_has_a_published_classification() -> None:
    assert any(p.decision and p.decision.published for p in DECIDING)
