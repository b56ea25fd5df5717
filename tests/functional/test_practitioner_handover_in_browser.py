"""K1, K2, K10, A15 in a real browser: on the page, and on a device without network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from palermo.actions.installation import load_installed_pack
from palermo.records.interviews.queries import fetch_interviews
from palermo.records.obligations.queries import list_obligations_of_interview
from tests.functional.conftest import DESKTOP, faults, follow, sign_in, tick_all
from tests.functional.device import open_device, unlock
from tests.handovers import ADULTS, CHILDREN, copy_packs
from tests.languages import use_packs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
PHONE_WIDTH = {"width": 390, "height": 844}
ADULT_TITLE, CHILD_TITLE = "Screening an adult in commercial sex", "Procedure for children"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture(autouse=True)
def _protecting_packs(packs: Path, settings: Any) -> None:
    use_packs(settings, packs)


@pytest.fixture
def officer(page: Page, people: dict[str, int]) -> Page:
    sign_in(page, "officer")
    return page


@pytest.fixture
def device(page: Page, people: dict[str, int]) -> Page:
    return open_device(page)


def _look(page: Page, shot: Shot, name: str) -> None:
    """Accessibility and a picture at both widths; nothing runs over the side."""
    for size, width in ((DESKTOP, "1280"), (PHONE_WIDTH, "390")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert faults(page) == []
        inside = "() => document.documentElement.scrollWidth <= window.innerWidth"
        assert page.evaluate(inside), f"{name} runs over the side at {width}"
        shot(page, f"handover-{name}-{width}")


def _cannot_be_met(procedure: str, gate_id: str) -> re.Pattern[str]:
    """The name of the button or the choice for a condition, in the words of the pack."""
    newest = load_installed_pack().procedures.versions_of(procedure)[-1]
    (gate,) = [gate for gate in newest.before if gate.id == gate_id]
    return re.compile(f"Cannot be met.*{re.escape(gate.text.english)}")


def _duties() -> dict[str, set[str]]:
    return {
        row.procedure: {o.duty for o in list_obligations_of_interview("officer", row.id)}
        for row in fetch_interviews("officer")
    }


def _send(page: Page) -> None:
    page.get_by_role("button", name="Interviews on this device").click()
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")


def test_k10_on_the_page_from_a_condition_that_cannot_be_met(officer: Page, shot: Shot) -> None:
    page = officer
    page.goto(f"/procedures/{CHILDREN}/begin/")
    _look(page, shot, "begin")
    page.locator("#place").select_option("street")
    page.get_by_role("button", name=_cannot_be_met(CHILDREN, "trained")).click()
    expect(page.get_by_role("heading", name="Observe and hand over")).to_be_visible()
    page.get_by_label("child protection").check()
    page.locator("input[name='answer-frightened'][value=yes]").check()
    _look(page, shot, "form")
    page.get_by_role("button", name="Save and hand over").click()
    expect(page.get_by_text("the protection goes on")).to_be_visible()
    _look(page, shot, "record")
    (row,) = fetch_interviews("officer")
    assert (row.state, row.handover_reason, row.place_kind) == ("handed_over", "trained", "street")
    assert row.answers == {"frightened": "yes"}


def test_k1_on_the_page_a_refusal_asks_the_officer_for_the_age(officer: Page, shot: Shot) -> None:
    page = officer
    page.goto(f"/procedures/{ADULTS}/begin/")
    follow(page.get_by_role("button", name="The person does not wish to talk"))
    _look(page, shot, "age")
    page.get_by_label("Not known").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Call child protection and a guardian now.")).to_be_visible()
    page.get_by_role("button", name="Save and hand over").click()
    expect(page.get_by_text("No call was made yet.")).to_be_visible()
    expect(page.get_by_text("Protection that was due before and stays due")).to_be_visible()
    _look(page, shot, "record-of-a-child")
    assert "call_doctor" in _duties()[CHILDREN]
    assert "nothing_is_fined" in _duties()[ADULTS]


def test_the_enter_key_begins_and_does_not_say_that_a_condition_fails(officer: Page) -> None:
    page = officer
    page.goto(f"/procedures/{CHILDREN}/begin/")
    tick_all(page)
    page.locator("#place").select_option("street")
    page.get_by_label("Approximate age").fill("9")
    page.get_by_label("Approximate age").press("Enter")
    expect(page.get_by_text("Question 1 of")).to_be_visible()


def test_k8_on_the_page_at_any_question(officer: Page, shot: Shot) -> None:
    page = officer
    page.goto(f"/procedures/{CHILDREN}/begin/")
    tick_all(page)
    page.locator("#place").select_option("shelter")
    page.get_by_role("button", name="Begin").click()
    follow(page.get_by_role("link", name="The talk cannot go on"))
    _look(page, shot, "reason")
    page.get_by_label("The person does not wish to talk").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Save and hand over").click()
    expect(page.get_by_text("the protection goes on")).to_be_visible()
    (row,) = fetch_interviews("officer")
    assert (row.state, row.handover_reason) == ("handed_over", "declined")


def test_k1_k10_on_a_device_without_network(
    device: Page, context: BrowserContext, shot: Shot
) -> None:
    page = device
    context.set_offline(True)
    card = page.locator("li.card", has_text=CHILD_TITLE)
    card.get_by_role("button", name="Begin").click()
    expect(page.locator("input[name=place]").first).to_be_visible()
    _look(page, shot, "device-begin")
    page.locator("input[name=place][value=street]").check()
    page.get_by_role("button", name=_cannot_be_met(CHILDREN, "trained")).click()
    expect(page.get_by_role("heading", name="Observe and hand over")).to_be_visible()
    page.get_by_label("child protection").check()
    page.locator("input[name='seen-frightened'][value=yes]").check()
    page.get_by_label("When does somebody come?").fill(
        page.evaluate(
            """() => { const at = new Date(Date.now() + 3600000);
              return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16); }"""
        )
    )
    _look(page, shot, "device-form")
    page.get_by_role("button", name="Save and hand over").click()
    expect(page.get_by_text("the protection goes on")).to_be_visible()
    expect(page.get_by_text("Call a doctor.")).to_be_visible()
    expect(page.get_by_text("Somebody comes")).to_be_visible()
    _look(page, shot, "device-record")
    # Nothing of it is readable on the device, and it is there after the device was locked.
    held = page.evaluate(
        """async () => {
          const asked = indexedDB.open("palermo");
          const over = (r) => new Promise((done) => (r.onsuccess = () => done(r.result)));
          const database = await over(asked);
          const store = database.transaction("interviews").objectStore("interviews");
          const rows = await over(store.getAll());
          database.close();
          return rows.map((row) => new TextDecoder("latin1").decode(row.data));
        }"""
    )
    assert len(held) == 1
    assert "trained" not in json.dumps(held)
    page.goto("/offline/")
    unlock(page)
    expect(page.get_by_text("observed and handed over")).to_be_visible()
    context.set_offline(False)
    page.get_by_role("button", name="Send to the office").click()
    expect(page.get_by_role("status")).to_contain_text("Sent")
    (row,) = fetch_interviews("officer")
    assert (row.state, row.handover_reason, row.origin) == ("handed_over", "trained", "device")
    assert (row.answers, row.called) == ({"frightened": "yes"}, ("child_protection",))
    assert row.expected_at is not None
    assert _duties()[CHILDREN] >= {"guardian", "call_doctor", "nothing_is_fined"}


def test_k2_on_a_device_the_adult_procedure_is_refused_by_a_possible_child(
    device: Page, context: BrowserContext
) -> None:
    page = device
    context.set_offline(True)
    card = page.locator("li.card", has_text=ADULT_TITLE)
    card.get_by_role("button", name="Begin").click()
    page.locator("input[name=adult][value=no]").check()
    page.locator("input[name=place][value=police]").check()
    page.get_by_role("button", name="The person does not wish to talk").click()
    expect(page.get_by_text("Call child protection and a guardian now.")).to_be_visible()
    page.get_by_role("button", name="Save and hand over").click()
    expect(page.get_by_text("No call was made yet.")).to_be_visible()
    before = page.get_by_role("heading", name="Protection that was due before and stays due")
    expect(before).to_be_visible()
    context.set_offline(False)
    _send(page)
    assert "nothing_is_fined" in _duties()[ADULTS]
    assert _duties()[CHILDREN] >= {"guardian", "call_doctor"}
    assert {row.state.value for row in fetch_interviews("officer")} == {"passed_on", "handed_over"}


def test_a15_on_a_device_in_the_middle_of_an_interview(
    device: Page, context: BrowserContext
) -> None:
    page = device
    context.set_offline(True)
    card = page.locator("li.card", has_text=ADULT_TITLE)
    card.get_by_role("button", name="Begin").click()
    tick_all(page)
    page.locator("input[name=adult][value=yes]").check()
    page.locator("input[name=place][value=police]").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Question 1 of")).to_be_visible()
    page.locator("input[name=answer][value=yes]").check()
    page.get_by_role("button", name="The talk cannot go on").click()
    page.get_by_label(_cannot_be_met(ADULTS, "safe")).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("case worker").check()
    page.get_by_role("button", name="Save and hand over").click()
    expect(page.get_by_text("Bring the person to safety.")).to_be_visible()
    context.set_offline(False)
    _send(page)
    (row,) = fetch_interviews("officer")
    assert (row.procedure, row.state, row.handover_reason) == (ADULTS, "handed_over", "safe")
    assert row.answers["seen_danger"] == "yes"
    assert _duties()[ADULTS] >= {"bring_to_safety", "nothing_is_fined"}
