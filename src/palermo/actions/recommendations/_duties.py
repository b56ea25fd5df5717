"""Finding a duty by its reference, such as AZE-2023-04b."""

from __future__ import annotations

from datetime import date

from palermo.kernel.errors import NotFound
from palermo.kernel.messages import N_
from palermo.ledger.recommendations.queries import recommendation_page
from palermo.ledger.recommendations.values import DutyRow


def get_duty(duty_ref: str, today: date) -> DutyRow:
    """The duty with this reference, as it is `today`. Raises NotFound."""
    page = recommendation_page(duty_ref[:-1], today)
    found = next((d for d in page.duties if d.ref == duty_ref), None)
    if found is None:
        raise NotFound(
            N_("There is no duty {duty}."),
            remedy=N_("Write a duty as the recommendation and a letter, such as AZE-2023-04b."),
            duty=duty_ref,
        )
    return found
