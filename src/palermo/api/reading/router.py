"""Reading reports, reviewing what was read, accepting and rejecting."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.translation import gettext
from ninja import File, Query, Router, Status, UploadedFile
from ninja.params.functions import Form

from palermo.actions.reading.accept_items import accept_items
from palermo.actions.reading.accept_narrative import accept_narrative
from palermo.actions.reading.correct_item import correct_item
from palermo.actions.reading.decide_link import decide_link
from palermo.actions.reading.read_report import read_report
from palermo.actions.reading.reject_narrative import reject_narrative
from palermo.actions.reading.review_again import review_again
from palermo.actions.reading.withdraw_narrative import withdraw_narrative
from palermo.actions.visit import Visit
from palermo.api.guard import ApiRequest, needs
from palermo.api.paging import Page, Paging, page_response
from palermo.api.people.schemas import Created
from palermo.api.reading.requests import (
    Acceptance,
    AcceptedItems,
    ClashOut,
    ItemDecision,
    ItemLinkAnswer,
    LeftRecommendations,
    NewItem,
    ProposedNarratives,
    ReasonText,
    ShownItems,
    TextToRead,
)
from palermo.api.reading.schemas import (
    AcceptancePreviewOut,
    NarrativeOut,
    ReadingsOut,
    SilentSentencesOut,
)
from palermo.api.sent import FormCountry, FormYear, RowNumber, Year
from palermo.cases.acceptance import describe_clash
from palermo.cases.narrative import NarrativeState, ReviewDecision
from palermo.cases.superseding import SupersedingLine
from palermo.ledger.narratives.queries import (
    find_clashes,
    list_narratives,
    list_warnings,
    narrative_page,
)
from palermo.ledger.narratives.silent import list_silent_numbers, list_silent_sentences
from palermo.ledger.narratives.values import NarrativeRow
from palermo.ledger.recommendations.preview import preview_acceptance
from palermo.ledger.recommendations.superseding import preview_superseding
from palermo.reports.edition_reading import read_edition
from palermo.tables.passages import write_passages

router = Router(tags=["narratives"])


def _readings(
    visit: Visit, content: bytes, name: str, country: str | None, year: Year | None
) -> ReadingsOut:
    """Every country of a document as read, in the form of `palermo read --format json`."""
    _, readings = read_edition(
        content, visit.pack.vocabulary, name=name, country=country, year=year
    )
    return ReadingsOut(readings=[reading.unwrap().to_json() for reading in readings])


@router.post("/read", response=ReadingsOut)
@needs("view_ledger")
def read_text(request: ApiRequest, sent: TextToRead) -> ReadingsOut:
    """Read a text and give back what it says. Nothing is kept."""
    return _readings(request.visit, sent.text.encode(), sent.name, sent.country, sent.year)


@router.post("/read/file", response=ReadingsOut)
@needs("view_ledger")
def read_file(
    request: ApiRequest,
    file: File[UploadedFile],
    country: FormCountry = Form(""),
    year: FormYear = Form(None),
) -> ReadingsOut:
    """Read a file (text, HTML, PDF, DOCX) and give back what it says. Nothing is kept."""
    return _readings(request.visit, file.read(), file.name or "file", country or None, year)


@router.get("/narratives", response=Page[NarrativeRow])
@needs("view_review")
def narratives(
    request: ApiRequest,
    paging: Query[Paging],
    country: str = "",
    state: NarrativeState | None = None,
) -> Page[NarrativeRow]:
    """Narratives, newest first."""
    rows, total = list_narratives(
        country=country.upper(), state=state or "", offset=paging.offset, limit=paging.limit
    )
    return page_response(request, paging, rows, total)


@router.post("/narratives", response={201: ProposedNarratives})
@needs("read_report")
def new_narrative(
    request: ApiRequest,
    file: File[UploadedFile],
    country: FormCountry = Form(""),
    edition: FormYear = Form(None),
) -> Status[ProposedNarratives]:
    """Read a file and keep what was read, to be reviewed: all countries of it or none.

    Says which country and year have an accepted narrative already.
    """
    numbers = read_report(
        request.visit,
        content=file.read(),
        file_name=file.name or "file",
        country=country or None,
        edition=edition,
    )
    return Status(201, _proposed(numbers))


def _proposed(numbers: tuple[int, ...]) -> ProposedNarratives:
    clashes = [
        ClashOut(
            narrative=clash.narrative,
            country=clash.country,
            edition=clash.edition,
            accepted=clash.accepted,
            message=describe_clash(clash).say(gettext),
        )
        for clash in find_clashes(numbers)
    ]
    warnings = list(list_warnings(numbers))
    return ProposedNarratives(narratives=list(numbers), warnings=warnings, clashes=clashes)


@router.get("/narratives/passages", response={200: None})
@needs("view_review")
def passages(request: ApiRequest) -> StreamingHttpResponse:
    """All accepted narratives with their corrections as labelled passages (JSON Lines)."""
    rows, total = list_narratives(state=NarrativeState.ACCEPTED, limit=1)
    rows, _ = list_narratives(state=NarrativeState.ACCEPTED, limit=total)
    lines = write_passages(narrative_page(row.id) for row in rows)
    return StreamingHttpResponse(lines, content_type="application/jsonl")


@router.get("/narratives/{narrative_id}", response=NarrativeOut)
@needs("view_review")
def narrative(request: ApiRequest, narrative_id: RowNumber) -> NarrativeOut:
    """A narrative: its text, and every item as read and as it stands."""
    return NarrativeOut.of_page(narrative_page(narrative_id))


@router.get("/narratives/{narrative_id}/silent", response=SilentSentencesOut)
@needs("view_review")
def silent_sentences(request: ApiRequest, narrative_id: RowNumber) -> SilentSentencesOut:
    """The sentences in which nothing was read or added, and the numbers not read as figures."""
    shown = narrative_page(narrative_id)
    return SilentSentencesOut(
        sentences=list(list_silent_sentences(shown)), numbers=list(list_silent_numbers(shown))
    )


# Before the address of an item, which would take `accept` for its number.
@router.post("/narratives/{narrative_id}/items/accept", response={204: None})
@needs("accept_items")
def accepted_items(request: ApiRequest, narrative_id: RowNumber, sent: ShownItems) -> Status[None]:
    """Accept several items as they were shown: all of them, or none if one was changed since."""
    versions = {item.id: item.version for item in sent.items}
    accept_items(request.visit, narrative_id=narrative_id, versions=versions)
    return Status(204, None)


@router.put("/narratives/{narrative_id}/items/{item_id}", response={204: None})
@needs("correct_item")
def decided_item(
    request: ApiRequest, narrative_id: RowNumber, item_id: RowNumber, sent: ItemDecision
) -> Status[None]:
    """Accept, correct or reject an item. `version` is that of the item as it was shown."""
    correct_item(
        request.visit,
        narrative_id=narrative_id,
        item_id=item_id,
        decision=sent.decision,
        version=sent.version,
        values=sent.values,
    )
    return Status(204, None)


@router.post("/narratives/{narrative_id}/items", response={201: Created})
@needs("correct_item")
def new_item(request: ApiRequest, narrative_id: RowNumber, sent: NewItem) -> Status[Created]:
    """Add what the reader missed."""
    number = correct_item(
        request.visit,
        narrative_id=narrative_id,
        decision=ReviewDecision.ADDED,
        kind=sent.kind,
        values=sent.values,
    )
    return Status(201, Created(id=number))


@router.get("/narratives/{narrative_id}/links", response=AcceptancePreviewOut)
@needs("view_review")
def links(request: ApiRequest, narrative_id: RowNumber) -> AcceptancePreviewOut:
    """What accepting will do: what is repeated, reworded, new, dropped; links that need an answer.

    A narrative with doubtful links cannot be accepted.
    """
    visit = request.visit
    page = narrative_page(narrative_id)
    return AcceptancePreviewOut.of_preview(
        preview_acceptance(page, visit.pack.linking, visit.today)
    )


@router.put("/narratives/{narrative_id}/items/{item_id}/links/{demand}", response={204: None})
@needs("decide_link")
def decided_link(
    request: ApiRequest,
    narrative_id: RowNumber,
    item_id: RowNumber,
    demand: str,
    sent: ItemLinkAnswer,
) -> Status[None]:
    """Say whether a recommendation that was read continues a demand. Null takes an answer back."""
    decide_link(
        request.visit, narrative_id=narrative_id, item_id=item_id, demand=demand, same=sent.same
    )
    return Status(204, None)


@router.post("/narratives/{narrative_id}/accept", response=AcceptedItems)
@needs("accept_narrative")
def accepted(
    request: ApiRequest, narrative_id: RowNumber, sent: Acceptance | None = None
) -> AcceptedItems:
    """Accept: its recommendations come under the demands that they continue; plans stay.

    Items without a decision, and an accepted narrative of the same year, must be named. Refused
    while a doubtful link has no answer.
    """
    chosen = sent.dict() if sent else {}
    count = accept_narrative(request.visit, narrative_id=narrative_id, **chosen)
    return AcceptedItems(undecided_items=count)


@router.get("/narratives/{narrative_id}/superseding", response=list[SupersedingLine])
@needs("view_review")
def superseding(request: ApiRequest, narrative_id: RowNumber) -> list[SupersedingLine]:
    """What accepting would do to each recommendation of this country and year."""
    return list(preview_superseding(narrative_page(narrative_id), request.visit.pack.linking))


@router.post("/narratives/{narrative_id}/withdraw", response=LeftRecommendations)
@needs("withdraw_narrative")
def withdrawn(
    request: ApiRequest, narrative_id: RowNumber, sent: ReasonText
) -> LeftRecommendations:
    """Withdraw an accepted narrative. Text, decisions and plan stay on file."""
    planned = withdraw_narrative(request.visit, narrative_id=narrative_id, reason=sent.reason)
    return LeftRecommendations(planned=planned)


@router.post("/narratives/{narrative_id}/review-again", response={201: Created})
@needs("review_again")
def reviewed_again(request: ApiRequest, narrative_id: RowNumber) -> Status[Created]:
    """Propose the reading of a narrative again, with its decisions, to correct it."""
    return Status(201, Created(id=review_again(request.visit, narrative_id=narrative_id)))


@router.post("/narratives/{narrative_id}/reject", response={204: None})
@needs("reject_narrative")
def rejected(request: ApiRequest, narrative_id: RowNumber, sent: ReasonText) -> Status[None]:
    """Reject, with a reason. The reading stays for comparison."""
    reject_narrative(request.visit, narrative_id=narrative_id, reason=sent.reason)
    return Status(204, None)
