"""What a procedure indicates, as JSON. Documented in `docs/reference/indication-json.md`."""

from __future__ import annotations

from typing import Any

from palermo.kernel.sources import Certainty
from palermo.packs.pack import Pack
from palermo.procedures.decide import DimensionResult, Indication
from palermo.procedures.shapes import Indicator, Procedure, ProcedureDuty
from palermo.procedures.speech import Speech
from palermo.saying.instrument_texts import screen_result_json


def indication_json(
    found: Indication, procedure: Procedure, pack: Pack, language: str = "en"
) -> dict[str, Any]:
    """One object, its words in `language`."""
    speech = pack.speech
    outcome = found.outcome.value if found.outcome else None
    questions = {q.id: q for q in procedure.questions}
    return {
        "procedure": procedure.id,
        "version": procedure.version,
        "in_force_from": procedure.since.isoformat(),
        "pack": pack.fingerprint,
        "outcome": outcome,
        "outcome_words": (
            speech.outcomes_of(procedure)[outcome].in_language(language) if outcome else None
        ),
        "label": found.label.in_language(language) if found.label else None,
        "dimensions": [_dimension(d, speech, language) for d in found.dimensions],
        "reasons_for": [_indicator(i, language) for i in found.grounds],
        "reasons_against": [_indicator(i, language) for i in found.against],
        "unknown": [
            {"id": name, "text": questions[name].text.in_language(language)}
            for name in found.unknown
        ],
        "duties": [_duty(d, pack, language) for d in found.duties],
        "possible_duties": [_duty(d, pack, language) for d in found.possible_duties],
        "instrument": screen_result_json(procedure, pack, language, found),
        "source": procedure.source.title,
        "source_verified": procedure.source.certainty is Certainty.VERIFIED,
        "advice": speech.headings["advice"].in_language(language),
    }


def _dimension(result: DimensionResult, speech: Speech, language: str) -> dict[str, Any]:
    return {
        "id": result.id,
        "text": result.text.in_language(language),
        "answer": result.answer.value,
        "counts": {
            (strength.value if strength else "none"): {
                "yes": count.yes,
                "no": count.no,
                "unknown": count.unknown,
            }
            for strength, count in result.counts.items()
        },
    }


def _indicator(indicator: Indicator, language: str) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "text": indicator.text.in_language(language),
        "dimension": indicator.dimension,
        "strength": indicator.strength.value if indicator.strength else None,
        "doubt": indicator.doubt.in_language(language) if indicator.doubt else None,
    }


def _duty(duty: ProcedureDuty, pack: Pack, language: str) -> dict[str, Any]:
    return {
        "id": duty.id,
        "text": duty.text.in_language(language),
        "who": duty.who,
        "who_name": pack.role_name(duty.who, language),
        "within_hours": duty.within_hours,
        "within": pack.speech.deadline(duty.within_hours, language),
        "acknowledged": duty.acknowledged,
        "source": duty.source.title,
        "source_verified": duty.source.certainty is Certainty.VERIFIED,
    }
