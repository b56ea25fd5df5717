"""Following the recommendations of a country through its accepted editions; reads no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from palermo.cases.recommendation import LinkKind
from palermo.ledger.recommendations.store import NewLink, NewRecommendation
from palermo.ledger.recommendations.values import LinkableRecommendation
from palermo.reports.linking import link_recommendations
from palermo.reports.similarity import LinkSettings


@dataclass(frozen=True, slots=True)
class LinkedEdition:
    """Recommendations of a new edition with their links, and links of others that change.

    A link to one of the new ones holds minus its number, because it has no id yet.
    """

    new: tuple[NewRecommendation, ...]
    changed: tuple[NewLink, ...]

    def others(self, ids: Sequence[int]) -> list[NewLink]:
        """The changed links, with the `ids` that the new recommendations got, in their order."""
        known = {-each.number: own for each, own in zip(self.new, ids, strict=True)}
        return [
            replace(link, follows_id=known.get(link.follows_id or 0, link.follows_id))
            for link in self.changed
        ]


def relink_recommendations(
    editions: Sequence[Sequence[LinkableRecommendation]],
    edition: int,
    new: Sequence[NewRecommendation],
    settings: LinkSettings,
) -> LinkedEdition:
    """Link what no person has linked, each to the latest earlier edition that asked it.

    All editions are looked at, because a narrative may be accepted after those of later years.
    What an edition does not continue from the one before is looked for in earlier ones: a
    recommendation that was away and is back is asked again, not new.
    """
    asked = [LinkableRecommendation(-each.number, edition, each.text) for each in new]
    # A text that supersedes another adds to recommendations that the edition has already.
    own = [each for found in editions for each in found if each.edition == edition]
    others = [list(found) for found in editions if found and found[0].edition != edition]
    everything = sorted(
        [*others, [*own, *asked]], key=lambda found: found[0].edition if found else edition
    )
    links = _link_editions(everything, settings)
    before = {a.id: a for own in editions for a in own}
    return LinkedEdition(
        new=tuple(_with_link(each, links[-each.number]) for each in new),
        changed=tuple(
            link
            for number, link in links.items()
            if number in before and _differs(before[number], link)
        ),
    )


def _with_link(new: NewRecommendation, link: NewLink) -> NewRecommendation:
    return replace(new, follows_id=link.follows_id, kind=link.kind, score=link.score)


def _differs(before: LinkableRecommendation, link: NewLink) -> bool:
    return (before.follows, before.kind) != (link.follows_id, link.kind)


def _link_editions(
    editions: Sequence[Sequence[LinkableRecommendation]], settings: LinkSettings
) -> Mapping[int, NewLink]:
    """The link of each recommendation that no person has linked, by its id."""
    followed: set[int] = set()
    found: dict[int, NewLink] = {}
    for place, later in enumerate(editions):
        followed |= {a.follows for a in later if a.by_hand and a.follows is not None}
        waiting = [a for a in later if not a.by_hand]
        links: list[NewLink] = []
        for earlier in reversed(editions[:place]):
            ends = [a for a in earlier if a.id not in followed]
            chosen = _choose_links(ends, waiting, settings)
            links += chosen
            linked = {link.recommendation_id for link in chosen}
            waiting = [a for a in waiting if a.id not in linked]
        links += [NewLink(a.id, a.version, None, LinkKind.NEW, None) for a in waiting]
        followed |= {link.follows_id for link in links if link.follows_id is not None}
        found |= {link.recommendation_id: link for link in links}
    return found


def _choose_links(
    earlier: list[LinkableRecommendation],
    later: list[LinkableRecommendation],
    settings: LinkSettings,
) -> list[NewLink]:
    """The best link of each later recommendation, where it has one.

    One that joins two earlier ones continues the likelier; the other counts as dropped.
    """
    best: dict[int, NewLink] = {}
    for link in link_recommendations(earlier, later, settings):
        if link.earlier is None or link.later is None:
            continue
        one = later[link.later]
        kind = LinkKind(link.kind.value)
        if one.id not in best or (best[one.id].score or 0.0) < link.score:
            follows = earlier[link.earlier].id
            best[one.id] = NewLink(one.id, one.version, follows, kind, link.score)
    return list(best.values())
