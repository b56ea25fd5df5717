"""What people do with a slow network and an address without HTTPS: F19 and F28 of the field."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from palermo.records.interviews.queries import fetch_interviews
from tests.functional.conftest import faults, sign_in, tick_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_f19_three_clicks_while_the_answer_is_on_its_way_send_once(
    page: Page, people: dict[str, int]
) -> None:
    sign_in(page, "officer")
    page.goto("/procedures/refer-victim/begin/")
    tick_all(page)
    page.get_by_label("Kind of place").select_option("police")
    sent: list[Route] = []
    page.route(
        "**/begin/", lambda route: sent.append(route) if route.request.method == "POST" else None
    )
    click = "b => [0, 200, 400].forEach((at) => setTimeout(() => b.click(), at))"
    page.get_by_role("button", name="Begin").evaluate(click)
    page.wait_for_timeout(900)
    assert len(sent) == 1
    sent[0].continue_()
    expect(page.get_by_text("Question 1 of")).to_be_visible()
    assert len(fetch_interviews("officer")) == 1


def test_f19_the_next_person_begins_another_interview(page: Page, people: dict[str, int]) -> None:
    sign_in(page, "officer")
    for _ in range(2):
        page.goto("/procedures/refer-victim/begin/")
        tick_all(page)
        page.get_by_label("Kind of place").select_option("police")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_text("Question 1 of")).to_be_visible()
    assert len(fetch_interviews("officer")) == 2


def test_f28_without_https_the_device_says_so(
    page: Page, context: BrowserContext, people: dict[str, int]
) -> None:
    context.add_init_script(
        "Object.defineProperty(globalThis, 'isSecureContext', {value: false});"
        "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined});"
    )
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    sign_in(page, "officer")
    page.goto("/offline/")
    expect(page.get_by_role("alert")).to_contain_text("https://")
    expect(page.get_by_role("button", name="Unlock")).to_have_count(0)
    assert problems == []
    assert faults(page) == []
