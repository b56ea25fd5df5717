"""What goes wrong on a device: two tabs, a full memory, a refusal, a wrong officer, a child."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from palermo.actions.interviews.answer_interview import answer_interview
from palermo.actions.interviews.decide_interview import decide_interview
from palermo.procedures.decide import Outcome
from palermo.records.interviews.queries import fetch_interviews
from tests.functional.conftest import faults, sign_in
from tests.functional.device import CHOSEN, begin, open_device, pause_and_send, unlock
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENDING = "**/api/v1/interviews/*"
FINES = "before any fine"
AGE = "input[name=answer-may_be_child]"
#: A danger that nobody ruled out stops the interview.
NO_DANGER = "input[name=answer-danger_now][value=no]"


@pytest.fixture
def device(page: Page, people: dict[str, int]) -> Page:
    """The phone of an officer."""
    return open_device(page)


def _to_chapter(page: Page, name: str, *, by: str = "To the next chapter") -> None:
    page.get_by_role("button", name=by).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def _back_to_the_age(page: Page) -> None:
    """To the question on age, which the "certain" at the beginning answered already."""
    page.locator(NO_DANGER).check()
    _to_chapter(page, "In the person's own words")
    _to_chapter(page, "Safety and age", by="Back")
    expect(page.locator(f"{AGE}[value=no]")).to_be_checked()


@pytest.mark.parametrize("answer", ["yes", "does_not_know", "prefers_not_to_say"])
@pytest.mark.parametrize("way", ["To the next chapter", "Enough is known"])
def test_an_answer_under_18_begins_the_pathway(device: Page, way: str, answer: str) -> None:
    page = device
    begin(page, FINES, adult=True)
    _back_to_the_age(page)
    page.locator(f"{AGE}[value={answer}]").check()
    page.get_by_role("button", name=way).click()
    expect(page.get_by_text("You are trained to speak with children")).to_be_visible()


def test_a_pause_after_it_begins_the_pathway_once(device: Page) -> None:
    page = device
    begin(page, FINES, adult=True)
    _back_to_the_age(page)
    page.locator(f"{AGE}[value=yes]").check()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("status")).to_contain_text("Continue with the child procedure")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("You are trained to speak with children")).to_be_visible()


def test_without_the_procedure_for_children_the_adult_one_stops(
    page: Page, people: dict[str, int]
) -> None:
    def without(route: Route) -> None:
        told = route.fetch().json()
        told["procedures"] = [p for p in told["procedures"] if p["id"] != "child-pathway"]
        route.fulfill(json=told)

    page.route("**/offline/procedures.json", without)
    open_device(page)
    begin(page, FINES, adult=True)
    page.get_by_role("button", name="The person may be under 18").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Do not continue with the questions for adults"
    )
    assert faults(page) == []


def test_an_answer_given_while_sending_is_not_lost(device: Page) -> None:
    page = device
    begin(page)
    page.locator(CHOSEN).check()
    waiting: list[Route] = []
    page.route(SENDING, lambda route: waiting.append(route))
    pause_and_send(page)
    page.wait_for_timeout(500)
    (sending,) = waiting
    page.get_by_role("button", name="Continue").click()
    page.locator(CHOSEN).check()
    expect(page.get_by_text("Saved.")).to_be_visible()
    sending.continue_()
    page.wait_for_timeout(1000)
    page.unroute(SENDING)
    # Nobody is taken from the question, and what was answered meanwhile goes with the next sending.
    expect(page.get_by_text("Question 2 of")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.locator(".message-success")).to_be_visible()
    (row,) = fetch_interviews("officer")
    assert list(row.answers.values()) == ["no", "no"]


def test_a_second_tab_is_told_and_overwrites_nothing(device: Page, context: BrowserContext) -> None:
    page = device
    begin(page)
    page.get_by_role("button", name="Pause").click()
    second = context.new_page()
    second.goto("/offline/")
    unlock(second)
    for tab in (page, second):
        tab.get_by_role("button", name="Continue").click()
    page.locator(CHOSEN).check()
    expect(page.get_by_text("Saved.")).to_be_visible()
    second.locator("input[value=does_not_know]").check()
    expect(second.get_by_role("alert")).to_contain_text("changed in another tab")
    second.get_by_role("button", name="Pause").click()
    expect(second.get_by_role("alert")).to_contain_text("changed in another tab")
    second.get_by_role("button", name="Continue").click()
    expect(second.get_by_text("Question 2 of")).to_be_visible()
    # Wiped in one, the other locks and brings nothing back.
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Wipe this device").click()
    page.get_by_role("button", name="Yes, continue").click()
    expect(page.get_by_role("status")).to_contain_text("device was wiped")
    expect(second.get_by_role("alert")).to_contain_text("device was wiped")
    assert second.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_what_the_device_cannot_write_is_said(device: Page) -> None:
    page = device
    begin(page)
    page.evaluate(
        """() => {
          window.put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("", "QuotaExceededError");
          };
        }"""
    )
    page.locator(CHOSEN).check()
    expect(page.get_by_role("alert")).to_contain_text("Not saved")
    for way in ("Next", "Enough is known"):
        page.evaluate("() => document.querySelector('[role=alert]').remove()")
        page.get_by_role("button", name=way).click()
        expect(page.get_by_role("alert")).to_contain_text("Not saved")
        expect(page.get_by_text("Question 1 of")).to_be_visible()
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Question 2 of")).to_be_visible()


def test_a_refused_interview_stops_no_other(device: Page) -> None:
    page = device
    begin(page)
    code = page.locator("p.hint").first.inner_text()[-9:]
    page.get_by_role("button", name="Pause").click()
    begin(page)

    def refuse(route: Route) -> None:
        if code in (route.request.post_data or ""):
            route.fulfill(status=422, json={"detail": "The place is unknown."})
        else:
            route.continue_()

    page.route(SENDING, refuse)
    pause_and_send(page)
    expect(page.get_by_role("alert")).to_contain_text(f"{code}: The place is unknown.")
    assert len(fetch_interviews("officer")) == 1
    expect(page.get_by_text("Not sent yet")).to_have_count(1)


def test_what_the_office_has_closed_is_kept_as_the_office_holds_it(device: Page) -> None:
    page = device
    begin(page)
    page.locator(CHOSEN).check()
    pause_and_send(page)
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    decide_interview(
        visit_of("officer", "web"), interview=row.id, version=row.version,
        decision=Outcome.POSITIVE, reason="Seen at the office.",
    )  # fmt: skip
    page.get_by_role("button", name="Continue").click()
    page.locator(CHOSEN).check()
    pause_and_send(page)
    expect(
        page.get_by_role("heading", name="Changed on this device and in the office")
    ).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("The office has closed")
    assert faults(page) == []
    page.get_by_role("button", name="Keep the version of the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)


def test_a_decision_on_other_answers_than_those_that_hold_is_taken_again(device: Page) -> None:
    page = device
    begin(page)
    page.locator(CHOSEN).check()
    pause_and_send(page)
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    answer_interview(
        visit_of("officer", "web"), interview=row.id, version=row.version,
        given={"agrees": "no"},
    )  # fmt: skip
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Enough is known").click()
    page.locator("input[name=decision][value=positive]").check()
    page.get_by_label("In your own words").fill("Seen on the spot.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Interviews on this device").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(
        page.get_by_role("heading", name="Changed on this device and in the office")
    ).to_be_visible()
    page.locator("input[name=agrees][value=there]").check()
    page.get_by_role("button", name="Save the choice and send").click()
    expect(page.get_by_role("alert")).to_contain_text("decide again")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_label("In your own words")).to_have_value("Seen on the spot.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Interviews on this device").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    assert (row.state, row.answers["agrees"], row.reason) == ("decided", "no", "Seen on the spot.")


def test_only_its_own_officer_sends_from_a_device(device: Page) -> None:
    page = device
    page.evaluate("() => { document.getElementById('app').dataset.officer = 'somebody'; }")
    page.get_by_role("button", name="Wipe this device").click()
    page.get_by_role("button", name="Yes, continue").click()
    page.goto("/offline/")
    page.evaluate("() => { document.getElementById('app').dataset.officer = 'somebody'; }")
    page.get_by_label("Repeat the passphrase").fill("four words on a lamp")
    unlock(page)

    def told(route: Route) -> None:
        text = route.fetch().text().replace('id="app"', 'id="app" data-officer="officer"')
        route.fulfill(body=text, content_type="text/html")

    page.route("**/offline/", told)
    begin(page)
    pause_and_send(page)
    expect(page.get_by_role("alert")).to_contain_text("Sign in as somebody to send them")
    assert fetch_interviews("officer") == []


def test_a_missing_cookie_is_fetched_and_the_sending_tried_again(device: Page) -> None:
    page = device
    begin(page)
    tried: list[str] = []

    def once(route: Route) -> None:
        tried.append(route.request.method)
        if len(tried) == 1:
            route.fulfill(status=403, json={"detail": "CSRF"})
        else:
            route.continue_()

    page.route(SENDING, once)
    pause_and_send(page)
    expect(page.get_by_role("status")).to_contain_text("Sent")
    assert tried == ["PUT", "PUT"]


def test_the_quick_exit_ends_the_session_at_once_or_at_the_next_start(
    device: Page, context: BrowserContext
) -> None:
    page = device
    page.keyboard.press("Escape")
    begin(page)
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("**/leave/")
    page.goto("/interviews/")
    expect(page.get_by_label("Password")).to_be_visible()
    sign_in(page, "officer")
    page.goto("/offline/")
    expect(page.get_by_label("Passphrase of this device")).to_be_visible()
    context.set_offline(True)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/leave/")
    context.set_offline(False)
    page.goto("/offline/")
    expect(page.get_by_label("Passphrase of this device")).to_be_visible()
    page.goto("/interviews/")
    expect(page.get_by_label("Password")).to_be_visible()


def test_tries_are_counted_aloud_and_the_tenth_wipes(device: Page) -> None:
    page = device
    page.get_by_role("button", name="Lock", exact=True).click()
    said = page.get_by_role("alert")
    for left in range(9, 0, -1):
        unlock(page, f"wrong {uuid4()}")
        expect(said).to_contain_text("passphrase is wrong")
        if left <= 3:
            tries = "attempt is" if left == 1 else "attempts are"
            expect(said).to_contain_text(f"{left} {tries} left before the device is wiped.")
        page.evaluate("() => document.querySelector('[role=alert]').remove()")
    unlock(page, "wrong again and again")
    expect(said).to_contain_text("wrong ten times")
    page.get_by_label("Repeat the passphrase").fill("aaaabbbbccccdddd")
    unlock(page, "aaaabbbbccccdddd")
    expect(said).to_contain_text("five different characters")


def test_a_reason_and_a_number_survive_a_lock(device: Page) -> None:
    page = device
    begin(page, "Procedure for children")
    page.locator(NO_DANGER).check()
    page.locator("input[name=answer-age_known][value=yes]").check()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="To the next chapter").click()
    page.get_by_label("Number").fill("7")
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    unlock(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Number")).to_have_value("7")
    page.locator("input[name=answer-age][value=does_not_know]").check()
    expect(page.get_by_label("Number")).to_have_value("")
    page.get_by_label("Number").fill("7")
    expect(page.locator("input[name=answer-age]:checked")).to_have_count(0)
    # From here on it is asked in the words for that age.
    _to_chapter(page, "In the child's own words")
    expect(page.get_by_role("group", name="Tell me what you like to do.")).to_be_visible()
    page.get_by_role("button", name="Enough is known").click()
    page.get_by_label("In your own words").fill("Seen on the spot.")
    page.wait_for_timeout(300)
    page.reload()
    unlock(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Enough is known").click()
    expect(page.get_by_label("In your own words")).to_have_value("Seen on the spot.")
