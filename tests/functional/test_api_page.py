"""The page that describes the API, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import PHONE, faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_description_is_readable_and_opens_by_keyboard(
    page: Page, live_server: Any, people: dict[str, int], shot: Callable[[Page, str], None]
) -> None:
    sign_in(page, "reader")
    page.goto("/api/v1/docs")
    entry = page.locator("summary", has_text="GET /api/v1/recommendations").first
    entry.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("asked at least so many times").first).to_be_visible()
    assert faults(page) == []
    shot(page, "api-desktop")
    page.set_viewport_size(PHONE)
    shot(page, "api-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
