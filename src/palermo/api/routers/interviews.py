"""Interviews held on devices: sent in one by one, as often as the network needs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router

from palermo.actions.sync_interview import Held
from palermo.actions.sync_interview import sync_interview as sync
from palermo.api.guard import Call, needs
from palermo.api.home import home_pack
from palermo.api.schemas.interviews import InterviewIn, InterviewOut
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.records.queries import interview_with, interviews_of
from palermo.records.shapes import InterviewRow

router = Router(tags=["interviews"])


@router.get("/interviews", response=list[InterviewOut])
@needs("view_interviews")
def interviews(request: Call) -> list[InterviewRow]:
    """The caller's own interviews, open ones first. Nobody else's are ever listed."""
    return interviews_of(request.auth.username)


@router.get("/interviews/{key}", response=InterviewOut)
@needs("view_interviews")
def interview(request: Call, key: UUID) -> InterviewRow:
    """One interview of the caller by the key that the device gave it."""
    found = interview_with(request.auth.username, key)
    if found is None:
        raise NotFound(N_("You have no such interview."), remedy=N_("Send it in first."))
    return found


@router.put("/interviews/{key}", response=InterviewOut)
@needs("sync_interview")
def sync_interview(request: Call, key: UUID, sent: InterviewIn) -> InterviewRow:
    """Keep an interview that a device holds. Sent again it is kept once; 409 where it differs."""
    values = sent.dict()
    held = Held(key=key, **{**values, "confirmed": tuple(sent.confirmed)})
    return sync(request.auth, held=held, now=timezone.now(), pack=home_pack())
