"""Reading proposes, a person reviews, only what is accepted counts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.journal.queries import list_activity
from palermo.kernel.errors import BadValue, NotANarrative, NotFound, Refused
from palermo.ledger.narratives.queries import accepted_editions, list_narratives, narrative_page
from palermo.ledger.narratives.readings import list_figures, list_findings
from palermo.ledger.narratives.values import ReviewItem
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.values import BoardFilter
from palermo.packs.pack import Pack
from palermo.tables.passages import write_passages
from tests.integration.conftest import People, demo_text
from tests.reading import accept_as_read
from tests.visits import create_token, this_day

Proposed = Callable[[int], int]


def first(number: int, kind: ItemKind) -> ReviewItem:
    return narrative_page(number).of_kind(kind)[0]


def test_what_is_read_does_not_count_before_it_is_accepted(proposed: Proposed) -> None:
    number = proposed(2023)
    page = narrative_page(number)
    assert page.row.state is NarrativeState.PROPOSED
    assert {i.decision for i in page.items} == {ReviewDecision.PROPOSED}
    assert accepted_editions("AZE") == ()
    assert list_board(BoardFilter(), this_day()).total == 0
    assert list_findings("AZE") == () == list_figures("AZE")


def test_every_item_stands_at_its_place_in_the_kept_text(proposed: Proposed) -> None:
    page = narrative_page(proposed(2023))
    placed = [i for i in page.items if i.start is not None and i.text]
    assert len(placed) > 20
    for item in placed:
        assert page.text[item.start : item.end] == item.text


def test_a_correction_keeps_what_was_read(proposed: Proposed, people: People, pack: Pack) -> None:
    number = proposed(2023)
    tier = next(i for i in narrative_page(number).of_kind("header") if i.current.name == "tier")
    correct_item(
        people.analyst,
        narrative_id=number,
        item_id=tier.id,
        version=tier.version,
        decision=ReviewDecision.CORRECTED,
        values={"value": "2WL"},
    )
    page = narrative_page(number)
    assert page.header.tier == "2WL"
    corrected = next(i for i in page.of_kind("header") if i.current.name == "tier")
    assert corrected.proposed.value == "2"
    assert (corrected.decision, corrected.decided_by) == (ReviewDecision.CORRECTED, "analyst")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (ItemKind.HEADER, {"name": "tier", "value": "4"}),
        (ItemKind.RECOMMENDATION, {"text": "Words that the narrative does not have."}),
        (ItemKind.RECOMMENDATION, {"themes": ["weather"]}),
        (ItemKind.FINDING, {"polarity": "neutral"}),
        (ItemKind.FIGURE, {"measure": "happiness"}),
        (ItemKind.FIGURE, {"value": "many"}),
    ],
)
def test_a_correction_outside_what_is_allowed_changes_nothing(
    proposed: Proposed, people: People, pack: Pack, kind: ItemKind, values: dict[str, object]
) -> None:
    number = proposed(2023)
    item = first(number, kind)
    with pytest.raises(BadValue):
        correct_item(
            people.analyst,
            narrative_id=number,
            item_id=item.id,
            version=item.version,
            decision=ReviewDecision.CORRECTED,
            values=values,
        )
    assert first(number, kind) == item


def test_two_reviewers_of_one_item_do_not_overwrite_each_other(
    proposed: Proposed, people: People, pack: Pack
) -> None:
    number = proposed(2023)
    item = first(number, ItemKind.FINDING)
    again = {"narrative_id": number, "item_id": item.id, "version": item.version}
    correct_item(people.analyst, decision=ReviewDecision.REJECTED, **again)
    with pytest.raises(Refused):
        correct_item(people.coordinator, decision=ReviewDecision.ACCEPTED, **again)
    assert first(number, ItemKind.FINDING).decision is ReviewDecision.REJECTED


def test_what_the_reader_missed_is_added_at_its_place(
    proposed: Proposed, people: People, pack: Pack
) -> None:
    number = proposed(2023)
    text = narrative_page(number).text
    words = next(line for line in text.splitlines() if line.startswith("Demonstration text"))
    correct_item(
        people.analyst,
        narrative_id=number,
        decision=ReviewDecision.ADDED,
        kind=ItemKind.FINDING,
        values={"text": words, "polarity": "effort", "themes": []},
    )
    added = next(i for i in narrative_page(number).items if i.decision is ReviewDecision.ADDED)
    assert (added.start, added.proposed) == (text.index(words), None)
    assert added.text == words


def test_accepting_marks_open_items_as_unreviewed_and_leaves_rejected_ones_out(
    proposed: Proposed, people: People, pack: Pack
) -> None:
    number = proposed(2023)
    item = first(number, ItemKind.RECOMMENDATION)
    correct_item(
        people.analyst,
        narrative_id=number,
        item_id=item.id,
        version=item.version,
        decision=ReviewDecision.REJECTED,
    )
    asked = len(narrative_page(number).of_kind("recommendation"))
    still_open = accept_as_read(people.coordinator, number)
    page = narrative_page(number)
    assert still_open == len(page.items) - 1 == page.row.items_unreviewed
    assert {i.decision for i in page.items} == {
        ReviewDecision.REJECTED,
        ReviewDecision.UNREVIEWED,
    }
    assert list_board(BoardFilter(), this_day()).total == asked - 1
    assert accepted_editions("AZE") == (2023,)
    with pytest.raises(Refused):
        accept_as_read(people.coordinator, number)


def test_a_second_narrative_for_the_same_year_is_kept_but_not_accepted(
    accepted: Callable[..., None], people: People, pack: Pack
) -> None:
    accepted(2023)
    content = demo_text(2023) + b"\nOne line more.\n"
    (other,) = read_report(people.analyst, content=content, file_name="again.txt", edition=2023)
    with pytest.raises(Refused):
        accept_as_read(people.coordinator, other)
    reject_narrative(people.coordinator, narrative_id=other, reason="It is the same text.")
    states = {r.id: r.state for r in list_narratives()[0]}
    assert states[other] is NarrativeState.REJECTED


def test_the_same_file_is_read_once_unless_its_reading_was_rejected(
    proposed: Proposed, people: People
) -> None:
    number = proposed(2023)
    with pytest.raises(Refused):
        proposed(2023)
    reject_narrative(people.coordinator, narrative_id=number, reason="Wrong file.")
    assert proposed(2023) != number


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 400, b"A recipe for lentil soup. " * 40]
)
def test_a_bad_file_leaves_nothing_behind(people: People, pack: Pack, content: bytes) -> None:
    with pytest.raises(Exception) as caught:
        read_report(people.analyst, content=content, file_name="x.txt")
    assert caught.value.remedy
    assert list_narratives() == ((), 0)


def test_an_edition_with_one_unreadable_country_keeps_none(people: People, pack: Pack) -> None:
    with pytest.raises((BadValue, NotANarrative)):
        read_report(
            people.analyst,
            content=b"Prioritized Recommendations\n\nTrain judges.\n\nProsecution\n\nNone.\n",
            file_name="nowhere.txt",
        )
    assert list_narratives() == ((), 0)


def test_corrections_are_exported_as_labelled_passages(
    proposed: Proposed, people: People, pack: Pack
) -> None:
    number = proposed(2023)
    item = first(number, ItemKind.FIGURE)
    correct_item(
        people.analyst,
        narrative_id=number,
        item_id=item.id,
        version=item.version,
        decision=ReviewDecision.CORRECTED,
        values={"value": "77"},
    )
    accept_as_read(people.coordinator, number)
    passages = [json.loads(line) for line in write_passages([narrative_page(number)])]
    assert len(passages) == 1
    assert passages[0]["unreviewed"] == len(narrative_page(number).items) - 1
    assert 77 in [f["value"] for f in passages[0]["gold"]["figures"]]
    (correction,) = passages[0]["corrections"]
    assert correction["read"]["value"] != correction["stands"]["value"]


def test_the_log_names_acts_and_never_words(proposed: Proposed, people: People, pack: Pack) -> None:
    number = proposed(2023)
    reject_narrative(people.coordinator, narrative_id=number, reason="Secret reason of mine.")
    rows, total = list_activity(limit=200)
    assert total == 2
    assert {r.act for r in rows} == {"read_report", "reject_narrative"}
    assert "Secret" not in repr(rows)


def test_an_unknown_narrative_is_said_to_be_unknown(people: People, pack: Pack) -> None:
    with pytest.raises(NotFound):
        accept_narrative(people.coordinator, narrative_id=4711)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"version": "1"}, 422),
        ({"decision": "perhaps", "version": "1"}, 422),
        ({"decision": "accepted", "version": "x"}, 409),
    ],
)
def test_an_incomplete_form_decides_nothing(
    proposed: Proposed, people: People, sent: dict[str, str], status: int
) -> None:
    number = proposed(2023)
    item = first(number, ItemKind.FINDING)
    client = Client()
    client.force_login(get_user_model().objects.get(username=people.analyst.actor.username))
    answer = client.post(f"/narratives/{number}/items/{item.id}/", sent)
    assert answer.status_code == status
    assert first(number, ItemKind.FINDING).decision is ReviewDecision.PROPOSED


def test_an_item_keeps_its_place_where_the_text_has_traces_of_typesetting(people: People) -> None:
    text = demo_text(2023).decode().replace("traffickers", "traf\u00adfickers")
    (number,) = read_report(
        people.analyst, content=text.encode(), file_name="aze.txt", country="AZE", edition=2023
    )
    found = narrative_page(number)
    item = next(i for i in found.of_kind(ItemKind.RECOMMENDATION) if "traffickers" in i.text)
    correct_item(
        people.analyst,
        narrative_id=number,
        item_id=item.id,
        version=item.version,
        decision=ReviewDecision.CORRECTED,
        values={"themes": ["conviction"]},
    )
    kept = next(i for i in narrative_page(number).items if i.id == item.id)
    assert kept.text == item.text
    assert (kept.start, kept.end) == (item.start, item.end)


def test_what_gave_nothing_stands_on_the_page_and_in_the_api(people: People) -> None:
    silent = "The river of the capital has 8191 lamps."
    text = f"{demo_text(2023).decode()}\n\n{silent}\n"
    (number,) = read_report(
        people.analyst, content=text.encode(), file_name="aze.txt", country="AZE", edition=2023
    )
    user = get_user_model().objects.get(username=people.analyst.actor.username)
    client = Client()
    client.force_login(user)
    page = client.get(f"/narratives/{number}/").content.decode()
    sentences, _, numbers = page[page.index("silent-sentences") :].partition("silent-numbers")
    assert silent in sentences
    assert f"8191: {silent}" in numbers
    bearer = {"Authorization": f"Bearer {create_token(user.pk)}"}
    answer = Client().get(f"/api/v1/narratives/{number}/silent", headers=bearer).json()
    (sentence,) = [each for each in answer["sentences"] if each["text"] == silent]
    assert text[sentence["start"] : sentence["end"]] == silent
    (lamps,) = [each for each in answer["numbers"] if each["text"].startswith("8191")]
    assert text[lamps["start"] : lamps["end"]] == "8191"


def test_the_same_decision_again_is_no_change(proposed: Proposed, people: People) -> None:
    number = proposed(2023)
    item = first(number, ItemKind.FIGURE)
    for decision in (ReviewDecision.ACCEPTED, ReviewDecision.REJECTED, ReviewDecision.CORRECTED):
        item = first(number, ItemKind.FIGURE)
        correct_item(
            people.analyst, narrative_id=number, item_id=item.id, version=item.version,
            decision=decision,
        )  # fmt: skip
        once = first(number, ItemKind.FIGURE)
        correct_item(
            people.coordinator, narrative_id=number, item_id=item.id, version=once.version,
            decision=decision,
        )  # fmt: skip
        assert first(number, ItemKind.FIGURE) == once


def test_a_refused_link_is_said_at_its_item(proposed: Proposed, people: People) -> None:
    number = proposed(2023)
    item = first(number, ItemKind.RECOMMENDATION)
    client = Client()
    client.force_login(get_user_model().objects.get(username=people.coordinator.actor.username))
    address, sent = f"/narratives/{number}/items/{item.id}/link/", {"demand": "AZE-1999-99"}
    for headers in ({}, {"X-Palermo-Part": "1"}):
        answer = client.post(address, {**sent, "same": "yes"}, headers=headers)
        assert answer.status_code == 404
        shown = LexborHTMLParser(answer.content.decode()).css_first(f"#item-{item.id}")
        assert shown is not None
        problem = shown.css_first("[role=alert][autofocus]")
        assert problem is not None
        assert "AZE-1999-99" in problem.text()
