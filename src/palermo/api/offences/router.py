"""The legal elements of trafficking, and which the facts of a case meet. Nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router

from palermo.api.guard import Call, needs
from palermo.api.home import home_pack, language
from palermo.api.offences.schemas import FactsIn, LawOut, QualificationOut
from palermo.procedures.scenarios import coded
from palermo.saying.qualifications import law_json, qualified

router = Router(tags=["offences"])


@router.get("/offences", response=LawOut)
@needs("view_ledger")
def offences(request: Call, on: date | None = None) -> dict[str, Any]:
    """Facts, elements, closing reasons, and the articles in force on a day (today if left out)."""
    return law_json(home_pack(), on or timezone.localdate(), language())


@router.post("/offences/elements", response=QualificationOut)
@needs("view_ledger")
def elements(request: Call, sent: FactsIn, on: date | None = None) -> dict[str, Any]:
    """Which fact meets which element, what is missing, and whether charge and closing fit."""
    return qualified(
        home_pack(),
        coded(sent.facts.items()),
        charge=sent.charge,
        reason=sent.closing_reason,
        on=on or timezone.localdate(),
        language=language(),
        translate=gettext,
    )
