"""Days without network in a real browser: cuts, conflicts, locking and wiping."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from palermo.actions.interviews.answer_interview import answer_interview
from palermo.cases.person_codes import CODE
from palermo.records.interviews.queries import fetch_interviews, list_answer_history
from tests.functional.conftest import faults, tick_all
from tests.functional.device import CHOSEN, begin, open_device, unlock
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
REFERRAL = "Would you like us to put you in touch with a place that can help you?"


@pytest.fixture
def device(page: Page, people: dict[str, int]) -> Page:
    """The phone of an officer."""
    return open_device(page)


def test_network_cut_in_the_interview_and_while_sending(
    device: Page, context: BrowserContext, shot: Shot
) -> None:
    page = device
    shot(page, "device-list")
    assert faults(page) == []
    begin(page)
    context.set_offline(True)
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="Next").click()
    for question, answer in (("The person may be under 18", "no"), ("There are reasonable", "yes")):
        expect(page.get_by_role("heading", name=question)).to_be_visible()
        page.locator(f"input[name=answer][value={answer}]").check()
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name=REFERRAL)).to_be_visible()
    expect(page.get_by_text("Recorded: The person agrees to be referred")).to_be_visible()
    shot(page, "device-question")
    assert faults(page) == []
    # The device is switched off and on, still without network.
    page.goto("/offline/")
    unlock(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Question 4 of")).to_be_visible()
    page.locator("input[name=answer][value=yes]").check()
    page.get_by_role("button", name="Enough is known").click()
    page.locator("input[name=decision][value=positive]").check()
    shot(page, "device-end")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Interviews on this device").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("alert")).to_contain_text("No network")
    assert fetch_interviews("officer") == []
    context.set_offline(False)

    # The office hears the device, but the device does not hear the answer.
    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/interviews/*", cut)
    # The alert of the first try is still shown, so it cannot tell when the second has failed.
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("alert")).to_contain_text("No network")
    page.unroute("**/api/v1/interviews/*")
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    assert row.state == "decided"
    assert len(row.answers) == len(list_answer_history(row.id)) == 4
    expect(page.get_by_text(row.person)).to_be_visible()


def test_a_conflict_is_shown_and_a_person_chooses(device: Page) -> None:
    page = device
    begin(page)
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    (name,) = row.answers
    answer_interview(
        visit_of("officer", "web"), interview=row.id, version=row.version,
        given={name: "prefers_not_to_say", "agrees": "yes"},
    )  # fmt: skip
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Back").click()
    page.locator("input[value=does_not_know]").check()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("alert")).to_contain_text("Changed elsewhere")
    assert faults(page) == []
    page.locator("input[name=agrees][value=there]").check()
    page.get_by_role("button", name="Save the choice and send").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    assert row.answers == {name: "does_not_know", "agrees": "yes"}


def test_a_question_that_is_being_left_takes_no_tap(device: Page) -> None:
    page = device
    begin(page)
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="The person may be under 18")).to_be_visible()
    for name in ("Back", "Next"):
        touched = page.evaluate(
            """(name) => {
              const named = (b) => b.textContent === name;
              [...document.querySelectorAll("#app form button")].find(named).click();
              const held = (one) => document.querySelector(one).closest("[inert]") !== null;
              return [held("#app form"), held(".quick-exit button")];
            }""",
            name,
        )
        assert touched == [True, False]
        expect(page.locator("#app [inert]")).to_have_count(0)


def test_nothing_on_the_device_is_readable_and_wiping_leaves_nothing(
    device: Page, context: BrowserContext
) -> None:
    page = device
    begin(page)
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    held = page.evaluate(
        """async () => {
          const asked = indexedDB.open("palermo");
          const over = (r) => new Promise((done) => (r.onsuccess = () => done(r.result)));
          const database = await over(asked);
          const request = database.transaction("interviews").objectStore("interviews").getAll();
          const rows = await over(request);
          database.close();
          return rows.map((row) => ({ fields: Object.keys(row).sort(),
            text: new TextDecoder("latin1").decode(row.data) }));
        }"""
    )
    (row,) = held
    assert row["fields"] == ["data", "expires", "iv", "key", "rev"]
    assert "grounds" not in row["text"]
    assert "refer" not in row["text"]
    assert json.dumps(page.evaluate("() => ({...localStorage, ...sessionStorage})")) == "{}"
    page.get_by_role("button", name="Lock", exact=True).click()
    unlock(page, "a wrong passphrase")
    expect(page.get_by_role("alert")).to_contain_text("passphrase is wrong")
    expect(page.get_by_text("Not sent yet")).to_have_count(0)
    page.get_by_role("button", name="Wipe this device").click()
    page.get_by_role("button", name="Yes, continue").click()
    expect(page.get_by_role("status")).to_contain_text("device was wiped")
    left = page.evaluate(
        "async () => [(await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    assert left == [0, 0]


def test_what_is_past_its_time_is_asked_about_and_never_goes_by_itself(device: Page) -> None:
    page = device
    begin(page)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.evaluate("() => { const now = Date.now(); Date.now = () => now + 15 * 86400000; }")
    page.get_by_role("button", name="Lock", exact=True).click()
    unlock(page)
    expect(page.get_by_role("alert")).to_contain_text("past the deadline")
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)
    assert faults(page) == []
    page.get_by_role("button", name="Delete from this device").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    assert len(fetch_interviews("officer")) == 1
    # What the office holds goes in its time.
    page.evaluate("() => { const now = Date.now(); Date.now = () => now + 15 * 86400000; }")
    page.get_by_role("button", name="Lock", exact=True).click()
    unlock(page)
    expect(page.get_by_text("None.")).to_be_visible()


def test_the_quick_exit_works_without_network(device: Page, context: BrowserContext) -> None:
    page = device
    begin(page)
    context.set_offline(True)
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("**/leave/")
    assert page.inner_text("body").strip() == ""


def test_an_adult_who_does_not_wish_to_talk_gets_a_code_and_nothing_else_is_kept(
    device: Page, context: BrowserContext
) -> None:
    page = device
    context.set_offline(True)
    card = page.locator("li.card", has_text="Referral of a presumed victim")
    card.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="The person does not wish to talk").click()
    expect(page.get_by_text("Do not ask the person.")).to_be_visible()
    page.locator("input[name=adult][value=yes]").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("nothing was recorded")).to_be_visible()
    code = page.get_by_role("heading", level=1).inner_text()
    assert CODE.fullmatch(code)
    assert faults(page) == []
    context.set_offline(False)
    page.get_by_role("button", name="Interviews on this device").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    assert (row.person, row.state, row.answers, row.age) == (code, "refused", {}, None)


def test_a_child_is_asked_in_words_for_its_age_and_told_what_is_still_open(device: Page) -> None:
    page = device
    card = page.locator("li.card", has_text="Procedure for children")
    card.get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator("input[name=place][value=police]").check()
    page.get_by_label("Approximate age").fill("7")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("group", name="is in danger").get_by_label("no", exact=True).check()
    page.get_by_role("button", name="To the next chapter").click()
    expect(page.get_by_role("group", name="Tell me what you like to do.")).to_be_visible()
    page.get_by_role("button", name="Enough is known").click()
    expect(
        page.get_by_role("heading", name="Unknown answers that could change the result")
    ).to_be_visible()
    # A decision without a reason is not taken, and what was typed stays.
    page.locator("input[name=decision][value=positive]").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("alert")).to_contain_text("If you decide differently")
    expect(page.locator("input[name=decision][value=positive]")).to_be_checked()
    page.get_by_label("In your own words").fill("Seen on the spot.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("by ", exact=False).first).to_be_visible()


def test_an_adult_who_may_be_a_child_keeps_the_code_and_sees_what_must_hold(device: Page) -> None:
    page = device
    card = page.locator("li.card", has_text="Screening an adult for labour")
    card.get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator("input[name=place][value=police]").check()
    page.locator("input[name=adult][value=yes]").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Part 1 of")).to_be_visible()
    code = page.locator("p.hint").first.inner_text()[-9:]
    page.get_by_role("button", name="The person may be under 18").click()
    expect(page.locator("p.hint").first).to_contain_text(code)
    expect(page.get_by_text("You are trained to speak with children")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    states = {row.procedure: (row.state, row.person) for row in fetch_interviews("officer")}
    assert states == {
        "screen-adult-labour": ("passed_on", code),
        "child-pathway": ("open", code),
    }
