"""Published screening instruments: cut-offs, figures with their marks, and what they mean."""

from __future__ import annotations

from ninja import Router

from palermo.api.guard import ApiRequest, needs
from palermo.saying.instrument_texts import InstrumentText, instrument_text

router = Router(tags=["procedures"])


@router.get("/instruments", response=list[InstrumentText])
@needs("view_ledger")
def instruments(request: ApiRequest) -> list[InstrumentText]:
    """Every published instrument, whether or not its wording is at hand."""
    pack = request.visit.pack
    return [instrument_text(i, pack, request.visit.language) for i in pack.instruments.instruments]


@router.get("/instruments/{instrument_id}", response=InstrumentText)
@needs("view_ledger")
def instrument(request: ApiRequest, instrument_id: str) -> InstrumentText:
    """One instrument. With a wording it runs as the procedure of the same id."""
    pack = request.visit.pack
    return instrument_text(pack.instrument(instrument_id), pack, request.visit.language)
