"""What is known before an import: which rows are new, which are here, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from palermo.actions.interviews._interviews import get_procedure_version
from palermo.actions.visit import Visit
from palermo.exchange.submission_mapping import (
    KEY,
    CodedTable,
    ColumnMapping,
    keep_coded_columns,
    propose_mapping,
)
from palermo.exchange.submission_rows import RowProblem, Submission, check_rows
from palermo.exchange.submissions import read_submissions
from palermo.kernel.messages import N_, Message
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import officers_of_keys


@dataclass(frozen=True, slots=True)
class MappedFile:
    """A file, the procedure it answers, and which of its columns is what."""

    procedure: Procedure
    table: CodedTable
    mapping: ColumnMapping


def open_mapped_file(
    content: bytes, name: str, procedure: str, said: ColumnMapping, *, pack: Pack, on: date
) -> MappedFile:
    """Read a file for one version of a procedure: the one that `said` names, or that of a day.

    Without columns in `said` those that are recognised are taken. Raises UnreadableInput, NotFound.
    """
    version = said.version
    chosen = (
        get_procedure_version(procedure, version, pack)
        if version
        else pack.procedure(procedure, on)
    )
    table = keep_coded_columns(read_submissions(content, name), chosen, pack, said)
    columns = said.columns or propose_mapping(table).columns
    return MappedFile(chosen, table, said.model_copy(update={"columns": columns}))


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import does. `here`: rows that came in before and stay as they are."""

    rows: int
    new: tuple[Submission, ...]
    here: int
    problems: tuple[RowProblem, ...]

    @property
    def children(self) -> int:
        """How many of the new rows go to the pathway for children."""
        return sum(s.child for s in self.new)

    @property
    def rows_left_out(self) -> int:
        """How many rows have a problem and do not come in."""
        return self.rows - len(self.new) - self.here


def compare_with_kept(visit: Visit, opened: MappedFile) -> ImportPreview:
    """Every row checked, beside what is kept already. Raises BadValue for half a mapping.

    It reads which interviews are kept and with which officer: call it in an act that leaves a line.
    """
    mapping, officer = opened.mapping, visit.actor.username
    checked = check_rows(opened.table, mapping, opened.procedure, visit.pack, visit.zone)
    kept = officers_of_keys([s.key for s in checked.ready])
    column = next((h for h, target in mapping.columns.items() if target == KEY), "")
    others = [
        RowProblem(
            s.row,
            column,
            Message(N_("Another officer has this interview already.")),
            Message(N_("Nothing to do. It stays with the officer who has it.")),
        )
        for s in checked.ready
        if kept.get(s.key, officer) != officer
    ]
    new = tuple(s for s in checked.ready if s.key not in kept)
    return ImportPreview(
        rows=checked.rows,
        new=new,
        here=len(checked.ready) - len(new) - len(others),
        problems=(*checked.problems, *others),
    )
