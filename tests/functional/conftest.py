"""A real server, a real Chromium, and axe on every page that a test opens."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from palermo.accounts.rights import Role
from tests.visits import add_user

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PASSWORD = "a long test password"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
#: How often a page may open another one while it is being examined.
_ATTEMPTS = 3


def _chromium() -> str:
    named = os.environ.get("PALERMO_CHROMIUM")
    found = named or next((p for c in CANDIDATES if (p := shutil.which(c))), None)
    assert found, "no Chromium on this machine: run `make test`, which installs one"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        # Without a sandbox of its own: the tests may run as root, and open only our own pages.
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A fresh visitor with an English browser; a request to another host fails the test."""
    opened = browser.new_context(base_url=live_server.url, locale="en-GB", viewport=DESKTOP)
    foreign: list[str] = []
    opened.on(
        "request",
        lambda r: foreign.append(r.url) if not r.url.startswith((live_server.url, "data:")) else 0,
    )
    yield opened
    opened.close()
    assert foreign == [], f"the page asked for the network: {foreign}"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose script errors and refused content fail the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None,
    )
    yield opened
    assert wrong == [], wrong


@pytest.fixture
def people(transactional_db: None) -> dict[str, int]:
    """One user a role, named after it, and a second coordinator; all with `PASSWORD`."""
    names = {
        "reader": Role.READER,
        "officer": Role.OFFICER,
        "supervisor": Role.SUPERVISOR,
        "analyst": Role.ANALYST,
        "coordinator": Role.COORDINATOR,
        "coordinator2": Role.COORDINATOR,
        "administrator": Role.ADMINISTRATOR,
    }
    return {n: add_user(username=n, password=PASSWORD, role=r) for n, r in names.items()}


def sign_in(page: Page, username: str) -> None:
    """Sign in as a user would, with name and password."""
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def follow(link: Locator) -> None:
    """Click a link or a button, and wait until the page that it opens is loaded.

    Only the methods of `expect` wait by themselves. All others would see the page that is left.
    """
    with link.page.expect_navigation():
        link.click()


def tick_all(page: Page) -> None:
    """Tick every box of a form, once the form is there."""
    boxes = page.get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()


def page_width(page: Page) -> int:
    """The width of the page with all that must be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def faults(page: Page) -> list[str]:
    """Serious and critical accessibility faults that axe finds on the page as it is shown."""
    result = _run_settled(page)
    return [
        f"{v['id']}: {json.dumps([n['target'] for n in v['nodes']][:5])}"
        for v in result["violations"]
        if v["impact"] in {"serious", "critical"}
    ]


def _run_settled(page: Page) -> Any:
    """Run axe on the page that is shown in the end where a script opens another one meanwhile."""
    for _ in range(_ATTEMPTS):
        page.wait_for_load_state()
        try:
            return _run_axe(page)
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
    return _run_axe(page)


def _run_axe(page: Page) -> Any:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep a picture of the page when PALERMO_SCREENSHOTS names a folder."""
    folder = os.environ.get("PALERMO_SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep
