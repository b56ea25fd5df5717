"""The checklist of the statute: evidence in, a state for each item out. Never a tier.

Criteria, read from top to bottom; the first that holds gives the state:

no_data  nothing at all was found or written
partly   verified evidence for and against
met      verified evidence for, and nothing, verified or not, against
not_met  verified evidence against, and none verified for
open     only unverified evidence: a person must look before it counts
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from palermo.kernel.messages import N_, Message
from palermo.ledger.checklist.values import CheckEvidence, CheckItem, CheckState
from palermo.ledger.narratives.values import AcceptedFinding
from palermo.reports.assessment import Polarity


def judge_item(evidence: Sequence[CheckEvidence]) -> tuple[CheckState, Message]:
    """State of an item by its evidence, and the sentence that says why."""
    verified_for = sum(e.verified and e.speaks_for for e in evidence)
    verified_against = sum(e.verified and not e.speaks_for for e in evidence)
    against = sum(not e.speaks_for for e in evidence)
    numbers = {"f": verified_for, "a": verified_against, "n": len(evidence)}
    if not evidence:
        return CheckState.NO_DATA, Message(N_("There is no evidence for this item yet."))
    if verified_for and verified_against:
        why = N_("There is verified evidence for it ({f}) and against it ({a}).")
        return CheckState.PARTLY, Message(why, numbers)
    if verified_for and not against:
        return CheckState.MET, Message(N_("Verified evidence for it ({f}), none against."), numbers)
    if verified_for:
        why = N_("Verified evidence for it ({f}), but unverified evidence against it is open.")
        return CheckState.PARTLY, Message(why, numbers)
    if verified_against:
        why = N_("Verified evidence against it ({a}), none for it.")
        return CheckState.NOT_MET, Message(why, numbers)
    why = N_("Evidence on file: {n}. A person has not verified it yet.")
    return CheckState.OPEN, Message(why, numbers)


def build_checklist(
    themes_of: Mapping[str, Sequence[str]],
    findings: Iterable[AcceptedFinding],
    written: Iterable[CheckEvidence],
) -> tuple[CheckItem, ...]:
    """Every item of `themes_of` (id → themes), in its order, with its evidence and state.

    Findings of an accepted narrative are evidence by their themes, never verified by themselves.
    """
    found: dict[str, list[CheckEvidence]] = {item: [] for item in themes_of}
    for piece in written:
        if piece.item in found:
            found[piece.item].append(piece)
    for finding in findings:
        for item, themes in themes_of.items():
            if set(themes) & set(finding.themes):
                found[item].append(_from_finding(item, finding))
    return tuple(_item(item, evidence) for item, evidence in found.items())


def _from_finding(item: str, finding: AcceptedFinding) -> CheckEvidence:
    return CheckEvidence(
        id=None,
        item=item,
        speaks_for=finding.polarity is Polarity.EFFORT,
        text=finding.text,
        source=f"{finding.country} {finding.edition}",
        by="",
        verified=False,
    )


def _item(item: str, evidence: list[CheckEvidence]) -> CheckItem:
    state, why = judge_item(evidence)
    return CheckItem(item, state, why, tuple(evidence))
