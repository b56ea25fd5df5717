"""Two acts at once: the one that writes second is refused where the first changed what it read.

The second act has read and computed when the first runs whole; then the second writes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest

from palermo.accounts.queries import list_users
from palermo.accounts.rights import Role
from palermo.actions.people.change_user import change_user
from palermo.actions.people.create_user import create_user
from palermo.actions.people.set_password import set_password
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.actions.step import OpenAct
from palermo.cases.narrative import NarrativeState, ReviewDecision
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.cases.recommendation import LinkKind
from palermo.journal.queries import list_activity
from palermo.kernel.errors import Refused
from palermo.ledger.narratives.models import Narrative
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.plans.models import Evidence
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import DutyRow
from tests.integration.conftest import People, demo_text
from tests.reading import accept_as_read
from tests.visits import this_day

pytestmark = pytest.mark.django_db
REF, DUTY = "AZE-2023-01", "AZE-2023-01a"
Act = Callable[[], object]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Act, Act], None]:
    """Runs `first` when `second` has read and is about to write.

    The second must be refused with these words; with none it must succeed.
    """

    def run(second: Act, first: Act, refusal: str = "while you were working") -> None:
        writing, calls = OpenAct.writing, itertools.count()

        @contextmanager
        def interrupted(self: OpenAct) -> Iterator[None]:
            if next(calls) == 0:
                first()
            with writing(self):
                yield

        monkeypatch.setattr(OpenAct, "writing", interrupted)
        before = {row.id for row in list_activity(limit=1000)[0]}
        with pytest.raises(Refused, match=refusal) if refusal else nullcontext():
            second()
        monkeypatch.setattr(OpenAct, "writing", writing)
        new = [row.outcome for row in list_activity(limit=1000)[0] if row.id not in before]
        assert new == ["done"] * (1 if refusal else 2), "a refused act is not in the log"

    return run


def duty(ref: str = DUTY) -> DutyRow:
    return next(d for d in demand_page(ref[:-1], this_day()).duties if d.ref == ref)


def _plan(people: People, ref: str = DUTY) -> int:
    return plan_action(people.analyst, duty_ref=ref, title="A step")


def _evidence(people: People, ref: str = DUTY) -> int:
    return attach_evidence(people.analyst, duty_ref=ref, title="Order", url="https://e.example/1")


def _read(people: People) -> int:
    given = {"country": "AZE", "edition": 2023, "content": demo_text(2023), "file_name": "a.txt"}
    return read_report(people.analyst, **given)[0]  # type: ignore[arg-type]


def test_the_same_file_is_read_twice_at_once(
    meanwhile: Callable[..., None], people: People
) -> None:
    meanwhile(lambda: _read(people), lambda: _read(people))
    assert Narrative.objects.count() == 1


@pytest.mark.parametrize("second", ["accept", "reject", "correct"])
@pytest.mark.parametrize("first", ["accept", "reject", "correct"])
def test_a_narrative_is_decided_as_it_was_read(
    meanwhile: Callable[..., None],
    proposed: Callable[[int], int],
    people: People,
    first: str,
    second: str,
) -> None:
    if first == second == "correct":
        return
    number = proposed(2023)
    item = narrative_page(number).of_kind("recommendation")[0]
    acts: dict[str, Act] = {
        "accept": lambda: accept_as_read(people.coordinator, number),
        "reject": lambda: reject_narrative(people.second, narrative_id=number, reason="Twice"),
        "correct": lambda: correct_item(
            people.analyst,
            narrative_id=number,
            item_id=item.id,
            version=item.version,
            decision=ReviewDecision.REJECTED,
        ),
    }
    meanwhile(acts[second], acts[first])
    assert (
        narrative_page(number).row.state
        is {
            "accept": NarrativeState.ACCEPTED,
            "reject": NarrativeState.REJECTED,
            "correct": NarrativeState.PROPOSED,
        }[first]
    )


def test_an_item_is_decided_on_once_and_others_at_the_same_time(
    meanwhile: Callable[..., None], proposed: Callable[[int], int], people: People
) -> None:
    number = proposed(2023)
    one, other, third = narrative_page(number).of_kind("recommendation")[:3]

    def decide(item: Any, decision: ReviewDecision) -> Act:
        return lambda: correct_item(
            people.analyst,
            narrative_id=number,
            item_id=item.id,
            version=item.version,
            decision=decision,
        )

    meanwhile(decide(one, ReviewDecision.ACCEPTED), decide(one, ReviewDecision.REJECTED))
    meanwhile(decide(other, ReviewDecision.ACCEPTED), decide(third, ReviewDecision.REJECTED), "")
    decisions = {i.id: i.decision for i in narrative_page(number).items}
    assert [decisions[i.id] for i in (one, other, third)] == ["rejected", "accepted", "rejected"]


def test_two_narratives_of_one_year_are_not_both_accepted(
    meanwhile: Callable[..., None], proposed: Callable[[int], int], people: People
) -> None:
    numbers = [proposed(2023)]
    again = demo_text(2023) + b"\n"
    numbers += read_report(
        people.analyst, content=again, file_name="again.txt", country="AZE", edition=2023
    )
    one, other = (
        lambda number=number: accept_as_read(people.coordinator, number) for number in numbers
    )
    meanwhile(one, other)


def test_links_are_computed_from_all_editions_that_are_accepted(
    meanwhile: Callable[..., None], proposed: Callable[[int], int], people: People
) -> None:
    first, second = proposed(2022), proposed(2023)
    meanwhile(
        lambda: accept_as_read(people.coordinator, second),
        lambda: accept_as_read(people.second, first),
    )
    accept_as_read(people.coordinator, second)
    links = {demand_page(REF, this_day()).row.link}
    assert links != {LinkKind.NEW}


def test_a_link_by_hand_is_seen_by_the_next_edition(
    meanwhile: Callable[..., None],
    accepted: Callable[..., None],
    proposed: Callable[[int], int],
    people: People,
) -> None:
    accepted(2022, 2023)
    later = proposed(2024)
    version = demand_page(REF, this_day()).row.version
    meanwhile(
        lambda: accept_as_read(people.coordinator, later),
        lambda: link_recommendation(people.analyst, ref=REF, version=version),
    )


def _split(people: People, version: int, *texts: str) -> Act:
    return lambda: split_duties(people.coordinator, ref=REF, version=version, texts=texts)


@pytest.mark.parametrize(
    "plan",
    [
        lambda people, ref: _plan(people, ref),
        lambda people, ref: _evidence(people, ref),
        lambda people, ref: set_milestone(people.analyst, duty_ref=ref, title="Open"),
    ],
)
def test_a_duty_that_is_removed_takes_no_plan_and_one_with_a_plan_stays(
    meanwhile: Callable[..., None],
    accepted: Callable[..., None],
    people: People,
    plan: Callable[[People, str], object],
) -> None:
    accepted(2023)
    page = demand_page(REF, this_day())
    _split(people, page.row.version, "One", "Two")()
    version = page.row.version + 1
    meanwhile(_split(people, version, "One"), lambda: plan(people, f"{REF}b"))
    assert len(demand_page(REF, this_day()).duties) == 2


def test_nothing_is_planned_for_a_duty_that_was_removed(
    meanwhile: Callable[..., None],
    accepted: Callable[..., None],
    people: People,
) -> None:
    accepted(2023)
    version = demand_page(REF, this_day()).row.version
    _split(people, version, "One", "Two")()
    meanwhile(
        lambda: plan_action(people.analyst, duty_ref=f"{REF}b", title="A step"),
        _split(people, version + 1, "One"),
    )


def test_evidence_that_was_refused_leaves_no_file(
    meanwhile: Callable[..., None], accepted: Callable[..., None], people: People
) -> None:
    accepted(2023)
    version = demand_page(REF, this_day()).row.version
    _split(people, version, "One", "Two")()
    meanwhile(
        lambda: attach_evidence(
            people.analyst, duty_ref=f"{REF}b", title="Order", file_name="o.txt", content=b"1"
        ),
        _split(people, version + 1, "One"),
    )
    storage = Evidence._meta.get_field("file").storage
    assert not storage.exists("evidence") or storage.listdir("evidence")[1] == []


def test_a_duty_is_assigned_and_an_action_changed_once(
    meanwhile: Callable[..., None], accepted: Callable[..., None], people: People
) -> None:
    accepted(2023)
    version = duty().version
    meanwhile(
        *(
            lambda lead=lead: assign_duty(
                people.coordinator, duty_ref=DUTY, version=version, lead=lead
            )
            for lead in ("MIA", "SLI")
        )
    )
    action = _plan(people)
    meanwhile(
        *(
            lambda state=state: update_action(
                people.analyst, duty_ref=DUTY, action_id=action, version=1, state=state
            )
            for state in (ActionState.DONE, ActionState.CANCELLED)
        )
    )
    assert duty().actions[0].state is ActionState.CANCELLED


def test_a_milestone_is_reached_once(
    meanwhile: Callable[..., None], accepted: Callable[..., None], people: People
) -> None:
    accepted(2023)
    number = set_milestone(people.analyst, duty_ref=DUTY, title="Open")
    meanwhile(
        *(
            lambda day=day: set_milestone(
                people.analyst, duty_ref=DUTY, milestone_id=number, reached_on=day
            )
            for day in (None, this_day())
        )
    )
    assert duty().milestones[0].reached_on == this_day()


def test_evidence_is_verified_once(
    meanwhile: Callable[..., None], accepted: Callable[..., None], people: People
) -> None:
    accepted(2023)
    number = _evidence(people)
    meanwhile(
        *(
            lambda visit=visit: verify_evidence(visit, duty_ref=DUTY, evidence_id=number)
            for visit in (people.coordinator, people.second)
        )
    )
    assert duty().evidence[0].verified_by == "second"


def test_a_closure_is_proposed_and_answered_once(
    meanwhile: Callable[..., None], accepted: Callable[..., None], people: People
) -> None:
    accepted(2023)
    verify_evidence(people.coordinator, duty_ref=DUTY, evidence_id=_evidence(people))

    def propose() -> int:
        return propose_closure(people.analyst, duty_ref=DUTY, reason="Done")

    def answer(visit: Any, outcome: ClosureOutcome) -> Act:
        return lambda: confirm_closure(visit, duty_ref=DUTY, outcome=outcome, answer="So")

    meanwhile(propose, propose)
    meanwhile(
        answer(people.coordinator, ClosureOutcome.REFUSED),
        answer(people.second, ClosureOutcome.PARTIALLY_MET),
    )
    (closure,) = duty().closures
    assert (closure.outcome, closure.confirmed_by) == (ClosureOutcome.PARTIALLY_MET, "second")


def test_an_account_is_changed_once_and_one_administrator_remains(
    meanwhile: Callable[..., None], people: People
) -> None:
    reader = people.reader.actor.id or 0
    change: Act = lambda: change_user(  # noqa: E731
        people.administrator, user_id=reader, role=Role.ANALYST, agency="", active=True
    )
    password: Act = lambda: set_password(  # noqa: E731
        people.administrator, user_id=reader, password="quite another one 9"
    )
    meanwhile(change, password)
    meanwhile(password, change)
    second = create_user(
        people.administrator,
        username="another",
        password="a very long one 7",
        role=Role.ADMINISTRATOR,
    )
    own = people.administrator.actor.id or 0
    close_own: Act = lambda: change_user(  # noqa: E731
        people.administrator, user_id=own, role=Role.ADMINISTRATOR, agency="", active=False
    )
    run_second: Act = lambda: change_user(  # noqa: E731
        people.administrator, user_id=second, role=Role.READER, agency="", active=True
    )
    meanwhile(close_own, run_second, "At least one administrator must be able to sign in")
    assert [u.active for u in list_users() if u.role is Role.ADMINISTRATOR] == [True]


def test_a_user_name_is_taken_once_whatever_its_case(
    meanwhile: Callable[..., None], people: People
) -> None:
    def create(name: str) -> Act:
        return lambda: create_user(
            people.administrator, username=name, password="a very long one 7", role=Role.READER
        )

    meanwhile(create("nigar"), create("Nigar"))
    assert [u.username for u in list_users() if u.username.lower() == "nigar"] == ["Nigar"]
