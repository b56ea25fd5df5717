"""The picture of a procedure in a real browser: real letters fit, and it needs no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from palermo.actions.installation import load_installed_pack
from palermo.sheets.drawing import TextStyle
from palermo.sheets.flow_picture import draw_flow_svg
from tests.functional.conftest import PHONE, faults, page_width, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_LINES = """() => [...document.querySelectorAll('tspan')].map(line => [
  line.textContent, line.getComputedTextLength(),
  Number(line.parentNode.getAttribute('font-size')),
  line.parentNode.getAttribute('font-weight') === 'bold'])"""


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_no_line_is_wider_than_it_was_taken_for(browser: Browser, language: str) -> None:
    page, pack = browser.new_page(), load_installed_pack()
    for procedure in pack.procedures.versions:
        page.set_content(draw_flow_svg(procedure, pack, language).decode().partition("?>")[2])
        lines = page.evaluate(_LINES)
        assert len(lines) > 20
        wider = [t for t, width, size, bold in lines if width > TextStyle(size, bold=bold).width(t)]
        assert wider == []
    page.close()


def test_the_picture_is_shown_and_each_step_leads_to_the_next(
    page: Page, people: dict[str, int], shot: Callable[[Page, str], None]
) -> None:
    sign_in(page, "reader")
    page.goto("/procedures/refer-victim/")
    page.get_by_role("link", name="View as a flow chart").click()
    picture = page.get_by_role("img", name="The same steps are listed below.")
    expect(picture).to_be_visible()
    # The image arrives after the page; `decode` waits for it and fails where it cannot be shown.
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 840
    with page.expect_download() as download:
        page.get_by_role("link", name="Flow chart (SVG)").click()
    version = load_installed_pack().procedures.versions_of("refer-victim")[-1].version
    assert download.value.suggested_filename == f"refer-victim-{version}-flow.svg"
    page.get_by_text("The same steps as a list").last.click()
    page.get_by_role("link", name="continue with 2", exact=True).click()
    expect(page.locator("#step-2")).to_be_in_viewport()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert faults(page) == []
    assert page_width(page) <= PHONE["width"]
    shot(page, "flow-list-phone")
