"""On the review page each recommendation and each demand stands once, where a decision is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.ledger.narratives.queries import narrative_page
from tests.demands import page_of, preview_of
from tests.integration.conftest import People
from tests.integration.test_superseding import fuller_text, plan, read

pytestmark = pytest.mark.django_db
Accepted = Callable[..., None]
Proposed = Callable[[int], int]


@pytest.fixture
def review(people: People) -> Callable[[int, str], LexborHTMLParser]:
    def opened(number: int, name: str = "coordinator") -> LexborHTMLParser:
        client = Client()
        client.force_login(get_user_model().objects.get(username=name))
        return LexborHTMLParser(client.get(f"/narratives/{number}/").content.decode())

    return opened


def words(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def entries(page: LexborHTMLParser) -> Counter[str]:
    """The first paragraph of each entry of every list of the page."""
    return Counter(words(li.css_first("p")) for li in page.css("main li"))


def named_demands(page: LexborHTMLParser) -> list[str]:
    """The demands that the page says are asked no longer, or leave the list."""
    refs = [words(li.css_first("a")) for li in page.css("#dropped-demands li")]
    refs += [str(li.attributes["id"]).removeprefix("left-") for li in page.css("li[id^=left-]")]
    return [page_of(ref).row.ref for ref in refs]


def check_once(page: LexborHTMLParser, number: int) -> None:
    found = entries(page)
    items = narrative_page(number).standing("recommendation")
    assert items
    assert {item.text: found[item.text] for item in items} == {i.text: 1 for i in items}
    demands = named_demands(page)
    assert len(demands) == len(set(demands))
    asked = [
        (form.attributes["action"], field.attributes["value"])
        for form in page.css("form[action*='/link/']")
        for field in form.css("input[name=demand]")
    ]
    assert len(asked) == len(set(asked))


def test_a_doubtful_link_is_answered_in_its_item(
    accepted: Accepted, proposed: Proposed, people: People, review: Callable[..., LexborHTMLParser]
) -> None:
    accepted(2021)
    number = proposed(2022)
    page = review(number)
    check_once(page, number)
    (doubtful,) = [c for c in preview_of(number, people).items if any(x.doubtful for x in c.links)]
    (go,) = page.css("section[aria-labelledby=links] .notice a")
    assert go.attributes["href"] == f"#item-{doubtful.item.id}"
    buttons = page.css(f"#item-{doubtful.item.id} .item-links button[value=yes].btn-primary")
    assert len(buttons) == 1


def test_what_a_later_report_drops_is_listed_once(
    accepted: Accepted, proposed: Proposed, review: Callable[..., LexborHTMLParser]
) -> None:
    accepted(2021, 2022, 2023)
    number = proposed(2024)
    page = review(number)
    check_once(page, number)
    assert len(named_demands(page)) == 3


@pytest.mark.parametrize("name", ["coordinator", "analyst", "reader"])
def test_what_another_text_of_the_year_leaves_out_stands_where_its_plan_is_asked(
    name: str, accepted: Accepted, people: People, review: Callable[..., LexborHTMLParser]
) -> None:
    accepted(2022, 2023)
    plan(people, "AZE-2023-04")
    number = read(people, fuller_text())
    left_out = page_of("AZE-2023-04").row
    assert left_out.ref in {d.row.ref for d in preview_of(number, people).dropped}
    page = review(number, name)
    if name == "reader":
        assert not page.css("[id^=item-]")
        return
    check_once(page, number)
    assert named_demands(page).count(left_out.ref) == 1
    assert len(page.css("li#left-AZE-2023-04 select")) == (name == "coordinator")


def test_rejecting_an_item_shows_anew_what_the_others_continue(
    accepted: Accepted, proposed: Proposed, people: People, client: Client
) -> None:
    accepted(2022)
    number = proposed(2023)
    items = narrative_page(number).of_kind(ItemKind.RECOMMENDATION)
    client.force_login(get_user_model().objects.get(username="coordinator"))
    answer = client.post(
        f"/narratives/{number}/items/{items[0].id}/",
        {"decision": ReviewDecision.REJECTED.value, "version": items[0].version},
        headers={"X-Palermo-Part": "1"},
    )
    parts = LexborHTMLParser(answer.content.decode())
    assert {f"links-{item.id}" for item in items} <= {
        str(part.attributes["id"]) for part in parts.css(".item-links")
    }
    assert not parts.css_first(f"body > #links-{items[0].id}").css("a")
