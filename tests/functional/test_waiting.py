"""The helpers of the browser tests see the page that comes, not the one that is left."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.functional import conftest
from tests.functional.conftest import faults, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Opens another page and never returns, so that the page is left while this runs. It leaves a
#: page that is whole: what leaves one that still loads may be lost to the page that is coming.
_LEAVE = """() => new Promise(() => {
    const leave = () => setTimeout(() => location.assign('/sign-in/?next=/search/'));
    document.readyState === 'complete' ? leave() : addEventListener('load', leave);
})"""


def test_axe_runs_again_on_the_page_that_a_script_opens(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, scripts, seen = conftest._run_axe, [_LEAVE], []

    def run_while_leaving(left: Page) -> Any:
        if scripts:
            left.evaluate(scripts.pop())
        result = run(left)
        seen.append(result["url"])
        return result

    monkeypatch.setattr(conftest, "_run_axe", run_while_leaving)
    page.goto("/sign-in/")
    assert faults(page) == []
    assert seen == [page.url]
    assert page.url.endswith("?next=/search/")


def test_a_followed_link_is_open_when_it_returns(page: Page) -> None:
    page.goto("/sign-in/")
    page.route("**/sign-in/?late", lambda route: route.fulfill(body="<h1>Late</h1>"))
    page.evaluate(
        "() => { const link = document.createElement('a'); link.href = '/sign-in/?late';"
        " link.textContent = 'Late'; document.querySelector('main').append(link); }"
    )
    follow(page.get_by_role("link", name="Late"))
    assert page.locator("h1").all_inner_texts() == ["Late"]
