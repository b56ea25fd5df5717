"""What several actions on links share; reads no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from palermo.cases.plan import ActionState
from palermo.cases.recommendation import LinkKind
from palermo.ledger.plans.store import NewReopening
from palermo.ledger.recommendations.values import DutyRow
from palermo.reports.continuing import KnownWording, name_continuations
from palermo.reports.similarity import LinkSettings


def name_kinds(
    known: Iterable[KnownWording], demands: Collection[int], settings: LinkSettings
) -> dict[int, LinkKind]:
    """How each wording of some demands continues the one before it, by its id."""
    found: dict[int, LinkKind] = {}
    for demand in demands:
        wordings = sorted((w for w in known if w.demand == demand), key=lambda w: w.edition)
        kinds = name_continuations([(w.edition, w.text) for w in wordings], settings.thresholds)
        found |= {w.id: LinkKind(kind.value) for w, kind in zip(wordings, kinds, strict=True)}
    return found


def make_reopenings(duties: Sequence[DutyRow]) -> list[NewReopening]:
    """Reopen duties; what was done for them before is history."""
    return [
        NewReopening(
            duty.id,
            {
                "actions": [a.id for a in duty.actions if a.state is ActionState.DONE],
                "milestones": [m.id for m in duty.milestones if m.reached_on is not None],
                "evidence": [e.id for e in duty.evidence],
                "closures": [c.id for c in duty.closures],
                "due": duty.due.isoformat() if duty.due else None,
            },
        )
        for duty in duties
    ]
