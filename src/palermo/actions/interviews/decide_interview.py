"""Decide after an interview. It advises; the officer decides, and says why if she differs."""

from __future__ import annotations

from datetime import datetime

from palermo.accounts.people import Actor
from palermo.actions._text_rules import required_text
from palermo.actions.interviews._interviews import check_adult, check_open, get_starting_version
from palermo.actions.step import step
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.decide import Outcome, run_procedure
from palermo.procedures.obligations import asks_for_decision
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview
from palermo.saying.indications import DecisionContext, decided_json


def decide_interview(
    actor: Actor,
    *,
    interview: int,
    version: int,
    at: datetime,
    pack: Pack,
    decision: Outcome | None = None,
    reason: str = "",
    language: str = "",
) -> None:
    """Close the interview; its duties begin to run. The indication is kept as it is now.

    `language`: the one in which the questions stood before the officer.

    Raises BadValue without a decision where the procedure asks for one, or without a reason where
    the officer decides otherwise than indicated, or alone.
    """
    with step(actor, "decide_interview", f"interview {interview}") as taken:
        row = get_interview(actor.username, interview)
        check_open(row)
        procedure = get_starting_version(row, pack)
        check_adult(procedure, row.age, row.answers)
        found = run_procedure(procedure, row.answers)
        if asks_for_decision(procedure) is (decision is None):
            raise BadValue(
                N_("Choose a decision."),
                where="decision",
                remedy=N_("Choose one of: {outcomes}."),
                outcomes=", ".join(Outcome),
            )
        if decision is not found.outcome:
            reason = required_text("reason", reason, missing=N_("Say why you decide differently."))
        # Whoever was heard on paper days ago does not wait again: deadlines run from that day.
        since = row.started_at if row.typed_in else at
        spoken = "" if row.typed_in else language
        decided = DecisionContext(decision, at, since, actor.username, spoken)
        store.close_with_decision(
            interview,
            version,
            decision=decision.value if decision else "",
            reason=reason.strip(),
            indication=decided_json(found, procedure, pack, row.answers, decided),
            at=at,
        )
        taken.detail = {"procedure": row.procedure, "version": row.procedure_version}
