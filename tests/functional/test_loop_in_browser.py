"""The main job as a person does it, from signing in to an exported comparison."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import faults, follow, sign_in
from tests.shared import needs_shared, passages, seed_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_shared]
Shot = Callable[[Page, str], None]


def _upload(page: Page, name: str, text: str) -> None:
    page.goto("/narratives/")
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.get_by_label("File", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")


def _accept(page: Page) -> None:
    while (doubts := page.locator(".item-links li.notice")).count():
        other_words = doubts.first.get_by_text("the words differ much").count()
        answer = "The same demand" if other_words else "Not the same"
        doubts.first.get_by_role("button", name=answer).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Review")
    page.get_by_role("checkbox", name="without review").check()
    page.get_by_role("button", name="Accept the narrative").click()
    expect(page.get_by_role("status")).to_contain_text("accepted")


def test_from_the_report_to_an_exported_comparison(
    page: Page, people: dict[str, int], shot: Shot, tmp_path: Path
) -> None:
    sign_in(page, "coordinator")
    earlier = next(p["text"] for p in passages() if p["name"] == "rewritten-AZE-2022-intro")
    _upload(page, "azerbaijan-2022.txt", f"2022 Trafficking in Persons Report\n\n{earlier}")
    _accept(page)
    _upload(page, "seed.txt", seed_text())
    _review(page)
    shot(page, "review")
    _accept(page)
    assert faults(page) == []
    _plan(page)
    shot(page, "recommendation")
    _compare_and_export(page, tmp_path)


def _review(page: Page) -> None:
    recommendations = page.locator("#group-recommendation ~ ol > li")
    assert recommendations.count() == 11
    assert page.locator("#group-finding ~ ol > li.item-effort").count() == 5
    assert page.locator("#group-finding ~ ol > li.item-shortfall").count() == 7
    # Decide by clicking, then correct the themes of another item.
    recommendations.nth(0).get_by_role("button", name="Accept").click()
    expect(recommendations.nth(0)).to_contain_text("accepted")
    recommendations.nth(6).get_by_role("link", name="Edit").click()
    recommendations.nth(6).get_by_label("Quote from the text").fill("words that are not there")
    recommendations.nth(6).get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("alert").first).to_contain_text("does not contain these words")
    words = "Lift the moratorium on scheduled and unannounced labor inspections"
    recommendations.nth(6).get_by_label("Quote from the text").fill(words)
    recommendations.nth(6).get_by_role("button", name="Save the change").click()
    expect(recommendations.nth(6)).to_contain_text("corrected")
    # The keyboard walks the items and shows their place in the text.
    page.keyboard.press("j")
    expect(page.locator(".item.is-current")).to_have_count(1)


def _plan(page: Page) -> None:
    page.get_by_role("link", name="Demands", exact=True).click()
    page.get_by_label("Report of").select_option("2023")
    expect(page.get_by_role("row")).to_have_count(12)
    page.goto("/recommendations/AZE-2023-04/")
    page.locator("summary", has_text="Split into duties").click()
    lines = [f"Duty number {n}" for n in range(1, 7)]
    page.get_by_label("Duties, one per line").fill("\n".join(lines))
    page.get_by_role("button", name="Save the duties").click()
    expect(page.get_by_role("heading", name="Duties (6)")).to_be_visible()
    duty = page.locator("#duty-b")
    duty.locator("summary", has_text="Assign").click()
    duty.get_by_label("Lead agency").select_option("SMS")
    duty.get_by_label("Due").first.fill("2027-01-31")
    duty.get_by_role("button", name="Save the assignment").click()
    expect(page.locator("#duty-b")).to_contain_text("State Migration Service")
    page.locator("#duty-b summary", has_text="Plan an action").click()
    page.locator("#duty-b").get_by_label("What will be done").fill("Add the questions to the form")
    page.locator("#duty-b").get_by_role("button", name="Save the action").click()
    expect(page.locator("#duty-b")).to_contain_text("Add the questions to the form")
    assert faults(page) == []


def _compare_and_export(page: Page, folder: Path) -> None:
    page.goto("/countries/AZE/compare/?from=2022&to=2023")
    expect(page.get_by_role("heading", level=1)).to_contain_text("two years side by side")
    assert faults(page) == []
    with page.expect_download() as started:
        page.get_by_role("link", name="JSON").click()
    saved = folder / "comparison.json"
    started.value.save_as(saved)
    rows: list[dict[str, Any]] = json.loads(saved.read_text(encoding="utf-8"))["rows"]
    asked = [row for row in rows if row["part"] == "recommendation"]
    assert sum(row["change"] in {"new", "repeated", "reworded"} for row in asked) == 11
    page.goto("/activity/?act=export_table")
    expect(page.get_by_role("row")).to_have_count(2)


def test_a_closed_duty_needs_two_people(page: Page, people: dict[str, int]) -> None:
    sign_in(page, "coordinator")
    _upload(page, "seed.txt", seed_text())
    _accept(page)
    page.goto("/recommendations/AZE-2023-07/")
    duty = page.locator("#duty-a")
    duty.locator("summary", has_text="Attach evidence").click()
    duty.get_by_label("What it shows").fill("The repeal as published")
    file = {"name": "act.txt", "mimeType": "text/plain", "buffer": b"the act"}
    duty.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    duty.get_by_role("button", name="Attach").click()
    expect(duty).to_contain_text("not verified")
    assert duty.get_by_role("button", name="Verify").count() == 0
    _sign_in_as(page, "coordinator2")
    page.goto("/recommendations/AZE-2023-07/")
    duty.get_by_role("button", name="Verify").click()
    duty.locator("summary", has_text="Propose to close the duty as met").click()
    duty.get_by_label("Why the duty is met").fill("The act is in force")
    follow(duty.get_by_role("button", name="Propose", exact=True))
    assert duty.get_by_role("button", name="Answer").count() == 0
    _sign_in_as(page, "coordinator")
    page.goto("/recommendations/AZE-2023-07/")
    duty.get_by_label("Answer").select_option("met")
    duty.get_by_role("button", name="Answer").click()
    expect(duty).to_contain_text("A second person closed it as met")


def _sign_in_as(page: Page, username: str) -> None:
    follow(page.get_by_role("button", name="Sign out"))
    sign_in(page, username)
