"""One worker in a real browser: chapters, both lines of result, a choice, what is due, a review."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import list_obligations_of_interview
from tests.functional.conftest import (
    DESKTOP,
    faults,
    follow,
    page_width,
    sign_in,
    tick_all,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PHONE_WIDTH = {"width": 390, "height": 844}
PROCEDURE = "screen-adult-labour"
GROUNDS = "Reasonable grounds to believe that the person is a victim of trafficking"
#: Papers held, no pay, threats: not enough for the published class.
TOLD = {"EX02": "yes", "CD01": "yes", "CD05": "yes"}


def _look(page: Page, shot: Shot, name: str) -> None:
    """Accessibility and a picture at both widths; nothing runs over the side."""
    for size in (DESKTOP, PHONE_WIDTH):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert faults(page) == [], name
        assert page_width(page) <= size["width"], name
        shot(page, f"worker-{name}-{size['width']}")


def _begin(page: Page) -> None:
    page.goto(f"/procedures/{PROCEDURE}/")
    follow(page.get_by_role("link", name="Begin"))
    tick_all(page)
    page.get_by_label("Kind of place").select_option(value="workplace")
    page.get_by_label("Yes, certain").check()
    follow(page.get_by_role("button", name="Begin"))


def _answer(page: Page, question: str, answer: str) -> None:
    page.locator(f"input[name='{question}'][value='{answer}'], "
                 f"input[name$='{question}'][value='{answer}']").first.check()  # fmt: skip


def _walk_to(page: Page, heading: str) -> None:
    """Go from chapter to chapter until this one."""
    for _ in range(12):
        if page.get_by_role("heading", level=1, name=heading).count():
            return
        follow(page.get_by_role("button", name="To the next chapter"))
    raise AssertionError(f"there is no chapter {heading}")


def test_a_worker_from_the_first_question_to_what_is_due(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    sign_in(page, "officer")
    _begin(page)
    expect(page.get_by_role("heading", name="Safety and age")).to_be_visible()
    _look(page, shot, "first-chapter")
    _answer(page, "danger_now", "no")
    _walk_to(page, "Work and living conditions")
    _answer(page, "EX02", TOLD["EX02"])
    _walk_to(page, "Papers, debt, freedom and violence")
    expect(page.get_by_role("heading", name="Due already")).to_be_visible()
    _answer(page, "CD01", TOLD["CD01"])
    _answer(page, "CD05", TOLD["CD05"])
    follow(page.get_by_role("button", name="Enough is known"))
    expect(page.get_by_text(GROUNDS).first).to_be_visible()
    expect(page.get_by_text("Published classification:")).to_be_visible()
    expect(page.get_by_text("No further assessment is needed")).to_have_count(0)
    _look(page, shot, "result")
    page.locator("input[name=decision][value=negative]").check()
    page.get_by_label("the victim consented").check()
    page.get_by_label("In your own words").fill("the person signed a contract")
    follow(page.get_by_role("button", name="Decide", exact=True))
    expect(page.get_by_text("waits for a second person").first).to_be_visible()
    _look(page, shot, "waits")
    (row,) = fetch_interviews("officer")
    due = {o.duty: o.due_at for o in list_obligations_of_interview("officer", row.id)}
    assert {"no_penalty", "choose"} <= set(due)
    assert row.first_sign_at is not None
    assert all(at is None or at >= row.first_sign_at for at in due.values())
