"""Status, lawfulness and services as an officer sees them, on a desk, a phone and a device."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import DESKTOP, PHONE, faults, sign_in
from tests.functional.device import begin, open_device

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PROPOSAL = "Proposal by Palermo. No legal act has put it in force."


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_procedures(
    page: Page, people: dict[str, int], shot: Shot, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    sign_in(page, "officer")
    for address, name in (
        ("/procedures/", "procedures"),
        ("/procedures/inspect-workplace/", "procedure"),
        ("/procedures/review-labour-complaint/begin/", "begin"),
    ):
        page.goto(address)
        expect(page.get_by_text(PROPOSAL).first).to_be_visible()
        shot(page, f"status-{name}-{size['width']}")
        assert faults(page) == []
    page.goto("/procedures/inspect-workplace/")
    expect(page.get_by_role("link", name="152")).to_have_attribute("href", "tel:152")
    page.get_by_role("link", name="Review of a labour complaint at the desk").click()
    expect(page.get_by_text("Lawful today: review of a labour complaint")).to_be_visible()


def test_the_device_names_status_and_services(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    open_device(page)
    expect(page.get_by_text(PROPOSAL).first).to_be_visible()
    page.context.set_offline(True)
    begin(page)
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_role("heading", name="Services for the person")).to_be_visible()
    expect(page.get_by_role("link", name="152")).to_be_visible()
    shot(page, "device-services")
    assert faults(page) == []
    page.get_by_role("button", name="Pause").click()
    title = "Referral of a presumed victim"
    page.locator("li.card", has_text=title).get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="The person does not wish to talk").click()
    page.locator("input[name=adult][value=yes]").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("nothing was recorded")).to_be_visible()
    expect(page.get_by_role("link", name="152")).to_be_visible()
    shot(page, "device-refused")
    page.context.set_offline(False)
