"""Demands followed through the years: linked by the machine and by reviewers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.undo_link import undo_link
from palermo.actions.recommendations.update_action import update_action
from palermo.cases.duty import Status
from palermo.cases.plan import ActionState
from palermo.cases.recommendation import LinkKind
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.recommendations.queries import find_duty
from palermo.packs.pack import Pack
from palermo.reports.linking import ContinuationKind
from palermo.tables.comparison import compare_editions
from tests.demands import close, page_of, preview_of, rows
from tests.integration.conftest import People
from tests.reading import accept_as_read
from tests.shared import needs_shared, seed_text
from tests.visits import this_day

Accepted = Callable[..., None]
Proposed = Callable[[int], int]


def test_one_demand_has_a_wording_of_each_year(accepted: Accepted) -> None:
    accepted(2021, 2022, 2023)
    page = page_of("AZE-2023-07")
    assert [w.edition for w in page.wordings] == [2021, 2022, 2023]
    assert [w.kind for w in page.wordings] == [
        LinkKind.NEW,
        LinkKind.REPEATED,
        LinkKind.REPEATED,
    ]
    assert (page.row.asked.first, page.row.asked.times) == (2021, 3)
    assert sum(r.ref == page.row.ref for r in rows()) == 1
    for edition in (2021, 2022, 2023):
        for row in rows(edition=edition):
            assert edition in row.asked.editions
            assert row.wording.startswith(f"AZE-{edition}")


def test_every_reference_of_every_year_leads_to_the_demand_and_its_duties(
    accepted: Accepted,
) -> None:
    accepted(2021, 2022, 2023)
    for row in rows():
        for wording in page_of(row.ref).wordings:
            assert page_of(wording.ref).row.id == row.id
            assert find_duty(f"{wording.ref}a", this_day()).ref == f"{row.ref}a"


def test_the_order_of_accepting_does_not_matter(accepted: Accepted) -> None:
    accepted(2023, 2021, 2022)
    late = {tuple(w.ref for w in page_of(r.ref).wordings) for r in rows()}
    kinds = {w.ref: w.kind for r in rows() for w in page_of(r.ref).wordings}
    assert ("AZE-2021-07", "AZE-2022-07", "AZE-2023-07") in late
    assert kinds["AZE-2023-07"] is LinkKind.REPEATED
    assert kinds["AZE-2021-07"] is LinkKind.NEW
    assert kinds["AZE-2022-02"] is LinkKind.REWORDED


def test_the_plan_outlives_the_edition(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2023)
    version = page_of("AZE-2023-04").row.version
    texts = ["Apply procedures", "Train officials"]
    split_duties(people.coordinator, ref="AZE-2023-04", version=version, texts=texts)
    version = find_duty("AZE-2023-04b", this_day()).version
    due = date(2031, 1, 31)
    assign_duty(people.coordinator, duty_ref="AZE-2023-04b", version=version, lead="SMS", due=due)
    plan_action(people.analyst, duty_ref="AZE-2023-04b", title="A course")
    set_milestone(people.analyst, duty_ref="AZE-2023-04b", title="First course")
    attach_evidence(people.analyst, duty_ref="AZE-2023-04b", title="List", url="https://e.az/2")
    add_note(people.analyst, ref="AZE-2023-04", text="Ask the service")
    before = page_of("AZE-2023-04")
    accepted(2024)
    after = page_of("AZE-2024-04")
    assert after.row.ref == "AZE-2023-04"
    assert after.duties == before.duties
    assert after.notes == before.notes
    assert [w.ref for w in after.wordings] == ["AZE-2023-04", "AZE-2024-04"]
    assert after.row.link is LinkKind.REWORDED
    assert find_duty("AZE-2024-04b", this_day()).lead == "SMS"
    # A duty can be worked on by the reference of the newest report too.
    plan_action(people.analyst, duty_ref="AZE-2024-04b", title="A second course")
    assert len(find_duty("AZE-2023-04b", this_day()).actions) == 2


def test_the_review_shows_what_is_repeated_reworded_new_and_dropped(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2023)
    preview = preview_of(proposed(2024), people)
    becomes = {each.item.text[:12]: each.becomes for each in preview.items}
    assert becomes["Investigate "] is LinkKind.REPEATED
    assert becomes["Provide adeq"] is LinkKind.REWORDED
    assert {d.row.ref for d in preview.dropped} == {"AZE-2023-06", "AZE-2023-08", "AZE-2023-11"}
    assert preview.count(LinkKind.NEW) == 0
    assert preview.doubts == 0


def test_a_doubtful_link_is_decided_before_the_narrative_is_accepted(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2021)
    number = proposed(2022)
    preview = preview_of(number, people)
    (doubt,) = [link for each in preview.items for link in each.links if link.doubtful]
    with pytest.raises(Refused, match="Doubtful links without an answer: 1"):
        accept_narrative(
            people.coordinator,
            narrative_id=number,
            undecided_items=narrative_page(number).row.items_open,
        )
    decide_link(
        people.analyst, narrative_id=number, item_id=doubt.item_id, demand=doubt.demand, same=False
    )
    (each,) = [e for e in preview_of(number, people).items if e.item.id == doubt.item_id]
    assert (each.becomes, each.rejected) == (LinkKind.NEW, (doubt.demand,))
    accept_as_read(people.coordinator, number)
    assert page_of("AZE-2022-08").row.asked.editions == (2022,)


def test_a_confirmed_part_becomes_a_second_wording_of_the_year(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2021)
    number = proposed(2022)
    (doubt,) = [k for e in preview_of(number, people).items for k in e.links if k.doubtful]
    decide_link(
        people.analyst, narrative_id=number, item_id=doubt.item_id, demand=doubt.demand, same=True
    )
    accept_as_read(people.coordinator, number)
    page = page_of("AZE-2022-08")
    assert [w.ref for w in page.wordings] == ["AZE-2021-08", "AZE-2022-08", "AZE-2022-09"]
    assert page.wordings[1].linked_by == "analyst"
    assert page_of("AZE-2022-09").row.id == page.row.id
    (row,) = [r for r in rows(edition=2022) if r.id == page.row.id]
    assert " / " in row.text


def test_an_answer_is_taken_back_and_outsiders_are_refused(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2021)
    number = proposed(2022)
    (doubt,) = [k for e in preview_of(number, people).items for k in e.links if k.doubtful]

    def decide(same: bool | None, item: int = doubt.item_id, demand: str = doubt.demand) -> None:
        decide_link(people.analyst, narrative_id=number, item_id=item, demand=demand, same=same)

    decide(False)
    decide(None)
    assert preview_of(number, people).doubts == 1
    with pytest.raises(NotFound):
        decide(True, demand="AZE-2021-77")
    with pytest.raises(BadValue):
        decide(True, item=narrative_page(number).of_kind("finding")[0].id)
    decide(True)
    accept_as_read(people.coordinator, number)
    with pytest.raises(Refused):
        decide(False)


def test_a_sure_link_can_be_rejected_and_another_demand_chosen(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2023)
    number = proposed(2024)
    item = narrative_page(number).standing("recommendation")[5]
    assert item.text.startswith("End the moratorium")
    for demand, same in (("AZE-2023-07", False), ("AZE-2023-08", True)):
        decide_link(people.analyst, narrative_id=number, item_id=item.id, demand=demand, same=same)
    accept_as_read(people.coordinator, number)
    assert page_of("AZE-2024-06").row.ref == "AZE-2023-08"
    assert page_of("AZE-2023-07").row.asked.not_since == 2024


def test_an_item_that_joins_two_demands_makes_them_one_and_loses_nothing(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2023)
    for ref in ("AZE-2023-07a", "AZE-2023-08a"):
        plan_action(people.analyst, duty_ref=ref, title=f"A step for {ref}")
    add_note(people.analyst, ref="AZE-2023-08", text="About the inspectorate")
    number = proposed(2024)
    item = narrative_page(number).standing("recommendation")[5]
    for demand in ("AZE-2023-07", "AZE-2023-08"):
        decide_link(people.analyst, narrative_id=number, item_id=item.id, demand=demand, same=True)
    accept_as_read(people.coordinator, number)
    page = page_of("AZE-2024-06")
    assert [w.ref for w in page.wordings] == ["AZE-2023-07", "AZE-2023-08", "AZE-2024-06"]
    assert {d.ref: d.letter for d in page.duties} == {"AZE-2023-07a": "a", "AZE-2023-08a": "b"}
    assert [n.text for n in page.notes] == ["About the inspectorate"]
    assert find_duty("AZE-2023-08a", this_day()).actions[0].title == "A step for AZE-2023-08a"
    (change,) = page.changes
    undo_link(people.analyst, change_id=change.id)
    assert [w.ref for w in page_of("AZE-2023-08").wordings] == ["AZE-2023-08"]
    assert [d.ref for d in page_of("AZE-2023-08").duties] == ["AZE-2023-08a"]
    assert [n.text for n in page_of("AZE-2023-08").notes] == ["About the inspectorate"]


def test_a_met_demand_that_is_asked_again_is_reopened_with_its_history(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2023)
    duty_ref = "AZE-2023-02a"
    version = find_duty(duty_ref, this_day()).version
    past = date(2020, 1, 1)
    assign_duty(
        people.coordinator,
        duty_ref=duty_ref,
        version=version,
        lead="MIA",
        due=past,
        past_is_meant=True,
    )
    action = plan_action(people.analyst, duty_ref=duty_ref, title="Collect sentences")
    update_action(
        people.analyst, duty_ref=duty_ref, action_id=action, version=1, state=ActionState.DONE
    )
    close(people, duty_ref)
    assert page_of("AZE-2023-02").row.status is Status.MET
    number = proposed(2024)
    (again,) = [e for e in preview_of(number, people).items if e.reopened]
    assert again.item.text.startswith("Continue to sentence")
    accept_as_read(people.coordinator, number)
    page = page_of("AZE-2024-02")
    (duty,) = page.duties
    assert (page.row.reopened, duty.verdict.status) == (2024, Status.NOT_STARTED)
    assert "2024" in str(duty.verdict.why)
    # The history is there: the action, the evidence, the closure; and a new date is needed.
    assert (len(duty.actions), len(duty.evidence), len(duty.closures)) == (1, 1, 1)
    assert not page.row.overdue
    # Old evidence does not close it a second time.
    with pytest.raises(Refused, match="verified evidence"):
        propose_closure(people.coordinator, duty_ref=duty_ref, reason="As before")
    close(people, duty_ref)
    assert page_of("AZE-2024-02").row.status is Status.MET
    # When the link proves wrong, nothing was asked again.
    version = page_of("AZE-2024-02").row.version
    link_recommendation(people.analyst, ref="AZE-2024-02", version=version)
    assert page_of("AZE-2023-02").row.reopened is None
    assert page_of("AZE-2023-02").row.status is Status.MET


def test_a_duty_that_nobody_worked_on_says_the_newest_words(
    accepted: Accepted, people: People
) -> None:
    accepted(2022)
    plan_action(people.analyst, duty_ref="AZE-2022-02a", title="Collect sentences")
    agreed = find_duty("AZE-2022-02a", this_day()).text
    accepted(2023, 2021)
    assert find_duty("AZE-2022-05a", this_day()).text.startswith("Increase funding")
    # What somebody works on keeps the words that were agreed.
    assert find_duty("AZE-2022-02a", this_day()).text == agreed


def test_an_older_edition_reopens_nothing(accepted: Accepted, people: People) -> None:
    accepted(2023)
    close(people, "AZE-2023-07a")
    accepted(2022)
    assert page_of("AZE-2022-07").row.ref == "AZE-2023-07"
    assert page_of("AZE-2023-07").row.status is Status.MET


def test_what_is_no_longer_asked_is_kept_and_says_since_when(
    accepted: Accepted, people: People, pack: Pack
) -> None:
    accepted(2022, 2023)
    plan_action(people.analyst, duty_ref="AZE-2023-08a", title="Means for the inspectorate")
    accepted(2024)
    dropped = {r.wording: r.asked.not_since for r in rows(dropped=True)}
    assert dropped == dict.fromkeys(("AZE-2023-06", "AZE-2023-08", "AZE-2023-11"), 2024)
    changes = compare_editions("AZE", 2023, 2024, pack).recommendations
    told = [change for change in changes if change.kind is ContinuationKind.DROPPED]
    assert len(told) == len(dropped)
    assert find_duty("AZE-2023-08a", this_day()).actions
    assert {r.wording[:8] for r in rows(dropped=False)} == {"AZE-2024"}


@needs_shared
def test_the_seed_is_followed_from_the_year_before(
    accepted: Accepted, people: People, pack: Pack
) -> None:
    accepted(2022)
    (number,) = read_report(
        people.analyst,
        content=seed_text().encode(),
        file_name="seed.txt",
        country="AZE",
        edition=2023,
    )
    accept_as_read(people.coordinator, number)
    found = rows(edition=2023)
    assert [r.wording for r in found] == [f"AZE-2023-{n:02}" for n in range(1, 12)]
    assert sum(r.asked.times == 2 for r in found) >= 6
    duties = [f"Part {n} of what is asked" for n in range(1, 7)]
    version = found[3].version
    split_duties(people.coordinator, ref="AZE-2023-04", version=version, texts=duties)
    page = page_of("AZE-2023-04")
    assert [d.ref for d in page.duties] == [f"{page.row.ref}{letter}" for letter in "abcdef"]
    assert page.row.duties == 6
