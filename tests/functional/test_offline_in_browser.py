"""Days without network in a real browser: cuts, conflicts, locking and wiping."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from palermo.accounts.queries import actor_named
from palermo.actions.answer_interview import answer_interview
from palermo.exchange.installation import installed_pack
from palermo.records.queries import history, interviews_of
from tests.functional.conftest import PHONE, faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PASSPHRASE = "four words on a lamp"
CHOSEN = "input[name=answer][value=yes]"


@pytest.fixture
def device(page: Page, people: dict[str, int]) -> Page:
    """A phone on which the page was opened once with network and a passphrase chosen."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "officer")
    page.goto("/offline/")
    page.get_by_label("Passphrase of this device").fill(PASSPHRASE)
    page.get_by_label("The passphrase once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="Interviews on this device")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready")
    return page


def _unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Passphrase of this device").fill(passphrase)
    page.get_by_role("button", name="Unlock").click()


def _begin(page: Page) -> None:
    card = page.locator("li.card", has_text="Referral of a presumed victim")
    card.get_by_role("button", name="Begin").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Question 1 of")).to_be_visible()


def test_network_cut_in_the_interview_and_while_sending(
    device: Page, context: BrowserContext, shot: Shot
) -> None:
    page = device
    shot(page, "device-list")
    assert faults(page) == []
    _begin(page)
    context.set_offline(True)
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Do you agree that we refer you")).to_be_visible()
    expect(page.get_by_text("Recorded: The person agrees to be referred")).to_be_visible()
    shot(page, "device-question")
    assert faults(page) == []
    # The device is switched off and on, still without network.
    page.goto("/offline/")
    _unlock(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Question 2 of")).to_be_visible()
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="To the end").click()
    page.locator("input[name=decision][value=positive]").check()
    shot(page, "device-end")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("button", name="Interviews on this device").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("alert")).to_contain_text("No network")
    assert interviews_of("officer") == []
    context.set_offline(False)

    # The office hears the device, but the device does not hear the answer.
    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/interviews/*", cut)
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("alert")).to_contain_text("No network")
    page.unroute("**/api/v1/interviews/*")
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = interviews_of("officer")
    assert row.state == "decided"
    assert len(row.answers) == len(history(row.id)) == 2
    expect(page.get_by_text(row.person)).to_be_visible()


def test_a_conflict_is_shown_and_a_person_chooses(device: Page) -> None:
    page = device
    _begin(page)
    page.locator(CHOSEN).check()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = interviews_of("officer")
    (name,) = row.answers
    answer_interview(
        actor_named("officer", "web"), interview=row.id, version=row.version,
        given={name: "no", "agrees": "yes"}, pack=installed_pack(),
    )  # fmt: skip
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Back").click()
    page.locator("input[value=does_not_know]").check()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("alert")).to_contain_text("Changed elsewhere")
    assert faults(page) == []
    page.locator("input[name=agrees][value=there]").check()
    page.get_by_role("button", name="Keep the choice and send").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = interviews_of("officer")
    assert row.answers == {name: "does_not_know", "agrees": "yes"}


def test_nothing_on_the_device_is_readable_and_wiping_leaves_nothing(
    device: Page, context: BrowserContext
) -> None:
    page = device
    _begin(page)
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
    assert row["fields"] == ["data", "expires", "iv", "key"]
    assert "grounds" not in row["text"]
    assert "refer" not in row["text"]
    assert json.dumps(page.evaluate("() => ({...localStorage, ...sessionStorage})")) == "{}"
    page.get_by_role("button", name="Lock", exact=True).click()
    _unlock(page, "a wrong passphrase")
    expect(page.get_by_role("alert")).to_contain_text("not the passphrase")
    expect(page.get_by_text("Not sent yet")).to_have_count(0)
    page.get_by_role("button", name="Wipe this device").click()
    page.get_by_role("button", name="Yes, go on").click()
    expect(page.get_by_role("status")).to_contain_text("holds nothing")
    left = page.evaluate(
        "async () => [(await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    assert left == [0, 0]


def test_what_is_past_its_time_is_gone(device: Page) -> None:
    page = device
    _begin(page)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.evaluate("() => { const now = Date.now(); Date.now = () => now + 15 * 86400000; }")
    page.get_by_role("button", name="Lock", exact=True).click()
    _unlock(page)
    expect(page.get_by_role("heading", name="Interviews on this device")).to_be_visible()
    expect(page.get_by_text("Not sent yet")).to_have_count(0)


def test_the_quick_exit_works_without_network(device: Page, context: BrowserContext) -> None:
    page = device
    _begin(page)
    context.set_offline(True)
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("**/leave/")
    assert page.inner_text("body").strip() == ""
