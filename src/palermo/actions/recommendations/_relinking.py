"""Following the recommendations of a country through its accepted editions."""

from __future__ import annotations

from palermo.cases.recommendation import LinkKind
from palermo.ledger.recommendations.board import asked_by_edition
from palermo.ledger.recommendations.store import NewLink, set_links
from palermo.ledger.recommendations.values import LinkableRecommendation
from palermo.packs.pack import Pack
from palermo.reports.linking import link_recommendations


def relink_recommendations(country: str, pack: Pack) -> None:
    """Link anew what no person has linked, each to the latest earlier edition that asked it.

    All editions are looked at, because a narrative may be accepted after those of later years.
    What an edition does not continue from the one before is looked for in earlier ones: a
    recommendation that was away and is back is asked again, not new.
    """
    editions = asked_by_edition(country)
    followed: set[int] = set()
    for place, later in enumerate(editions):
        followed |= {a.follows for a in later if a.by_hand and a.follows is not None}
        waiting = [a for a in later if not a.by_hand]
        links: list[NewLink] = []
        for earlier in reversed(editions[:place]):
            ends = [a for a in earlier if a.id not in followed]
            found = _choose_links(ends, waiting, pack)
            links += found
            linked = {link.recommendation_id for link in found}
            waiting = [a for a in waiting if a.id not in linked]
        links += [NewLink(a.id, None, LinkKind.NEW, None) for a in waiting]
        followed |= {link.follows_id for link in links if link.follows_id is not None}
        set_links(links)


def _choose_links(
    earlier: list[LinkableRecommendation], later: list[LinkableRecommendation], pack: Pack
) -> list[NewLink]:
    """The best link of each later recommendation, where it has one.

    One that joins two earlier ones continues the likelier; the other counts as dropped.
    """
    best: dict[int, NewLink] = {}
    for link in link_recommendations(earlier, later, pack.linking):
        if link.earlier is None or link.later is None:
            continue
        one = later[link.later].id
        kind = LinkKind(link.kind.value)
        if one not in best or (best[one].score or 0.0) < link.score:
            best[one] = NewLink(one, earlier[link.earlier].id, kind, link.score)
    return list(best.values())
