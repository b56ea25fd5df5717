"""Read one interview: its answers, what they indicate or what was decided, what must be done."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from palermo.actions.interviews._interviews import get_starting_version
from palermo.actions.interviews._next_steps import find_next, find_takeover_duties
from palermo.actions.step import reading
from palermo.actions.visit import Visit
from palermo.cases.child import may_decide, settle_age
from palermo.cases.decision import restore_indication
from palermo.cases.interview import InterviewState, NextStep
from palermo.procedures.decide import Indication, run_procedure
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import get_interview_by
from palermo.records.interviews.values import InterviewRow
from palermo.records.obligations.queries import list_obligations_of_interview
from palermo.records.obligations.values import ObligationRow


@dataclass(frozen=True, slots=True)
class InterviewReading:
    """An interview with what follows from it.

    `indication`: of the answers now while it is open; as it was kept once it is decided.
    `next`: what an open interview goes on with. `may_decide`: whether the age is known well enough.
    `rules_changed`: the version at hand is not what decided, so its words may not fit.
    `taken_over_by`: the interview that took over for a child; `due_there`: what is due there.
    """

    row: InterviewRow
    procedure: Procedure
    indication: Indication
    obligations: tuple[ObligationRow, ...]
    next: NextStep
    may_decide: bool
    rules_changed: bool
    taken_over_by: InterviewRow | None
    due_there: tuple[ObligationRow, ...]


def read_interview(visit: Visit, *, interview: int | UUID) -> InterviewReading:
    """One interview of the acting officer, by number or key. Raises NotFound."""
    with reading(visit, "read_interview", _target(interview)) as act:
        row = get_interview_by(visit.actor.username, interview)
        act.target = f"interview {row.id}"
        return _with_what_follows(visit, row)


def _target(interview: int | UUID) -> str:
    return f"interview {interview}" if isinstance(interview, int) else ""


def _with_what_follows(visit: Visit, row: InterviewRow) -> InterviewReading:
    procedure = get_starting_version(row, visit.pack)
    officer = visit.actor.username
    obligations = tuple(list_obligations_of_interview(officer, row.id, follows=row.follows))
    if row.state in (InterviewState.DECIDED, InterviewState.IN_REVIEW):
        duties = [o.duty for o in obligations if o.interview == row.id]
        indication = restore_indication(row.indicated, procedure, duties)
    else:
        indication = run_procedure(procedure, settle_age(procedure, row.age, row.answers))
    kept = row.procedure_fingerprint
    taken_over_by, due_there = find_takeover_duties(row)
    at_hand = visit.pack.procedures.fingerprint(procedure.id, procedure.version)
    return InterviewReading(
        row=row,
        procedure=procedure,
        indication=indication,
        obligations=obligations,
        next=find_next(row, procedure, obligations, visit.pack),
        may_decide=may_decide(procedure, row.age, row.answers),
        rules_changed=kept not in ("", at_hand),
        taken_over_by=taken_over_by,
        due_there=due_there,
    )
