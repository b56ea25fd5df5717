"""Accept several things that were read, as they were shown."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.actions.reading._items import check_is_proposed
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.cases.narrative import ReviewDecision
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.narratives.queries import narrative_page
from palermo.ledger.narratives.store import decide_item, touch_proposed


def accept_items(visit: Visit, *, narrative_id: int, versions: Mapping[int, int]) -> int:
    """Accept each item of `versions` (item to the version that was shown); returns how many.

    All or none: Raises Refused when one of them, or the narrative, was decided in the meantime,
    BadValue for an item of another narrative or for no item at all.
    """
    with step(visit, "accept_items", f"narrative {narrative_id}") as act:
        page = narrative_page(narrative_id)
        check_is_proposed(page)
        items = {item.id: item for item in page.items}
        foreign = [number for number in versions if number not in items]
        if foreign or not versions:
            raise BadValue(
                N_("The items to accept are not items of this narrative."),
                where=", ".join(map(str, foreign)),
                remedy=N_("Open the review page again."),
            )
        act.detail = {"items": sorted(versions), "decision": ReviewDecision.ACCEPTED.value}
        with act.writing():
            touch_proposed(narrative_id)
            for number, version in sorted(versions.items()):
                decide_item(
                    number,
                    version,
                    decision=ReviewDecision.ACCEPTED,
                    current=items[number].current,
                    by=visit.actor.username,
                    at=visit.now,
                )
        return len(versions)
