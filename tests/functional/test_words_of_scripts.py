"""What scripts write on a page comes from its catalogue; here one that marks every sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from palermo.cases.person_codes import CODE
from tests.functional.conftest import PHONE, sign_in, tick_all
from tests.functional.device import CHOSEN, PASSPHRASE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_MARKING = """
globalThis.django = {};
globalThis.gettext = (text) => `⟦${text}⟧`;
globalThis.ngettext = (one, many, count) => `⟦${count === 1 ? one : many}⟧`;
globalThis.pgettext = (context, text) => `⟦${text}⟧`;
"""
_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent);
  for (const name of ["aria-label", "placeholder", "title"])
    for (const element of document.querySelectorAll(`[${name}]`))
      texts.push(element.getAttribute(name));
  return texts;
}"""
_LETTER = re.compile(r"[^\W\d_]")


def _strings(value: Any) -> set[str]:
    """All texts in what the server gives as data."""
    if isinstance(value, dict):
        return set().union(*map(_strings, value.values()))
    if isinstance(value, list):
        return set().union(*map(_strings, value))
    return {value} if isinstance(value, str) else set()


def _without_marked(text: str) -> str:
    """The text without what is marked; a marked sentence may have marked words in it."""
    inner = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return text if inner == text else _without_marked(inner)


class _Words:
    """Tells which letters on a page come from neither the catalogue nor the data."""

    def __init__(self, data: set[str]) -> None:
        self._data = sorted(data | {"Palermo"}, key=len, reverse=True)

    def strange(self, page: Page) -> list[str]:
        """Texts with letters of neither."""
        left = []
        for text in page.evaluate(_TEXTS):
            rest = CODE.sub("", _without_marked(text))
            for known in self._data:
                rest = rest.replace(known, "")
            if _LETTER.search(rest):
                left.append(text)
        return left


@pytest.fixture
def marked(page: Page, people: dict[str, int]) -> Page:
    """A phone whose pages have the marking catalogue."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.route("**/words/*.js*", lambda r: r.fulfill(body=_MARKING, content_type="text/javascript"))
    sign_in(page, "officer")
    return page


def _press(page: Page, sentence: str) -> None:
    page.get_by_role("button", name=f"⟦{sentence}⟧").first.click()


def test_every_word_on_the_device_is_of_the_catalogue_or_the_procedure(
    marked: Page, context: BrowserContext
) -> None:
    page = marked
    page.goto("/offline/")
    words = _Words(_strings(page.request.get("/offline/procedures.json").json()))
    expect(page.get_by_label("⟦Repeat the passphrase⟧")).to_be_visible()
    assert words.strange(page) == []
    page.get_by_label("⟦Passphrase of this device⟧").fill(PASSPHRASE)
    page.get_by_label("⟦Repeat the passphrase⟧").fill(PASSPHRASE)
    _press(page, "Unlock")
    expect(page.get_by_role("heading", name="⟦Interviews on this device⟧")).to_be_visible()
    assert words.strange(page) == []
    card = page.locator("li.card", has_text="Referral of a presumed victim")
    card.get_by_role("button").click()
    expect(page.get_by_role("button", name="⟦Begin⟧")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Begin")
    expect(page.get_by_role("alert")).to_contain_text("⟦Choose the kind of place.⟧")
    page.locator("input[name=place][value=police]").check()
    tick_all(page)
    _press(page, "Begin")
    page.locator(CHOSEN).check()
    expect(page.get_by_text("⟦Saved.⟧")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Enough is known")
    expect(page.get_by_role("button", name="⟦Decide⟧")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Decide")
    expect(page.get_by_role("alert")).to_be_visible()
    assert words.strange(page) == []
    page.locator("input[name=decision][value=positive]").check()
    page.get_by_label("⟦In your own words").fill("123")
    _press(page, "Decide")
    expect(page.get_by_role("heading", name="⟦What to do next⟧")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Interviews on this device")
    expect(page.get_by_role("button", name="⟦Send to the office⟧")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Send to the office")
    expect(page.get_by_role("status")).to_contain_text("⟦Sent⟧")
    assert words.strange(page) == []
    _press(page, "Lock")
    page.get_by_label("⟦Passphrase of this device⟧").fill("not this one, surely")
    _press(page, "Unlock")
    expect(page.get_by_role("alert")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Wipe this device")
    expect(page.get_by_role("button", name="⟦Yes, continue⟧")).to_be_visible()
    assert words.strange(page) == []
    _press(page, "Yes, continue")
    expect(page.get_by_text("⟦The device was wiped.⟧")).to_be_visible()
    assert words.strange(page) == []


def test_what_an_interview_page_says_of_a_choice_is_of_the_catalogue(marked: Page) -> None:
    page = marked
    page.goto("/procedures/refer-victim/begin/")
    tick_all(page)
    page.get_by_label("Kind of place").select_option("police")
    page.get_by_role("button", name="Begin").click()
    page.locator("input[value=no]").check()
    expect(page.locator("[data-kept]")).to_have_text("⟦Saved.⟧")
    page.route("**/keep/", lambda route: route.abort())
    page.locator("input[value=does_not_know]").check()
    expect(page.locator("[data-kept]")).to_contain_text("⟦Not saved: no connection.")


@pytest.mark.parametrize(
    ("language", "month"), [("en", "November"), ("az", "noyabr"), ("ru", "ноября")]
)
def test_dates_on_the_device_have_the_month_in_words(
    page: Page, people: dict[str, int], language: str, month: str
) -> None:
    page.clock.set_fixed_time("2026-11-01T10:00:00+04:00")
    sign_in(page, "officer")
    page.get_by_label("Language").select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.goto("/offline/")
    passwords = page.locator("input[type=password]")
    expect(passwords).to_have_count(2)
    for field in passwords.all():
        field.fill(PASSPHRASE)
    page.locator("form button").click()
    cards = page.locator("li.card")
    told = page.request.get("/offline/procedures.json").json()["procedures"]
    place = [procedure["id"] for procedure in told].index("refer-victim")
    cards.nth(place).get_by_role("button").click()
    tick_all(page)
    page.locator("input[name=place][value=police]").check()
    page.locator("form .btn-primary").click()
    page.locator(CHOSEN).check()
    page.locator("form button[type=button]").first.click()
    # Two weeks after it was begun.
    expect(cards.first.locator(".hint")).to_contain_text(f"15 {month} 2026")
