"""On paper nothing is missing that lived in a control: filters, folded parts, boxes that scroll."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from palermo.actions.reading.read_report import read_report
from palermo.packs.places import find_countries
from tests.functional.conftest import sign_in
from tests.reading import accept_as_read
from tests.visits import visit_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/start/",
    "/recommendations/?status=not_started&sort=due&country=AZE&overdue=on",
    "/recommendations/?text=victims&asked_times=2",
    "/recommendations/AZE-2023-04/",
    "/narratives/?state=accepted",
    "/narratives/{narrative}/",
    "/countries/AZE/",
    "/countries/AZE/2023/",
    "/countries/AZE/2023/checklist/",
    "/activity/?act=read_report&username=coordinator",
    "/procedures/child-pathway/",
    "/procedures/child-pathway/flow/",
    "/elements/",
)
#: What a reader of the paper would not see. A form that waits for typing is not for paper.
_LOST = """() => {
  const seen = (node) =>
    node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  const main = document.querySelector("main");
  const lost = [];
  for (const box of main.querySelectorAll("details:not([open])")) {
    if (box.querySelector(":scope > form")) continue;
    const inside = [...box.children].filter((node) => node.tagName !== "SUMMARY");
    const name = box.querySelector("summary").textContent.trim();
    if (!inside.some(seen)) lost.push("folded: " + name);
  }
  const printed = [...main.querySelectorAll(".printed")].filter(seen);
  const words = printed.map((node) => node.textContent).join(" | ");
  for (const control of main.querySelectorAll("form.filters :is(select, input)")) {
    const text = control.selectedOptions?.[0].text.trim() ?? control.value;
    const set = control.type === "checkbox" ? control.checked : control.value;
    if (!set || control.type === "hidden" || seen(control)) continue;
    const label = control.labels[0].textContent.trim();
    if (!words.includes(label) || (control.type !== "checkbox" && !words.includes(text)))
      lost.push(`filter: ${label} ${text}`);
  }
  for (const box of main.querySelectorAll(".source-text, .scroll-box, .table-box"))
    if (box.scrollHeight > box.clientHeight + 4) lost.push("cut off: " + box.className);
  return lost;
}"""


@pytest.fixture
def story(people: dict[str, int]) -> int:
    """The narrative of 2023."""
    visit = visit_of(people["coordinator"])
    for year in (2022, 2023):
        content = (find_countries() / "aze" / "demo" / f"aze-{year}.txt").read_bytes()
        (number,) = read_report(visit, content=content, file_name=f"aze-{year}.txt", edition=year)
        accept_as_read(visit, number)
    return number


def test_nothing_is_lost_on_paper(page: Page, story: int) -> None:
    sign_in(page, "coordinator")
    lost = {}
    for address in PAGES:
        page.emulate_media(media="screen")
        answer = page.goto(address.format(narrative=story))
        assert answer is not None
        assert answer.ok, address
        page.emulate_media(media="print")
        lost[address] = page.evaluate(_LOST)
    assert {address: found for address, found in lost.items() if found} == {}


def test_a_date_in_a_control_is_said_with_its_month(page: Page, story: int) -> None:
    """Browsers write 01/12 or 12/01, as the machine likes; the words beside it are the page's."""
    sign_in(page, "coordinator")
    page.goto("/recommendations/AZE-2023-04/")
    page.locator("details:has(input[type=date]) > summary").first.click()
    due = page.locator("input[type=date]").first
    due.fill("2031-01-12")
    expect(due.locator("xpath=following-sibling::output")).to_have_text("12 January 2031")
