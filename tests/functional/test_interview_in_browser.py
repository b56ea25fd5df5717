"""An interview as an officer holds it, on a phone and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.records.interviews.queries import fetch_interviews, get_interview
from tests.functional.conftest import PHONE, faults, follow, sign_in, tick_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
REFERRAL = "Would you like us to put you in touch with a place that can help you?"


def _begin(page: Page, procedure: str, *, adult: bool = False) -> None:
    page.goto(f"/procedures/{procedure}/begin/")
    tick_all(page)
    page.get_by_label("Kind of place").select_option("police")
    if adult:
        page.get_by_label("Yes, certain").check()
    page.get_by_role("button", name="Begin").click()


def test_from_safety_to_a_decision(page: Page, people: dict[str, int], shot: Shot) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "officer")
    page.goto("/procedures/refer-victim/begin/")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick every safety condition")
    shot(page, "begin-interview")
    assert faults(page) == []
    _begin(page, "refer-victim")
    expect(page.get_by_text("Question 1 of")).to_be_visible()
    expect(page.get_by_role("heading", name="Is anyone in danger right now?")).to_be_visible()
    assert faults(page) == []
    page.locator("input[value=no]").check()
    expect(page.locator("[data-kept]")).to_have_text("Saved.")
    shot(page, "question")
    (row,) = fetch_interviews("officer")
    assert row.answers == {"danger_now": "no"}
    follow(page.get_by_role("button", name="Next"))
    expect(page.get_by_role("heading", name="The person may be under 18")).to_be_visible()
    expect(page.get_by_text("It is not read out.")).to_be_visible()
    assert faults(page) == []
    page.locator("input[value=no]").check()
    follow(page.get_by_role("button", name="Next"))
    page.locator("input[value=yes]").check()
    follow(page.get_by_role("button", name="Next"))
    expect(page.get_by_role("heading", name=REFERRAL)).to_be_visible()
    expect(page.get_by_text("Recorded: The person agrees to be referred")).to_be_visible()
    shot(page, "question-asked")
    assert faults(page) == []
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("link", name="Continue").click()
    # Paused before an answer: the same question comes again.
    expect(page.get_by_text("Question 4 of")).to_be_visible()
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_role("heading", name="What the answers indicate")).to_be_visible()
    shot(page, "interview")
    assert faults(page) == []
    page.locator("input[name=decision][value=negative]").check()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Say why you decide differently")
    page.locator("input[name=decision][value=positive]").check()
    page.get_by_role("button", name="Decide", exact=True).click()
    saved = page.get_by_role("status").filter(has_text="The decision was saved")
    expect(saved).to_be_visible()
    shot(page, "interview-decided")
    assert faults(page) == []


def test_age_not_known_goes_to_the_child_pathway_at_once(
    page: Page, people: dict[str, int]
) -> None:
    sign_in(page, "officer")
    page.goto("/procedures/screen-adult-labour/begin/")
    page.get_by_label("Not known").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".messages")).to_contain_text("Continue with the child procedure")
    _begin(page, "screen-adult-labour", adult=True)
    page.get_by_role("button", name="The person may be under 18").click()
    expect(page.locator(".messages")).to_contain_text("Continue with the child procedure")
    # Nothing was confirmed for the child yet, so the page says what must hold.
    expect(page.get_by_text("Before the first question")).to_be_visible()


def test_the_quick_exit_leaves_nothing(page: Page, people: dict[str, int]) -> None:
    sign_in(page, "officer")
    _begin(page, "refer-victim")
    page.locator("input[value=no]").check()
    expect(page.locator("[data-kept]")).to_have_text("Saved.")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/leave/")
    assert page.inner_text("body").strip() == ""
    page.go_back()
    expect(page.get_by_text("Question")).to_have_count(0)
    (row,) = fetch_interviews("officer")
    page.goto(f"/interviews/{row.id}/")
    expect(page.get_by_label("Password")).to_be_visible()
    assert get_interview("officer", row.id).answers


def test_a_refusing_adult_keeps_a_path_without_identity(page: Page, people: dict[str, int]) -> None:
    sign_in(page, "officer")
    page.goto("/procedures/screen-adult-labour/begin/")
    page.get_by_label("Yes, certain").check()
    follow(page.get_by_role("button", name="does not wish to talk"))
    (row,) = fetch_interviews("officer")
    page.goto(f"/interviews/{row.id}/")
    expect(page.get_by_text("did not wish to talk")).to_contain_text(row.person)
    assert faults(page) == []
