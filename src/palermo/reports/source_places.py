"""Moves the places of a reading from the normalized text to the unmodified text."""

from __future__ import annotations

from dataclasses import replace

from palermo.documents.normalized_text import NormalizedText
from palermo.reports.assessment import Assessment


def place_in_source(read: Assessment, text: NormalizedText) -> Assessment:
    """The same reading; every place and every quotation is of the unmodified text.

    Recommendations and findings keep their normalized wording, by which they are compared with
    other editions and found by search.
    """
    if not text.passes:
        return read
    move = text.source_span
    source = read.places.get("source")
    return replace(
        read,
        source=move(source).of(text.source) if source else read.source,
        recommendations=tuple(replace(r, span=move(r.span)) for r in read.recommendations),
        findings=tuple(replace(f, span=move(f.span)) for f in read.findings),
        figures=tuple(
            replace(f, span=move(f.span), quote=move(f.span).of(text.source)) for f in read.figures
        ),
        not_reported=tuple(
            replace(n, span=move(n.span), quote=move(n.span).of(text.source))
            for n in read.not_reported
        ),
        places={name: move(span) for name, span in read.places.items()},
    )
