"""What a door may know before an import: which rows are new, which are here, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.accounts.people import Actor
from palermo.exchange.submission_mapping import KEY, ColumnMapping
from palermo.exchange.submission_rows import Checked, Problem, Submission
from palermo.kernel.messages import N_, Message
from palermo.records.queries import officers_of_keys


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an import does. `here`: rows that came in before and stay as they are."""

    rows: int
    new: tuple[Submission, ...]
    here: int
    problems: tuple[Problem, ...]

    @property
    def children(self) -> int:
        """How many of the new rows go to the pathway for children."""
        return sum(s.child for s in self.new)

    @property
    def rows_left_out(self) -> int:
        """How many rows have a problem and do not come in."""
        return self.rows - len(self.new) - self.here


def outlook(actor: Actor, checked: Checked, mapping: ColumnMapping) -> Outlook:
    """Checked rows beside what is kept already."""
    kept = officers_of_keys([s.key for s in checked.ready])
    column = next((h for h, target in mapping.columns.items() if target == KEY), "")
    others = [
        Problem(
            s.row,
            column,
            Message(N_("Another officer has this interview already.")),
            Message(N_("Nothing to do: it is kept once, and stays hers.")),
        )
        for s in checked.ready
        if kept.get(s.key, actor.username) != actor.username
    ]
    new = tuple(s for s in checked.ready if s.key not in kept)
    return Outlook(
        rows=checked.rows,
        new=new,
        here=len(checked.ready) - len(new) - len(others),
        problems=(*checked.problems, *others),
    )
