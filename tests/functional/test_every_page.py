"""Every page, desktop and phone, in three languages: no serious fault, no sideways scroll."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations.plan_action import plan_action
from palermo.packs.places import find_countries
from tests.functional.conftest import DESKTOP, PHONE, faults, follow, page_width, sign_in
from tests.reading import accept_as_read
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PAGES = {
    "start": "/start/",
    "help": "/help/",
    "words": "/help/words/",
    "home": "/",
    "country": "/countries/AZE/",
    "assessment": "/countries/AZE/2023/",
    "compare": "/countries/AZE/compare/",
    "checklist": "/countries/AZE/2023/checklist/",
    "narratives": "/narratives/",
    "review": "/narratives/{open}/",
    "board": "/recommendations/",
    "recommendation": "/recommendations/AZE-2023-04/",
    "procedures": "/procedures/",
    "procedure": "/procedures/child-pathway/",
    "flow": "/procedures/child-pathway/flow/",
    "practice": "/practice/screen-adult-labour/?seed=7&case=1",
    "vignettes": "/practice/vignettes/",
    "vignette": "/practice/vignettes/kiln-by-the-river/",
    "elements": "/elements/",
    "instruments": "/instruments/",
    "instrument": "/instruments/raft/",
    "measures": "/measures/",
    "measure": "/measures/I-13/",
    "agency": "/agencies/ATD/",
    "search": "/search/?q=shelter",
    "activity": "/activity/",
    "account": "/account/",
    "register": "/administration/register/",
    "error": "/countries/QQQ/",
}


_SCROLLED = """[...document.querySelectorAll('.table-box')]
    .filter(box => box.querySelector('.stacked') && box.scrollWidth > box.clientWidth).length"""
_SMALL_CHARTS = """[...document.querySelectorAll('.chart svg')]
    .filter(svg => svg.getBoundingClientRect().width < svg.viewBox.baseVal.width).length"""


@pytest.fixture
def story(people: dict[str, int]) -> int:
    """Two accepted narratives and one that waits for review; returns the id of the latter."""
    visit = visit_of(people["coordinator"])
    folder = find_countries() / "aze" / "demo"
    ids = []
    for year in (2022, 2023, 2024):
        content = (folder / f"aze-{year}.txt").read_bytes()
        name = f"aze-{year}.txt"
        ids += read_report(visit, content=content, file_name=name, edition=year)
    for narrative_id in ids[:2]:
        accept_as_read(visit, narrative_id)
    return ids[2]


def _check(page: Page, address: str, *, accessible: bool = True) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 500, address
    if accessible:
        assert faults(page) == [], address
    width = page_width(page)
    assert width <= page.viewport_size["width"], address  # type: ignore[index]
    # On a phone nothing of a table of cards is to the side; the letters of charts keep their size.
    assert page.evaluate(_SCROLLED if width < 600 else "0") == 0, address
    assert page.evaluate(_SMALL_CHARTS) == 0, address


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_pages_of_a_coordinator(page: Page, story: int, shot: Shot, language: str) -> None:
    sign_in(page, "coordinator")
    page.get_by_label("Language").select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for key, address in PAGES.items():
            # In another language the wide page has the same elements as in English.
            accessible = language == "en" or name == "phone"
            _check(page, address.format(open=story), accessible=accessible)
            shot(page, f"{key}-{name}-{language}")


def test_pages_of_an_administrator(page: Page, story: int, shot: Shot) -> None:
    sign_in(page, "administrator")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        _check(page, "/administration/")
    shot(page, "administration-phone")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    follow(page.get_by_role("button", name="Open the public page"))
    follow(page.get_by_role("button", name="Sign out"))
    for key in ("home", "country", "assessment", "compare"):
        _check(page, PAGES[key])
    page.goto(PAGES["board"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_visitors_see_nothing_until_the_administrator_allows_it(page: Page, story: int) -> None:
    for address in ("/", "/countries/AZE/", "/countries/AZE/2023/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_keyboard_alone_reaches_the_content(page: Page, story: int) -> None:
    sign_in(page, "coordinator")
    page.goto("/recommendations/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "content")


def test_the_slider_moves_map_table_and_address(page: Page, story: int) -> None:
    sign_in(page, "reader")
    page.goto("/?year=2020")
    row = page.locator("tr[data-iso3=AZE]")
    expect(row).to_contain_text("Tier 2 Watch List")
    slider = page.get_by_label("Year")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(row.locator(".tier")).to_have_text("Tier 2")
    expect(page).to_have_url(re.compile("year=2023"))


def test_wrong_passwords_lock_the_account(page: Page, people: dict[str, int]) -> None:
    page.goto("/sign-in/")
    for _ in range(6):
        page.get_by_label("User name").fill("reader")
        page.get_by_label("Password").fill("wrong")
        follow(page.get_by_role("main").get_by_role("button", name="Sign in"))
        if page.get_by_role("heading", name="Locked for an hour").count():
            break
    expect(page.get_by_role("heading", level=1)).to_have_text("Locked for an hour")


def test_a_printed_page_says_the_state_of_each_action(page: Page, story: int) -> None:
    analyst = visit_of("analyst")
    plan_action(analyst, duty_ref="AZE-2023-04a", title="Draft the order")
    sign_in(page, "coordinator")
    page.goto("/recommendations/AZE-2023-04/")
    row = page.get_by_role("row", name="Draft the order")
    state = row.get_by_text("planned", exact=True).and_(page.locator("span"))
    expect(state).to_be_hidden()
    page.emulate_media(media="print")
    expect(state).to_be_visible()
    expect(row.get_by_role("combobox")).to_be_hidden()


def test_the_timeline_of_a_phone_begins_with_the_newest_year(page: Page, story: int) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "coordinator")
    page.goto("/countries/AZE/")
    years = page.locator("svg.timeline g")
    box = page.locator(".scroll-box").first.bounding_box()
    newest, oldest = years.first.bounding_box(), years.last.bounding_box()
    assert box
    assert newest
    assert oldest
    right = box["x"] + box["width"]
    assert box["x"] <= newest["x"]
    assert newest["x"] + newest["width"] <= right
    assert oldest["x"] > right
