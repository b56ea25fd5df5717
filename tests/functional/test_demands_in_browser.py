"""A plan outlives the report: the demonstration's 2024 text is accepted in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.actions.visit import Visit
from palermo.cases.plan import ClosureOutcome
from palermo.cli.office.demo_story import story_folder
from tests.functional.conftest import DESKTOP, faults, sign_in
from tests.reading import accept_as_read
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PHONE = {"width": 390, "height": 844}


def _propose(visit: Visit, edition: int) -> int:
    name = f"aze-{edition}.txt"
    content = (story_folder() / name).read_bytes()
    (number,) = read_report(visit, content=content, file_name=name, edition=edition)
    return number


def _check_page(page: Page, shot: Shot, name: str) -> None:
    for width, size in ((1280, DESKTOP), (390, PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        shot(page, f"{name}-{width}")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def _accept(page: Page) -> None:
    page.locator("#accept").get_by_label("without review").check()
    page.get_by_role("button", name="Accept the narrative").click()
    expect(page.get_by_role("status").first).to_contain_text("accepted")


def _plan(people: dict[str, int]) -> None:
    coordinator, second = visit_of(people["coordinator"]), visit_of(people["coordinator2"])
    analyst = visit_of(people["analyst"])
    plan_action(analyst, duty_ref="AZE-2023-07a", title="Draft of the amending law")
    plan_action(analyst, duty_ref="AZE-2023-08a", title="Guidance for inspectors")
    add_note(analyst, ref="AZE-2023-07", text="The ministry of justice has the draft.")
    proof = attach_evidence(analyst, duty_ref="AZE-2023-02a", title="List", url="https://e.az/1")
    verify_evidence(second, duty_ref="AZE-2023-02a", evidence_id=proof)
    propose_closure(coordinator, duty_ref="AZE-2023-02a", reason="Every convict went to prison")
    confirm_closure(second, duty_ref="AZE-2023-02a", outcome=ClosureOutcome.MET)


def test_the_next_edition_keeps_the_plan(page: Page, people: dict[str, int], shot: Shot) -> None:
    coordinator = visit_of(people["coordinator"])
    accept_as_read(coordinator, _propose(coordinator, 2021))
    second = _propose(coordinator, 2022)
    sign_in(page, "coordinator")
    _decide_doubt(page, shot, second)
    accept_as_read(coordinator, _propose(coordinator, 2023))
    _plan(people)
    third = _propose(coordinator, 2024)
    _review_2024(page, shot, third)
    _see_board(page, shot)
    _see_demands(page, shot)
    _split_off_and_undo(page, shot)
    page.goto("/countries/AZE/compare/?from=2023&to=2024")
    shortfalls = page.locator("#findings ~ .columns > div").nth(1)
    expect(shortfalls).to_contain_text("persisting")
    expect(shortfalls).to_contain_text("no longer mentioned")
    expect(shortfalls).not_to_contain_text("gone")
    _check_page(page, shot, "compare-2024")
    page.goto("/countries/AZE/2024/")
    expect(page.locator("main")).to_contain_text("persisting, first in")


def _decide_doubt(page: Page, shot: Shot, number: int) -> None:
    page.goto(f"/narratives/{number}/")
    expect(page.locator("main")).to_contain_text("1 link is doubtful")
    _check_page(page, shot, "review-doubt")
    page.locator("#accept").get_by_label("without review").check()
    page.get_by_role("button", name="Accept the narrative").click()
    expect(page.get_by_role("alert")).to_contain_text("Doubtful links without an answer: 1")
    doubt = page.locator(".desk .item", has_text="Give the labor inspectorate").first
    doubt.get_by_role("button", name="Not the same").click()
    expect(page.locator("main")).not_to_contain_text("link is doubtful")
    _accept(page)


def _review_2024(page: Page, shot: Shot, number: int) -> None:
    page.goto(f"/narratives/{number}/")
    page.locator("summary", has_text="3 demands that this report no longer asks").click()
    item = page.locator("#group-recommendation ~ ol > li").nth(1)
    expect(item).to_contain_text("Continue to sentence")
    expect(item).to_contain_text("reopens what was met")
    _check_page(page, shot, "review-2024")
    _accept(page)


def _see_board(page: Page, shot: Shot) -> None:
    page.get_by_role("link", name="Demands", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demands")
    row = page.get_by_role("row", name="Let victims enter")
    expect(row).to_contain_text("not since 2024")
    expect(page.get_by_role("row", name="Continue to sentence")).to_contain_text("again in 2024")
    _check_page(page, shot, "board-2024")
    page.get_by_label("Newest report").select_option("yes")
    page.get_by_role("button", name="Show", exact=True).click()
    # The head of the table, and four demands: one that 2022 dropped, and three that 2024 dropped.
    expect(page.get_by_role("row")).to_have_count(5)


def _see_demands(page: Page, shot: Shot) -> None:
    page.goto("/recommendations/AZE-2024-06/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Demand AZE-2021-07")
    expect(page.locator("ol.chain > li")).to_have_count(4)
    expect(page.locator("#duty-a")).to_contain_text("Draft of the amending law")
    expect(page.locator("main")).to_contain_text("The ministry of justice has the draft.")
    _check_page(page, shot, "demand-persisting")
    page.goto("/recommendations/AZE-2023-02/")
    expect(page.locator("main")).to_contain_text("asked again by the edition of 2024")
    expect(page.locator("#duty-a")).to_contain_text("Every convict went to prison")
    _check_page(page, shot, "demand-reopened")
    page.goto("/recommendations/AZE-2023-08/")
    expect(page.locator("main")).to_contain_text("no longer asked since the edition of 2024")
    expect(page.locator("#duty-a")).to_contain_text("Guidance for inspectors")
    _check_page(page, shot, "demand-dropped")


def _split_off_and_undo(page: Page, shot: Shot) -> None:
    page.goto("/recommendations/AZE-2024-06/")
    page.locator("summary", has_text="Link a wording to another demand").click()
    form = page.locator("form[action$='/link/']")
    form.get_by_label("Recommendation").select_option("AZE-2024-06")
    form.get_by_label("Belongs to the demand").select_option("own")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demand AZE-2024-06")
    expect(page.locator("main")).to_contain_text(
        "AZE-2024-06 went from the demand AZE-2021-07 to the demand AZE-2024-06"
    )
    _check_page(page, shot, "demand-split")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demand AZE-2021-07")
    expect(page.locator("main")).to_contain_text("undone by coordinator")
    expect(page.locator("#duty-a")).to_contain_text("Draft of the amending law")
