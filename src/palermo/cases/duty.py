"""The status of a duty, computed from explicit criteria; never typed.

`STATUS_CRITERIA` is read from top to bottom; the first line that holds gives the status and the
sentence that says why. `docs/reference/statuses.md` prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_, Message


class Status(LabelledCode):
    """Where a duty, or a demand, stands."""

    NOT_STARTED = "not_started", N_("Not started")
    UNDER_WAY = "under_way", N_("Under way")
    PARTIALLY_MET = "partially_met", N_("Partially met")
    MET = "met", N_("Met")
    LAPSED = "lapsed", N_("Lapsed")
    INSUFFICIENT_EVIDENCE = "insufficient_evidence", N_("Insufficient evidence")


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What a status needs to know of one action."""

    state: ActionState
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What a status needs to know of one duty."""

    due: date | None = None
    actions: tuple[ActionFacts, ...] = ()
    milestones: int = 0
    milestones_reached: int = 0
    evidence: int = 0
    evidence_verified: int = 0
    #: The last answer of a second person; WAITING and None leave the duty as it is.
    closure: ClosureOutcome | None = None
    #: The edition that asked again after the duty was met; then all else says what was done since.
    reopened: int | None = None

    def count(self, state: ActionState) -> int:
        """How many actions are in `state`."""
        return sum(a.state is state for a in self.actions)

    @property
    def live_actions(self) -> tuple[ActionFacts, ...]:
        """Actions that were not cancelled."""
        return tuple(a for a in self.actions if a.state is not ActionState.CANCELLED)

    @property
    def all_done(self) -> bool:
        """Whether there are actions and all that were not cancelled are reported done."""
        return bool(self.live_actions) and self.count(ActionState.DONE) == len(self.live_actions)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the table: when it holds, the status is `status`, because of `why`."""

    status: Status
    holds: Callable[[DutyFacts, date], bool]
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the sentence that says why."""

    status: Status
    why: Message


def _overdue(facts: DutyFacts, today: date) -> bool:
    return facts.due is not None and facts.due < today


def _still_running(facts: DutyFacts, today: date) -> bool:
    """Whether something is under way whose own date has not passed."""
    return any(
        a.state is ActionState.UNDER_WAY and a.due is not None and a.due >= today
        for a in facts.actions
    )


STATUS_CRITERIA: Sequence[Criterion] = (
    Criterion(
        Status.MET,
        lambda f, _: f.closure is ClosureOutcome.MET and f.evidence_verified > 0,
        N_("A second person closed it as met, on verified evidence."),
    ),
    Criterion(
        Status.PARTIALLY_MET,
        lambda f, _: f.closure is ClosureOutcome.PARTIALLY_MET and f.evidence_verified > 0,
        N_("A second person closed it as partially met, on verified evidence."),
    ),
    Criterion(
        Status.LAPSED,
        lambda f, today: _overdue(f, today) and not f.all_done and not _still_running(f, today),
        N_("The due date ({due}) has passed and no action with a later date is under way."),
    ),
    Criterion(
        Status.INSUFFICIENT_EVIDENCE,
        lambda f, _: f.all_done and f.evidence_verified == 0,
        N_("All actions are reported done ({done} of {actions}), but no evidence is verified."),
    ),
    Criterion(
        Status.PARTIALLY_MET,
        lambda f, _: (
            f.evidence_verified > 0 and (f.count(ActionState.DONE) > 0 or f.milestones_reached > 0)
        ),
        N_("Actions done: {done} of {actions}. Evidence is verified. The duty is not yet closed."),
    ),
    Criterion(
        Status.UNDER_WAY,
        lambda f, _: (
            f.count(ActionState.UNDER_WAY) + f.count(ActionState.DONE) > 0
            or f.milestones_reached > 0
            or f.evidence > 0
        ),
        N_(
            "Work has begun. Actions done: {done} of {actions}. Milestones reached: {reached} of "
            "{milestones}."
        ),
    ),
    Criterion(
        Status.NOT_STARTED,
        lambda f, _: f.reopened is not None,
        N_(
            "This was closed as met, and the report of {reopened} asks for it again. Nothing has "
            "been done since."
        ),
    ),
    Criterion(
        Status.NOT_STARTED,
        lambda f, _: True,
        N_("No action has begun, no milestone is reached and no evidence is attached."),
    ),
)


def duty_status(facts: DutyFacts, today: date) -> Verdict:
    """The status of a duty on `today`, by the first criterion that holds."""
    line = next(c for c in STATUS_CRITERIA if c.holds(facts, today))
    numbers = {
        "due": facts.due or "",
        "done": facts.count(ActionState.DONE),
        "actions": len(facts.live_actions),
        "reached": facts.milestones_reached,
        "milestones": facts.milestones,
        "reopened": facts.reopened or "",
    }
    return Verdict(line.status, Message(line.why, numbers))


def demand_status(duties: Sequence[Status]) -> Verdict:
    """The status of a demand from those of its duties (at least one)."""
    count = {status: sum(d is status for d in duties) for status in Status}
    numbers: dict[str, object] = {"duties": len(duties)}
    numbers |= {status.value: number for status, number in count.items()}
    status, why = _combine_statuses(duties, count)
    return Verdict(status, Message(why, numbers))


def _combine_statuses(duties: Sequence[Status], count: Mapping[Status, int]) -> tuple[Status, str]:
    if not duties:
        return Status.NOT_STARTED, N_("The demand has no duties yet.")
    for status, why in (
        (Status.MET, N_("Duties met: {met} of {duties}.")),
        (Status.NOT_STARTED, N_("Duties not started: {not_started} of {duties}.")),
    ):
        if count[status] == len(duties):
            return status, why
    # A lapsed duty must not hide behind one that is met.
    for status, why in (
        (Status.LAPSED, N_("Duties lapsed: {lapsed} of {duties}. Met: {met}.")),
        (
            Status.INSUFFICIENT_EVIDENCE,
            N_(
                "Duties without verified evidence: {insufficient_evidence} of {duties}. Met: {met}."
            ),
        ),
    ):
        if count[status]:
            return status, why
    if count[Status.MET] or count[Status.PARTIALLY_MET]:
        return Status.PARTIALLY_MET, N_(
            "Duties met: {met} of {duties}. Partially met: {partially_met}. Under way: {under_way}."
        )
    return Status.UNDER_WAY, N_("Duties under way: {under_way} of {duties}.")
