"""Take in interviews that were held on the form of another tool; taking one in twice keeps once."""

from __future__ import annotations

from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions.interviews._import_preview import ImportPreview, MappedFile, preview_import
from palermo.actions.interviews._interviews import check_start, hand_to_child_pathway
from palermo.actions.step import step
from palermo.cases.interview import InterviewOrigin
from palermo.exchange.submission_rows import Submission
from palermo.kernel.answers import Value
from palermo.packs.pack import Pack
from palermo.procedures.interview_order import age_questions
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview


def import_interviews(
    actor: Actor,
    *,
    opened: MappedFile,
    now: datetime,
    pack: Pack,
) -> ImportPreview:
    """Keep every row without a problem, open, for the officer to decide; returns what was done.

    Rows with a problem stay outside and are listed. Raises Refused while it is not confirmed what
    had to hold before the first question; then nothing is kept. Answers that waited go.
    """
    with step(actor, "import_interviews") as taken:
        found = preview_import(actor, opened, pack)
        for submission in found.new:
            _keep(actor, submission, opened, now, pack)
        store.delete_import(actor.username)
        store.delete_old_imports(now)
        taken.detail = {
            "procedure": opened.procedure.id,
            "version": opened.procedure.version,
            "rows": found.rows,
            "imported": len(found.new),
            "children": found.children,
            "here_already": found.here,
            "left_out": found.rows_left_out,
        }
        return found


def _keep(
    actor: Actor,
    submission: Submission,
    opened: MappedFile,
    now: datetime,
    pack: Pack,
) -> None:
    procedure, confirmed = opened.procedure, opened.mapping.confirmed
    check_start(actor, procedure, submission.place_kind, confirmed)
    number = store.create_interview(
        store.NewInterview(
            procedure=procedure.id,
            procedure_version=procedure.version,
            pack_fingerprint=pack.fingerprint,
            officer=actor.username,
            agency=actor.agency,
            place_kind=submission.place_kind,
            confirmed=confirmed,
            # The clock of a phone may be wrong; nothing was held after now.
            started_at=min(submission.started_at, now),
            age=submission.age,
            origin=InterviewOrigin.IMPORT,
            key=submission.key,
        )
    )
    # Where the importer is sure that they are adults, that is an answer like any other.
    sure = opened.mapping.adults and not submission.child
    told: dict[str, Value] = dict.fromkeys(age_questions(procedure), "no") if sure else {}
    answers = {**told, **submission.answers}
    store.save_answers(number, 1, answers, answers, actor.username)
    if submission.child:
        row = get_interview(actor.username, number)
        hand_to_child_pathway(actor, row, procedure, now, pack)
