"""A phone of an officer, as the browser tests hold it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.functional.conftest import PHONE, sign_in, tick_all

PASSPHRASE = "four words on a lamp"
#: "No" to the first question of a referral. "Yes" is danger, which comes before all questions.
CHOSEN = "input[name=answer][value=no]"
FIRST_PAGE = re.compile(r"^(Question|Part) 1 of")


def open_device(page: Page) -> Page:
    """A phone on which the page was opened once with network and a passphrase chosen."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "officer")
    page.goto("/offline/")
    page.get_by_label("Passphrase of this device").fill(PASSPHRASE)
    page.get_by_label("Repeat the passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="Interviews on this device")).to_be_visible()
    page.wait_for_selector("#app[data-kept=yes]")
    return page


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase on the lock screen."""
    page.get_by_label("Passphrase of this device").fill(passphrase)
    page.get_by_role("button", name="Unlock").click()


def begin(page: Page, title: str = "Referral of a presumed victim", *, adult: bool = False) -> None:
    """Begin the procedure of this title, with everything ticked that must hold."""
    page.locator("li.card", has_text=title).get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator("input[name=place][value=police]").check()
    if adult:
        page.locator("input[name=adult][value=yes]").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text(FIRST_PAGE)).to_be_visible()


def pause_and_send(page: Page) -> None:
    """Leave the question for the list and send what is there."""
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Send to the office").click()
