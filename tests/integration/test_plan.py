"""The plan of a recommendation: duties, assignment, actions, evidence, closing by two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.actions.visit import Visit
from palermo.cases.duty import Status
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.ledger.recommendations.queries import demand_page, evidence_file
from palermo.ledger.recommendations.values import DutyRow
from palermo.packs.pack import Pack
from tests.integration.conftest import People
from tests.visits import this_day

REF, DUTY = "AZE-2023-01", "AZE-2023-01a"


@pytest.fixture(autouse=True)
def _followed(accepted: Callable[..., None]) -> None:
    accepted(2023)


def duty(ref: str = DUTY) -> DutyRow:
    return next(d for d in demand_page(ref[:-1], this_day()).duties if d.ref == ref)


def assign(visit: Visit, pack: Pack, **more: object) -> None:
    given: dict[str, object] = {"version": duty().version, "lead": "MIA", **more}
    assign_duty(visit, duty_ref=DUTY, **given)


def proven(people: People) -> int:
    """Evidence attached by the analyst and verified by the second coordinator."""
    number = attach_evidence(people.analyst, duty_ref=DUTY, title="Order", url="https://x.az/1")
    verify_evidence(people.second, duty_ref=DUTY, evidence_id=number)
    return number


def test_a_new_recommendation_has_one_duty_that_says_all_of_it() -> None:
    page = demand_page(REF, this_day())
    (only,) = page.duties
    assert only.text == page.row.text
    assert only.verdict.status is Status.NOT_STARTED
    assert only.measures, "the measures of its themes are proposed"


def test_a_recommendation_is_split_and_each_letter_keeps_its_plan(
    people: People, pack: Pack
) -> None:
    assign(people.coordinator, pack)
    version = demand_page(REF, this_day()).row.version
    texts = [f"Part {n}" for n in range(6)]
    split_duties(people.coordinator, ref=REF, version=version, texts=texts)
    duties = demand_page(REF, this_day()).duties
    assert [d.letter for d in duties] == list("abcdef")
    assert [d.text for d in duties] == texts
    assert (duties[0].lead, duties[1].lead) == ("MIA", "")


def test_a_part_gets_the_measures_of_its_own_themes(people: People, pack: Pack) -> None:
    version = demand_page(REF, this_day()).row.version
    texts = ["As before", "Fund shelters run by NGOs"]
    split_duties(people.coordinator, ref=REF, version=version, texts=texts)
    first, second = demand_page(REF, this_day()).duties
    funding = {m.id for m in pack.measures_for(("ngo_funding",))}
    assert funding <= set(second.measures)
    assert not funding & set(first.measures)


def test_a_planned_duty_does_not_vanish(people: People, pack: Pack) -> None:
    version = demand_page(REF, this_day()).row.version
    split_duties(people.coordinator, ref=REF, version=version, texts=["One", "Two"])
    plan_action(people.analyst, duty_ref=f"{REF}b", title="A step")
    with pytest.raises(Refused):
        split_duties(people.coordinator, ref=REF, version=version + 1, texts=["Only one"])
    assert len(demand_page(REF, this_day()).duties) == 2


@pytest.mark.parametrize("texts", [[], ["  "], ["x"] * 30])
def test_a_split_into_none_or_too_many_is_refused(
    people: People, pack: Pack, texts: list[str]
) -> None:
    version = demand_page(REF, this_day()).row.version
    with pytest.raises(BadValue):
        split_duties(people.coordinator, ref=REF, version=version, texts=texts)


def test_an_assignment_is_kept_with_everything(people: People, pack: Pack) -> None:
    due = date(2027, 3, 31)
    assign(
        people.coordinator,
        pack,
        supporting=["MLSPP"],
        due=due,
        budget=Decimal("12000.50"),
        currency="AZN",
        measures=["I-02"],
    )
    kept = duty()
    assert (kept.lead, kept.supporting, kept.due) == ("MIA", ("MLSPP",), due)
    assert (kept.budget, kept.currency, kept.measures) == (Decimal("12000.50"), "AZN", ("I-02",))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"lead": "NOBODY"}, NotFound),
        ({"supporting": ["MIA"]}, BadValue),
        ({"supporting": ["NOBODY"]}, NotFound),
        ({"measures": ["I-9999"]}, NotFound),
        ({"budget": Decimal(1)}, BadValue),
        ({"budget": Decimal(-1), "currency": "AZN"}, BadValue),
        ({"version": 99}, Refused),
    ],
)
def test_a_wrong_assignment_changes_nothing(
    people: People, pack: Pack, wrong: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        assign(people.coordinator, pack, **wrong)
    assert duty().lead == ""


def test_an_action_moves_only_as_its_states_allow(people: People, pack: Pack) -> None:
    number = plan_action(people.analyst, duty_ref=DUTY, title="Write the order")

    def move(state: ActionState, **more: date) -> None:
        version = next(a.version for a in duty().actions if a.id == number)
        given = {"action_id": number, "version": version, "state": state, **more}
        update_action(people.analyst, duty_ref=DUTY, **given)

    move(ActionState.UNDER_WAY)
    assert duty().verdict.status is Status.UNDER_WAY
    with pytest.raises(BadValue):
        move(ActionState.DONE, done_on=timezone.localdate() + timedelta(days=1))
    move(ActionState.DONE)
    assert duty().actions[0].done_on == timezone.localdate()
    assert duty().verdict.status is Status.INSUFFICIENT_EVIDENCE
    with pytest.raises(Refused):
        move(ActionState.CANCELLED)
    with pytest.raises(Refused):
        update_action(
            people.analyst, duty_ref=DUTY, action_id=number, version=1, state=ActionState.UNDER_WAY
        )


def test_the_way_to_met_takes_two_people_and_verified_evidence(people: People) -> None:
    with pytest.raises(Refused):
        propose_closure(people.coordinator, duty_ref=DUTY, reason="We think so.")
    number = attach_evidence(
        people.coordinator, duty_ref=DUTY, title="Order", file_name="o.txt", content=b"x"
    )
    with pytest.raises(Refused):
        propose_closure(people.coordinator, duty_ref=DUTY, reason="Not verified yet.")
    with pytest.raises(Refused):
        verify_evidence(people.coordinator, duty_ref=DUTY, evidence_id=number)
    verify_evidence(people.second, duty_ref=DUTY, evidence_id=number)
    propose_closure(people.coordinator, duty_ref=DUTY, reason="The order is in force.")
    assert duty().verdict.status is not Status.MET
    with pytest.raises(Refused):
        confirm_closure(people.coordinator, duty_ref=DUTY, outcome=ClosureOutcome.MET)
    confirm_closure(people.second, duty_ref=DUTY, outcome=ClosureOutcome.MET)
    assert demand_page(REF, this_day()).row.status is Status.MET
    with pytest.raises(Refused):
        propose_closure(people.coordinator, duty_ref=DUTY, reason="Again.")


def test_a_refusal_needs_words_and_leaves_the_duty_open(people: People) -> None:
    proven(people)
    propose_closure(people.analyst, duty_ref=DUTY, reason="Done.")
    with pytest.raises(BadValue):
        confirm_closure(people.second, duty_ref=DUTY, outcome=ClosureOutcome.REFUSED)
    with pytest.raises(BadValue):
        confirm_closure(people.second, duty_ref=DUTY, outcome=ClosureOutcome.WAITING)
    confirm_closure(
        people.second, duty_ref=DUTY, outcome=ClosureOutcome.REFUSED, answer="No order yet."
    )
    assert duty().verdict.status is Status.UNDER_WAY
    propose_closure(people.analyst, duty_ref=DUTY, reason="Now it is.")
    assert duty().open_closure is not None


def test_evidence_comes_back_byte_by_byte(people: People) -> None:
    sent = "Sərəncam №17\r\n".encode()
    number = attach_evidence(
        people.analyst, duty_ref=DUTY, title="Order", file_name="order.txt", content=sent
    )
    row, content = evidence_file(number)
    assert (row.file_name, content) == ("order.txt", sent)
    assert len(row.sha256) == 64


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"url": "https://x.az", "content": b"x"},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"title": " ", "file_name": "o.txt", "content": b"x"},
        {"content": b"x"},
        {"file_name": "order.pdf", "content": b"\x7fELF\x02\x01\x01\0"},
        {"file_name": "order.html", "content": b"<html><script>1</script></html>"},
    ],
)
def test_evidence_that_is_none_is_refused(people: People, given: dict[str, object]) -> None:
    with pytest.raises(BadValue):
        attach_evidence(people.analyst, duty_ref=DUTY, **{"title": "Order", **given})
    assert duty().evidence == ()


def test_milestones_are_reached_and_taken_back(people: People) -> None:
    number = set_milestone(people.analyst, duty_ref=DUTY, title="Draft sent")
    today = timezone.localdate()
    with pytest.raises(BadValue):
        set_milestone(
            people.analyst,
            duty_ref=DUTY,
            milestone_id=number,
            reached_on=today + timedelta(days=1),
        )
    set_milestone(people.analyst, duty_ref=DUTY, milestone_id=number, reached_on=today)
    assert duty().verdict.status is Status.UNDER_WAY
    set_milestone(people.analyst, duty_ref=DUTY, milestone_id=number)
    assert duty().verdict.status is Status.NOT_STARTED
    with pytest.raises(NotFound):
        set_milestone(people.analyst, duty_ref=DUTY, milestone_id=number + 1)


def test_notes_are_kept_with_their_author(people: People) -> None:
    add_note(people.analyst, ref=REF, text="Ask the ministry.", letter="a")
    (note,) = demand_page(REF, this_day()).notes
    assert (note.letter, note.text, note.author) == ("a", "Ask the ministry.", "analyst")
    with pytest.raises(NotFound):
        add_note(people.analyst, ref=REF, text="Nowhere.", letter="z")


@pytest.mark.parametrize("ref", ["AZE-2023-99a", "AZE-2023-01z", "", "a"])
def test_an_unknown_duty_is_said_to_be_unknown(people: People, ref: str) -> None:
    with pytest.raises(NotFound) as caught:
        propose_closure(people.analyst, duty_ref=ref, reason="x")
    assert caught.value.remedy
