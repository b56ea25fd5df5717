"""Danger first and overruling, as officers and a supervisor see them: desktop, phone, device."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import list_obligations_of_interview
from tests.functional.conftest import DESKTOP, faults, follow, page_width, sign_in, tick_all
from tests.functional.device import open_device
from tests.languages import use_packs
from tests.trial_pack import TRIAL, copy_trial_packs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PHONE = {"width": 390, "height": 844}
STOP = "Stop. Do this first"
#: Paragraphs whose words do not fit beside each other: controls left them no width.
_SQUEEZED = """() => [...document.querySelectorAll('main p')]
  .filter((p) => p.innerText.length > 12 && p.offsetParent && p.getBoundingClientRect().width < 90)
  .map((p) => p.innerText)"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_trial_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture(autouse=True)
def _use_packs(packs: Path, settings: Any) -> None:
    use_packs(settings, packs)


def _look(page: Page, shot: Shot, name: str) -> None:
    for size, kind in ((DESKTOP, "desktop"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page_width(page) <= size["width"]
        assert faults(page) == []
        assert page.evaluate(_SQUEEZED) == []
        shot(page, f"{name}-{kind}")


def _begin(page: Page) -> None:
    page.goto(f"/procedures/{TRIAL}/begin/")
    tick_all(page)
    page.locator("input[name=adult][value=yes]").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Part 1 of 3")).to_be_visible()


def test_the_answer_shows_what_comes_first_and_a_second_person_what_was_overruled(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    sign_in(page, "officer")
    _begin(page)
    _look(page, shot, "chapter")
    page.locator("input[name=answer-danger][value=yes]").check()
    # The same page shows the duties by itself; the other questions wait.
    expect(page.get_by_role("heading", name=STOP)).to_be_visible()
    expect(page.get_by_text("Have you left that place?")).to_have_count(0)
    expect(page.get_by_role("button", name="To the next chapter")).to_have_count(0)
    _look(page, shot, "stop")
    page.locator(".stop li.card", has_text="Bring").get_by_role("button").click()
    expect(page.get_by_role("heading", name=STOP)).to_be_visible()
    page.get_by_role("button", name="It is taken care of").click()
    expect(page.get_by_role("heading", name=STOP)).to_have_count(0)
    page.locator("input[name=answer-away][value=yes]").check()
    page.get_by_role("button", name="To the next chapter").click()
    expect(page.get_by_text("Did someone threaten you there?")).to_be_visible()
    page.locator("input[name=answer-threatened][value=yes]").check()
    page.locator("input[name=answer-hours][value=yes]").check()
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_role("heading", name="Core signs")).to_be_visible()
    _look(page, shot, "two-lines")
    page.locator("input[name=decision][value=negative]").check()
    page.locator("input[name=reason_code][value=no_border]").check()
    page.get_by_label("In your own words").fill("The person agreed.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("waits for a second person").first).to_be_visible()
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    follow(page.get_by_role("button", name="Sign out"))
    sign_in(page, "supervisor")
    page.get_by_role("link", name="Decisions", exact=True).click()
    expect(page.get_by_text("waits for you")).to_be_visible()
    _look(page, shot, "supervisor-list")
    page.get_by_role("link", name="Confirm or change").click()
    expect(page.get_by_text("This is not a reason in law.")).to_be_visible()
    expect(page.get_by_text("Did someone threaten you")).to_have_count(0)
    _look(page, shot, "supervisor")
    page.locator("input[name=decision][value=positive]").check()
    page.get_by_label("Your reason").fill("The law asks for no border.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("The decision is final.")).to_be_visible()
    (row,) = fetch_interviews("officer")
    assert (row.state, row.decision, row.reviewed_by) == ("decided", "positive", "supervisor")


def test_the_device_shows_it_without_network(
    page: Page, people: dict[str, int], shot: Shot
) -> None:
    open_device(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.context.set_offline(True)
    page.locator("li.card", has_text="A trial at work").get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator("input[name=adult][value=yes]").check()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("Part 1 of 3")).to_be_visible()
    page.locator("input[name=answer-danger][value=yes]").check()
    expect(page.get_by_role("heading", name=STOP)).to_be_visible()
    expect(page.get_by_text("Have you left that place?")).to_have_count(0)
    assert faults(page) == []
    shot(page, "stop-device")
    page.get_by_role("button", name="Mark as done").first.click()
    page.get_by_role("button", name="It is taken care of").click()
    page.locator("input[name=answer-away][value=yes]").check()
    page.get_by_role("button", name="To the next chapter").click()
    page.locator("input[name=answer-threatened][value=yes]").check()
    expect(page.get_by_text("Did someone threaten you there?")).to_be_visible()
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_role("heading", name="Core signs")).to_be_visible()
    shot(page, "decision-device")
    page.locator("input[name=decision][value=negative]").check()
    page.get_by_label("In your own words").fill("The person agreed.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Choose the reason from the list.")).to_be_visible()
    page.locator("input[name=reason_code][value=consented]").check()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("waits for a second person")).to_be_visible()
    page.get_by_role("button", name="Interviews on this device").click()
    page.context.set_offline(False)
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_text("Sent", exact=True).first).to_be_visible()
    (row,) = fetch_interviews("officer")
    assert (row.state, row.reason_code, row.handled_stops) == (
        "in_review",
        "consented",
        ("danger",),
    )
    assert row.first_sign_at is not None
    due = {o.duty: o for o in list_obligations_of_interview("officer", row.id)}
    assert due["to_safety"].done_at is not None
    assert due["refer"].done_at is None
