"""How a line of the activity log says its act."""

from __future__ import annotations

from collections.abc import Callable

from palermo.accounts.rights import Right, name_right
from palermo.cases.act_names import ACT_NAMES
from palermo.cases.narrative import ItemKind, ReviewDecision
from palermo.cases.plan import ActionState, ClosureOutcome
from palermo.journal.values import JournalRow
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


def act_text(row: JournalRow) -> str:
    """What was done ("added a note"), or what was refused ("add a note"), to be translated."""
    if row.outcome == "done" and row.act in ACT_NAMES:
        return ACT_NAMES[row.act]
    right = name_right(row.act)
    return right.label if isinstance(right, Right) else right


def act_sentence(row: JournalRow, translate: Callable[[str], str] = str) -> str:
    """The act with what was decided and on what, from the codes in the line's `detail`."""
    said = translate(act_text(row))
    if row.outcome != "done":
        return said
    parts = [translate(code.label) for code in _decided(row.detail)]
    count = row.detail.get("items")
    if isinstance(count, list):
        parts.append(translate(N_("items: {n}")).format(n=len(count)))
    if row.act == "decide_link" and "same" in row.detail:
        parts.append(translate(_LINK_ANSWERS[row.detail["same"]]))
        parts.append(str(row.detail.get("demand", "")))
    return f"{said}: {', '.join(parts)}" if parts else said


_LINK_ANSWERS: dict[object, str] = {
    True: N_("the same demand"),
    False: N_("not the same"),
    None: N_("answer taken back"),
}
#: What the lines of decisions hold, and which codes they are.
_CODES: dict[str, type[LabelledCode]] = {
    "kind": ItemKind,
    "decision": ReviewDecision,
    "outcome": ClosureOutcome,
    "state": ActionState,
}


def _decided(detail: dict[str, object]) -> list[LabelledCode]:
    """Lines of an earlier version may lack a code, and other acts have others."""
    pairs = [(codes, detail.get(name)) for name, codes in _CODES.items()]
    return [code for codes, value in pairs for code in codes if code.value == value]
