"""A practice case and the elements of a case, on a phone, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import PHONE, faults, page_width, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]


def fits(page: Page) -> bool:
    """Whether nothing must be scrolled sideways."""
    width = page_width(page)
    return bool(width <= PHONE["width"])


def choose(page: Page, question: str, moves: int) -> None:
    """Walk to a question's buttons and move within them."""
    group = page.get_by_role("group", name=question, exact=True)
    group.get_by_role("radio").last.focus()
    for _ in range(moves):
        page.keyboard.press("ArrowRight")


def test_a_practice_case_is_answered_and_compared(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "reader")
    page.goto("/procedures/screen-begging/")
    page.get_by_role("link", name="Practise").click()
    expect(page.get_by_role("heading", name="Practice case 1")).to_be_visible()
    # From "unknown", one move is "yes".
    choose(page, "The person was taught what to say or to steal", 1)
    choose(page, "What does the case show?", 1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your answer and the answer key")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("Your answer: Reasonable grounds")
    assert faults(page) == []
    assert fits(page)
    shot(page, "practice-score-phone")
    page.get_by_role("link", name="Next case").click()
    expect(page.get_by_role("heading", name="Practice case 2")).to_be_visible()


def test_the_elements_of_a_case(page: Page, people: dict[str, int], shot: Shot) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "reader")
    page.goto("/procedures/")
    page.get_by_role("link", name="Legal elements of a case").click()
    for fact in ("The person was recruited", "The person was deceived", "For servitude"):
        choose(page, fact, 1)
    page.get_by_label("Charged under").select_option("243")
    page.get_by_role("button", name="Check against the law").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Trafficking by its elements: yes")
    expect(page.get_by_text("is a lesser charge")).to_be_visible()
    assert faults(page) == []
    assert fits(page)
    shot(page, "elements-found-phone")


def test_a_penalty_and_a_charge_outside_the_pack_are_shown(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    sign_in(page, "reader")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto("/elements/")
        for fact in ("The person was recruited", "The person was deceived", "A border was crossed"):
            choose(page, fact, 1)
        choose(page, "For slavery or practices similar to slavery", 1)
        page.get_by_label("Another article").fill("127")
        page.get_by_label("Closed or refused because").select_option("reconciled")
        page.get_by_role("button", name="Check against the law").press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Outside this country pack")
        expect(page.get_by_text("does not depend on a complaint")).to_be_visible()
        penalties = page.get_by_role("region", name="Penalty")
        expect(penalties).to_contain_text("8 to 12 years of imprisonment")
        expect(penalties).to_contain_text("A border was crossed (144-1.2.4-1)")
        expect(penalties).to_contain_text("unverified · Criminal Code of Azerbaijan, article 106.1")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shot(page, f"penalties-{width}")
