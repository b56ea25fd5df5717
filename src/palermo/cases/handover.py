"""What follows where a talk does not take place: the exit with a code, or observe and hand over.

A person who does not wish to talk may end the talk; the protection of a child does not end with it.
A condition that cannot be met ends the talk with adults, too. Then what is seen is written down,
with who was called and when somebody comes. Pure.
Source: Council of Europe Convention CETS 197, articles 10 and 12; that the record is kept in this
form is a proposal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from palermo.cases.child import AgeGroup, find_age_group
from palermo.cases.obligation import NewObligation
from palermo.conditions.explain import evaluate_condition
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.grounds import REASONABLE_GROUNDS
from palermo.procedures.obligations import compute_due_time
from palermo.procedures.shapes import Gate, Procedure, ProcedureDuty, Protection, Question
from palermo.procedures.speech import CalledGroup, Situation

#: The reason of a person who does not wish to talk; every other reason is the id of a gate.
DECLINED = "declined"
#: Nobody is expected later than this.
LONGEST_WAIT = timedelta(days=30)
#: Topics that no observation answers: the person says them, or the officer said them before.
_NOT_SEEN = frozenset({"under_18", "consent", "border_crossing", "cooperation", "agreement"})
#: What holds for an adult until the answers rule it out; for a child every protection does.
_HOLDS_FOR_ADULTS: tuple[Protection, ...] = ("no_penalty",)
#: What a change of procedure never leaves, also while the grounds are open: nobody asks about a
#: charge twice.
_NEVER_LEFT: tuple[Protection, ...] = ("no_penalty", "charge")


class TalkCourse(StrEnum):
    """What follows from the first page of a procedure, or from the end of a talk.

    `talk`: the first question. `child`: the first page of the procedure for children. `ask_age`:
    first the officer says whether the person is surely an adult. `code_only`: nothing is kept but
    the code. `hand_over`: observe and hand over. `decide`: decide by what is known; what was not
    asked stays unknown.
    """

    TALK = "talk"
    CHILD = "child"
    ASK_AGE = "ask_age"
    CODE_ONLY = "code_only"
    HAND_OVER = "hand_over"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class NextCourse:
    """What follows, and the id of the procedure under which it does."""

    course: TalkCourse
    procedure: str


@dataclass(frozen=True, slots=True)
class Handover:
    """Why there is no talk, which roles were called, and when somebody comes (None: not known).

    `ended_at`: when it was written down on a device; None for now.
    """

    reason: str
    called: tuple[str, ...] = ()
    expected_at: datetime | None = None
    ended_at: datetime | None = None


def find_handover_procedure(procedure: Procedure) -> str:
    """The id of the procedure under which a possible child is observed and handed over.

    A procedure for everybody need not bring every protection of a child: a talk under it may go on,
    but where there is none the procedure for children protects.
    """
    return procedure.child_procedure or procedure.child_handover or procedure.id


def find_ending(
    procedure: Procedure, group: AgeGroup, reason: str, *, is_begun: bool = False
) -> NextCourse:
    """What follows where the person does not wish to talk or a gate cannot be met.

    The exit with a code is for those who are surely adult. `is_begun`: questions were asked before.
    """
    if procedure.people == "children" or group is not AgeGroup.ADULT:
        return NextCourse(TalkCourse.HAND_OVER, find_handover_procedure(procedure))
    if reason != DECLINED:
        return NextCourse(TalkCourse.HAND_OVER, procedure.id)
    return NextCourse(TalkCourse.DECIDE if is_begun else TalkCourse.CODE_ONLY, procedure.id)


def find_course(
    procedure: Procedure,
    age: int | None,
    answers: Answers,
    *,
    surely_adult: bool | None,
    reason: str = "",
    is_begun: bool = False,
) -> NextCourse:
    """What a page leads to. `surely_adult`: None where the officer was not asked yet.

    `reason`: why there is no talk; empty where there is one.
    """
    group = find_age_group(procedure, age, answers, surely_adult=surely_adult is True)
    if not reason:
        if procedure.child_procedure and group is not AgeGroup.ADULT:
            return NextCourse(TalkCourse.CHILD, procedure.child_procedure)
        return NextCourse(TalkCourse.TALK, procedure.id)
    unsaid = surely_adult is None and group is AgeGroup.UNKNOWN
    if unsaid and procedure.people != "children":
        return NextCourse(TalkCourse.ASK_AGE, procedure.id)
    return find_ending(procedure, group, reason, is_begun=is_begun)


def list_reasons(procedure: Procedure) -> tuple[str, ...]:
    """The reasons for which a talk under this procedure may not take place."""
    return (DECLINED, *(gate.id for gate in procedure.before))


def check_reason_of_handover(reason: str, *procedures: Procedure | None) -> None:
    """Raise BadValue for a reason that none of the procedures has; it may hold a name."""
    known = [name for p in procedures if p for name in list_reasons(p)]
    if reason not in known:
        raise BadValue(
            N_("Say why the talk does not take place."),
            where="reason",
            remedy=N_("Choose one of: {reasons}."),
            reasons=", ".join(dict.fromkeys(known)),
        )


def find_situations(
    opened: Procedure, kept: Procedure, answers: Answers, group: AgeGroup
) -> frozenset[Situation]:
    """What is known of the person that says who is to be called first.

    `opened`: the procedure that was answered. `kept`: the one of the record.
    """
    people: set[Situation] = {"children"} if kept.people == "children" else set()
    if group is AgeGroup.ADULT and not people:
        people = {"adults"}
    said = (q.about for q in opened.questions if answers.get(q.id) == "yes")
    return frozenset(people.union(*said))


def order_called_groups(
    groups: Iterable[CalledGroup], situations: Collection[Situation]
) -> tuple[CalledGroup, ...]:
    """The groups that fit the person first, then the others, then those that seldom matter."""
    known = set(situations)

    def rank(group: CalledGroup) -> int:
        if known & set(group.first_for):
            return 0
        return 2 if known & set(group.last_for) else 1

    return tuple(sorted(groups, key=rank))


def check_handover(
    handover: Handover, roles: Collection[str], started_at: datetime, now: datetime
) -> None:
    """Raise BadValue for a role that cannot be called or a time that cannot be.

    `roles`: those that can be called.
    """
    if set(handover.called) - set(roles):
        raise BadValue(
            N_("A body that was called is not on the list."),
            where="called",
            remedy=N_("Choose from: {roles}."),
            roles=", ".join(roles),
        )
    expected = handover.expected_at
    start = started_at.replace(second=0, microsecond=0)
    if expected is not None and not start <= expected <= now + LONGEST_WAIT:
        raise BadValue(
            N_("The time at which somebody comes must be after the meeting and within 30 days."),
            where="expected_at",
            remedy=N_("Correct it, or leave it empty if it is not known yet."),
        )


def check_handed_over(found: NextCourse) -> None:
    """Raise Refused where an interview that has begun ends with a decision instead."""
    if found.course is TalkCourse.DECIDE:
        raise Refused(
            N_("The person is an adult and has answered questions before."),
            where="reason",
            remedy=N_("Go to the end and decide by what is known. Unasked questions stay unknown."),
        )


def observed_questions(procedure: Procedure, answers: Answers) -> tuple[Question, ...]:
    """What the officer can answer from what is seen, in order; without what is ruled out."""
    return tuple(
        q
        for q in procedure.questions
        if is_observed(q) and evaluate_condition(q.when, answers) is not Answer.NO
    )


def is_observed(question: Question) -> bool:
    """Whether the officer notes the answer without asking the person."""
    return question.noted and not _NOT_SEEN.intersection(question.about)


def find_gate(gates: Iterable[Gate], reason: str) -> Gate | None:
    """The gate that could not be met; None where the person declined."""
    return next((gate for gate in gates if gate.id == reason), None)


def list_handover_duties(
    procedure: Procedure, answers: Answers, *, is_adult: bool
) -> tuple[ProcedureDuty, ...]:
    """What is due after a hand-over: what follows from the answers, and what protects.

    What is not known counts for the person: every protection of a child holds, and that an adult is
    not punished, unless the answers rule it out. A danger is told to others only if it is known.
    How a talk is held is no longer due.
    """
    found = run_procedure(procedure, answers)
    held = {d.id for d in found.possible_duties if _holds_while_unknown(d, is_adult=is_adult)}
    due = {d.id for d in found.duties} | held
    return tuple(d for d in procedure.duties if d.id in due and d.during != "talk")


def _holds_while_unknown(duty: ProcedureDuty, *, is_adult: bool) -> bool:
    if is_adult:
        return duty.protects in _HOLDS_FOR_ADULTS
    # Nobody is told of a danger that was neither seen nor said.
    return duty.protects is not None and not (duty.protects == "danger" and duty.discloses)


def list_protections_due(procedure: Procedure, answers: Answers) -> tuple[ProcedureDuty, ...]:
    """The protections that the answers have made due. They survive a change of procedure.

    What holds only while the grounds are open is left to the procedure that takes over: it holds
    the same until its own answers rule it out. That the person is not punished, and that the charge
    is stayed, is never left. That the procedure for children begins is met by then.
    """
    found = run_procedure(procedure, answers)
    due = found.duties
    if found.reasonable_grounds in (Outcome.UNDETERMINED, Outcome.INCOMPLETE):
        firm = run_procedure(procedure, {**answers, REASONABLE_GROUNDS: "no"}).duties
        due = tuple(d for d in due if d in firm or d.protects in _NEVER_LEFT)
    return tuple(d for d in due if d.protects and not d.begins_child)


def list_takeover_duties(
    adults: Procedure, child: Procedure, answers: Answers
) -> tuple[ProcedureDuty, ...]:
    """What is due when the procedure for children takes over: what stays due, then its own.

    `answers`: of the procedure for adults. The same id in both is the same protection.
    """
    carried = list_protections_due(adults, answers)
    ids = {d.id for d in carried}
    return (*carried, *(d for d in run_procedure(child, {}).duties if d.id not in ids))


def make_obligations(duties: Iterable[ProcedureDuty], since: datetime) -> tuple[NewObligation, ...]:
    """One obligation for each duty. `since`: when the deadlines began to run."""
    return tuple(
        NewObligation(duty.id, duty.who, compute_due_time(duty, since), duty.acknowledged)
        for duty in duties
    )


def drop_carried(
    obligations: Iterable[NewObligation], carried: Mapping[str, datetime | None]
) -> tuple[NewObligation, ...]:
    """The obligations without those that are carried already, with an earlier clock or the same.

    `carried`: the protections that stay due, by the id of their duty. The same id in the procedures
    for adults and for children is the same protection.
    """
    return tuple(o for o in obligations if not _is_carried(o, carried))


def _is_carried(o: NewObligation, carried: Mapping[str, datetime | None]) -> bool:
    if o.duty not in carried:
        return False
    due = carried[o.duty]
    return o.due_at is None or (due is not None and due <= o.due_at)
