"""A published instrument on a phone: its figures stand beside the result, online and offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from palermo.records.interviews.queries import fetch_interviews
from tests.functional.conftest import DESKTOP, PHONE, faults, follow, page_width, sign_in, tick_all
from tests.wordings import write_wording

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PASSPHRASE = "four words on a lamp"
WORTH = "Of 100 positive results in that study, about 26 were trafficking victims"


@pytest.fixture
def officer(page: Page, people: dict[str, int], settings: Any, tmp_path: Path) -> Page:
    """An officer on a phone, whose office loaded the wording of one instrument."""
    settings.WORDINGS = tmp_path / "wordings"
    write_wording(settings.WORDINGS, "qyit", 4)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "officer")
    return page


def _fits(page: Page, shot: Shot, name: str) -> None:
    for size, kind in ((DESKTOP, "desktop"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        width = page_width(page)
        assert width <= size["width"], name
        assert faults(page) == [], name
        shot(page, f"{name}-{kind}")


def test_from_the_list_to_a_decision_with_the_figures_in_sight(officer: Page, shot: Shot) -> None:
    page = officer
    page.goto("/procedures/")
    follow(page.get_by_role("link", name="Published instruments"))
    _fits(page, shot, "instruments-loaded")
    follow(page.get_by_role("link", name="QYIT - quick screen"))
    expect(page.get_by_text(WORTH)).to_be_visible()
    _fits(page, shot, "instrument-loaded")
    follow(page.get_by_role("link", name="Open as a procedure"))
    _fits(page, shot, "instrument-procedure")
    follow(page.get_by_role("link", name="Begin"))
    tick_all(page)
    page.get_by_label("Kind of place").select_option(index=1)
    page.get_by_label("Yes, certain").check()
    page.get_by_role("button", name="Begin").click()
    page.locator("input[value=yes]").check()
    page.get_by_role("button", name="Next").click()
    follow(page.get_by_role("button", name="Enough is known"))
    expect(page.get_by_text(WORTH)).to_be_visible()
    _fits(page, shot, "instrument-end")
    page.locator("input[name=decision][value=positive]").check()
    follow(page.get_by_role("button", name="Decide", exact=True))
    expect(page.get_by_text(WORTH)).to_be_visible()
    (row,) = fetch_interviews("officer")
    assert (row.decided_by, row.language) == ("officer", "en")


def test_the_device_shows_them_without_network(
    officer: Page, context: BrowserContext, shot: Shot
) -> None:
    page = officer
    page.goto("/offline/")
    page.get_by_label("Passphrase of this device").fill(PASSPHRASE)
    page.get_by_label("Repeat the passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="Interviews on this device")).to_be_visible()
    context.set_offline(True)
    card = page.locator("li.card", has_text="QYIT")
    card.get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator("input[name=place]").first.check()
    page.get_by_label("Yes, certain").check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_text(WORTH)).to_be_visible()
    expect(page.get_by_text("Cut-off: 1 or more items answered yes")).to_be_visible()
    assert faults(page) == []
    shot(page, "device-instrument-end")
    page.locator("input[name=decision][value=positive]").check()
    page.get_by_label("In your own words").fill("Somebody waits outside.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Refer the person, with their consent")).to_be_visible()
    page.get_by_role("button", name="Interviews on this device").click()
    context.set_offline(False)
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    assert (row.decided_by, row.language) == ("officer", "en")
    page.goto(f"/interviews/{row.id}/")
    expect(page.get_by_text(WORTH)).to_be_visible()
