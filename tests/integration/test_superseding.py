"""A later text of a year takes the place of the accepted one; nothing that hangs on it is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.plan_action import plan_action
from palermo.cases.narrative import ItemKind, NarrativeState, ReviewDecision
from palermo.journal.queries import list_activity
from palermo.kernel.errors import BadValue, Refused
from palermo.ledger.narratives.queries import (
    accepted_editions,
    accepted_narrative,
    find_clashes,
    narrative_page,
)
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.superseding import preview_superseding
from palermo.ledger.recommendations.values import BoardFilter, DemandPage, WordingRow
from palermo.ledger.register.queries import merge_register
from palermo.ledger.search.models import SearchEntry
from palermo.packs.pack import Pack
from palermo.tables.comparison import compare_editions
from tests.integration.conftest import People, demo_text
from tests.reading import accept_as_read
from tests.shared import needs_shared, seed_text
from tests.visits import this_day

pytestmark = pytest.mark.django_db
Accepted = Callable[..., None]
REF = "AZE-2023-01"
ADDED = "Establish a register of shelters for foreign victims."


def fuller_text() -> bytes:
    """The demonstration's text of 2023: its first recommendation last, another one reworded, one
    left out, and one more.
    """
    text = demo_text(2023).decode()
    head, mark, rest = text.partition("Prioritized Recommendations")
    lines = [line for line in rest.split("\n") if line.strip()]
    asked = [line for line in lines if line.strip().endswith(".")][:11]
    assert len(asked) >= 8
    changed = [*asked[1:3], *asked[4:], asked[0], ADDED]
    changed[0] = changed[0].rstrip(". ") + " without delay."
    return "\n\n".join([head + mark, *changed, ""]).encode()


def read(people: People, content: bytes, name: str = "full.txt") -> int:
    (number,) = read_report(
        people.analyst, content=content, file_name=name, country="AZE", edition=2023
    )
    return number


def supersede(people: People, number: int, **more: object) -> int:
    row = narrative_page(number).row
    given: dict[str, object] = {
        "undecided_items": row.items_open,
        "supersedes": row.accepted_other,
        "reason": "The full report.",
    }
    return accept_narrative(people.coordinator, narrative_id=number, **{**given, **more})  # type: ignore[arg-type]


def page(ref: str = REF) -> DemandPage:
    return demand_page(ref, this_day())


def refs(**asked: object) -> set[str]:
    board = list_board(BoardFilter(**asked), this_day(), limit=500)  # type: ignore[arg-type]
    return {row.wording for row in board.rows}


def wording(ref: str = REF) -> WordingRow:
    return next(w for w in page(ref).wordings if w.ref == ref)


def plan(people: People, ref: str = REF) -> None:
    """An agency, an action, evidence and a note on a recommendation."""
    duty = page(ref).duties[0]
    assign_duty(people.coordinator, duty_ref=duty.ref, version=duty.version, lead="ATD")
    plan_action(people.analyst, duty_ref=duty.ref, title="Draft the order")
    attach_evidence(
        people.analyst, duty_ref=duty.ref, title="Order", file_name="o.txt", content=b"order"
    )
    add_note(people.analyst, ref=ref, text="Ask the ministry.")


def hanging(found: DemandPage) -> tuple[object, ...]:
    duty = found.duties[0]
    return (
        found.row.id,
        [(d.id, d.letter, d.lead) for d in found.duties],
        [a.title for a in duty.actions],
        [e.title for e in duty.evidence],
        [n.text for n in found.notes],
    )


def test_the_plan_passes_to_the_recommendations_of_the_later_text(
    accepted: Accepted, people: People, pack: Pack
) -> None:
    accepted(2022, 2023)
    plan(people)
    before = {ref: page(ref) for ref in refs(edition=2023)}
    number = read(people, fuller_text())
    lines = {line.ref: line for line in preview_superseding(narrative_page(number), pack.linking)}
    left = {ref for ref, line in lines.items() if line.change == "left"}
    assert len(left) == 1
    assert lines[REF].planned
    supersede(people, number)
    after = refs(edition=2023)
    assert after - before.keys() == {f"AZE-2023-{len(before) + 1:02d}"}
    assert before.keys() - after == left
    assert hanging(page()) == hanging(before[REF])
    assert wording().narrative_id == number
    for ref in after & before.keys():
        assert page(ref).row.text == lines[ref].text
        assert [w.text for w in wording(ref).earlier] == [before[ref].row.text]
        assert page(ref).row.asked == before[ref].row.asked
        assert page(ref).row.id == before[ref].row.id
        # A duty that only repeats the words follows them.
        repeats = before[ref].duties[0].text == before[ref].row.text
        expected = lines[ref].text if repeats else before[ref].duties[0].text
        assert [d.text for d in page(ref).duties] == [expected]


def test_a_recommendation_that_the_later_text_lacks_keeps_its_page_and_plan(
    accepted: Accepted, people: People, pack: Pack
) -> None:
    accepted(2023)
    number = read(people, fuller_text())
    lines = preview_superseding(narrative_page(number), pack.linking)
    (gone,) = [line.ref for line in lines if line.change == "left"]
    plan(people, gone)
    before = page(gone)
    supersede(people, number)
    assert gone not in refs()
    assert refs(left=True) == {gone}
    assert hanging(page(gone)) == hanging(before)
    assert page(gone).row.text_state is NarrativeState.SUPERSEDED
    # The first text again: the recommendation comes back with its plan.
    again = review_again(people.analyst, narrative_id=before.wordings[0].narrative_id)
    supersede(people, again, reason="The extract was right.")
    assert refs(left=True) == {f"AZE-2023-{len(lines):02d}"}
    assert page(gone).row.text_state is NarrativeState.ACCEPTED
    assert hanging(page(gone)) == hanging(before)


def test_a_person_says_where_a_plan_goes(accepted: Accepted, people: People, pack: Pack) -> None:
    accepted(2023)
    number = read(people, fuller_text())
    lines = preview_superseding(narrative_page(number), pack.linking)
    (gone,) = [line for line in lines if line.change == "left"]
    new = next(line for line in lines if line.text.startswith(ADDED.rstrip(".")))
    plan(people, gone.ref)
    before = page(gone.ref)
    with pytest.raises(BadValue):
        supersede(people, number, passes_to={gone.ref: 0})
    assert new.item is not None
    supersede(people, number, passes_to={gone.ref: new.item})
    assert hanging(page(gone.ref)) == hanging(before)
    assert page(gone.ref).row.text == new.text
    assert refs(left=True) == set()


def test_nothing_is_superseded_without_saying_so(accepted: Accepted, people: People) -> None:
    accepted(2023)
    old = accepted_narrative("AZE", 2023)
    number = read(people, fuller_text())
    (clash,) = find_clashes([number])
    assert old is not None
    assert (clash.narrative, clash.accepted) == (number, old.id)
    for choice in (
        {"supersedes": None},
        {"supersedes": number},
        {"reason": ""},
        {"undecided_items": None},
        {"undecided_items": 1},
    ):
        with pytest.raises((Refused, BadValue)):
            supersede(people, number, **choice)
    assert accepted_narrative("AZE", 2023) == old


def test_every_decision_stays_on_file(accepted: Accepted, people: People) -> None:
    accepted(2023)
    old = accepted_narrative("AZE", 2023)
    assert old is not None
    number = read(people, fuller_text())
    still_open = supersede(people, number)
    before, after = narrative_page(old.id), narrative_page(number)
    assert before.row.state is NarrativeState.SUPERSEDED
    assert before.row.superseded_by == number
    assert [(m.state, m.by, m.reason) for m in before.moves] == [
        (NarrativeState.ACCEPTED, "coordinator", ""),
        (NarrativeState.SUPERSEDED, "coordinator", "The full report."),
    ]
    assert before.moves[0].undecided_items == len(before.items)
    assert before.items
    assert [(m.state, m.undecided_items) for m in after.moves] == [
        (NarrativeState.ACCEPTED, still_open)
    ]
    acts, _ = list_activity(act="accept_narrative")
    assert acts[0].detail["supersedes"] == old.id
    assert accepted_editions("AZE") == (2023,)


def test_texts_that_no_longer_count_are_not_found_or_shown(
    accepted: Accepted, people: People, pack: Pack
) -> None:
    accepted(2022, 2023)
    old = accepted_narrative("AZE", 2023)
    assert old is not None
    supersede(people, read(people, fuller_text()))
    known = SearchEntry.objects.filter(kind="narrative", title="AZE 2023")
    assert not known.filter(key__startswith=f"text-{old.id}-").exists()
    assert known.exists()
    claims = merge_register(pack.register).entry("AZE", 2023).claims
    assert [c.source for c in claims if "narrative" in c.source] == [
        "narrative accepted without review: full.txt"
    ]
    changes = compare_editions("AZE", 2022, 2023, pack).recommendations
    assert ADDED.rstrip(".") in {c.after.text.rstrip(".") for c in changes if c.after}
    pages = [page(ref) for ref in refs(edition=2023)]
    earlier = {p.row.text: {w.text for w in p.wordings} for p in pages}
    for change in changes:
        if change.before and change.after:
            assert change.before.text in earlier[change.after.text]


def test_a_withdrawn_narrative_leaves_and_its_plan_waits_for_the_next_text(
    accepted: Accepted, people: People
) -> None:
    accepted(2023)
    plan(people)
    before = page()
    number = wording().narrative_id
    with pytest.raises(BadValue):
        withdraw_narrative(people.coordinator, narrative_id=number, reason=" ")
    assert withdraw_narrative(people.coordinator, narrative_id=number, reason="Wrong file.") == 1
    assert accepted_editions("AZE") == ()
    assert not refs()
    assert REF in refs(left=True)
    assert hanging(page()) == hanging(before)
    with pytest.raises(Refused):
        withdraw_narrative(people.coordinator, narrative_id=number, reason="Twice.")
    accept_as_read(people.coordinator, read(people, fuller_text()))
    assert hanging(page()) == hanging(before)
    assert page().row.text_state is NarrativeState.ACCEPTED


def test_a_withdrawn_year_leaves_a_demand_that_other_years_ask(
    accepted: Accepted, people: People
) -> None:
    accepted(2022, 2023, 2024)
    plan(people)
    before = page()
    number = wording().narrative_id
    # The plan has not lost its demand: two other years ask it.
    assert withdraw_narrative(people.coordinator, narrative_id=number, reason="Wrong file.") == 0
    assert not refs(edition=2023)
    assert hanging(page()) == hanging(before)
    assert page().row.asked.editions == (2022, 2024)
    assert wording().state is NarrativeState.WITHDRAWN
    accept_as_read(people.coordinator, read(people, fuller_text()))
    assert hanging(page()) == hanging(before)
    assert page().row.asked.editions == (2022, 2023, 2024)


def test_what_the_next_edition_asks_again_finds_the_plan_of_a_withdrawn_text(
    accepted: Accepted, people: People
) -> None:
    accepted(2023)
    plan(people)
    before = page()
    withdraw_narrative(people.coordinator, narrative_id=wording().narrative_id, reason="Wrong.")
    accepted(2024)
    accept_as_read(people.coordinator, read(people, demo_text(2023), "aze-2023.txt"))
    assert hanging(page())[1:] == hanging(before)[1:]


def test_a_withdrawn_file_is_read_again_with_the_same_references(
    accepted: Accepted, people: People
) -> None:
    accepted(2023)
    before = {ref: page(ref).row.text for ref in refs()}
    number = wording().narrative_id
    withdraw_narrative(people.coordinator, narrative_id=number, reason="Read it again.")
    accept_as_read(people.coordinator, read(people, demo_text(2023), "aze-2023.txt"))
    assert {ref: page(ref).row.text for ref in refs()} == before


def test_a_reading_is_corrected_without_a_year_without_narrative(
    accepted: Accepted, people: People
) -> None:
    accepted(2023)
    plan(people)
    before, old = page(), wording().narrative_id
    copy = review_again(people.analyst, narrative_id=old)
    with pytest.raises(Refused, match="already open"):
        review_again(people.analyst, narrative_id=old)
    again = narrative_page(copy)
    assert again.row.copy_of == old
    assert {i.decision for i in again.items} == {ReviewDecision.PROPOSED}
    assert accepted_editions("AZE") == (2023,)
    item = again.of_kind("recommendation")[0]
    themes = [*item.current.themes, "awareness"]  # type: ignore[union-attr]
    correct_item(
        people.analyst,
        narrative_id=copy,
        item_id=item.id,
        version=item.version,
        decision=ReviewDecision.CORRECTED,
        values={"themes": themes},
    )
    supersede(people, copy, reason="A theme was missing.")
    assert hanging(page()) == hanging(before)
    assert "awareness" in page().row.themes
    assert (before.row.reviewed, page().row.reviewed) == (False, True)
    assert not page("AZE-2023-02").row.reviewed


def test_decisions_of_the_first_review_are_kept_in_the_second(
    proposed: Callable[[int], int], people: People
) -> None:
    number = proposed(2023)
    item = narrative_page(number).of_kind("finding")[0]
    correct_item(
        people.analyst,
        narrative_id=number,
        item_id=item.id,
        version=item.version,
        decision=ReviewDecision.REJECTED,
    )
    accept_as_read(people.coordinator, number)
    copy = narrative_page(review_again(people.second, narrative_id=number))
    first = copy.of_kind("finding")[0]
    assert (first.decision, first.decided_by) == (ReviewDecision.REJECTED, "analyst")
    reject_narrative(people.coordinator, narrative_id=copy.row.id, reason="Nothing to correct.")
    assert narrative_page(number).row.state is NarrativeState.ACCEPTED


@pytest.mark.parametrize("decision", [ReviewDecision.UNREVIEWED, ReviewDecision.ADDED])
def test_nobody_decides_that_an_item_is_unreviewed(
    proposed: Callable[[int], int], people: People, decision: ReviewDecision
) -> None:
    number = proposed(2023)
    item = narrative_page(number).of_kind(ItemKind.FINDING)[0]
    with pytest.raises(BadValue):
        correct_item(
            people.analyst,
            narrative_id=number,
            item_id=item.id,
            version=item.version,
            decision=decision,
        )


@needs_shared
def test_the_real_text_supersedes_the_demonstration(accepted: Accepted, people: People) -> None:
    accepted(2021, 2022, 2023)
    planned = sorted(refs(edition=2023))
    for ref in planned:
        add_note(people.analyst, ref=ref, text=f"Note on {ref}")
    number = read(people, seed_text().encode(), "seed.txt")
    supersede(people, number)
    rows = list_board(BoardFilter(edition=2023), this_day(), limit=100).rows
    assert len(rows) == 11
    kept = [row.wording for row in rows if row.wording in planned]
    assert len(kept) >= 8
    # The years before ask for what the new text lacks: its demand has not gone.
    assert refs(left=True) == set()
    for ref in planned:
        assert [n.text for n in page(ref).notes] == [f"Note on {ref}"]
