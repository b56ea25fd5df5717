"""The demonstration's year is superseded in a browser: said at the upload, chosen expressly."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.cli.office.demo_story import fill_database, load_story
from tests.functional.conftest import DESKTOP, PASSWORD, faults, sign_in
from tests.integration.test_superseding import fuller_text
from tests.shared import needs_shared, seed_text

pytestmark = pytest.mark.long
Shot = Callable[[Page, str], None]
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def demonstration(transactional_db: None) -> float:
    """The data of `palermo demo`; the seconds that it took to make them."""
    story = load_story()
    begun = time.monotonic()
    fill_database(story, {person.username: PASSWORD for person in story.people})
    return time.monotonic() - begun


def _sign_in_as(page: Page, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, name)


def _upload(page: Page, name: str, text: bytes) -> None:
    page.goto("/narratives/")
    file = {"name": name, "mimeType": "text/plain", "buffer": text}
    page.get_by_label("File", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Country").select_option("AZE")
    page.get_by_label("Year of the report").fill("2023")
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")


def _shots(page: Page, shot: Shot, name: str) -> None:
    """A picture on a desktop and on a phone; nothing is wider than either."""
    for width, size in (("1280", DESKTOP), ("390", NARROW)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        assert faults(page) == [], name
        shot(page, f"superseding-{name}-{width}")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def _supersede(page: Page, shot: Shot, name: str) -> None:
    """As coordinator, after being refused once for each choice that is missing."""
    acceptance = page.locator("#accept")
    expect(acceptance).to_contain_text("already has an accepted narrative")
    _shots(page, shot, f"{name}-review")
    acceptance.get_by_role("button", name="Accept and supersede").click()
    expect(page.locator("#accept [role=alert]")).to_contain_text("already has an accepted")
    acceptance.get_by_role("checkbox", name="supersedes narrative").check()
    acceptance.get_by_label("Why it is superseded").fill("The full report.")
    acceptance.get_by_role("button", name="Accept and supersede").click()
    expect(page.locator("#accept [role=alert]")).to_contain_text("Items without a decision")
    _shots(page, shot, f"{name}-refused")
    # What was chosen before is still chosen.
    expect(acceptance.get_by_role("checkbox", name="supersedes narrative")).to_be_checked()
    expect(acceptance.get_by_label("Why it is superseded")).to_have_value("The full report.")
    acceptance.get_by_role("checkbox", name="without review").check()
    acceptance.get_by_role("button", name="Accept and supersede").click()
    expect(page.get_by_role("status")).to_contain_text("accepted")
    expect(page.get_by_role("note").first).to_contain_text("accepted without review by coordinator")
    _shots(page, shot, f"{name}-accepted")


def test_a_fuller_text_supersedes_and_withdrawing_keeps_the_plan(
    page: Page, demonstration: float, shot: Shot
) -> None:
    sign_in(page, "analyst")
    page.goto("/recommendations/AZE-2023-03/")
    plan = page.locator("#duty-a").inner_text()
    assert "Plan of visits for four regions" in plan
    _upload(page, "full.txt", fuller_text())
    expect(page.get_by_role("status")).to_contain_text("already has an accepted narrative")
    address = page.url
    _shots(page, shot, "uploaded")
    _sign_in_as(page, "coordinator")
    page.goto(address)
    _supersede(page, shot, "full")
    page.goto("/recommendations/AZE-2023-03/")
    expect(page.locator("#duty-a")).to_contain_text("Plan of visits for four regions")
    page.get_by_text("Words in superseded and withdrawn texts").click()
    expect(page.get_by_text("accepted without review").first).to_be_visible()
    _shots(page, shot, "recommendation")
    page.goto(address)
    page.get_by_label("Reason").fill("The wrong file.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status").last).to_contain_text("Everything stays on file.")
    _shots(page, shot, "withdrawn")
    page.goto("/recommendations/")
    page.get_by_role("link", name="Show them").click()
    row = page.get_by_role("row", name="Establish a register of shelters")
    _shots(page, shot, "left")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("note").first).to_contain_text("No accepted text has this demand")
    # Earlier years ask this one, too: it keeps its place, and its plan.
    page.goto("/recommendations/AZE-2023-03/")
    expect(page.locator("#duty-a")).to_contain_text("Plan of visits for four regions")


@needs_shared
def test_the_real_text_supersedes_the_demonstration(
    page: Page, demonstration: float, shot: Shot
) -> None:
    sign_in(page, "coordinator")
    _upload(page, "seed.txt", seed_text().encode())
    _supersede(page, shot, "seed")
    page.goto("/recommendations/AZE-2023-03/")
    expect(page.locator("#duty-a")).to_contain_text("Plan of visits for four regions")
    expect(page.locator("blockquote")).to_contain_text("Increase proactive identification")


def test_findings_are_filed_and_verified_by_two_people(
    page: Page, demonstration: float, shot: Shot
) -> None:
    sign_in(page, "analyst")
    page.goto("/countries/AZE/2023/checklist/")
    item = page.locator("#C-1")
    expect(item).to_contain_text("No data")
    item.get_by_text("Findings of the narrative that can be filed").click()
    item.get_by_role("button", name="File").first.click()
    expect(page.get_by_role("status")).to_contain_text("filed")
    expect(item).to_contain_text("Unverified evidence only")
    assert item.get_by_role("button", name="Verify").count() == 0
    assert page.locator("#MS-1").get_by_text("can be filed").count() == 0
    form = page.locator("section", has=page.get_by_role("heading", name="Add evidence"))
    form.get_by_label("Item").select_option("MS-3")
    form.get_by_label("What it says").fill("The penalty is five to eight years.")
    form.get_by_label("Source", exact=True).fill("Criminal Code")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("only facts of law")
    _sign_in_as(page, "coordinator")
    page.goto("/countries/AZE/2023/checklist/")
    item.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("status")).to_contain_text("verified")
    expect(item).to_contain_text("verified by coordinator")
    expect(item).to_contain_text("findings against it are not filed")
    _shots(page, shot, "checklist")
