"""What becomes of the recommendations of a year when another text of it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from palermo.cases.superseding import HeldRecommendation
from palermo.ledger.narratives.items import RecommendationItem
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.ledger.recommendations.board import asked_by_edition
from palermo.ledger.recommendations.store import NewRecommendation
from palermo.ledger.recommendations.superseding import match_page
from palermo.ledger.recommendations.values import LinkableRecommendation
from palermo.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """Recommendations that keep their rows with new words, new ones, and those that are left.

    `editions`: what is linked with the new ones, as it is once the text counts.
    """

    taken: tuple[tuple[HeldRecommendation, NewRecommendation], ...]
    new: tuple[NewRecommendation, ...]
    left: tuple[HeldRecommendation, ...]
    editions: tuple[Sequence[LinkableRecommendation], ...]


def plan_edition(page: NarrativePage, pack: Pack, passes_to: Mapping[str, int]) -> EditionPlan:
    """What accepting `page` does to the recommendations of its year. Reads, and writes nothing."""
    items = page.standing("recommendation")
    matched = match_page(page, pack.linking, passes_to)
    last = matched.last_number
    taken: list[tuple[HeldRecommendation, NewRecommendation]] = []
    new: list[NewRecommendation] = []
    for place, item in enumerate(items):
        one = _new_recommendation(last + len(new) + 1, item, pack)
        if place in matched.taken:
            taken.append((matched.taken[place], one))
        else:
            new.append(one)
    editions = _linkable(page, taken)
    return EditionPlan(tuple(taken), tuple(new), matched.left, editions)


def edition_without(country: str, edition: int) -> list[list[LinkableRecommendation]]:
    """What the accepted editions of a country ask, but for one of them."""
    return [e for e in asked_by_edition(country) if e and e[0].edition != edition]


def _new_recommendation(number: int, item: ReviewItem, pack: Pack) -> NewRecommendation:
    now = item.current
    assert isinstance(now, RecommendationItem)  # noqa: S101 - `of_kind` gives no other
    return NewRecommendation(
        number=number,
        text=now.text,
        start=now.start,
        end=now.end,
        themes=list(now.themes),
        paradigm=now.paradigm or "",
        measures=[m.id for m in pack.measures_for(now.themes)],
        reviewed=item.reviewed,
    )


def _linkable(
    page: NarrativePage, taken: Sequence[tuple[HeldRecommendation, NewRecommendation]]
) -> tuple[Sequence[LinkableRecommendation], ...]:
    """The accepted editions, with the new words of this one where a row keeps its place."""
    country, edition = page.row.country, page.row.edition
    before = {a.id: a for own in asked_by_edition(country) for a in own}
    own = [
        replace(
            before.get(held.id, LinkableRecommendation(held.id, edition, new.text)),
            text=new.text,
            # Its words are written first, and count its version up.
            version=held.version + 1,
        )
        for held, new in taken
    ]
    others = edition_without(country, edition)
    return (*others, own) if own else tuple(others)
