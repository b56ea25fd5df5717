"""Links of accepted recommendations are changed by hand, and undone; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.undo_link import undo_link
from palermo.cases.recommendation import LinkKind
from palermo.journal.queries import list_activity
from palermo.kernel.errors import BadValue, NotFound, Refused
from palermo.ledger.recommendations.queries import find_duty
from tests.demands import page_of, rows
from tests.integration.conftest import People
from tests.visits import this_day

Accepted = Callable[..., None]
Proposed = Callable[[int], int]


def test_a_wording_is_split_off_with_a_duty_and_put_back(
    accepted: Accepted, people: People
) -> None:
    accepted(2022, 2023)
    version = page_of("AZE-2023-04").row.version
    texts = ["Apply procedures", "Train officials"]
    split_duties(people.coordinator, ref="AZE-2023-04", version=version, texts=texts)
    plan_action(people.analyst, duty_ref="AZE-2022-04b", title="A course")
    add_note(people.analyst, ref="AZE-2022-04", letter="b", text="On the course")
    before = page_of("AZE-2022-04")
    change = link_recommendation(
        people.analyst,
        ref="AZE-2023-04",
        version=before.row.version,
        duties=["AZE-2022-04b"],
    )
    own = page_of("AZE-2023-04")
    assert (own.row.ref, own.row.link, own.row.asked.editions) == (
        "AZE-2023-04", LinkKind.NEW, (2023,),
    )  # fmt: skip
    assert [d.ref for d in own.duties] == ["AZE-2022-04b"]
    assert [n.text for n in own.notes] == ["On the course"]
    rest = page_of("AZE-2022-04")
    assert [d.ref for d in rest.duties] == ["AZE-2022-04a"]
    assert rest.row.asked.not_since == 2023
    # What is added meanwhile is not lost when the change is undone.
    plan_action(people.analyst, duty_ref="AZE-2022-04b", title="A second course")
    add_note(people.analyst, ref="AZE-2023-04", text="Added meanwhile")
    undo_link(people.coordinator, change_id=change)
    after = page_of("AZE-2023-04")
    assert [d.ref for d in after.duties] == ["AZE-2022-04a", "AZE-2022-04b"]
    assert [a.title for a in after.duties[1].actions] == ["A course", "A second course"]
    assert {n.text for n in after.notes} == {"On the course", "Added meanwhile"}
    assert [w.kind for w in after.wordings] == [w.kind for w in before.wordings]
    with pytest.raises(Refused, match="already undone"):
        undo_link(people.coordinator, change_id=change)
    lines = [r for r in list_activity(limit=50)[0] if r.act in {"link_recommendation", "undo_link"}]
    assert [(r.act, r.target) for r in lines] == [
        ("undo_link", "AZE-2023-04"),
        ("link_recommendation", "AZE-2023-04"),
    ]


def test_the_last_wording_takes_the_whole_plan_to_another_demand_and_back(
    accepted: Accepted, people: People
) -> None:
    accepted(2023)
    plan_action(people.analyst, duty_ref="AZE-2023-07a", title="Draft the law")
    version = page_of("AZE-2023-07").row.version
    change = link_recommendation(
        people.analyst, ref="AZE-2023-07", version=version, demand="AZE-2023-08"
    )
    page = page_of("AZE-2023-07")
    assert page.row.ref == "AZE-2023-08"
    assert [(d.ref, d.letter) for d in page.duties] == [
        ("AZE-2023-08a", "a"),
        ("AZE-2023-07a", "b"),
    ]
    assert len(rows()) == 10
    undo_link(people.analyst, change_id=change)
    assert page_of("AZE-2023-07").row.ref == "AZE-2023-07"
    assert [d.ref for d in page_of("AZE-2023-07").duties] == ["AZE-2023-07a"]
    assert [d.ref for d in page_of("AZE-2023-08").duties] == ["AZE-2023-08a"]
    assert len(rows()) == 11


def test_a_duty_that_nobody_worked_on_comes_back_with_the_undo(
    accepted: Accepted, people: People
) -> None:
    accepted(2023)
    before = page_of("AZE-2023-07").duties
    version = page_of("AZE-2023-07").row.version
    change = link_recommendation(
        people.analyst, ref="AZE-2023-07", version=version, demand="AZE-2023-08"
    )
    assert len(page_of("AZE-2023-07").duties) == 1
    undo_link(people.analyst, change_id=change)
    after = page_of("AZE-2023-07").duties
    assert [(d.ref, d.text, d.measures) for d in after] == [
        (d.ref, d.text, d.measures) for d in before
    ]


def test_the_wording_that_names_a_demand_can_leave_it(accepted: Accepted, people: People) -> None:
    accepted(2022, 2023)
    plan_action(people.analyst, duty_ref="AZE-2022-07a", title="Draft the law")
    version = page_of("AZE-2022-07").row.version
    link_recommendation(people.analyst, ref="AZE-2022-07", version=version)
    assert page_of("AZE-2023-07").row.ref == "AZE-2023-07"
    assert page_of("AZE-2022-07").row.ref == "AZE-2022-07"
    assert find_duty("AZE-2022-07a", this_day()).actions
    assert [d.ref for d in page_of("AZE-2023-07").duties] == ["AZE-2022-07a"]
    (own,) = page_of("AZE-2022-07").duties
    assert (own.ref, own.text) == ("AZE-2022-07b", page_of("AZE-2022-07").row.text)
    assert own.measures, "the measures of its themes are proposed"


def test_a_later_change_is_undone_before_an_earlier_one(accepted: Accepted, people: People) -> None:
    accepted(2022, 2023)

    def link(demand: str) -> int:
        version = page_of("AZE-2023-07").row.version
        return link_recommendation(
            people.analyst, ref="AZE-2023-07", version=version, demand=demand
        )

    first, second = link(""), link("AZE-2022-08")
    with pytest.raises(Refused, match="Undo the later change first"):
        undo_link(people.analyst, change_id=first)
    undo_link(people.analyst, change_id=second)
    undo_link(people.analyst, change_id=first)
    assert page_of("AZE-2023-07").row.ref == "AZE-2022-07"
    with pytest.raises(NotFound):
        undo_link(people.analyst, change_id=10_000)


def test_a_wrong_link_is_refused(accepted: Accepted, people: People) -> None:
    accepted(2022, 2023)
    version = page_of("AZE-2023-07").row.version

    def link(demand: str = "", at: int = version, duties: tuple[str, ...] = ()) -> None:
        link_recommendation(
            people.analyst, ref="AZE-2023-07", version=at, demand=demand, duties=duties
        )

    with pytest.raises(Refused):
        link("AZE-2022-07")
    with pytest.raises(NotFound):
        link("AZE-2022-77")
    with pytest.raises(Refused):
        link("AZE-2022-01", at=version + 5)
    with pytest.raises(BadValue):
        link("AZE-2022-01", duties=("AZE-2022-01a",))
    only = page_of("AZE-2023-10").row
    with pytest.raises(Refused):
        link_recommendation(people.analyst, ref="AZE-2023-10", version=only.version)
    link("AZE-2022-01")
    assert page_of("AZE-2023-07").row.ref == "AZE-2022-01"


def test_a_link_made_by_hand_outlives_the_machine(
    accepted: Accepted, proposed: Proposed, people: People
) -> None:
    accepted(2021, 2023)
    version = page_of("AZE-2023-07").row.version
    link_recommendation(people.analyst, ref="AZE-2023-07", version=version)
    accepted(2022)
    page = page_of("AZE-2023-07")
    assert page.wordings[-1].linked_by == "analyst"
    assert page_of("AZE-2021-07").row.id != page.row.id
