"""The legal elements of trafficking, and which the facts of a case meet. Nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from ninja import Router

from palermo.api.guard import ApiRequest, needs
from palermo.api.offences.schemas import FactsIn, LawOut, QualificationOut
from palermo.procedures.scenarios import parse_answers
from palermo.saying.qualifications import law_json, qualify_case

router = Router(tags=["offences"])


@router.get("/offences", response=LawOut)
@needs("view_ledger")
def offences(request: ApiRequest, on: date | None = None) -> dict[str, Any]:
    """Facts, elements, closing reasons, and the articles in force on a day (today if left out)."""
    return law_json(request.visit.pack, on or request.visit.today, request.visit.language)


@router.post("/offences/elements", response=QualificationOut)
@needs("view_ledger")
def elements(request: ApiRequest, sent: FactsIn, on: date | None = None) -> dict[str, Any]:
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
