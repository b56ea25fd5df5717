"""The board, demands, and everything that is done for their duties."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from palermo.actions.recommendations.add_note import add_note
from palermo.actions.recommendations.assign_duty import assign_duty
from palermo.actions.recommendations.attach_evidence import attach_evidence
from palermo.actions.recommendations.confirm_closure import confirm_closure
from palermo.actions.recommendations.link_recommendation import link_recommendation
from palermo.actions.recommendations.plan_action import plan_action
from palermo.actions.recommendations.propose_closure import propose_closure
from palermo.actions.recommendations.set_milestone import set_milestone
from palermo.actions.recommendations.split_duties import split_duties
from palermo.actions.recommendations.undo_link import undo_link
from palermo.actions.recommendations.update_action import update_action
from palermo.actions.recommendations.verify_evidence import verify_evidence
from palermo.api.guard import ApiRequest, needs
from palermo.api.paging import Paging, page_response
from palermo.api.people.schemas import Created
from palermo.api.reading.requests import ReasonText
from palermo.api.recommendations.requests import (
    Assignment,
    ChangedAction,
    ClosureAnswer,
    DutySplit,
    LinkRequest,
    MilestoneDate,
    NewAction,
    NewLinkEvidence,
    NewMilestone,
    NewNote,
)
from palermo.api.recommendations.schemas import BoardOut, DemandOut, DemandPageOut
from palermo.api.sent import RowNumber, Year
from palermo.cases.duty import Status as Standing
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.queries import demand_page, evidence_file
from palermo.ledger.recommendations.values import BoardFilter
from palermo.reports.assessment import Paradigm

router = Router(tags=["recommendations"])
Sort = Literal[
    "ref", "-ref", "due", "-due", "age", "-age", "status", "-status", "agency", "-agency"
]


class BoardQuery(Schema):
    """Filters of the board; what is left out is not asked for."""

    country: str = ""
    edition: Year | None = None
    agency: str = ""
    theme: str = ""
    paradigm: Paradigm | None = None
    status: Standing | None = None
    asked_times: int = Field(0, ge=0, description="asked at least so many times")
    overdue: bool = False
    dropped: bool | None = Field(
        None, description="true: those that the newest edition no longer asks; false: the others"
    )
    left: bool = Field(False, description="instead: those of superseded and withdrawn narratives")
    text: str = ""
    sort: Sort = "ref"


@router.get("/recommendations", response=BoardOut)
@needs("view_ledger")
def the_board(request: ApiRequest, paging: Query[Paging], asked: Query[BoardQuery]) -> BoardOut:
    """Demands with status, age, agencies; and how many there are by status."""
    values = {**asked.dict(), "country": asked.country.upper()}
    values = {k: v for k, v in values.items() if v is not None}
    board = list_board(
        BoardFilter(**values), request.visit.today, offset=paging.offset, limit=paging.limit
    )
    rows = [DemandOut.of_row(row) for row in board.rows]
    page = page_response(request, paging, rows, board.total)
    return BoardOut(total=page.total, next=page.next, rows=page.rows, by_status=board.by_status)


@router.get("/recommendations/{ref}", response=DemandPageOut)
@needs("view_ledger")
def recommendation(request: ApiRequest, response: HttpResponse, ref: str) -> DemandPageOut:
    """The demand of a recommendation: wordings by edition, duties, history, notes and values.

    The reference of any of its recommendations leads to it. `ETag` is its version.
    """
    page = demand_page(ref, request.visit.today)
    response["ETag"] = f'"{page.row.version}"'
    return DemandPageOut.of_page(page)


@router.put("/recommendations/{ref}/link", response=Created)
@needs("link_recommendation")
def linked(request: ApiRequest, ref: str, sent: LinkRequest) -> Created:
    """Link a recommendation to another demand, or split it off. `id` is that of the change."""
    return Created(id=link_recommendation(request.visit, ref=ref, **sent.dict()))


@router.post("/link-changes/{change_id}/undo", response={204: None})
@needs("undo_link")
def undone(request: ApiRequest, change_id: RowNumber) -> Status[None]:
    """Undo a change of a link: everything goes back to the demand where it was."""
    undo_link(request.visit, change_id=change_id)
    return Status(204, None)


@router.put("/recommendations/{ref}/duties", response={204: None})
@needs("split_duties")
def split(request: ApiRequest, ref: str, sent: DutySplit) -> Status[None]:
    """Split a demand into duties a, b, c, …"""
    split_duties(request.visit, ref=ref, version=sent.version, texts=sent.texts)
    return Status(204, None)


@router.post("/recommendations/{ref}/notes", response={201: Created})
@needs("add_note")
def new_note(request: ApiRequest, ref: str, sent: NewNote) -> Status[Created]:
    """Write a note on a demand or one of its duties."""
    return Status(201, Created(id=add_note(request.visit, ref=ref, **sent.dict())))


@router.put("/duties/{duty_ref}", response={204: None})
@needs("assign_duty")
def assigned(request: ApiRequest, duty_ref: str, sent: Assignment) -> Status[None]:
    """Set agencies, due date, budget and measures of a duty."""
    assign_duty(request.visit, duty_ref=duty_ref, **sent.dict())
    return Status(204, None)


@router.post("/duties/{duty_ref}/actions", response={201: Created})
@needs("plan_action")
def new_action(request: ApiRequest, duty_ref: str, sent: NewAction) -> Status[Created]:
    """Plan an action."""
    number = plan_action(request.visit, duty_ref=duty_ref, **sent.dict())
    return Status(201, Created(id=number))


@router.put("/duties/{duty_ref}/actions/{action_id}", response={204: None})
@needs("update_action")
def changed_action(
    request: ApiRequest, duty_ref: str, action_id: RowNumber, sent: ChangedAction
) -> Status[None]:
    """Set state and dates of an action."""
    update_action(request.visit, duty_ref=duty_ref, action_id=action_id, **sent.dict())
    return Status(204, None)


@router.post("/duties/{duty_ref}/milestones", response={201: Created})
@needs("set_milestone")
def new_milestone(request: ApiRequest, duty_ref: str, sent: NewMilestone) -> Status[Created]:
    """Set a milestone."""
    number = set_milestone(request.visit, duty_ref=duty_ref, **sent.dict())
    return Status(201, Created(id=number))


@router.put("/duties/{duty_ref}/milestones/{milestone_id}", response={204: None})
@needs("set_milestone")
def reached_milestone(
    request: ApiRequest, duty_ref: str, milestone_id: RowNumber, sent: MilestoneDate
) -> Status[None]:
    """Say on which day a milestone was reached."""
    set_milestone(
        request.visit, duty_ref=duty_ref, milestone_id=milestone_id, reached_on=sent.reached_on
    )
    return Status(204, None)


@router.post("/duties/{duty_ref}/evidence/links", response={201: Created})
@needs("attach_evidence")
def new_link_evidence(request: ApiRequest, duty_ref: str, sent: NewLinkEvidence) -> Status[Created]:
    """Attach an address as evidence."""
    number = attach_evidence(request.visit, duty_ref=duty_ref, **sent.dict())
    return Status(201, Created(id=number))


@router.post("/duties/{duty_ref}/evidence", response={201: Created})
@needs("attach_evidence")
def new_evidence(
    request: ApiRequest, duty_ref: str, file: File[UploadedFile], title: Form[str]
) -> Status[Created]:
    """Attach a file as evidence. It counts when another person has verified it."""
    number = attach_evidence(
        request.visit,
        duty_ref=duty_ref,
        title=title,
        file_name=file.name or "file",
        content=file.read(),
    )
    return Status(201, Created(id=number))


@router.post("/duties/{duty_ref}/evidence/{evidence_id}/verify", response={204: None})
@needs("verify_evidence")
def verified(request: ApiRequest, duty_ref: str, evidence_id: RowNumber) -> Status[None]:
    """Say that the evidence shows what it should; never by the one who attached it."""
    verify_evidence(request.visit, duty_ref=duty_ref, evidence_id=evidence_id)
    return Status(204, None)


@router.get("/evidence/{evidence_id}", response={200: None})
@needs("view_ledger")
def evidence(request: ApiRequest, evidence_id: RowNumber) -> HttpResponse:
    """The file of a piece of evidence, to be saved: a browser never runs what it holds."""
    row, content = evidence_file(evidence_id)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = _attachment(row.file_name)
    answer.headers["ETag"] = f'"{row.sha256}"'
    return answer


@router.post("/duties/{duty_ref}/closure", response={201: Created})
@needs("propose_closure")
def proposed_closure(request: ApiRequest, duty_ref: str, sent: ReasonText) -> Status[Created]:
    """Propose that a duty is met. It needs verified evidence."""
    number = propose_closure(request.visit, duty_ref=duty_ref, reason=sent.reason)
    return Status(201, Created(id=number))


@router.put("/duties/{duty_ref}/closure", response={204: None})
@needs("confirm_closure")
def answered_closure(request: ApiRequest, duty_ref: str, sent: ClosureAnswer) -> Status[None]:
    """Answer the open proposal; never the one who made it."""
    confirm_closure(request.visit, duty_ref=duty_ref, **sent.dict())
    return Status(204, None)


def _attachment(file_name: str) -> str:
    return content_disposition_header(True, file_name) or "attachment"
