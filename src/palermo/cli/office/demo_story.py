"""The story of the demonstration, told through the same actions that people use."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from palermo.accounts.rights import Role
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.actions.people.allow_public_page import allow_public_page
from palermo.actions.people.create_user import create_user
from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.reading.read_report import read_report
from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.enter_value import enter_value
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.actions.visit import Visit
from palermo.cases.checklist import EvidenceKind
from palermo.cases.narrative import ReviewDecision
from palermo.cases.plan import ActionState, ClosureOutcome, ValueState
from palermo.cli.installation import open_visit, visit_of
from palermo.cli.office.demo_interviews import hold_interviews
from palermo.cli.people.people import INSTALLER
from palermo.kernel.errors import PackProblem
from palermo.kernel.messages import N_
from palermo.kernel.periods import Period
from palermo.kernel.strict_model import StrictModel
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.ledger.recommendations.queries import demand_page
from palermo.ledger.recommendations.values import BoardFilter, DemandPage
from palermo.packs.places import find_countries
from palermo.packs.yaml_files import load_yaml


class Person(StrictModel):
    """A user of the demonstration."""

    username: str
    full_name: str
    role: Role
    agency: str = ""


class StoryLink(StrictModel):
    """The answer to a doubtful link of the recommendation that begins with `asked`."""

    asked: str
    same: bool


class NarrativeFile(StrictModel):
    """A text to read, and whether it is accepted or left for review."""

    file: str
    edition: int
    accepted: bool
    links: tuple[StoryLink, ...] = ()


class PlannedAction(StrictModel):
    """An action; days are counted from the first start."""

    title: str
    agency: str
    owner: str
    due_days: int
    done_days: int | None = None
    under_way: bool = False


class PlannedMilestone(StrictModel):
    """A milestone."""

    title: str
    due_days: int
    reached_days: int | None = None


class PlannedEvidence(StrictModel):
    """A file of evidence with its text."""

    title: str
    file_name: str
    text: str
    verified: bool = False


class PlannedDuty(StrictModel):
    """A duty with what was done for it. `closure` is the second person's answer, or waiting."""

    text: str
    lead: str
    supporting: tuple[str, ...] = ()
    due_days: int
    budget: Decimal | None = None
    currency: str = ""
    actions: tuple[PlannedAction, ...] = ()
    milestones: tuple[PlannedMilestone, ...] = ()
    evidence: tuple[PlannedEvidence, ...] = ()
    closure: ClosureOutcome | None = None
    reason: str = ""


class Plan(StrictModel):
    """The duties of the recommendation of `edition` that begins with `asked`."""

    asked: str
    edition: int
    duties: tuple[PlannedDuty, ...]


class StoryNote(StrictModel):
    """A note on a recommendation."""

    asked: str
    edition: int
    text: str


class StoryValue(StrictModel):
    """A value of a measure; without a number it was not reported."""

    measure: str
    start: date = Field(alias="from")
    until: date
    value: Decimal | None = None
    source: str


class StoryCheck(StrictModel):
    """Evidence for the checklist."""

    item: str
    edition: int
    speaks_for: bool
    text: str
    source: str
    kind: EvidenceKind = EvidenceKind.DOCUMENT
    provision: str = ""
    verified: bool = False


class Story(StrictModel):
    """`countries/aze/demo/story.yaml`."""

    people: tuple[Person, ...]
    narratives: tuple[NarrativeFile, ...]
    plan: tuple[Plan, ...]
    notes: tuple[StoryNote, ...]
    values: tuple[StoryValue, ...]
    checklist: tuple[StoryCheck, ...]


def story_folder() -> Path:
    """Where the texts and the story lie."""
    return find_countries() / "aze" / "demo"


def load_story() -> Story:
    """The story, checked. Raises PackProblem."""
    return load_yaml(story_folder() / "story.yaml", Story)


class StoryActors:
    """Who acts in the story: those who prepare and decide, and a second person for both."""

    def __init__(self) -> None:
        self.analyst = open_visit("analyst")
        self.coordinator = open_visit("coordinator")
        self.second = open_visit("second")
        self.administrator = open_visit("administrator")
        self.officer = open_visit("officer")

    def day(self, days: int) -> date:
        """The day that lies `days` from today."""
        return self.analyst.today + timedelta(days=days)


def fill_database(story: Story, passwords: dict[str, str]) -> None:
    """Fill an empty database with the story."""
    for person in story.people:
        create_user(visit_of(INSTALLER), password=passwords[person.username], **person.model_dump())
    cast = StoryActors()
    allow_public_page(cast.administrator, allowed=True)
    for narrative in story.narratives:
        _read_narrative_file(cast, narrative)
    for plan in story.plan:
        _plan(cast, plan)
    for note in story.notes:
        add_note(
            cast.analyst,
            ref=_find_recommendation(cast, note.asked, note.edition).row.ref,
            text=note.text,
        )
    for value in story.values:
        _enter(cast, value)
    for check in story.checklist:
        _file(cast, check)
    hold_interviews(cast.officer)


def _read_narrative_file(cast: StoryActors, narrative: NarrativeFile) -> None:
    (number,) = read_report(
        cast.analyst,
        content=(story_folder() / narrative.file).read_bytes(),
        file_name=narrative.file,
        country="AZE",
        edition=narrative.edition,
    )
    _answer_links(cast, narrative, number)
    if narrative.accepted:
        _review(cast, number)
        accept_narrative(cast.coordinator, narrative_id=number)


def _answer_links(cast: StoryActors, narrative: NarrativeFile, number: int) -> None:
    page = narrative_page(number)
    preview = preview_acceptance(page, cast.coordinator.pack.linking, cast.coordinator.today)
    for each in preview.items:
        answers = [a.same for a in narrative.links if each.item.text.startswith(a.asked)]
        for link in (link for link in each.links if link.doubtful and answers):
            decide_link(
                cast.coordinator,
                narrative_id=number,
                item_id=each.item.id,
                demand=link.demand,
                same=answers[0],
            )


def _file(cast: StoryActors, check: StoryCheck) -> None:
    filed = record_checklist_evidence(
        cast.analyst, country="AZE", **check.model_dump(exclude={"verified"})
    )
    if check.verified:
        verify_checklist_evidence(
            cast.coordinator, country="AZE", edition=check.edition, evidence_id=filed
        )


def _review(cast: StoryActors, number: int) -> None:
    """Accept each item, as a person who compared it with the text."""
    for item in narrative_page(number).items:
        correct_item(
            cast.analyst,
            narrative_id=number,
            item_id=item.id,
            version=item.version,
            decision=ReviewDecision.ACCEPTED,
        )


def _find_recommendation(cast: StoryActors, words: str, edition: int) -> DemandPage:
    today = cast.analyst.today
    found = list_board(BoardFilter(country="AZE", edition=edition), today, limit=100).rows
    refs = [row.ref for row in found if row.text.startswith(words)]
    if len(refs) != 1:
        raise PackProblem(
            N_(
                "Recommendations of {edition} that begin with {words!r}: {count}. There must be "
                "exactly one."
            ),
            where="story.yaml",
            remedy=N_("Correct `asked`."),
            count=len(refs),
            edition=edition,
            words=words,
        )
    return demand_page(refs[0], today)


def _plan(cast: StoryActors, plan: Plan) -> None:
    page = _find_recommendation(cast, plan.asked, plan.edition)
    split_duties(
        cast.coordinator,
        ref=page.row.ref,
        version=page.row.version,
        texts=[duty.text for duty in plan.duties],
    )
    shown = demand_page(page.row.ref, cast.analyst.today).duties
    for duty, row in zip(plan.duties, shown, strict=True):
        assign_duty(
            cast.coordinator,
            duty_ref=row.ref,
            version=row.version,
            lead=duty.lead,
            supporting=duty.supporting,
            due=cast.day(duty.due_days),
            past_is_meant=True,
            budget=duty.budget,
            currency=duty.currency,
        )
        _work(cast, row.ref, duty)


def _work(cast: StoryActors, ref: str, duty: PlannedDuty) -> None:
    for action in duty.actions:
        _act(cast, ref, action)
    for milestone in duty.milestones:
        number = set_milestone(
            cast.analyst,
            duty_ref=ref,
            title=milestone.title,
            due=cast.day(milestone.due_days),
            past_is_meant=True,
        )
        if milestone.reached_days is not None:
            reached = cast.day(milestone.reached_days)
            set_milestone(cast.analyst, duty_ref=ref, milestone_id=number, reached_on=reached)
    for piece in duty.evidence:
        number = attach_evidence(
            cast.analyst,
            duty_ref=ref,
            title=piece.title,
            file_name=piece.file_name,
            content=piece.text.encode(),
        )
        if piece.verified:
            verify_evidence(cast.coordinator, duty_ref=ref, evidence_id=number)
    if duty.closure is not None:
        propose_closure(cast.coordinator, duty_ref=ref, reason=duty.reason)
        if duty.closure is not ClosureOutcome.WAITING:
            confirm_closure(cast.second, duty_ref=ref, outcome=duty.closure)


def _act(cast: StoryActors, ref: str, action: PlannedAction) -> None:
    number = plan_action(
        cast.analyst,
        duty_ref=ref,
        title=action.title,
        agency=action.agency,
        owner=action.owner,
        due=cast.day(action.due_days),
        past_is_meant=True,
    )
    if action.done_days is not None:
        _set_action_state(cast.analyst, ref, number, ActionState.DONE, cast.day(action.done_days))
    elif action.under_way:
        _set_action_state(cast.analyst, ref, number, ActionState.UNDER_WAY, None)


def _set_action_state(
    visit: Visit, ref: str, number: int, state: ActionState, done_on: date | None
) -> None:
    # A new action is always of version 1.
    update_action(visit, duty_ref=ref, action_id=number, version=1, state=state, done_on=done_on)


def _enter(cast: StoryActors, value: StoryValue) -> None:
    enter_value(
        cast.analyst,
        country="AZE",
        measure=value.measure,
        period=Period(value.start, value.until),
        source=value.source,
        state=ValueState.VALUE if value.value is not None else ValueState.NOT_REPORTED,
        value=value.value,
    )
