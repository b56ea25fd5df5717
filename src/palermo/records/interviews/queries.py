"""Reads of the room: only what the asking officer took down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import Case, When

from palermo.cases.decision import DecisionRecord
from palermo.cases.interview import InterviewOrigin, InterviewState
from palermo.kernel.answers import Missing, Value
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.records.interviews.models import AnswerChange, Interview
from palermo.records.interviews.values import AnswerRecord, InterviewRow, KeptSubmission


def fetch_interviews(
    officer: str, *, state: InterviewState | None = None, offset: int = 0, limit: int = 200
) -> list[InterviewRow]:
    """The officer's interviews, of one `state` or all: open ones first, then the latest."""
    closed = Case(When(state=InterviewState.OPEN.value, then=0), default=1)
    found = Interview.objects.filter(officer=officer).order_by(closed, "-started_at", "-id")
    if state is not None:
        found = found.filter(state=state)
    return [_row(i) for i in found[offset : offset + limit]]


def count_interviews(officer: str, *, state: InterviewState | None = None) -> int:
    """How many interviews the officer has, of one `state` or in all."""
    found = Interview.objects.filter(officer=officer)
    return (found.filter(state=state) if state else found).count()


def get_interview(officer: str, interview: int) -> InterviewRow:
    """One interview of this officer. Raises NotFound, also for somebody else's."""
    found = Interview.objects.filter(pk=interview, officer=officer).first()
    if found is None:
        raise NotFound(
            N_("You have no interview {number}."),
            remedy=N_("See your list of interviews. You cannot see those of other officers."),
            number=interview,
        )
    return _row(found)


def get_interview_by(officer: str, interview: int | UUID) -> InterviewRow:
    """One interview of this officer by its number or its key. Raises NotFound."""
    if isinstance(interview, int):
        return get_interview(officer, interview)
    row = find_interview(officer, interview)
    if row is None:
        raise NotFound(N_("You have no such interview."), remedy=N_("Send the interview first."))
    return row


def find_interview(officer: str, key: UUID) -> InterviewRow | None:
    """The officer's interview that a device began under `key`, if it came in."""
    found = Interview.objects.filter(key=key, officer=officer).first()
    return _row(found) if found else None


def find_takeover(officer: str, interview: int) -> InterviewRow | None:
    """The officer's interview that took over from this one, as for a child; None without one."""
    found = Interview.objects.filter(follows=interview, officer=officer).first()
    return _row(found) if found else None


def person_code_exists(person: str) -> bool:
    """Whether somebody is kept under this code, by whatever officer."""
    return Interview.objects.filter(person=person).exists()


def interview_key_exists(key: UUID) -> bool:
    """Whether an interview with this key is kept, whoever's it is."""
    return Interview.objects.filter(key=key).exists()


def officers_of_keys(keys: Collection[UUID]) -> dict[UUID, str]:
    """Which of these keys are kept, and who took each down."""
    wanted = list(keys)
    found: dict[UUID, str] = {}
    # SQLite takes some thousand values in one question.
    for start in range(0, len(wanted), 500):
        kept = Interview.objects.filter(key__in=wanted[start : start + 500])
        found.update(kept.values_list("key", "officer"))
    return found


def list_kept_submissions(keys: Collection[UUID]) -> dict[UUID, KeptSubmission]:
    """The interviews of these keys, with their answers as they came in and as they are."""
    wanted = list(keys)
    found: dict[UUID, KeptSubmission] = {}
    for start in range(0, len(wanted), 500):
        kept = Interview.objects.filter(key__in=wanted[start : start + 500])
        for interview in kept.prefetch_related("changes"):
            found[interview.key] = _submission(interview)
    return found


def _submission(interview: Interview) -> KeptSubmission:
    changes = list(interview.changes.all())
    # What came in with the interview was written at once.
    until = interview.kept_at + timedelta(minutes=1)
    return KeptSubmission(
        procedure=interview.procedure,
        state=InterviewState(interview.state),
        started_at=interview.started_at,
        kept_at=interview.kept_at,
        age=interview.age,
        handover_reason=interview.handover_reason,
        first={c.question: _coded(c.value) for c in reversed(changes)},
        current={name: _coded(value) for name, value in interview.answers.items()},
        imported=frozenset(c.question for c in changes if c.at < until),
    )


def list_answer_history(interview: int) -> list[AnswerRecord]:
    """Every answer ever given in an interview, oldest first."""
    changes = AnswerChange.objects.filter(interview_id=interview)
    return [AnswerRecord(c.question, c.value, c.by, c.at) for c in changes]


def _coded(value: Value) -> Value:
    """A kept value; why there is none becomes the word for it again, and is no value."""
    return Missing(value) if value in list(Missing) else value


def _row(i: Interview) -> InterviewRow:
    return InterviewRow(
        id=i.pk,
        key=str(i.key),
        person=i.person,
        procedure=i.procedure,
        procedure_version=i.procedure_version,
        procedure_fingerprint=i.procedure_fingerprint,
        officer=i.officer,
        agency=i.agency,
        place_kind=i.place_kind,
        origin=InterviewOrigin(i.origin),
        age=i.age,
        confirmed=tuple(i.confirmed),
        answers={name: _coded(value) for name, value in i.answers.items()},
        state=InterviewState(i.state),
        indicated=DecisionRecord(
            outcome=i.outcome,
            reasonable_grounds=i.reasonable_grounds,
            label=i.label,
            dimensions=i.dimensions,
            grounds=tuple(i.grounds),
            against=tuple(i.against),
            unknown=tuple(i.unknown),
            possible_duties=tuple(i.possible_duties),
        ),
        decision=i.decision,
        decided_by=i.decided_by,
        reason=i.reason,
        reason_code=i.reason_code,
        decision_before_review=i.decision_before_review,
        review_reason=i.review_reason,
        reviewed_by=i.reviewed_by,
        reviewed_at=i.reviewed_at,
        first_sign_at=i.first_sign_at,
        handled_stops=tuple(i.handled_stops),
        handover_reason=i.handover_reason,
        called=tuple(i.called),
        expected_at=i.expected_at,
        language=i.language,
        follows=i.follows_id,
        earlier_label=(i.earlier_form or {}).get("label") or {},
        started_at=i.started_at,
        decided_at=i.decided_at,
        version=i.version,
    )
