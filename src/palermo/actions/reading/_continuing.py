"""How the recommendations of a reviewed narrative come to the demands of a country; reads no
database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.actions.recommendations._linking import name_kinds
from palermo.cases.demand import DemandContent, DemandMove, join_content, plan_move
from palermo.cases.recommendation import LinkKind
from palermo.ledger.narratives.items import RecommendationItem
from palermo.ledger.recommendations.preview import AcceptancePreview
from palermo.ledger.recommendations.store import NewRecommendation
from palermo.ledger.recommendations.values import DutyRow
from palermo.packs.pack import Pack
from palermo.reports.continuing import KnownWording


@dataclass(frozen=True, slots=True)
class ContinuationPlan:
    """What is written: demands that are joined, new recommendations, changed kinds, reopenings."""

    #: The reference of the first recommendation that moves, and the move.
    joins: tuple[tuple[str, DemandMove], ...]
    new: tuple[NewRecommendation, ...]
    #: How wordings that were there continue the one before, by id.
    kinds: dict[int, LinkKind]
    #: Places in `new`, and duties of the demand that it asks again.
    reopened: tuple[tuple[int, tuple[DutyRow, ...]], ...]


def plan_continuation(
    preview: AcceptancePreview,
    values: Sequence[RecommendationItem],
    known: Iterable[KnownWording],
    edition: int,
    pack: Pack,
) -> ContinuationPlan:
    """Put each recommendation under its demand. One that joins several makes them one.

    `values` are those of the items of the preview, in its order.
    """
    joins, joined_into = _plan_joins(preview)
    known = [
        KnownWording(w.id, joined_into.get(w.demand, w.demand), w.edition, w.text) for w in known
    ]
    demands: dict[int, int] = {}
    for place, settled in preview.settled.items():
        demand = settled.link.wording.demand
        demands[place] = joined_into.get(demand, demand)
    # Recommendations that are not stored yet have negative ids here, by their places.
    added = [
        KnownWording(-place - 1, demands[place], edition, each.item.text)
        for place, each in enumerate(preview.items)
        if place in demands
    ]
    kinds = name_kinds([*known, *added], set(demands.values()), pack.linking)
    new = tuple(
        NewRecommendation(
            number=place + 1,
            text=item.text,
            start=item.start,
            end=item.end,
            themes=list(item.themes),
            paradigm=item.paradigm or "",
            measures=[m.id for m in pack.measures_for(item.themes)],
            demand_id=demands.get(place),
            kind=kinds.get(-place - 1, LinkKind.NEW),
            score=preview.settled[place].link.score if place in demands else None,
            linked_by=_who_confirmed(place, preview),
        )
        for place, item in enumerate(values)
    )
    return ContinuationPlan(
        joins=tuple(joins),
        new=new,
        kinds={wording: kind for wording, kind in kinds.items() if wording > 0},
        reopened=tuple(_list_reopened(preview)),
    )


def _plan_joins(
    preview: AcceptancePreview,
) -> tuple[list[tuple[str, DemandMove]], dict[int, int]]:
    """The moves that make one of demands that are joined, and which demand each becomes."""
    contents: dict[int, DemandContent] = {d.row.id: d.content for d in preview.demands}
    into: dict[int, int] = {}
    moves = []
    for settled in preview.settled.values():
        for other in settled.joined:
            first = into.get(settled.link.wording.demand, settled.link.wording.demand)
            second = into.get(other.wording.demand, other.wording.demand)
            if first == second:
                continue
            source, target = contents[second], contents[first]
            move = plan_move(source, [r[3] for r in source.recommendations], target)
            contents[first] = join_content(source, target, move)
            moves.append((source.ref, move))
            into = {k: first if v == second else v for k, v in into.items()} | {second: first}
    return moves, into


def _list_reopened(preview: AcceptancePreview) -> Iterable[tuple[int, tuple[DutyRow, ...]]]:
    """Each duty once, though an edition may ask a demand in two recommendations."""
    seen: set[int] = set()
    for place, each in enumerate(preview.items):
        duties = tuple(duty for duty in each.reopened if duty.id not in seen)
        seen |= {duty.id for duty in duties}
        if duties:
            yield place, duties


def _who_confirmed(place: int, preview: AcceptancePreview) -> str:
    """The reviewer who confirmed the link of an item; empty where the machine was sure."""
    if place not in preview.settled:
        return ""
    demand = preview.settled[place].link.wording.demand
    refs = {d.row.id: d.row.ref for d in preview.demands}
    links = preview.items[place].links
    return next((link.decided_by for link in links if link.demand == refs[demand]), "")
