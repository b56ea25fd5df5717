"""The reviewer's desk: a decision is a key, and the page stays where it is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.read_report import read_report
from palermo.actions.visit import Visit
from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.ledger.narratives.queries import narrative_page
from tests.functional.conftest import DESKTOP, faults, sign_in
from tests.integration.conftest import demo_text
from tests.reading import accept_as_read
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def narrative(people: dict[str, int], page: Page) -> int:
    """A proposed narrative, its review page open before an analyst."""
    (number,) = read_report(
        visit_of("analyst"),
        content=demo_text(2024),
        file_name="aze-2024.txt",
        country="AZE",
        edition=2024,
    )
    sign_in(page, "analyst")
    page.goto(f"/narratives/{number}/")
    return number


def test_every_item_is_decided_by_keys_without_a_page_load(
    narrative: int, page: Page, shot: Shot
) -> None:
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    total = len(narrative_page(narrative).items)
    begun = time.monotonic()
    page.keyboard.press("j")
    for number in range(total):
        page.keyboard.press("r" if number % 10 == 9 else "a")
        left = total - number - 1
        expect(page.locator("#review-progress")).to_contain_text(f"{left} of {total}")
    print(f"{60 * total / (time.monotonic() - begun):.0f} decisions a minute")
    assert loads == []
    decisions = [item.decision for item in narrative_page(narrative).items]
    assert decisions.count(ReviewDecision.REJECTED) == total // 10
    assert ReviewDecision.PROPOSED not in decisions
    shot(page, "reviewed-1280")


def test_the_page_stays_where_it_is(narrative: int, page: Page) -> None:
    last = page.locator("#group-figure ~ ol > li.item").last
    last.scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    assert before > 500
    last.get_by_role("button", name="Accept").click()
    expect(last.locator(".meta")).to_contain_text("accepted")
    assert abs(page.evaluate("window.scrollY") - before) < 50


def test_without_a_script_the_browser_comes_back_to_the_item(
    narrative: int, page: Page, people: dict[str, int]
) -> None:
    cookies = page.context.cookies()
    plain = page.context.browser.new_context(java_script_enabled=False, viewport=DESKTOP)  # type: ignore[union-attr,arg-type]
    plain.add_cookies(cookies)  # type: ignore[arg-type]
    still = plain.new_page()
    still.goto(page.url)
    item = still.locator("#group-figure ~ ol > li.item").last
    name = item.get_attribute("id")
    item.get_by_role("button", name="Accept").click()
    assert still.url.endswith(f"#{name}")
    expect(still.locator(f"#{name}")).to_be_in_viewport()
    still.locator(f"#{name}").get_by_role("link", name="Edit").click()
    expect(still.locator(f"#{name} form.stack")).to_be_in_viewport()
    plain.close()


def test_an_error_stands_at_its_field_and_has_the_focus(
    narrative: int, page: Page, shot: Shot
) -> None:
    item = page.locator("#group-recommendation ~ ol > li.item").nth(2)
    page.locator("#group-recommendation ~ ol > li.item").nth(1).click()
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = item.get_by_label("Quote from the text")
    expect(field).to_be_focused()
    field.fill("words that are in no text")
    item.locator("form summary").click()
    item.get_by_role("checkbox").first.check()
    item.get_by_role("button", name="Save the change").click()
    expect(item.get_by_role("alert")).to_contain_text("does not contain these words")
    expect(field).to_be_focused()
    expect(field).to_have_value("words that are in no text")
    expect(item.locator("form input[type=checkbox]").first).to_be_checked()
    assert faults(page) == []
    shot(page, "review-field-error")


def test_what_another_user_saved_meanwhile_is_shown_beside_what_was_typed(
    narrative: int, page: Page, shot: Shot
) -> None:
    item = page.locator("#group-figure ~ ol > li.item").first
    item.get_by_role("link", name="Edit").click()
    item.get_by_label("Value").fill("4711")
    first = narrative_page(narrative).of_kind(ItemKind.FIGURE)[0]
    correct_item(
        visit_of("coordinator"),
        narrative_id=narrative,
        item_id=first.id,
        version=first.version,
        decision=ReviewDecision.CORRECTED,
        values={"value": 4712},
    )
    item.get_by_role("button", name="Save the change").click()
    expect(item.get_by_role("alert")).to_contain_text("Another user changed this item")
    expect(item).to_contain_text("4,712")
    expect(item.get_by_label("Value")).to_have_value("4711")
    shot(page, "review-conflict")
    item.get_by_role("button", name="Save the change").click()
    expect(item).to_contain_text("4,711")
    assert narrative_page(narrative).of_kind(ItemKind.FIGURE)[0].current.value == 4711  # type: ignore[union-attr]


def test_the_rest_of_a_group_is_accepted_at_once(narrative: int, page: Page) -> None:
    figures = page.locator("#group-figure ~ ol > li.item")
    figures.first.get_by_role("button", name="Reject").click()
    expect(figures.first.locator(".meta")).to_contain_text("rejected")
    count = figures.count()
    page.locator("#rest-figure").get_by_role("button").click()
    expect(page.locator("#rest-figure").get_by_role("button")).to_have_count(0)
    decisions = [i.decision for i in narrative_page(narrative).of_kind(ItemKind.FIGURE)]
    assert decisions == [ReviewDecision.REJECTED] + [ReviewDecision.ACCEPTED] * (count - 1)


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["1280", "390"])
def test_what_the_text_says_stays_in_view(
    narrative: int, page: Page, shot: Shot, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(reduced_motion="reduce")
    for _ in range(9):
        page.keyboard.press("a")
        page.wait_for_timeout(100)
    expect(page.locator(".item.is-current")).to_be_in_viewport()
    expect(page.locator("mark.is-current").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert faults(page) == []
    shot(page, f"review-desk-{size['width']}")


def test_a_decision_that_did_not_arrive_says_so(narrative: int, page: Page) -> None:
    item = page.locator("#group-figure ~ ol > li.item").first
    page.route("**/items/**", lambda route: route.abort())
    item.get_by_role("button", name="Accept").click()
    expect(item.get_by_role("alert")).to_contain_text("This was not saved")
    page.unroute("**/items/**")
    item.get_by_role("button", name="Accept").click()
    expect(item.locator(".meta")).to_contain_text("accepted")


def test_two_reviewers_of_one_group_accept_nothing_that_changed(narrative: int, page: Page) -> None:
    first = narrative_page(narrative).of_kind(ItemKind.FIGURE)[0]
    correct_item(
        visit_of("coordinator"),
        narrative_id=narrative,
        item_id=first.id,
        version=first.version,
        decision=ReviewDecision.REJECTED,
    )
    rest = page.locator("#rest-figure")
    rest.get_by_role("button").click()
    expect(rest.get_by_role("alert")).to_contain_text("Another user decided 1 of these items")
    decisions = {i.decision for i in narrative_page(narrative).of_kind(ItemKind.FIGURE)}
    assert ReviewDecision.ACCEPTED not in decisions


def test_what_is_typed_in_open_forms_outlives_the_language_and_other_decisions(
    narrative: int, page: Page, shot: Shot
) -> None:
    figures = page.locator("#group-figure ~ ol > li.item")
    typed = {0: "4711", 2: "4712"}
    for at, value in typed.items():
        figures.nth(at).locator("[data-key=e]").click()
        figures.nth(at).locator("input[name$=-value]").fill(value)
    figures.nth(0).locator("[data-key=a]").click()
    expect(figures.nth(0)).to_have_attribute("data-decision", "accepted")
    for language in ("az", "ru"):  # the second time nothing differs from what the server sent
        page.locator("#language").select_option(language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        for at, value in typed.items():
            expect(figures.nth(at).locator("input[name$=-value]")).to_have_value(value)
        assert page.evaluate("window.scrollY") > 500
    shot(page, "review-typed-ru-1280")


def test_an_edit_is_saved_and_closed_by_keys(narrative: int, page: Page) -> None:
    item = page.locator("#group-recommendation ~ ol > li.item").first
    item.click()
    page.keyboard.press("e")
    words = item.locator("textarea")
    expect(words).to_be_focused()
    kept = words.input_value()
    presses = 0
    while not page.evaluate("document.activeElement.matches('button.btn-primary')"):
        page.keyboard.press("Tab")
        presses += 1
        assert presses < 5
    words.fill(f"{kept} and more")
    page.once("dialog", lambda dialog: dialog.dismiss())
    words.press("Escape")
    expect(words).to_have_value(f"{kept} and more")
    words.fill(kept)
    words.press("Control+Enter")
    expect(item).to_have_attribute("data-decision", "corrected")
    page.keyboard.press("e")
    words.press("Escape")
    expect(words).to_have_count(0)


def test_a_clash_at_a_decision_shows_both_and_asks(narrative: int, page: Page, shot: Shot) -> None:
    item = page.locator("#group-figure ~ ol > li.item").first
    first = narrative_page(narrative).of_kind(ItemKind.FIGURE)[0]
    correct_item(
        visit_of("coordinator"),
        narrative_id=narrative,
        item_id=first.id,
        version=first.version,
        decision=ReviewDecision.REJECTED,
    )
    item.locator("[data-key=a]").click()
    expect(item.get_by_role("alert")).to_contain_text("coordinator decided on this item")
    expect(item.get_by_role("alert")).to_contain_text("rejected. You chose: accepted.")
    shot(page, "review-clash-1280")
    item.get_by_role("button", name="Accept it as it is now").click()
    expect(item).to_have_attribute("data-decision", "accepted")


def test_a_link_is_decided_by_a_key_without_a_page_load(
    people: dict[str, int], page: Page, shot: Shot
) -> None:
    coordinator = visit_of(people["coordinator"])
    accept_as_read(coordinator, _read(coordinator, 2021))
    number = _read(coordinator, 2022)
    sign_in(page, "coordinator")
    page.goto(f"/narratives/{number}/")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    doubt = page.locator(".item", has=page.locator("li.notice"))
    expect(doubt).to_have_count(1)
    name = doubt.get_attribute("id")
    held = page.locator(f"#{name}")
    while "is-current" not in (held.get_attribute("class") or ""):
        page.keyboard.press("j")
    before = page.evaluate("window.scrollY")
    page.keyboard.press("n")
    expect(held.get_by_role("button", name="Take the answer back")).to_have_count(1)
    expect(page.locator("main")).not_to_contain_text("link is doubtful")
    expect(held).to_be_focused()
    expect(held).to_have_class(re.compile("is-current"))
    # A mouse or the Tab key decides in the same way, and the focus stays in the item.
    held.get_by_role("button", name="Take the answer back").click()
    expect(held.locator("li.notice")).to_have_count(1)
    expect(held).to_be_focused()
    held.locator("li.notice").get_by_role("button", name="The same demand").press("Enter")
    expect(held.locator("li.notice")).to_have_count(0)
    expect(held).to_be_focused()
    assert loads == []
    assert abs(page.evaluate("window.scrollY") - before) < 300
    shot(page, "review-link-decided")


def _read(visit: Visit, edition: int) -> int:
    (number,) = read_report(
        visit,
        content=demo_text(edition),
        file_name=f"aze-{edition}.txt",
        country="AZE",
        edition=edition,
    )
    return number
