"""Interviews held on devices, sent in one by one; and those held on the form of another tool."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.views.decorators.cache import never_cache
from ninja import File, Form, Query, Router, UploadedFile
from ninja.decorators import decorate_view

from palermo.actions.interviews._import_preview import open_mapped_file, preview_import
from palermo.actions.interviews.import_interviews import import_interviews
from palermo.actions.interviews.sync_interview import DeviceInterview
from palermo.actions.interviews.sync_interview import sync_interview as sync
from palermo.api.guard import ApiRequest, needs
from palermo.api.home import home_pack
from palermo.api.interviews.schemas import ImportOut, InterviewFilter, InterviewIn, InterviewOut
from palermo.exchange.submission_mapping import read_mapping
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.records.interviews.queries import find_interview, list_interviews
from palermo.records.interviews.values import InterviewRow

router = Router(tags=["interviews"])


@router.get("/interviews", response=list[InterviewOut])
@decorate_view(never_cache)
@needs("view_interviews")
def interviews(request: ApiRequest, part: Query[InterviewFilter]) -> list[InterviewRow]:
    """The caller's own interviews, open ones first. Nobody else's are ever listed."""
    return list_interviews(request.auth.username, offset=part.offset, limit=part.limit)


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
    pack = home_pack()
    said = read_mapping(mapping, "mapping")
    name = file.name or "file"
    opened = open_mapped_file(
        file.read(), name, procedure, said, pack=pack, on=timezone.localdate()
    )
    if dry_run:
        done = preview_import(request.auth, opened, pack)
    else:
        done = import_interviews(request.auth, opened=opened, now=timezone.now(), pack=pack)
    return ImportOut.of(done, opened)


@router.get("/interviews/{key}", response=InterviewOut)
@decorate_view(never_cache)
@needs("view_interviews")
def interview(request: ApiRequest, key: UUID) -> InterviewRow:
    """One interview of the caller by the key that the device gave it."""
    found = find_interview(request.auth.username, key)
    if found is None:
        raise NotFound(N_("You have no such interview."), remedy=N_("Send the interview first."))
    return found


@router.put("/interviews/{key}", response=InterviewOut)
@decorate_view(never_cache)
@needs("sync_interview")
def sync_interview(request: ApiRequest, key: UUID, sent: InterviewIn) -> InterviewRow:
    """Keep an interview that a device holds. Sent again it is kept once; 409 where it differs."""
    values = sent.dict()
    held = DeviceInterview(key=key, **{**values, "confirmed": tuple(sent.confirmed)})
    return sync(request.auth, held=held, now=timezone.now(), pack=home_pack())
