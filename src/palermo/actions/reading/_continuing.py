"""How the recommendations of a reviewed narrative come to the demands of a country; reads no
database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from palermo.actions.recommendations._linking import name_kinds
from palermo.cases.demand import DemandContent, DemandMove, join_content, plan_move
from palermo.cases.recommendation import LinkKind
from palermo.cases.superseding import HeldRecommendation
from palermo.ledger.narratives.items import RecommendationItem
from palermo.ledger.narratives.values import ReviewItem
from palermo.ledger.recommendations.preview import AcceptancePreview
from palermo.ledger.recommendations.store import NewRecommendation
from palermo.ledger.recommendations.values import DutyRow
from palermo.packs.pack import Pack
from palermo.reports.continuing import KnownWording


@dataclass(frozen=True, slots=True)
class ContinuationPlan:
    """What is written: demands that are joined, recommendations, changed kinds, reopenings."""

    #: The reference of the first recommendation that moves, and the move.
    joins: tuple[tuple[str, DemandMove], ...]
    new: tuple[NewRecommendation, ...]
    #: Recommendations that the year has already, with their new words.
    taken: tuple[tuple[HeldRecommendation, NewRecommendation], ...]
    #: How wordings that were there continue the one before, by id.
    kinds: dict[int, LinkKind]
    #: Places in `new`, and duties of the demand that it asks again.
    reopened: tuple[tuple[int, tuple[DutyRow, ...]], ...]
    #: New words of duties that nobody worked on and that only repeat a recommendation, by id.
    repeated: dict[int, str]


def plan_continuation(
    preview: AcceptancePreview, known: Iterable[KnownWording], edition: int, pack: Pack
) -> ContinuationPlan:
    """Put each recommendation under its demand. One that joins several makes them one.

    One that the year has already keeps its row, its number and its demand, with the new words.
    """
    joins, joined_into = _plan_joins(preview)
    matched = preview.matched
    demands: dict[int, int] = {}
    for place, settled in preview.settled.items():
        demand = settled.link.wording.demand
        demands[place] = joined_into.get(demand, demand)
    kept = [
        KnownWording(w.id, joined_into.get(w.demand, w.demand), w.edition, w.text)
        for w in known
        if w.edition != edition
    ]
    # Recommendations that are not stored yet have negative ids here, by their places.
    ids = {place: held.id for place, held in matched.taken.items()}
    added = [
        KnownWording(ids.get(place, -place - 1), demands[place], edition, each.item.text)
        for place, each in enumerate(preview.items)
        if place in demands
    ]
    # Demands that lose a wording of this year have changed too.
    changed = {*demands.values(), *(held.demand for held in matched.left)}
    kinds = name_kinds([*kept, *added], changed, pack.linking)
    new: list[NewRecommendation] = []
    taken: list[tuple[HeldRecommendation, NewRecommendation]] = []
    reopened: list[tuple[int, tuple[DutyRow, ...]]] = []
    again = dict(_list_reopened(preview))
    for place, each in enumerate(preview.items):
        number = matched.last_number + len(new) + 1
        kind = kinds.get(ids.get(place, -place - 1), LinkKind.NEW)
        one = _make_recommendation(each.item, number, pack)
        if place in matched.taken:
            held = matched.taken[place]
            taken.append((held, replace(one, number=held.number)))
            continue
        if place in again:
            reopened.append((len(new), again[place]))
        new.append(
            replace(
                one,
                demand_id=demands.get(place),
                kind=kind,
                score=preview.settled[place].link.score if place in demands else None,
                linked_by=_who_confirmed(place, preview),
            )
        )
    return ContinuationPlan(
        joins=tuple(joins),
        new=tuple(new),
        taken=tuple(taken),
        kinds={wording: kind for wording, kind in kinds.items() if wording > 0},
        reopened=tuple(reopened),
        repeated=_repeat_words(preview, demands, edition),
    )


def _repeat_words(
    preview: AcceptancePreview, demands: Mapping[int, int], edition: int
) -> dict[int, str]:
    """The newest words for untouched duties of demands that this edition is the newest to ask."""
    pages = {page.row.id: page for page in preview.demands}
    counted = Counter(demands.values())
    words: dict[int, str] = {}
    for place, demand in demands.items():
        page = pages[demand]
        if counted[demand] == 1 and edition > max(page.row.asked.editions):
            untouched = [duty for _, duty, _, worked in page.content.duties if not worked]
            words |= dict.fromkeys(untouched, preview.items[place].item.text)
    return words


def _make_recommendation(item: ReviewItem, number: int, pack: Pack) -> NewRecommendation:
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
