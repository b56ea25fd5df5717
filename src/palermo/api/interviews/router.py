"""Interviews held on devices, sent in one by one; and those held on the form of another tool."""

from __future__ import annotations

from uuid import UUID

from django.views.decorators.cache import never_cache
from ninja import File, Form, Query, Router, Status, UploadedFile
from ninja.decorators import decorate_view

from palermo.actions.interviews._device_interview import DeviceInterview
from palermo.actions.interviews._import_preview import open_mapped_file
from palermo.actions.interviews.acknowledge_obligation import acknowledge_obligation
from palermo.actions.interviews.handle_stop import handle_stop
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.list_interviews import list_interviews
from palermo.actions.interviews.list_obligations import list_obligations
from palermo.actions.interviews.mark_obligation_done import mark_obligation_done
from palermo.actions.interviews.preview_import import preview_import
from palermo.actions.interviews.read_interview import read_interview
from palermo.actions.interviews.sync_interview import sync_interview as sync
from palermo.api.guard import ApiRequest, needs
from palermo.api.interviews.schemas import (
    ImportOut,
    InterviewFilter,
    InterviewIn,
    InterviewOut,
    InterviewStepOut,
    InterviewWithObligationsOut,
    ObligationChange,
    ObligationDone,
    ObligationFilter,
    ObligationOut,
    StopChange,
)
from palermo.api.sent import RowNumber
from palermo.exchange.submission_mapping import read_mapping

router = Router(tags=["interviews"])


@router.get("/interviews", response=list[InterviewOut])
@decorate_view(never_cache)
@needs("list_interviews")
def interviews(request: ApiRequest, part: Query[InterviewFilter]) -> list[InterviewOut]:
    """The caller's own interviews, open ones first. Nobody else's are ever listed."""
    found = list_interviews(request.visit, state=part.state, offset=part.offset, limit=part.limit)
    return [InterviewOut.of_row(row) for row in found.rows]


@router.post("/interviews/import", response=ImportOut)
@decorate_view(never_cache)
@needs("import_interviews")
def imported(
    request: ApiRequest,
    file: File[UploadedFile],
    procedure: Form[str],
    mapping: Form[str] = "",
    dry_run: Form[bool] = False,
) -> ImportOut:
    """Take in submissions of KoboToolbox or ODK (CSV, XLSX) as open interviews of the caller.

    `mapping` is JSON or YAML as `palermo interviews import --write-mapping` writes it. Rows with a
    problem stay outside and are listed by row and column, without what stands in them.
    """
    pack = request.visit.pack
    said = read_mapping(mapping, "mapping")
    name = file.name or "file"
    opened = open_mapped_file(file.read(), name, procedure, said, pack=pack, on=request.visit.today)
    if dry_run:
        done = preview_import(request.visit, opened=opened)
    else:
        done = import_interviews(request.visit, opened=opened)
    return ImportOut.of(done, opened)


@router.get("/interviews/{key}", response=InterviewWithObligationsOut)
@decorate_view(never_cache)
@needs("read_interview")
def interview(request: ApiRequest, key: UUID) -> InterviewWithObligationsOut:
    """One interview of the caller by its key, with what was indicated and what must be done."""
    found = read_interview(request.visit, interview=key)
    return InterviewWithObligationsOut.of_reading(found, request.visit)


@router.put("/interviews/{key}", response=InterviewStepOut)
@decorate_view(never_cache)
@needs("sync_interview")
def sync_interview(request: ApiRequest, key: UUID, sent: InterviewIn) -> InterviewStepOut:
    """Keep an interview that a device holds. Sent again it is kept once; 409 where it differs.

    The answer says what is due and what comes next. A `stop` comes before every other question.
    """
    values = sent.dict()
    lists = {name: tuple(values[name]) for name in ("confirmed", "called", "handled_stops")}
    held = DeviceInterview(key=key, **{**values, **lists})
    return InterviewStepOut.of_synced(sync(request.visit, held=held), request.visit)


@router.post("/interviews/{key}/stops/{question}", response={204: None})
@decorate_view(never_cache)
@needs("handle_stop")
def handled(request: ApiRequest, key: UUID, question: str, sent: StopChange) -> Status[None]:
    """Say that what stopped the interview is taken care of. Its duties stay due until done."""
    handle_stop(request.visit, interview=key, version=sent.version, question=question)
    return Status(204, None)


@router.get("/obligations", response=list[ObligationOut])
@decorate_view(never_cache)
@needs("list_obligations")
def obligations(request: ApiRequest, part: Query[ObligationFilter]) -> list[ObligationOut]:
    """What the caller must still do, overdue first; then what waits to be acknowledged."""
    rows = list_obligations(
        request.visit, due_before=part.due_before, offset=part.offset, limit=part.limit
    )
    return [ObligationOut.of_row(row, request.visit) for row in rows]


@router.post("/obligations/{obligation_id}/done", response={204: None})
@decorate_view(never_cache)
@needs("mark_obligation_done")
def done(request: ApiRequest, obligation_id: RowNumber, sent: ObligationDone) -> Status[None]:
    """Mark an obligation as done. 409 where it was done before or changed since `version`.

    A duty that refers needs `referred_to`, from its `to`.
    """
    mark_obligation_done(
        request.visit,
        obligation=obligation_id,
        version=sent.version,
        at=sent.at,
        referred_to=sent.referred_to,
    )
    return Status(204, None)


@router.post("/obligations/{obligation_id}/acknowledgement", response={204: None})
@decorate_view(never_cache)
@needs("acknowledge_obligation")
def acknowledged(
    request: ApiRequest, obligation_id: RowNumber, sent: ObligationChange
) -> Status[None]:
    """Record that the receiver acknowledged it. 409 unless it was done and waits for that."""
    acknowledge_obligation(
        request.visit, obligation=obligation_id, version=sent.version, at=sent.at
    )
    return Status(204, None)
