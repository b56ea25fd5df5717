"""The sentences and numbers of a kept narrative of which nothing was read or added."""

from __future__ import annotations

from collections.abc import Iterable

from palermo.cases.narrative import ItemKind
from palermo.kernel.spans import Span
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.reports.coverage import (
    SilentSentence,
    find_silent_numbers,
    find_silent_sentences,
)


def list_silent_sentences(page: NarrativePage) -> tuple[SilentSentence, ...]:
    """The sentences that no item of the narrative touches, in reading order."""
    return find_silent_sentences(page.text, _places(page, page.items))


def list_silent_numbers(page: NarrativePage) -> tuple[SilentSentence, ...]:
    """The numbers that no item uses, each with its clause, in reading order.

    A finding does not use a number: it is about more or less, not about how many.
    """
    using = [item for item in page.items if item.kind is not ItemKind.FINDING]
    return find_silent_numbers(page.text, _places(page, using))


def _places(page: NarrativePage, items: Iterable[ReviewItem]) -> list[Span]:
    placed = (item for item in items if item.start is not None and item.end is not None)
    places = [Span(item.start or 0, item.end or 0) for item in placed]
    return [*places, *(silent.span for silent in page.not_reported)]
