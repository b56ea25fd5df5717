"""Writes of the room. Called by actions only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import F

from palermo.cases.decision import DecisionRecord
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.cases.person_codes import CODE, new_code
from palermo.kernel.answers import Value
from palermo.kernel.errors import Refused, changed_meanwhile
from palermo.kernel.messages import N_
from palermo.records.interviews.models import AnswerChange, Interview


@dataclass(frozen=True, slots=True)
class NewInterview:
    """What is known when an interview begins."""

    procedure: str
    procedure_version: int
    procedure_fingerprint: str
    officer: str
    agency: str
    place_kind: str
    confirmed: tuple[str, ...]
    started_at: datetime
    age: int | None = None
    origin: InterviewOrigin = InterviewOrigin.WEB
    state: InterviewState = InterviewState.OPEN
    person: str = ""
    #: The person comes back under this code; else a code that is taken is drawn anew.
    comes_back: bool = False
    key: UUID | None = None
    follows: int | None = None
    first_sign_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClosedInterview:
    """What is kept when an officer decides. `language`: the one of the questions, if known."""

    indicated: DecisionRecord
    decision: str
    reason: str
    at: datetime
    by: str
    language: str
    procedure_fingerprint: str
    reason_code: str = ""
    #: Decided, or in review by a second person.
    state: InterviewState = InterviewState.DECIDED


@dataclass(frozen=True, slots=True)
class ClosedHandover:
    """What is kept where a talk did not take place: why, who was called, and who comes when."""

    reason: str
    called: tuple[str, ...]
    expected_at: datetime | None
    at: datetime
    by: str
    language: str


def create_interview(start: NewInterview) -> int:
    """Keep a new interview; returns its id.

    A person without a code gets one, and so does one whose code a device drew that is taken.
    """
    interview = Interview.objects.create(
        key=start.key or uuid4(),
        person=start.person if start.comes_back else _free_code(start.person),
        procedure=start.procedure,
        procedure_version=start.procedure_version,
        procedure_fingerprint=start.procedure_fingerprint,
        officer=start.officer,
        agency=start.agency,
        place_kind=start.place_kind,
        confirmed=list(start.confirmed),
        started_at=start.started_at,
        age=start.age,
        origin=start.origin,
        state=start.state,
        follows_id=start.follows,
        first_sign_at=start.first_sign_at,
    )
    return interview.pk


def follow_interview(new: NewInterview, interview: int) -> NewInterview:
    """`new` as taking over from `interview`, under the code of its person."""
    person = Interview.objects.values_list("person", flat=True).get(pk=interview)
    return replace(new, person=person, comes_back=True, follows=interview)


def save_answers(
    interview: int,
    version: int,
    answers: Mapping[str, Value],
    new: Mapping[str, Value],
    by: str,
    *,
    first_sign_at: datetime | None = None,
) -> None:
    """Set all `answers`, and keep the `new` ones among them as given now. Raises Refused.

    `first_sign_at`: the time of the first sign, if there is one by now.
    """
    known = {"first_sign_at": first_sign_at} if first_sign_at else {}
    _change(interview, version, answers=dict(answers), **known)
    AnswerChange.objects.bulk_create(
        AnswerChange(interview_id=interview, question=name, value=value, by=by)
        for name, value in new.items()
    )


def keep_handled_stops(interview: int, version: int, questions: Iterable[str]) -> None:
    """Keep the questions whose stop the officer has dealt with. Raises Refused."""
    _change(interview, version, handled_stops=list(questions))


def close_with_decision(interview: int, version: int, closing: ClosedInterview) -> None:
    """Close the interview with what was indicated, as ids, and what the officer decided."""
    found = closing.indicated
    _change(
        interview,
        version,
        state=closing.state,
        reason_code=closing.reason_code,
        procedure_fingerprint=closing.procedure_fingerprint,
        outcome=found.outcome,
        reasonable_grounds=found.reasonable_grounds,
        label=found.label,
        dimensions=dict(found.dimensions),
        grounds=list(found.grounds),
        against=list(found.against),
        unknown=list(found.unknown),
        possible_duties=list(found.possible_duties),
        decision=closing.decision,
        decided_by=closing.by,
        reason=closing.reason,
        language=closing.language,
        decided_at=closing.at,
    )


def close_review(
    interview: int, version: int, *, decision: str, by: str, at: datetime, reason: str
) -> None:
    """Keep what the second person decided, beside the officer's own decision. Raises Refused."""
    waiting = Interview.objects.filter(
        pk=interview, version=version, state=InterviewState.IN_REVIEW
    )
    changed = waiting.update(
        state=InterviewState.DECIDED,
        decision_before_review=F("decision"),
        decision=decision,
        reviewed_by=by,
        reviewed_at=at,
        review_reason=reason,
        version=version + 1,
    )
    if not changed:
        raise changed_meanwhile()


def close_with_handover(interview: int, version: int, closing: ClosedHandover) -> None:
    """Close the interview because a talk does not take place, or no longer."""
    _change(
        interview,
        version,
        state=InterviewState.HANDED_OVER,
        handover_reason=closing.reason,
        called=list(closing.called),
        expected_at=closing.expected_at,
        decided_at=closing.at,
        decided_by=closing.by,
        language=closing.language,
    )


def close_for_child(interview: int, version: int) -> None:
    """Close the interview because the pathway for children takes over."""
    _change(interview, version, state=InterviewState.PASSED_ON)


def _change(interview: int, version: int, **values: object) -> None:
    open_one = Interview.objects.filter(pk=interview, version=version, state=InterviewState.OPEN)
    if not open_one.update(**values, version=version + 1):
        raise Refused(
            N_("This interview was changed or decided while you were working."),
            remedy=N_("Open it again and enter your last change again. Nothing else was lost."),
        )


def _free_code(wanted: str) -> str:
    code = wanted if CODE.fullmatch(wanted) else new_code()
    while Interview.objects.filter(person=code).exists():
        code = new_code()
    return code
