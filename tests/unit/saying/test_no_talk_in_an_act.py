"""The legal text of a procedure also says what follows where there is no talk."""

from __future__ import annotations

import pytest

from palermo.packs.load import load_pack
from palermo.procedures.shapes import Procedure
from palermo.saying.handover_texts import possible_child_text
from palermo.sheets.act import ActBuilder

PACK = load_pack("aze")
NEWEST = [PACK.procedures.versions_of(name)[-1] for name in sorted(PACK.procedures.ids)]


@pytest.mark.parametrize("language", PACK.languages)
@pytest.mark.parametrize("procedure", NEWEST, ids=lambda p: p.id)
def test_k1_a16_a_refusal_is_ruled_by_the_act_as_on_every_form(
    procedure: Procedure, language: str
) -> None:
    paper = PACK.speech.paper
    said = " ".join(
        line for _, lines, _ in ActBuilder(procedure, PACK, language).articles() for line in lines
    )
    assert possible_child_text(procedure, PACK, language) in said
    assert paper["no_talk_stay"].in_language(language) in said
    code = paper["no_talk_code"].in_language(language)
    assert (code in said) is (procedure.people != "children")
