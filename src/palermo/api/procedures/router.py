"""Procedures: what they say, and what they indicate for one person's answers. Nothing is kept."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from ninja import Router

from palermo.actions.procedure_files import find_procedure_file
from palermo.actions.visit import Visit
from palermo.api.guard import ApiRequest, needs
from palermo.api.procedures.schemas import AnswersIn
from palermo.cases.child import settle_age
from palermo.procedures.answers import check_answers
from palermo.procedures.decide import run_procedure
from palermo.procedures.shapes import People, Procedure
from palermo.saying.group_texts import GroupText, group_texts
from palermo.saying.indications import IndicationText, person_indication_text
from palermo.saying.procedure_texts import ProcedureText, procedure_text
from palermo.saying.service_texts import ServiceList, service_list

router = Router(tags=["procedures"])


@router.get("/procedures", response=list[ProcedureText])
@needs("view_ledger")
def procedures(request: ApiRequest, on: date | None = None) -> list[ProcedureText]:
    """Every procedure that applies on a day (today if left out), in the caller's language."""
    pack, day = request.visit.pack, on or request.visit.today
    found = (pack.procedures.in_force(name, day) for name in pack.procedures.ids)
    return [procedure_text(p, pack, request.visit.language, day) for p in found if p]


@router.get("/procedures/{procedure_id}", response=ProcedureText)
@needs("view_ledger")
def procedure(request: ApiRequest, procedure_id: str, on: date | None = None) -> ProcedureText:
    """One procedure with all its questions, indicators, rules and duties in words."""
    visit, day = request.visit, on or request.visit.today
    return procedure_text(_in_force(visit, procedure_id, on), visit.pack, visit.language, day)


@router.post("/procedures/{procedure_id}/explain", response=IndicationText)
@needs("view_ledger")
def explain(
    request: ApiRequest, procedure_id: str, sent: AnswersIn, on: date | None = None
) -> IndicationText:
    """What the procedure indicates for one person, and why. The answers are kept nowhere."""
    visit, day = request.visit, on or request.visit.today
    chosen = _in_force(visit, procedure_id, on)
    answers = check_answers(chosen, sent.answers, indicators=sent.indicators)
    found = run_procedure(chosen, settle_age(chosen, None, answers))
    return person_indication_text(found, chosen, answers, visit.pack, visit.language, day)


@router.get("/services", response=ServiceList)
@needs("view_ledger")
def services(request: ApiRequest, people: People = "everybody") -> ServiceList:
    """The services of the country: number, hours, languages, who may come; null is not known."""
    return service_list(request.visit.pack, request.visit.language, people)


@router.get("/groups-at-risk", response=list[GroupText])
@needs("view_ledger")
def groups_at_risk(request: ApiRequest, on: date | None = None) -> list[GroupText]:
    """Groups at risk in the country, each with the procedures that serve it."""
    visit = request.visit
    return list(group_texts(visit.pack, visit.language, on or visit.today))


@router.get("/procedures/{procedure_id}/files/{name}", response={200: None})
@needs("view_ledger")
def procedure_file(
    request: ApiRequest, procedure_id: str, name: str, on: date | None = None
) -> HttpResponse:
    """A procedure as `form.pdf`, `form.xlsx` (XLSForm), `act.pdf`, `act.docx` or `flow.svg`."""
    pack, file = request.visit.pack, find_procedure_file(name)
    chosen = _in_force(request.visit, procedure_id, on)
    content = file.write(chosen, pack, request.visit.language)
    answer = HttpResponse(content, content_type=file.media_type)
    filename = f"{chosen.id}-{chosen.version}-{name}"
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def _in_force(visit: Visit, procedure_id: str, on: date | None) -> Procedure:
    return visit.pack.procedure(procedure_id, on or visit.today)
