"""Take in interviews that were held on the form of another tool; taking one in twice keeps once."""

from __future__ import annotations

from palermo.actions.interviews._answers import (
    prepare_answers,
    store_answers,
    store_open_interview,
)
from palermo.actions.interviews._handovers import prepare_meeting, store_handover
from palermo.actions.interviews._import_preview import ImportPreview, MappedFile, compare_with_kept
from palermo.actions.interviews._interviews import (
    new_interview,
    prepare_takeover,
    store_takeover,
)
from palermo.actions.interviews._meetings import Meeting
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.child import adult_answers
from palermo.cases.interview import InterviewOrigin, check_start
from palermo.exchange.row_values import Submission
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.records.imports.store import delete_import, delete_old_imports
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview


def import_interviews(visit: Visit, *, opened: MappedFile) -> ImportPreview:
    """Keep every row without a problem, open, for the officer to decide; returns what was done.

    Rows with a problem stay outside and are listed. Raises Refused while it is not confirmed what
    had to hold before the first question, and BadValue while a coded column is used for nothing;
    then nothing is kept. The pending import is deleted.
    """
    with step(visit, "import_interviews") as act:
        _check_unused(opened)
        found = compare_with_kept(visit, opened)
        procedure, agency = opened.procedure, visit.actor.agency
        for submission in (s for s in found.new if s.handover is None):
            check_start(procedure, agency, submission.place_kind, opened.mapping.confirmed)
        act.detail = {
            "procedure": opened.procedure.id,
            "version": opened.procedure.version,
            "rows": found.rows,
            "imported": len(found.new),
            "children": found.children,
            "here_already": found.here,
            "left_out": found.rows_left_out,
        }
        with act.writing():
            for submission in found.new:
                _keep(visit, submission, opened)
            delete_import(visit.actor.username)
            delete_old_imports(visit.now)
        return found


def _check_unused(opened: MappedFile) -> None:
    """No answer is lost unasked: an interview comes in once, and later nothing is added to it."""
    if opened.unused:
        raise BadValue(
            N_("Columns with coded answers that belong to no question: {names}."),
            where="columns",
            remedy=N_(
                "Nothing was imported. Say in the mapping which question each column is, or leave "
                "it out (-)."
            ),
            names="; ".join(opened.unused[:100]),
        )


def _keep(visit: Visit, submission: Submission, opened: MappedFile) -> None:
    procedure = opened.procedure
    # The clock of a phone may be wrong; nothing was held after now.
    started_at = min(submission.started_at, visit.now)
    told = submission.first_sign_at
    first_sign_at = min(told, visit.now) if told else None
    if submission.handover:
        met = Meeting(
            procedure,
            submission.place_kind,
            started_at,
            InterviewOrigin.IMPORT,
            surely_adult=submission.adult,
            age=submission.age,
            answers=submission.answers,
            key=submission.key,
            first_sign_at=first_sign_at,
        )
        store_handover(visit, prepare_meeting(visit, met, submission.handover, {}))
        return
    number = store.create_interview(
        new_interview(
            visit,
            procedure,
            place_kind=submission.place_kind,
            started_at=started_at,
            origin=InterviewOrigin.IMPORT,
            confirmed=opened.mapping.confirmed,
            age=submission.age,
            key=submission.key,
            first_sign_at=first_sign_at,
        )
    )
    is_adult = submission.adult and not submission.child
    answers = {**adult_answers(procedure, surely_adult=is_adult), **submission.answers}
    # The form may say when the first sign was seen; otherwise it was seen in the interview.
    prepared = prepare_answers(
        procedure,
        answers,
        {},
        age=submission.age,
        started_at=started_at,
        first_sign_at=first_sign_at,
        answered_at=started_at,
    )
    by = visit.actor.username
    if not submission.child:
        store_open_interview(number, 1, prepared, by)
        return
    version = store_answers(number, 1, prepared, by)
    row = get_interview(by, number)
    child = prepare_takeover(visit, row, procedure, answers, prepared.first_sign_at)
    store_takeover(number, version, child)
