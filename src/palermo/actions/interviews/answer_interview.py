"""Keep answers of an open interview."""

from __future__ import annotations

from collections.abc import Mapping

from palermo.accounts.people import Actor
from palermo.actions.interviews._interviews import check_open, get_starting_version
from palermo.actions.step import step
from palermo.packs.pack import Pack
from palermo.procedures.answers import check_answers
from palermo.records.interviews import store
from palermo.records.interviews.queries import get_interview


def answer_interview(
    actor: Actor, *, interview: int, version: int, given: Mapping[str, object], pack: Pack
) -> int:
    """Add `given` to the answers; returns the new version. What was said before is kept too.

    Raises BadValue for a name or code that the procedure does not have, Refused for a closed
    interview or one that was changed since `version`.
    """
    with step(actor, "answer_interview", f"interview {interview}") as taken:
        row = get_interview(actor.username, interview)
        check_open(row)
        checked = check_answers(get_starting_version(row, pack), given)
        new = {name: value for name, value in checked.items() if row.answers.get(name) != value}
        if not new:
            return row.version
        store.save_answers(interview, version, {**row.answers, **new}, new, actor.username)
        # The log holds how many, never which or what.
        taken.detail = {"answers": len(new)}
        return version + 1
