"""How a line of the activity log says its act."""

from __future__ import annotations

from palermo.accounts.rights import Right, name_right
from palermo.cases.act_names import ACT_NAMES
from palermo.journal.values import JournalRow


def act_text(row: JournalRow) -> str:
    """What was done ("added a note"), or what was refused ("add a note"), to be translated."""
    if row.outcome == "done" and row.act in ACT_NAMES:
        return ACT_NAMES[row.act]
    right = name_right(row.act)
    return right.label if isinstance(right, Right) else right
