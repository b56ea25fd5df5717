"""What the acts about items of a narrative share."""

from __future__ import annotations

from palermo.cases.narrative import NarrativeState
from palermo.kernel.errors import Refused
from palermo.kernel.messages import N_
from palermo.ledger.narratives.values import NarrativePage


def check_is_proposed(page: NarrativePage) -> None:
    """Raise Refused where the narrative is decided: its items can no longer be changed."""
    if page.row.state is not NarrativeState.PROPOSED:
        raise Refused(
            N_("This narrative is {state}. Its items can no longer be changed."),
            where=str(page.row.id),
            remedy=N_(
                "If the accepted reading is wrong, choose Review again on its page. If it was "
                "rejected, read the file again."
            ),
            state=page.row.state,
        )
