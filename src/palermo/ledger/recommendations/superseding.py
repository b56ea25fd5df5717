"""What another text of a year does to the recommendations that the year has already."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.cases.superseding import (
    MatchedWordings,
    SupersedingLine,
    describe_matches,
    match_wordings,
)
from palermo.ledger.narratives.items import RecommendationItem
from palermo.ledger.narratives.values import NarrativePage
from palermo.ledger.recommendations.queries import held_recommendations
from palermo.reports.similarity import LinkSettings


def match_page(
    page: NarrativePage, settings: LinkSettings, passes_to: Mapping[str, int]
) -> MatchedWordings:
    """The recommendations of a text with those of its year, by their places in the text.

    `passes_to`: the item that a person chose, by the reference of the recommendation.
    """
    items = page.standing("recommendation")
    places = {item.id: place for place, item in enumerate(items)}
    chosen = {ref: places.get(item, -1) for ref, item in passes_to.items()}
    held = held_recommendations(page.row.country, page.row.edition)
    return match_wordings(held, page.accepted_values(RecommendationItem), settings, chosen)


def preview_superseding(page: NarrativePage, settings: LinkSettings) -> tuple[SupersedingLine, ...]:
    """What accepting `page` would do to each recommendation of its year."""
    matched = match_page(page, settings, {})
    items = [item.id for item in page.standing("recommendation")]
    return describe_matches(matched, page.accepted_values(RecommendationItem), items, settings)
