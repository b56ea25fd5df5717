"""What a supervisor reads of a decision below the indication."""

from __future__ import annotations

import pytest

from palermo.cases.decision import DecisionRecord, restore_indication
from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome
from palermo.procedures.grounds import has_grounds
from palermo.procedures.shapes import Procedure
from palermo.saying.indications import indication_text
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


@pytest.mark.parametrize("procedure", [p for p in DECIDING if has_grounds(p)], ids=lambda p: p.id)
@pytest.mark.parametrize("language", PACK.languages)
def test_a_supervisor_reads_why_a_result_was_incomplete_as_the_officer_did(
    procedure: Procedure, language: str
) -> None:
    """Questions that were not asked, and signs of which nothing is left to ask, are two things."""
    said = set()
    for unknown in ((), (procedure.questions[0].id,)):
        was = DecisionRecord("incomplete", reasonable_grounds="incomplete", unknown=unknown)
        found = restore_indication(was, procedure, ())
        officers = indication_text(found, procedure, PACK, language).reasonable_grounds_words
        words = overruled_text(procedure, was, "negative", "negative", "", PACK, language)
        assert words.indicated == officers
        said.add(words.indicated)
    assert len(said) == 2
