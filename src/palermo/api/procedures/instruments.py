"""Published screening instruments: cut-offs, figures with their marks, and what they mean."""

from __future__ import annotations

from typing import Any

from ninja import Router

from palermo.api.guard import ApiRequest, needs
from palermo.api.procedures.instrument_schemas import InstrumentOut
from palermo.saying.instrument_texts import instrument_text

router = Router(tags=["procedures"])


@router.get("/instruments", response=list[InstrumentOut])
@needs("view_ledger")
def instruments(request: ApiRequest) -> list[dict[str, Any]]:
    """Every published instrument, whether or not its wording is at hand."""
    pack = request.visit.pack
    return [instrument_text(i, pack, request.visit.language) for i in pack.instruments.instruments]


@router.get("/instruments/{instrument_id}", response=InstrumentOut)
@needs("view_ledger")
def instrument(request: ApiRequest, instrument_id: str) -> dict[str, Any]:
    """One instrument. With a wording it runs as the procedure of the same id."""
    pack = request.visit.pack
    return instrument_text(pack.instrument(instrument_id), pack, request.visit.language)
