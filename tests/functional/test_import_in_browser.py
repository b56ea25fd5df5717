"""Interviews from KoboToolbox as an officer takes them in: file, mapping, error list, import."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palermo.records.interviews.queries import fetch_interviews
from tests.functional.conftest import DESKTOP, PHONE, faults, follow, page_width, sign_in, tick_all
from tests.submissions import IDS, NAME, PACK, kobo_xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shot = Callable[[Page, str], None]
ADULTS = next(p for p in PACK.procedures.versions if p.id == "screen-domestic-work")


def _export() -> bytes:
    """Labels in Azerbaijani; a heading that only comes near, one of another form, a name."""
    said = {c: t.in_language("az") for c, t in PACK.speech.answers.items()}
    labels = [q.text.in_language("az") for q in ADULTS.questions]
    labels[0] = labels[0].rstrip("?") + " bəs"
    headings = [*labels, "Yaş", "Qeydlər", "start", "_id", "_uuid"]
    no = [said["no"]] * (len(labels) - 1)
    start = "2026-03-01T10:15:00+04:00"
    rows: list[list[object]] = [
        [said["yes"], *no, 34, NAME, start, 1, IDS[0]],
        [said["no"], *no, 16, NAME, start, 2, IDS[1]],
        [NAME, *no, 34, NAME, start, 3, IDS[2]],
    ]
    return kobo_xlsx(rows, headings, ["companions"])


def _upload(page: Page) -> None:
    page.goto("/interviews/import/")
    page.get_by_label("Procedure of the form").select_option("screen-domestic-work:1")
    file = {"name": "kobo.xlsx", "mimeType": "application/octet-stream", "buffer": _export()}
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Match the columns")


def _looks_right(page: Page, shot: Shot, name: str) -> None:
    assert faults(page) == []
    for kind, size in (("phone", PHONE), ("desktop", DESKTOP)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page_width(page) <= size["width"]
        shot(page, f"{name}-{kind}")


def test_from_the_file_to_open_interviews(page: Page, people: dict[str, int], shot: Shot) -> None:
    sign_in(page, "officer")
    page.goto("/interviews/")
    follow(page.get_by_role("link", name="Import from KoboToolbox or ODK"))
    _looks_right(page, shot, "import-file")
    _upload(page)
    assert NAME not in page.content()
    _looks_right(page, shot, "import-mapping")
    # What only comes near is not taken before somebody chooses.
    near = page.get_by_label(ADULTS.questions[0].text.in_language("az").rstrip("?") + " bəs")
    expect(near).to_have_value("")
    near.select_option(ADULTS.questions[0].id)
    page.get_by_label("Yaş", exact=True).select_option("@age")
    page.get_by_label("Yes, certain").check()
    page.get_by_role("button", name="Check all rows").click()
    expect(page.get_by_role("heading", name="Preview of the import")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="not an answer to the question")
    expect(row).to_contain_text("4")
    assert NAME not in page.content()
    _looks_right(page, shot, "import-checked")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the error list (CSV)").click()
    listed = download.value.path().read_text(encoding="utf-8-sig")
    assert listed.count("\n") == 2
    assert NAME not in listed
    # Not before it is confirmed what had to hold.
    page.get_by_role("button", name="Import 2 interviews").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick every safety condition")
    assert fetch_interviews("officer") == []
    tick_all(page)
    # What was looked at has changed, so it is checked again and only then imported.
    follow(page.get_by_role("button", name="Import 2 interviews"))
    page.get_by_role("button", name="Import 2 interviews").click()
    expect(page.locator(".messages")).to_contain_text("2 interviews were imported")
    expect(page.locator(".messages")).to_contain_text("Continued with the child procedure: 1")
    shot(page, "import-done")
    assert len(fetch_interviews("officer")) == 3
    page.goto("/interviews/import/mapping/")
    expect(page.get_by_text("There is no pending import")).to_be_visible()


def test_what_waits_is_removed_on_command(page: Page, people: dict[str, int]) -> None:
    sign_in(page, "officer")
    _upload(page)
    page.get_by_role("button", name="Remove them now").click()
    expect(page.locator(".messages")).to_contain_text("removed")
    page.goto("/interviews/import/mapping/")
    expect(page.get_by_text("There is no pending import")).to_be_visible()
