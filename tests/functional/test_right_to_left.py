"""Every page in a language that is written from right to left, as the country's pack says.

The words are made up: Arabic letters, a third longer than the English, as translations are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import DESKTOP, faults, sign_in
from tests.functional.test_every_page import PAGES, Shot, story  # noqa: F401 - a fixture
from tests.languages import begin_language, fill_catalogues, mirrored_letters, use_packs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "{code: ar, name: العربية, direction: rtl}"
SIZES = (("desktop", DESKTOP), ("phone", {"width": 390, "height": 844}))
#: Parts that reach out of their page to the left or right, and in no box that scrolls.
_OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = e => e && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(e).overflowX)
    || scrolls(e.parentElement));
  return [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    const out = box.width > 1 && (box.left < -1 || box.right > width + 1);
    return out && !scrolls(e.parentElement) && !e.closest('.visually-hidden, .skip, svg');
  }).map(e => e.outerHTML.slice(0, 80));
}"""


@pytest.fixture(scope="session")
def mirrored_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packs with one line and two catalogues of a language from right to left."""
    root = begin_language(tmp_path_factory.mktemp("mirrored"), LINE)
    fill_catalogues(root, "ar", mirrored_letters)
    return root


@pytest.fixture
def mirrored(mirrored_packs: Path, settings: Any) -> None:
    """The pages use these packs."""
    use_packs(settings, mirrored_packs)


def test_every_page_is_mirrored_and_inside_its_width(
    mirrored: None,
    page: Page,
    story: int,  # noqa: F811
    shot: Shot,
) -> None:
    sign_in(page, "coordinator")
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for name, size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for key, address in PAGES.items():
            page.goto(address.format(open=story))
            assert page.locator("html").get_attribute("dir") == "rtl", address
            assert page.evaluate(_OUTSIDE) == [], (name, address)
            # Names, roles and contrast are the same in every direction and at every width.
            if name == "phone":
                assert faults(page) == [], address
            shot(page, f"{key}-{name}-ar")


def test_the_layout_begins_at_the_right(
    mirrored: None,
    page: Page,
    story: int,  # noqa: F811
) -> None:
    sign_in(page, "coordinator")
    brand, mine = page.locator(".brand"), page.locator(".mine")

    def left(part: Any) -> float:
        return float(part.bounding_box()["x"])

    assert left(brand) < left(mine)
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert left(brand) > left(mine)


def test_an_officers_pages_are_mirrored(
    mirrored: None, page: Page, people: dict[str, int], shot: Shot
) -> None:
    sign_in(page, "officer")
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for name, size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for key, address in (
            ("interviews", "/interviews/"),
            ("begin", "/procedures/screen-adult-labour/begin/"),
            ("offline", "/offline/"),
        ):
            page.goto(address)
            assert page.locator("html").get_attribute("dir") == "rtl", address
            assert page.evaluate(_OUTSIDE) == [], (name, address)
            shot(page, f"{key}-{name}-ar")
