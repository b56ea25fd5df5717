"""Who can be called stands in groups, those that fit the person first, at every door."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from palermo.cases.child import AgeGroup
from palermo.cases.handover import find_situations, order_called_groups
from palermo.exchange.xlsform import to_xlsform
from palermo.packs.load import load_pack
from palermo.saying.device_bundle import device_bundle
from palermo.saying.handover_texts import called_groups
from palermo.sheets.paper_form import form_data
from tests.handovers import ADULTS, CHILDREN, gates_of, only_row
from tests.visits import visit_of

pytestmark = pytest.mark.django_db
PACK = load_pack("aze")
GROUPS = PACK.speech.called_groups


def _page_groups(page: str) -> list[tuple[str, list[str]]]:
    """The headings of a page, each with the roles under it."""
    found = []
    for group in LexborHTMLParser(page).css("fieldset fieldset"):
        roles = [c.attributes["value"] or "" for c in group.css("[name=called]")]
        legend = group.css_first("legend")
        found.append((legend.text(strip=True) if legend else "", roles))
    return [(legend, roles) for legend, roles in found if roles]


@pytest.mark.parametrize(
    ("procedure", "sent", "first", "last"),
    [
        (CHILDREN, {"age": "6"}, "child", "authorities"),
        (ADULTS, {"adult": "no"}, "child", "authorities"),
        (ADULTS, {"adult": "yes"}, "danger", "child"),
        ("refer-victim", {"age": "40"}, "danger", "child"),
        ("refer-victim", {"adult": "unknown"}, "child", "authorities"),
    ],
)
def test_the_page_shows_first_who_fits_the_person(
    web: Client, procedure: str, sent: dict[str, str], first: str, last: str
) -> None:
    page = web.post(f"/procedures/{procedure}/hand-over/", {"reason": "safe", **sent})
    shown = _page_groups(page.content.decode())
    names = {group.text.english: group.id for group in GROUPS}
    assert [names[shown[0][0]], names[shown[-1][0]]] == [first, last]
    assert sorted(role for _, roles in shown for role in roles) == sorted(PACK.speech.called_roles)


def test_danger_that_was_said_in_the_talk_comes_first(web: Client) -> None:
    dangers = [
        (p, q) for p in visit_of("officer").pack.procedures.versions for q in p.questions
        if "danger" in q.about and p.people == "children" and p.id == CHILDREN
    ]  # fmt: skip
    procedure, question = dangers[-1]
    begun = {"place_kind": procedure.settings[0], "confirmed": gates_of(CHILDREN), "age": "13"}
    web.post(f"/procedures/{CHILDREN}/begin/", begun)
    row = only_row()
    web.post(f"/interviews/{row.id}/keep/", {"version": "1", f"answer-{question.id}": "yes"})
    page = web.post(f"/interviews/{row.id}/hand-over/", {"reason": "declined"}).content.decode()
    assert [legend for legend, _ in _page_groups(page)][:2] == [
        "In danger now", "Protection of a child",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "az", "ru"])
@pytest.mark.parametrize("procedure", [CHILDREN, ADULTS, "refer-victim"])
def test_paper_form_tool_and_device_have_the_same_groups(procedure: str, language: str) -> None:
    newest = PACK.procedures.versions_of(procedure)[-1]
    situations = find_situations(newest, newest, {}, AgeGroup.UNKNOWN)
    groups = called_groups(PACK, language, situations)
    assert [g.id for g in groups] == [g.id for g in order_called_groups(GROUPS, situations)]
    assert groups[0].id == ("child" if procedure == CHILDREN else "danger")
    printed = form_data(newest, PACK, language)["no_talk"]["groups"]
    assert [(g["text"], tuple(g["roles"])) for g in printed] == [
        (g.text, tuple(role.text for role in g.roles)) for g in groups
    ]
    rows = load_workbook(io.BytesIO(to_xlsform(newest, PACK)))["choices"].iter_rows(
        values_only=True
    )
    column = 2 + list(PACK.languages).index(language)
    choices = [(row[1], row[column]) for row in rows if row[0] == "no_talk_called"]
    assert choices == [(role.id, f"{g.text}: {role.text}") for g in groups for role in g.roles]
    device = {g.id: g for g in device_bundle(PACK, newest.since, "", language).called_groups}
    assert {g.id: (g.text, len(g.roles)) for g in groups} == {
        name: (g.text, len(g.roles)) for name, g in device.items()
    }


def test_every_role_that_a_duty_names_can_be_called_or_acts() -> None:
    speech = PACK.speech
    assert {*speech.called_roles, *speech.acting_roles} == set(speech.roles)
    assert "police" not in {role for g in GROUPS if g.first_for for role in g.roles}
