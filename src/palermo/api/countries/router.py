"""Countries: tiers by year, accepted narratives, figures, values, the checklist."""

from __future__ import annotations

from ninja import File, Query, Router, Status, UploadedFile

from palermo.accounts.queries import rights_of_actor
from palermo.actions.countries.file_finding import file_finding
from palermo.actions.countries.file_penalty import file_penalty
from palermo.actions.countries.import_register import import_register
from palermo.actions.countries.record_checklist_evidence import record_checklist_evidence
from palermo.actions.countries.verify_checklist_evidence import verify_checklist_evidence
from palermo.actions.recommendations.enter_value import enter_value
from palermo.actions.visit import Visit
from palermo.api.countries.requests import (
    ImportedLines,
    NewCheckEvidence,
    NewFiledFinding,
    NewFiledPenalty,
)
from palermo.api.countries.schemas import (
    CheckItemOut,
    CountryOut,
    CountryPageOut,
    EditionComparisonOut,
    EditionOut,
    YearOut,
)
from palermo.api.guard import ApiRequest, needs
from palermo.api.paging import Page, Paging, cut_to_page
from palermo.api.people.schemas import Created
from palermo.api.recommendations.requests import NewValue
from palermo.api.sent import RowNumber, Year
from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.checklist.queries import read_checklist
from palermo.ledger.measures.queries import list_values
from palermo.ledger.measures.values import ValueRow
from palermo.ledger.narratives.queries import accepted_editions, accepted_page
from palermo.ledger.narratives.readings import list_figures, list_findings
from palermo.ledger.narratives.values import AcceptedFigure
from palermo.ledger.recommendations.board import list_board
from palermo.ledger.recommendations.values import BoardFilter
from palermo.ledger.register.queries import merge_register
from palermo.tables.comparison import compare_editions

router = Router(tags=["countries"])


@router.get("/countries", response=Page[CountryOut])
@needs("view_public")
def countries(request: ApiRequest, paging: Query[Paging], year: Year) -> Page[CountryOut]:
    """Every country of the register in one year; a year without a source says `missing`."""
    pack = request.visit.pack
    register = merge_register(pack.register)
    rows = [
        CountryOut(
            code=code,
            name=_name(request.visit, code),
            year=YearOut.of_entry(register.entry(code, year)),
        )
        for code in register.countries
    ]
    return cut_to_page(request, paging, rows)


@router.get("/countries/{code}", response=CountryPageOut)
@needs("view_public")
def country(request: ApiRequest, code: str) -> CountryPageOut:
    """A country: its tiers with every source, its accepted editions, how its demands stand.

    `by_status` is null for callers who may not see demands.
    """
    pack, code = request.visit.pack, code.upper()
    register = merge_register(pack.register)
    editions = accepted_editions(code)
    if code not in register.countries and not editions:
        raise NotFound(
            N_("The register has no country {code}."),
            where="code",
            remedy=N_("Use the three letters of ISO 3166-1, such as AZE."),
            code=code[:3],
        )
    board = None
    if "view_ledger" in rights_of_actor(request.visit.actor):
        board = list_board(BoardFilter(country=code), request.visit.today, limit=1)
    return CountryPageOut(
        code=code,
        name=_name(request.visit, code),
        history=[YearOut.of_entry(entry) for entry in register.history(code)],
        editions=list(editions),
        by_status=board.by_status if board else None,
    )


@router.get("/countries/{code}/tiers", response=list[YearOut])
@needs("view_public")
def tiers(request: ApiRequest, code: str) -> list[YearOut]:
    """Every year of a country, years without a source and contradictions included."""
    register = merge_register(request.visit.pack.register)
    return [YearOut.of_entry(entry) for entry in register.history(code.upper())]


@router.get("/countries/{code}/editions/{edition}", response=EditionOut)
@needs("view_public")
def edition_of(request: ApiRequest, code: str, edition: Year) -> EditionOut:
    """The accepted narrative of an edition: text, header, findings."""
    page = accepted_page(code.upper(), edition)
    if page is None:
        raise NotFound(
            N_("No narrative of {code} {edition} was accepted."),
            remedy=N_("Propose one: POST /api/v1/narratives."),
            code=code.upper()[:3],
            edition=edition,
        )
    return EditionOut(
        country=page.row.country,
        edition=edition,
        tier=page.header.tier,
        placement=page.header.placement,
        overall_efforts=page.header.overall_efforts,
        text=page.text,
        items_unreviewed=page.row.items_unreviewed,
        findings=list(list_findings(page.row.country, edition)),
    )


@router.get("/countries/{code}/figures", response=Page[AcceptedFigure])
@needs("view_public")
def figures_of(
    request: ApiRequest,
    code: str,
    paging: Query[Paging],
    edition: Year | None = None,
    measure: str = "",
) -> Page[AcceptedFigure]:
    """Figures of the accepted narratives; several narratives may state one year."""
    rows = [f for f in list_figures(code.upper(), edition) if not measure or f.measure == measure]
    return cut_to_page(request, paging, rows)


@router.get("/countries/{code}/values", response=Page[ValueRow])
@needs("view_ledger")
def values_of(
    request: ApiRequest,
    code: str,
    paging: Query[Paging],
    measure: str = "",
    superseded: bool = False,
) -> Page[ValueRow]:
    """Values of measures, entered by hand. `state` says why one is absent; none of them is 0."""
    return cut_to_page(request, paging, list_values(code.upper(), measure, superseded=superseded))


@router.get("/countries/{code}/checklist/{edition}", response=list[CheckItemOut])
@needs("view_ledger")
def checklist_of(request: ApiRequest, code: str, edition: Year) -> list[CheckItemOut]:
    """The minimum standards, item by item, with the evidence for and against. Never a tier."""
    pack, code = request.visit.pack, code.upper()
    language = request.visit.language
    questions = {item.id: item.question.in_language(language) for item in pack.checklist}
    items = read_checklist(pack.checklist_rules, code, edition)
    return [CheckItemOut.of_item(item, questions[item.id]) for item in items]


@router.get("/countries/{code}/compare", response=EditionComparisonOut)
@needs("view_public")
def compared(request: ApiRequest, code: str, earlier: Year, later: Year) -> EditionComparisonOut:
    """Two accepted editions side by side; "more" and "fewer" checked against the figures."""
    compared = compare_editions(code.upper(), earlier, later, request.visit.pack)
    return EditionComparisonOut.of_comparison(compared)


@router.post("/countries/{code}/checklist/{edition}/evidence", response={201: Created})
@needs("record_checklist_evidence")
def new_check_evidence(
    request: ApiRequest, code: str, edition: Year, sent: NewCheckEvidence
) -> Status[Created]:
    """Write evidence for or against an item of the checklist, with its source."""
    number = record_checklist_evidence(
        request.visit, country=code.upper(), edition=edition, **sent.dict()
    )
    return Status(201, Created(id=number))


@router.post("/countries/{code}/checklist/{edition}/findings", response={201: Created})
@needs("file_finding")
def filed_finding(
    request: ApiRequest, code: str, edition: Year, sent: NewFiledFinding
) -> Status[Created]:
    """File a finding of the accepted narrative as evidence for or against an item."""
    number = file_finding(
        request.visit,
        country=code.upper(),
        edition=edition,
        item=sent.item,
        finding=sent.finding,
    )
    return Status(201, Created(id=number))


@router.post("/countries/{code}/checklist/{edition}/penalties", response={201: Created})
@needs("file_penalty")
def filed_penalty(
    request: ApiRequest, code: str, edition: Year, sent: NewFiledPenalty
) -> Status[Created]:
    """File a penalty of the country's law as a fact of law for or against an item."""
    number = file_penalty(
        request.visit,
        country=code.upper(),
        edition=edition,
        item=sent.item,
        paragraph=sent.paragraph,
    )
    return Status(201, Created(id=number))


@router.post(
    "/countries/{code}/checklist/{edition}/evidence/{evidence_id}/verify", response={204: None}
)
@needs("verify_checklist_evidence")
def verified_check_evidence(
    request: ApiRequest, code: str, edition: Year, evidence_id: RowNumber
) -> Status[None]:
    """Verify evidence that another person filed."""
    verify_checklist_evidence(
        request.visit, country=code.upper(), edition=edition, evidence_id=evidence_id
    )
    return Status(204, None)


@router.post("/countries/{code}/values", response={201: Created})
@needs("enter_value")
def new_value(request: ApiRequest, code: str, sent: NewValue) -> Status[Created]:
    """Enter a value by hand with source and period; an earlier one stays, superseded."""
    number = enter_value(
        request.visit,
        country=code.upper(),
        measure=sent.measure,
        period=sent.period(),
        source=sent.source,
        state=sent.state,
        value=sent.value,
    )
    return Status(201, Created(id=number))


@router.post("/register", response={201: ImportedLines})
@needs("import_register")
def more_years(request: ApiRequest, file: File[UploadedFile]) -> Status[ImportedLines]:
    """Import years from CSV (country, year, tier, source, waiver): all lines or none."""
    new = import_register(request.visit, content=file.read(), file_name=file.name or "register.csv")
    return Status(201, ImportedLines(new=new))


def _name(visit: Visit, code: str) -> str:
    return visit.pack.countries.name_of(code, visit.language)
