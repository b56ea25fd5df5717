"""A vignette is read and judged on a wide screen and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import faults, follow, page_width, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
WIDE, NARROW = 1280, 390
GROUNDS = "Reasonable grounds to believe that the person is a victim of trafficking"


def mark(page: Page, group: str, answer: str) -> None:
    """Choose an answer in one group of a form."""
    page.get_by_role("group", name=group, exact=True).get_by_label(answer, exact=True).check()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_vignette_is_judged_beside_its_text(
    page: Page, people: dict[str, int], shot: Shot, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, "reader")
    page.goto("/procedures/")
    follow(page.get_by_role("link", name="Vignettes for practice"))
    assert faults(page) == []
    assert page_width(page) <= width
    shot(page, f"vignettes-{width}")
    follow(page.get_by_role("link", name="The burned hand"))
    told = page.get_by_role("region", name="What happened")
    expect(told).to_contain_text("Roya, 33, comes at six in the morning")
    assert faults(page) == []
    assert page_width(page) <= width
    shot(page, f"vignette-{width}")
    mark(page, "Another person keeps the person's documents", "yes")
    mark(page, "What do you do?", "Inform the police without asking the patient")
    compare = page.get_by_role("button", name="Compare with the answer key")
    compare.scroll_into_view_if_needed()
    if width == WIDE:
        # The text stays in sight beside the last answers.
        expect(told).to_be_in_viewport(ratio=0.9)
    else:
        above, below = told.bounding_box(), compare.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] < below["y"]
    # Without a decision nothing is lost and nothing is compared.
    compare.evaluate("button => button.form.noValidate = true")
    follow(compare)
    expect(page.get_by_role("alert").first).to_contain_text("Choose your decision")
    expect(page.get_by_label("Inform the police without asking the patient")).to_be_checked()
    mark(page, "Your decision", GROUNDS)
    follow(compare)
    expect(page.get_by_role("status").first).to_contain_text("Not passed")
    expect(page.get_by_text("choose nothing that harms")).to_be_visible()
    expect(page.get_by_text("You found the coercion without force")).to_be_visible()
    wrong = page.get_by_role("heading", name="What must not be done now")
    expect(wrong).to_be_visible()
    expect(told).to_contain_text("comes at six in the morning")
    assert faults(page) == []
    assert page_width(page) <= width
    shot(page, f"vignette-score-{width}")
    follow(page.get_by_role("link", name="The same vignette again"))
    expect(page.get_by_label("Inform the police without asking the patient")).not_to_be_checked()
