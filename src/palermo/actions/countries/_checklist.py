"""Looking up items of the checklist."""

from __future__ import annotations

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack


def check_item(pack: Pack, item: str) -> None:
    """Raise NotFound where the checklist of the pack has no such item."""
    if item not in {i.id for i in pack.checklist}:
        raise NotFound(
            N_("The checklist has no item {item}."),
            remedy=N_("Items are MS-1 to MS-4, C-1 to C-12, SE-1 to SE-6."),
            item=item,
        )
