"""What accepting a proposed narrative will do to the demands of its country. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from palermo.cases.demand import is_asked_again_after_met
from palermo.cases.duty import demand_status
from palermo.cases.recommendation import LinkKind
from palermo.cases.superseding import MatchedWordings
from palermo.ledger.narratives.values import NarrativePage, ReviewItem
from palermo.ledger.recommendations.links import known_wordings, link_answers
from palermo.ledger.recommendations.queries import demand_pages
from palermo.ledger.recommendations.superseding import match_page
from palermo.ledger.recommendations.values import DemandPage, DutyRow
from palermo.reports.continuing import (
    KnownWording,
    LinkBasis,
    LinkProposal,
    SettledLink,
    name_continuations,
    propose_links,
    settle_links,
)
from palermo.reports.linking import ContinuationKind
from palermo.reports.similarity import LinkSettings


@dataclass(frozen=True, slots=True)
class ItemLinkRow:
    """A recommendation that was read, and a demand that it may continue.

    `text` is the wording of `edition` that is most alike; `decided_by` confirmed the link.
    """

    item_id: int
    demand: str
    edition: int
    text: str
    kind: ContinuationKind
    score: float
    basis: LinkBasis
    doubtful: bool
    decided_by: str


@dataclass(frozen=True, slots=True)
class ItemContinuation:
    """A recommendation that was read, with its links, and what it will be on the board."""

    item: ReviewItem
    becomes: LinkKind
    links: tuple[ItemLinkRow, ...]
    #: References of demands that a person said it does not continue.
    rejected: tuple[str, ...]
    #: Duties of a met demand that are reopened because it is asked again.
    reopened: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class AcceptancePreview:
    """What accepting will do, item by item, and the demands that will no longer be asked."""

    items: tuple[ItemContinuation, ...]
    dropped: tuple[DemandPage, ...]
    #: All demands of the country, to link a recommendation to another one.
    demands: tuple[DemandPage, ...]
    #: By the place of an item in `items`: what it continues.
    settled: dict[int, SettledLink]
    #: Recommendations that the year has already, by the places of their new words.
    matched: MatchedWordings

    @property
    def doubts(self) -> int:
        """How many links wait for an answer."""
        return sum(link.doubtful for each in self.items for link in each.links)

    def count(self, kind: LinkKind) -> int:
        """How many recommendations will be of this kind."""
        return sum(each.becomes is kind for each in self.items)


def preview_acceptance(
    page: NarrativePage,
    settings: LinkSettings,
    today: date,
    passes_to: Mapping[str, int] | None = None,
) -> AcceptancePreview:
    """The links of every recommendation that was not rejected, with the answers of reviewers.

    One that the year has already, in a text that counts or counted, stays with its demand.
    `passes_to`: see `match_page`.
    """
    country, edition = page.row.country, page.row.edition
    matched = match_page(page, settings, passes_to or {})
    known = [w for w in known_wordings(country) if w.edition != edition]
    items = page.standing("recommendation")
    places = {item.id: place for place, item in enumerate(items)}
    answers = link_answers(page.row.id)
    proposals = propose_links(
        known,
        edition,
        items,
        settings,
        {
            (places[item], demand): same
            for (item, demand), (same, _) in answers.items()
            if item in places and not _is_held(matched, places[item], demand)
        },
        {
            place: KnownWording(held.id, held.demand, edition, held.text)
            for place, held in matched.taken.items()
        },
    )
    settled = settle_links(proposals)
    demands = {found.row.id: found for found in demand_pages(today, country, left=True)}
    asked = {link.wording.demand for each in settled.values() for link in (each.link, *each.joined)}
    return AcceptancePreview(
        items=tuple(
            _continuation(
                item,
                [p for p in proposals if p.place == place],
                settled.get(place),
                demands,
                {demand: a for (i, demand), a in answers.items() if i == item.id},
                edition,
                _becomes(settled.get(place), item.text, edition, known, settings),
            )
            for place, item in enumerate(items)
        ),
        dropped=tuple(
            found
            for found in demands.values()
            if found.row.id not in asked and _is_dropped_by(found, edition, known)
        ),
        demands=tuple(demands.values()),
        settled=settled,
        matched=matched,
    )


def _is_held(matched: MatchedWordings, place: int, demand: int) -> bool:
    return place in matched.taken and matched.taken[place].demand == demand


def _is_dropped_by(found: DemandPage, edition: int, known: Sequence[KnownWording]) -> bool:
    """Whether an edition that does not ask a demand is the first one not to do so."""
    asked = {w.edition for w in known if w.demand == found.row.id}
    later = {w.edition for w in known if asked and w.edition > max(asked)}
    return bool(asked) and max(asked) < edition and not any(year < edition for year in later)


def _continuation(
    item: ReviewItem,
    proposals: list[LinkProposal],
    settled: SettledLink | None,
    demands: dict[int, DemandPage],
    answers: dict[int, tuple[bool, str]],
    edition: int,
    becomes: LinkKind,
) -> ItemContinuation:
    continued = [settled.link, *settled.joined] if settled else []
    # What the year has asked already is not asked again.
    held = any(p.basis is LinkBasis.HELD for p in continued)
    return ItemContinuation(
        item=item,
        becomes=becomes,
        links=tuple(
            ItemLinkRow(
                item_id=item.id,
                demand=demands[p.wording.demand].row.ref,
                edition=p.wording.edition,
                text=p.wording.text,
                kind=p.kind,
                score=p.score,
                basis=p.basis,
                doubtful=p.doubtful,
                decided_by=answers.get(p.wording.demand, (False, ""))[1],
            )
            for p in proposals
        ),
        rejected=tuple(
            demands[demand].row.ref
            for demand, (same, _) in answers.items()
            if not same and demand in demands
        ),
        reopened=()
        if held
        else list_reopened([demands[p.wording.demand] for p in continued], edition),
    )


def list_reopened(continued: Sequence[DemandPage], edition: int) -> tuple[DutyRow, ...]:
    """The duties of demands (one, or several that are joined) that `edition` reopens."""
    duties = tuple(duty for page in continued for duty in page.duties)
    asked = {year for page in continued for year in page.row.asked.editions}
    status = demand_status([duty.verdict.status for duty in duties]).status
    return duties if is_asked_again_after_met(edition, asked, status) else ()


def _becomes(
    settled: SettledLink | None,
    text: str,
    edition: int,
    known: Sequence[KnownWording],
    settings: LinkSettings,
) -> LinkKind:
    if settled is None:
        return LinkKind.NEW
    demand = settled.link.wording.demand
    before = sorted(
        (w.edition, w.text) for w in known if w.demand == demand and w.edition < edition
    )
    return LinkKind(name_continuations([*before, (edition, text)], settings.thresholds)[-1].value)
