"""The legal elements of trafficking, and which the facts of a case meet. Nothing is kept."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from ninja import Router

from palermo.api.guard import ApiRequest, needs
from palermo.api.offences.schemas import FactsIn
from palermo.procedures.scenarios import parse_answers
from palermo.saying.qualifications import LawText, QualificationText, law_text, qualify_case

router = Router(tags=["offences"])


@router.get("/offences", response=LawText)
@needs("view_ledger")
def offences(request: ApiRequest, on: date | None = None) -> LawText:
    """Facts, elements, closing reasons, and the articles in force on a day (today if left out)."""
    return law_text(request.visit.pack, on or request.visit.today, request.visit.language)


@router.post("/offences/elements", response=QualificationText)
@needs("view_ledger")
def elements(request: ApiRequest, sent: FactsIn, on: date | None = None) -> QualificationText:
    """Which fact meets which element, what is missing, and whether charge and closing fit."""
    return qualify_case(
        request.visit.pack,
        parse_answers(sent.facts.items()),
        charge=sent.charge,
        reason=sent.closing_reason,
        on=on or request.visit.today,
        language=request.visit.language,
        translate=gettext,
    )
