"""What the shipped procedures must keep open: the way for children, help before a finding."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.packs.load import load_pack
from palermo.procedures.decide import run_procedure
from palermo.procedures.shapes import Procedure
from palermo.saying.indications import indication_text

PACK = load_pack("aze")
ON = date(2026, 11, 29)
NAMES = sorted({p.id for p in PACK.procedures.versions})
LEADING = [p for p in (PACK.procedure(name, ON) for name in NAMES) if p.child_procedure]


@pytest.mark.parametrize("adults", LEADING, ids=lambda p: p.id)
def test_the_procedure_for_children_is_open_wherever_the_one_for_adults_is(
    adults: Procedure,
) -> None:
    children = PACK.procedure(adults.child_procedure or "", ON)
    assert set(adults.settings) <= set(children.settings)


def test_a_published_rule_that_is_not_met_denies_no_reasonable_grounds() -> None:
    """Exploitation and coercion where a person works, with no sign in recruitment."""
    labour = PACK.procedure("screen-adult-labour", ON)
    answers = {q.id: "no" for q in labour.questions}
    answers |= {i.id: "no" for i in labour.indicators} | {
        "CD05": "yes",
        "EX01": "yes",
        "CD04": "yes",
    }
    found = run_procedure(labour, answers)
    assert (found.outcome, found.reasonable_grounds) == ("negative", "positive")
    for language in PACK.languages:
        words = indication_text(found, labour, PACK, language, ON).outcome_words
        assert words == PACK.speech.published["negative"].in_language(language)
        assert words != PACK.speech.outcomes["negative"].in_language(language)


def test_a_deaf_person_made_to_sell_is_a_presumed_victim() -> None:
    easy = PACK.procedure("screen-disability", ON)
    found = run_procedure(easy, {q.id: "no" for q in easy.questions} | {"begs": "yes"})
    assert found.reasonable_grounds == "positive"
    asked = next(q for q in easy.questions if q.id == "begs").text.english
    assert "work" in asked
    assert "sell" in asked


def test_no_fine_while_a_supported_person_shows_a_core_sign() -> None:
    easy = PACK.procedure("screen-disability", ON)
    found = run_procedure(easy, {q.id: "no" for q in easy.questions} | {"punished": "yes"})
    assert found.reasonable_grounds == "incomplete"
    assert "no_penalty" in {d.id for d in found.duties}


@pytest.mark.parametrize(
    ("procedure", "question"),
    [
        ("screen-commercial-sex", "debt"),
        ("screen-domestic-work", "debt"),
        ("first-line-card", "held_back"),
    ],
)
def test_who_must_pay_before_leaving_is_asked(procedure: str, question: str) -> None:
    asked = next(q for q in PACK.procedure(procedure, ON).questions if q.id == question)
    text = (asked.ask or asked.text).english
    assert "pay" in text
    assert "leave" in text or "stop" in text


@pytest.mark.parametrize("duty", ["pay", "hours"])
def test_an_order_at_the_desk_does_not_show_who_complained(duty: str) -> None:
    desk = PACK.procedure("review-labour-complaint", ON)
    text = next(d for d in desk.duties if d.id == duty).text.english
    assert "does not show who complained" in text
