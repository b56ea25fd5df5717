"""The sentences of a kept narrative in which nothing was read or added."""

from __future__ import annotations

from palermo.kernel.spans import Span
from palermo.ledger.narratives.values import NarrativePage
from palermo.reports.coverage import SilentSentence, find_silent_sentences


def list_silent_sentences(page: NarrativePage) -> tuple[SilentSentence, ...]:
    """The sentences that no item of the narrative touches, in reading order."""
    items = (item for item in page.items if item.start is not None and item.end is not None)
    places = [Span(item.start or 0, item.end or 0) for item in items]
    places += [silent.span for silent in page.not_reported]
    return find_silent_sentences(page.text, places)
