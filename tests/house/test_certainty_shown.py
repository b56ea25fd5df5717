"""What was not verified is said to those who adopt rules, and of facts to everybody.

Decision 27 lists which statement is which. Who follows a rule reads whose it is, and no warning.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template

from palermo.accounts.rights import RIGHTS, Right, Role, rights_of
from palermo.kernel.sources import Certainty, shown_certainty
from palermo.packs.load import load_pack
from palermo.saying.device_bundle import device_bundle
from palermo.sheets.act import build_act
from palermo.sheets.paper_form import form_data

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "palermo" / "web" / "templates" / "web"
#: Templates that state facts: law, evidence, and what was published about instruments.
FACTS = {
    "countries/checklist.html",
    "countries/penalties.html",
    "offences/circumstances.html",
    "offences/elements.html",
    "offences/penalties.html",
    "parts/screened.html",
    "procedures/instrument.html",
    "procedures/instruments.html",
}
ON = date(2026, 12, 1)
PACK = load_pack("aze")
#: A few of each kind: all are made by the same code.
IN_FORCE = [
    p for name in sorted(PACK.procedures.ids)[::5] if (p := PACK.procedures.in_force(name, ON))
]
ADOPTING = {Role.COORDINATOR, Role.ADMINISTRATOR}


def test_only_facts_carry_a_mark_for_everybody() -> None:
    marked = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if "{% source_mark " in path.read_text("utf-8")
    }
    assert marked == FACTS, "a rule takes rule_source; a new fact is named here and in decision 27"


def test_no_template_says_it_in_another_way() -> None:
    bare = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"{{[^}]*certainty", path.read_text("utf-8"))
    ]
    assert bare == []


def test_those_who_adopt_and_no_others_see_it() -> None:
    assert RIGHTS[Right.VIEW_CERTAINTY] == ADOPTING
    shown = Template("{% load palermo_web %}{% rule_source 'A convention' 'unverified' %}")
    for role in Role:
        page = shown.render(Context({"rights": rights_of(role, public_allowed=True)}))
        assert ("unverified" in page) == (role in ADOPTING), role
        assert "A convention" in page


def test_whose_a_rule_is_is_said_to_everybody() -> None:
    assert shown_certainty(Certainty.DERIVED, adopts=False) is Certainty.DERIVED
    assert shown_certainty(Certainty.VERIFIED, adopts=False) is None


@pytest.mark.parametrize("language", PACK.languages)
def test_paper_and_devices_warn_nobody_and_the_legal_text_does(language: str) -> None:
    heading = PACK.speech.headings["unverified"].in_language(language)
    legal = [json.dumps(asdict(build_act(p, PACK, language)), ensure_ascii=False) for p in IN_FORCE]
    assert all(heading in text for text in legal if re.search(r"\[\d+\*\]", text))
    assert any(heading in text for text in legal)
    for procedure in IN_FORCE:
        form = form_data(procedure, PACK, language)
        del form["words"]  # the phrases that a form may use
        assert heading not in json.dumps(form, ensure_ascii=False)
    device = asdict(device_bundle(PACK, ON, "", language))
    assert heading not in json.dumps(device, ensure_ascii=False, default=str)
