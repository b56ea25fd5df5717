"""What an officer must do, on a phone: overdue first, done and acknowledged by two buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.actions.interviews.start_interview import start_interview
from palermo.procedures.decide import Outcome
from tests.functional.conftest import DESKTOP, PHONE, faults, page_width, sign_in
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]


def _decided_days_ago(days: int) -> None:
    visit = visit_of("officer", "web", timezone.now() - timedelta(days=days))
    procedure = visit.pack.procedure("refer-victim", visit.today)
    number = start_interview(
        visit,
        procedure=procedure,
        place_kind="police",
        confirmed=[gate.id for gate in procedure.before],
        at=visit.now,
    )
    given = {"grounds": "yes", "agrees": "yes", "may_be_child": "no"}
    answer_interview(visit, interview=number, version=1, given=given)
    decide_interview(visit, interview=number, version=2, decision=Outcome.POSITIVE)


def test_overdue_first_then_done_and_acknowledged(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    _decided_days_ago(0)
    _decided_days_ago(3)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "officer")
    page.goto("/interviews/")
    first = page.locator("section[aria-labelledby=due] li.card").first
    expect(first).to_contain_text("overdue since")
    for size, kind in ((DESKTOP, "desktop"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page_width(page) <= size["width"]
        assert faults(page) == []
        shot(page, f"obligations-{kind}")
    first.get_by_role("button", name="Mark as done").click()
    expect(page.locator(".messages")).to_contain_text("Marked as done.")
    expect(page.get_by_role("heading", name="Done, not acknowledged yet")).to_be_visible()
    page.get_by_role("button", name="Record the acknowledgement").click()
    expect(page.locator(".messages")).to_contain_text("The acknowledgement was recorded.")
    expect(page.get_by_role("heading", name="Done, not acknowledged yet")).to_have_count(0)
    expect(page.get_by_text("overdue since")).to_have_count(0)
    page.locator("section[aria-labelledby=due] li.card a").first.click()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()
    assert faults(page) == []
    shot(page, "interview-obligations")
