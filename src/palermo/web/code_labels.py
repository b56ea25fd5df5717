"""What codes are called on the pages. Keys of the readings stay codes everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palermo.cases.duty import Status
from palermo.cases.interview import INTERVIEW_MOVES
from palermo.cases.narrative import NARRATIVE_MOVES
from palermo.cases.obligation import OBLIGATION_MOVES
from palermo.cases.plan import ACTION_MOVES, CLOSURE_MOVES
from palermo.kernel.messages import N_
from palermo.kernel.moves import StateTable

STATUS_NAMES: Mapping[str, str] = {
    "not_started": N_("Not started"),
    "under_way": N_("Under way"),
    "partially_met": N_("Partially met"),
    "met": N_("Met"),
    "lapsed": N_("Lapsed"),
    "insufficient_evidence": N_("Insufficient evidence"),
}
STATUS_TONES: Mapping[str, str] = {
    Status.MET: "good",
    Status.PARTIALLY_MET: "warn",
    Status.LAPSED: "bad",
    Status.INSUFFICIENT_EVIDENCE: "warn",
}
_TABLES: tuple[StateTable[Any], ...] = (
    NARRATIVE_MOVES,
    ACTION_MOVES,
    CLOSURE_MOVES,
    INTERVIEW_MOVES,
    OBLIGATION_MOVES,
)


def _act_names() -> dict[str, str]:
    """How the log says an act; one that may be several moves is left out."""
    verbs: dict[str, set[str]] = {}
    for table in _TABLES:
        for move in table.moves:
            verbs.setdefault(move.right, set()).add(move.verb)
    return {right: next(iter(said)) for right, said in verbs.items() if len(said) == 1}


ACT_NAMES: Mapping[str, str] = _act_names()
NAMES: Mapping[str, str] = {
    **STATUS_NAMES,
    # placement
    "remained": N_("remained"),
    "upgraded": N_("upgraded"),
    "downgraded": N_("downgraded"),
    "waiver": N_("kept by a waiver"),
    # overall efforts
    "increasing": N_("increasing"),
    "not_increasing": N_("not increasing"),
    # findings
    "effort": N_("effort"),
    "shortfall": N_("shortfall"),
    "more": N_("more"),
    "fewer": N_("fewer"),
    "continued": N_("continued"),
    "began": N_("began"),
    "stopped": N_("stopped"),
    "lacked": N_("lacked"),
    # the four P's
    "prosecution": N_("Prosecution"),
    "protection": N_("Protection"),
    "prevention": N_("Prevention"),
    "partnership": N_("Partnership"),
    "profile": N_("Trafficking profile"),
    "recommendations": N_("Recommendations"),
    # links across editions
    "new": N_("new"),
    "repeated": N_("repeated"),
    "reworded": N_("reworded"),
    "dropped": N_("dropped"),
    "again": N_("again"),
    "gone": N_("not repeated"),
    # narratives and items
    **NARRATIVE_MOVES.labels,
    "corrected": N_("corrected"),
    "added": N_("added"),
    **ACTION_MOVES.labels,
    **INTERVIEW_MOVES.labels,
    # After the interviews: both have a state `refused`; web/parts/interview_state.html has theirs.
    **CLOSURE_MOVES.labels,
    # kinds of places
    "police": N_("police"),
    "border": N_("border"),
    "migration": N_("migration service"),
    "street": N_("street"),
    "school": N_("school"),
    "hospital": N_("hospital or clinic"),
    "shelter": N_("shelter"),
    "workplace": N_("workplace"),
    "outreach": N_("outreach"),
    "court": N_("court"),
    "ngo": N_("non-governmental organisation"),
    "hotline": N_("hotline"),
    "detention": N_("detention"),
    "reception": N_("reception centre"),
    "asylum": N_("asylum procedure"),
    "home": N_("private home"),
    "online": N_("online"),
    # values
    "value": N_("a number"),
    "not_reported": N_("not reported"),
    "not_applicable": N_("not applicable"),
    "suppressed": N_("suppressed"),
    # checklist
    "no_data": N_("No data"),
    "open": N_("Unverified evidence only"),
    "partly": N_("Partly met"),
    "not_met": N_("Not met"),
    # header of a reading
    "tier": N_("Tier"),
    "placement": N_("Placement"),
    "overall_efforts": N_("Overall efforts"),
    "watch_list_year": N_("Year on the Watch List"),
    "source": N_("Source line"),
    # search
    "narrative": N_("Text of a narrative"),
    "recommendation": N_("Recommendation"),
    "duty": N_("Duty"),
    "note": N_("Note"),
    "measure": N_("Measure"),
    "agency": N_("Agency"),
    "theme": N_("Theme"),
    "country": N_("Country"),
    # checks of a text's more and fewer
    "agrees": N_("the figures agree"),
    "contradicts": N_("the figures contradict"),
    "cannot_be_checked": N_("cannot be checked"),
}
