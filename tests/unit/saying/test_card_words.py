"""A card of the first minutes asks too little to deny anything."""

from __future__ import annotations

from datetime import date

import pytest

from palermo.packs.load import load_pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.saying.device_bundle import device_procedure
from palermo.saying.indications import indication_text

PACK = load_pack("aze")
CARDS = [
    card
    for name in PACK.procedures.ids
    if (card := PACK.procedures.versions_of(name)[-1]).form == "card"
]


@pytest.mark.parametrize("language", PACK.languages)
def test_no_card_says_that_there_are_no_grounds(language: str) -> None:
    denial = PACK.speech.grounds["negative"].in_language(language)
    assert CARDS
    for card in CARDS:
        for said in card.questions:
            answers = {q.id: "yes" if q is said else "no" for q in card.questions}
            found = run_procedure(card, answers)
            text = indication_text(found, card, PACK, language, date(2026, 12, 1))
            if found.reasonable_grounds is Outcome.NEGATIVE:
                assert text.reasonable_grounds_words != denial
        assert device_procedure(card, PACK, language).grounds["negative"] != denial
