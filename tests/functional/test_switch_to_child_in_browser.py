"""From a procedure for adults to the one for children, on the page and on a device."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from palermo.actions.installation import load_installed_pack
from palermo.records.interviews.queries import fetch_interviews
from tests.functional.conftest import faults, follow, sign_in, tick_all
from tests.functional.device import open_device
from tests.handovers import CHILDREN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
ADULTS = "screen-adult-labour"
_PACK = load_installed_pack()
#: A condition that both have in the same words, and one that only the child's has so.
SAME, OTHER = "interpreter", "safe"
_KNOWN = _PACK.procedures.versions_of(CHILDREN)[-1].settings
PLACE = next(p for p in _PACK.procedures.versions_of(ADULTS)[-1].settings if p in _KNOWN)


def _title(procedure: str) -> str:
    return _PACK.procedures.versions_of(procedure)[-1].title.english


def test_the_page_for_children_keeps_what_was_typed(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    sign_in(page, "officer")
    page.goto(f"/procedures/{ADULTS}/begin/")
    page.locator("#place").select_option(PLACE)
    page.locator("#person").fill("ABCD-EFGH")
    tick_all(page)
    page.locator("input[name=adult][value=unknown]").check()
    follow(page.get_by_role("button", name="Begin"))
    expect(page.get_by_role("heading", name=_title(CHILDREN))).to_be_visible()
    expect(page.get_by_text("Continue with the child procedure.")).to_be_visible()
    expect(page.locator("#place")).to_have_value(PLACE)
    expect(page.locator("#person")).to_have_value("ABCD-EFGH")
    expect(page.locator(f"input[name=confirmed][value={SAME}]")).to_be_checked()
    expect(page.locator(f"input[name=confirmed][value={OTHER}]")).not_to_be_checked()
    assert faults(page) == []
    shot(page, "switch-to-child")
    # The form is refused on its own page, and goes on from there.
    tick_all(page)
    page.locator("#age").fill("9")
    follow(page.get_by_role("button", name="Begin"))
    expect(page.get_by_text("No person has this code.")).to_be_visible()
    expect(page.get_by_role("heading", name=_title(CHILDREN))).to_be_visible()
    expect(page.locator("#age")).to_have_value("9")
    page.locator("#person").fill("")
    follow(page.get_by_role("button", name="Begin"))
    expect(page.get_by_text("Question 1 of").or_(page.get_by_text("Part 1 of"))).to_be_visible()
    rows = {row.procedure: row for row in fetch_interviews("officer")}
    assert (rows[CHILDREN].age, rows[CHILDREN].place_kind) == (9, PLACE)


def test_the_device_keeps_what_was_chosen(
    page: Page, people: dict[str, int], context: BrowserContext
) -> None:
    open_device(page)
    context.set_offline(True)
    card = page.locator("li.card", has_text=_title(ADULTS))
    card.get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator(f"input[name=place][value={PLACE}]").check()
    page.locator("input[name=adult][value=no]").check()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", name=_title(CHILDREN))).to_be_visible()
    expect(page.locator(f"input[name=place][value={PLACE}]")).to_be_checked()
    expect(page.locator(f"input[name=confirmed][value={SAME}]")).to_be_checked()
    expect(page.locator(f"input[name=confirmed][value={OTHER}]")).not_to_be_checked()
    # Who is called: the protection of a child first, the police last.
    page.get_by_role("button", name="The person does not wish to talk").click()
    legends = page.locator("fieldset fieldset legend")
    expect(legends.first).to_have_text("Protection of a child")
    expect(legends.last).to_have_text("Police and other authorities")
