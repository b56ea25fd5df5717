"""A wide page is used by its forms; on a phone a card has no heading without a value."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from palermo.actions.reading.read_report import read_report
from tests.functional.conftest import DESKTOP, PHONE, page_width, sign_in
from tests.integration.conftest import demo_text
from tests.reading import accept_as_read
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_heading_stands_without_a_value(people: dict[str, int], page: Page) -> None:
    coordinator = visit_of("coordinator")
    (number,) = read_report(
        coordinator,
        content=demo_text(2023),
        file_name="aze-2023.txt",
        country="AZE",
        edition=2023,
    )
    accept_as_read(coordinator, number)
    sign_in(page, "coordinator")
    page.goto("/countries/AZE/")
    empty = page.locator("table.stacked td.is-empty")
    assert empty.count() > 10
    expect(empty.first).to_be_visible()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not any(cell.is_visible() for cell in empty.all())
    labelled = page.locator("table.stacked td[data-label]:visible")
    assert labelled.count() > 10
    assert all(
        text.strip() or parts
        for text, parts in labelled.evaluate_all(
            "cells => cells.map((cell) => [cell.textContent, cell.childElementCount])"
        )
    )
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    expect(empty.first).to_be_visible()


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("administrator", "/administration/"),
        ("reader", "/account/"),
        ("officer", "/interviews/import/"),
        ("analyst", "/narratives/"),
    ],
)
def test_a_form_alone_on_its_page_uses_the_width(
    people: dict[str, int], page: Page, who: str, address: str
) -> None:
    sign_in(page, who)
    page.goto(address)
    form = page.locator("main form:has(.field):not(.filters)").last
    right = form.locator(".field").evaluate_all(
        "fields => Math.max(...fields.map((field) => field.getBoundingClientRect().right))"
    )
    assert right > 0.9 * DESKTOP["width"]
    # A control is not stretched to the height of what stands beside it.
    heights = form.locator("select, input:not([type=hidden], [type=checkbox])").evaluate_all(
        "controls => controls.map((control) => control.getBoundingClientRect().height)"
    )
    assert max(heights) < 60
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page_width(page) <= PHONE["width"]
