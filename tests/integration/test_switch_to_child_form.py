"""The first page for children keeps what was typed on the one for adults."""

from __future__ import annotations

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo.actions.installation import load_installed_pack
from palermo.records.interviews.queries import fetch_interviews
from tests.handovers import CHILDREN, gates_of

pytestmark = pytest.mark.django_db
_PACK = load_installed_pack()
_FOR_ADULTS = sorted({p.id for p in _PACK.procedures.versions if p.child_procedure == CHILDREN})
_TYPED = {"person": "ABCD-EFGH", "at": "2026-03-01T10:00", "first_sign_at": "2026-03-01T11:00"}


def _form(page: str) -> dict[str, list[str]]:
    """The form of a first page as a browser would send it."""
    found: dict[str, list[str]] = {}
    form = next(f for f in LexborHTMLParser(page).css("form") if f.css_first("[name=person]"))
    found["action"] = [form.attributes["action"] or ""]
    for control in form.css("input"):
        if control.attributes.get("type") != "checkbox" or "checked" in control.attributes:
            value = control.attributes.get("value") or ""
            found.setdefault(control.attributes.get("name") or "", []).append(value)
    for option in form.css("select option[selected]"):
        name = option.parent.attributes["name"] if option.parent else ""
        found.setdefault(name or "", []).append(option.attributes["value"] or "")
    return found


@pytest.mark.parametrize("paper", [True, False])
@pytest.mark.parametrize("adults", _FOR_ADULTS)
def test_what_both_pages_ask_is_carried_over(web: Client, adults: str, paper: bool) -> None:
    before = _PACK.procedures.versions_of(adults)[-1]
    child = _PACK.procedures.versions_of(CHILDREN)[-1]
    place = next(kind for kind in before.settings if kind in child.settings)
    sent = {
        **_TYPED, "place_kind": place, "adult": "unknown", "form_version": "",
        "confirmed": [gate.id for gate in before.before],
    }  # fmt: skip
    if paper:
        sent["origin"] = "paper"
    answer = web.post(f"/procedures/{adults}/begin/", sent)
    assert answer.status_code == 200
    form = _form(answer.content.decode())
    assert (form["person"], form["place_kind"]) == ([_TYPED["person"]], [place])
    assert form["from"] == [adults]
    if paper:
        assert form["at"] == [_TYPED["at"]]
        assert form["first_sign_at"] == [_TYPED["first_sign_at"]]
        assert form["origin"] == ["paper"]
    # A condition with other words was never confirmed.
    words = {gate.id: gate.text for gate in before.before}
    same = [gate.id for gate in child.before if words.get(gate.id) == gate.text]
    assert form.get("confirmed", []) == same


def test_a_condition_with_the_same_words_stays_confirmed(web: Client) -> None:
    page = web.post(
        "/procedures/screen-adult-labour/begin/",
        {"adult": "no", "confirmed": gates_of("screen-adult-labour")},
    ).content.decode()
    assert "interpreter" in _form(page)["confirmed"]


def test_the_refused_form_for_children_comes_back_with_what_was_typed(web: Client) -> None:
    """It was shown at the address of the procedure for adults, which the browser names."""
    adults = _FOR_ADULTS[0]
    page = web.post(f"/procedures/{adults}/begin/", {"adult": "no"}).content.decode()
    there = _form(page)["action"][0].replace("&amp;", "&")
    sent = {"age": "9", "place_kind": "street", "person": "ABCD-EFGH", "from": adults}
    came_from = {"HTTP_REFERER": f"http://testserver/procedures/{adults}/begin/"}
    answer = web.post(there, {**sent, "confirmed": gates_of(CHILDREN)}, **came_from)
    assert answer.status_code == 422
    form = _form(answer.content.decode())
    assert "No person has this code" in answer.content.decode()
    assert (form["age"], form["person"], form["from"]) == (["9"], ["ABCD-EFGH"], [adults])
    assert fetch_interviews("officer") == []
