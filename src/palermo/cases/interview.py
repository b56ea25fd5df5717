"""What an interview may be, what may begin it, and what follows from its answers. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from palermo.cases.child import child_takes_over
from palermo.kernel.answers import Answers
from palermo.kernel.codes import LabelledCode
from palermo.kernel.errors import BadValue, Refused
from palermo.kernel.messages import N_
from palermo.kernel.moves import MoveLine, Owner, StateLine, StateTable
from palermo.procedures.interview_order import next_question
from palermo.procedures.shapes import Procedure
from palermo.procedures.stops import Stop, find_stop, stops_at

#: Dates before the year of the Palermo Protocol are typing errors.
FIRST_YEAR = 2000
#: The clocks of two machines may differ a little.
CLOCKS_DIFFER = timedelta(minutes=10)
#: No age in years is as great.
AGE_LIMIT = 130


class InterviewState(LabelledCode):
    """State of an interview.

    `refused`: an adult did not wish to talk; only the code is kept, so that they can come back.
    `passed_on`: the person may be under 18, and the procedure for children took over.
    `handed_over`: no talk took place; kept is what was seen, who was called and who comes when.
    `in_review`: the decision needs a second person before it is final.
    """

    OPEN = "open", N_("open")
    DECIDED = "decided", N_("decided")
    REFUSED = "refused", N_("declined to talk")
    PASSED_ON = "passed_on", N_("continued with the child procedure")
    HANDED_OVER = "handed_over", N_("observed and handed over")
    IN_REVIEW = "in_review", N_("waits for a second person")


class InterviewOrigin(LabelledCode):
    """How the answers came in."""

    WEB = "web", N_("on the page")
    DEVICE = "device", N_("on a device")
    PAPER = "paper", N_("on paper")
    IMPORT = "import", N_("imported")


#: Held on paper or with another tool, and typed in or imported afterwards.
TYPED_IN = frozenset({InterviewOrigin.PAPER, InterviewOrigin.IMPORT})

#: How the journal says `record_handover`, whatever follows from it.
NO_TALK = N_("recorded that a talk did not take place")
#: How the journal says `end_interview`.
ENDED = N_("ended an interview that could not go on")
_VERBS = {
    InterviewState.OPEN: (N_("began an interview"), N_("Begin")),
    InterviewState.REFUSED: (N_("recorded a refusal"), N_("The person does not wish to talk")),
    InterviewState.DECIDED: (N_("decided after an interview"), N_("Decide")),
    InterviewState.PASSED_ON: (
        N_("continued with the child procedure"),
        N_("Continue with the child procedure"),
    ),
    InterviewState.HANDED_OVER: (
        N_("observed a person and handed over"),
        N_("Observe and hand over"),
    ),
    InterviewState.IN_REVIEW: (
        N_("asked a second person to review a decision"),
        N_("Send to a second person"),
    ),
}

#: Acts that make several moves have one verb in the journal, which shows the act.
_ACT_VERBS = {"record_handover": NO_TALK, "end_interview": ENDED}


def _moves(
    source: InterviewState | None, target: InterviewState, *rights: str
) -> tuple[MoveLine[InterviewState], ...]:
    text = _VERBS[target][1]
    return tuple(
        MoveLine(source, target, right, _ACT_VERBS.get(right, _VERBS[target][0]), text)
        for right in rights
    )


INTERVIEW_MOVES = StateTable(
    "interview",
    (
        StateLine(InterviewState.OPEN, Owner.OFFICER),
        StateLine(InterviewState.DECIDED, Owner.NOBODY),
        StateLine(InterviewState.REFUSED, Owner.NOBODY),
        StateLine(InterviewState.PASSED_ON, Owner.NOBODY),
        StateLine(InterviewState.HANDED_OVER, Owner.NOBODY),
        StateLine(InterviewState.IN_REVIEW, Owner.SUPERVISOR),
    ),
    (
        *_moves(
            None, InterviewState.OPEN, "start_interview", "sync_interview", "import_interviews"
        ),
        *_moves(
            None,
            InterviewState.REFUSED,
            "record_handover",
            "sync_interview",
            "import_interviews",
        ),
        *_moves(InterviewState.OPEN, InterviewState.DECIDED, "decide_interview", "sync_interview"),
        *_moves(
            None,
            InterviewState.HANDED_OVER,
            "record_handover",
            "sync_interview",
            "import_interviews",
        ),
        *_moves(InterviewState.OPEN, InterviewState.HANDED_OVER, "end_interview", "sync_interview"),
        *_moves(
            InterviewState.OPEN, InterviewState.IN_REVIEW, "decide_interview", "sync_interview"
        ),
        MoveLine(
            InterviewState.IN_REVIEW,
            InterviewState.DECIDED,
            "review_decision",
            N_("reviewed a decision"),
            N_("Confirm or change"),
        ),
        *_moves(
            InterviewState.OPEN,
            InterviewState.PASSED_ON,
            "pass_to_child_pathway",
            "answer_interview",
            "end_interview",
            "record_handover",
            "sync_interview",
            "import_interviews",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What follows from the answers so far: the procedure for children, a question, or the end.

    `stop`: duties that come first; the other questions wait.
    """

    to_child: bool = False
    question: str | None = None
    stop: Stop | None = None


def find_next_step(
    procedure: Procedure,
    age: int | None,
    answers: Answers,
    after: str = "",
    *,
    done: Collection[str] = (),
    handled: Collection[str] = (),
) -> NextStep:
    """What an open interview goes on with; after the question `after`, where one was just put.

    `done`: duties that were done. `handled`: questions whose stop the officer has dealt with.
    """
    if child_takes_over(procedure, age, answers):
        return NextStep(to_child=True)
    stop = find_stop(procedure, answers, done, handled)
    if stop:
        return NextStep(question=stop.question, stop=stop)
    question = next_question(procedure, answers, after=after)
    return NextStep(question=question.id if question else None)


def check_stop_handled(procedure: Procedure, answers: Answers, question: str) -> None:
    """Raise BadValue for a question whose answer stops nothing."""
    if not stops_at(procedure, answers, question):
        raise BadValue(
            N_("No answer to this question stops the interview."),
            where="question",
            remedy=N_("Open the interview again and continue with what it shows."),
        )


def check_start(
    procedure: Procedure, agency: str, place_kind: str, confirmed: Collection[str]
) -> None:
    """Raise unless the agency may use the procedure, all gates are confirmed and the place fits."""
    if not procedure.may_be_used_by(agency):
        raise Refused(
            N_("Only these agencies use the procedure {procedure}: {agencies}."),
            remedy=N_(
                "Refer the person to one of them. If your account has no agency, ask an "
                "administrator to set it."
            ),
            procedure=procedure.id,
            agencies=", ".join(procedure.agencies),
        )
    _check_known_gates(procedure, confirmed)
    missing = missing_gates(procedure, confirmed)
    if missing:
        raise Refused(
            N_("Tick every safety condition before you start. Still missing: {gates}."),
            where="confirmed",
            remedy=N_("If one cannot be met, do not ask questions; offer help."),
            gates=", ".join(missing),
        )
    if procedure.settings and place_kind not in procedure.settings:
        raise BadValue(
            N_("The procedure {procedure} is not used in this kind of place."),
            where="place_kind",
            remedy=N_("Choose one of: {places}."),
            procedure=procedure.id,
            places=", ".join(procedure.settings),
        )


def missing_gates(procedure: Procedure, confirmed: Collection[str]) -> list[str]:
    """The gates that are not confirmed."""
    return [gate.id for gate in procedure.before if gate.id not in confirmed]


def list_gates_kept(
    confirmed: Collection[str], adults: Procedure, child: Procedure
) -> tuple[str, ...]:
    """The confirmed gates that stay confirmed where the procedure for children is begun instead.

    Only those with the same words: another condition under the same id was never confirmed.
    """
    words = {gate.id: gate.text for gate in adults.before}
    return tuple(g.id for g in child.before if g.id in confirmed and words.get(g.id) == g.text)


def _check_known_gates(procedure: Procedure, confirmed: Collection[str]) -> None:
    # Only codes are kept: anything else that is sent as a gate may hold a name.
    if set(confirmed) - {gate.id for gate in procedure.before}:
        raise BadValue(
            N_("A confirmed condition does not belong to the procedure {procedure}."),
            where="confirmed",
            remedy=N_("Send only the ids of its conditions: {gates}."),
            procedure=procedure.id,
            gates=", ".join(gate.id for gate in procedure.before),
        )


def check_place(place_kind: str, places: Collection[str]) -> None:
    """Raise BadValue for a kind of place that the pack does not have; empty means not stated."""
    if place_kind and place_kind not in places:
        raise BadValue(
            N_("This kind of place is not on the list."),
            where="place_kind",
            remedy=N_("Choose one of: {places}."),
            places=", ".join(places),
        )


def check_start_time(at: datetime, now: datetime) -> None:
    """Raise BadValue for a time that is too early or in the future."""
    if at.year < FIRST_YEAR:
        raise BadValue(
            N_("This date is too far in the past."),
            where="at",
            remedy=N_("Enter when the interview took place. Deadlines run from that time."),
        )
    if at > now + CLOCKS_DIFFER:
        raise BadValue(
            N_("This date is in the future."),
            where="at",
            remedy=N_("Enter when the interview took place. Deadlines run from that time."),
        )


def parse_age(text: str) -> int | None:
    """An age as it was typed; None where none was. Raises BadValue."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(AGE_LIMIT))):
        raise BadValue(
            N_("The age must be a number of years."),
            where="age",
            remedy=N_("Correct it, or leave it empty."),
        )
    return int(text)


def is_age(years: float) -> bool:
    """Whether a number can be an age in years."""
    return 0 <= years < AGE_LIMIT


def origin_of_child(origin: InterviewOrigin) -> InterviewOrigin:
    """How the interview that takes over for a child is held: on the page, or typed in as before.

    It begins with the first contact, as the interview that it continues.
    """
    return origin if origin in TYPED_IN else InterviewOrigin.WEB


def check_open(state: InterviewState) -> None:
    """Raise Refused for an interview that is closed."""
    if state is not InterviewState.OPEN:
        raise Refused(
            N_("This interview is closed. Its answers can no longer be changed."),
            remedy=N_("If the person said more, begin a new interview."),
        )


def check_takes_over(adults: Procedure | None, child_procedure: str) -> None:
    """Raise BadValue unless `child_procedure` takes over from the procedure `adults`."""
    if adults is None or child_procedure not in (adults.child_procedure, adults.child_handover):
        raise BadValue(
            N_("This interview cannot continue the interview that it refers to."),
            where="follows",
            remedy=N_(
                "Only the child procedure can continue another interview. Send the earlier "
                "interview first."
            ),
        )


def child_procedure_of(procedure: Procedure) -> str:
    """The procedure that takes over for a child. Raises Refused where there is none."""
    if procedure.child_procedure is None:
        raise Refused(
            N_("The procedure {procedure} has no child procedure."),
            remedy=N_("It is used for all ages, or is already for children. Continue with it."),
            procedure=procedure.id,
        )
    return procedure.child_procedure
