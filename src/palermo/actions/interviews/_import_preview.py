"""What is known before an import: which rows are new, which are here, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from palermo.actions.interviews._interviews import get_procedure_version
from palermo.actions.visit import Visit
from palermo.cases.interview import InterviewState
from palermo.exchange.form_version import find_form_version, read_any_version
from palermo.exchange.headings import KEY
from palermo.exchange.no_talk_columns import NO_TALK, NO_TALK_COLUMNS
from palermo.exchange.row_values import RowProblem, Submission
from palermo.exchange.submission_mapping import (
    CodedTable,
    ColumnMapping,
    check_mapping,
    keep_coded_columns,
    list_unused_columns,
    propose_mapping,
)
from palermo.exchange.submission_rows import check_rows
from palermo.kernel.messages import N_, Message
from palermo.packs.pack import Pack
from palermo.procedures.interview_order import age_questions
from palermo.procedures.shapes import Procedure
from palermo.records.interviews.queries import list_kept_submissions, officers_of_keys
from palermo.records.interviews.values import KeptSubmission


@dataclass(frozen=True, slots=True)
class MappedFile:
    """A file, the procedure it answers, and which of its columns is what.

    `unused`: columns with coded answers that nobody has said anything about.
    """

    procedure: Procedure
    table: CodedTable
    mapping: ColumnMapping
    unused: tuple[str, ...] = ()


def open_mapped_file(
    content: bytes, name: str, procedure: str, said: ColumnMapping, *, pack: Pack, on: date
) -> MappedFile:
    """Read a file for one version of a procedure: the one that `said` or the rows name.

    Columns that `said` does not name are taken if they are recognised. Raises UnreadableInput,
    NotFound.
    """
    raw = read_any_version(content, name, procedure, pack)
    chosen = (
        get_procedure_version(procedure, said.version, pack)
        if said.version
        else find_form_version(raw, procedure, pack, on)
    )
    table = keep_coded_columns(raw, chosen, pack, said)
    columns = {**propose_mapping(table).columns, **said.columns}
    unused = list_unused_columns(table, said)
    return MappedFile(chosen, table, said.model_copy(update={"columns": columns}), unused)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import does. `here`: rows that came in before and stay as they are.

    `unused`: see `MappedFile`; until it is empty nothing is imported.
    """

    rows: int
    new: tuple[Submission, ...]
    here: int
    problems: tuple[RowProblem, ...]
    unused: tuple[str, ...] = ()

    @property
    def children(self) -> int:
        """How many of the new rows go to the pathway for children."""
        return sum(s.child for s in self.new)

    @property
    def doubtful_ages(self) -> tuple[int, ...]:
        """New rows whose age and answers contradict each other; these people count as children."""
        return tuple(s.row for s in self.new if s.doubtful_age)

    @property
    def rows_left_out(self) -> int:
        """How many rows have a problem and do not come in."""
        return self.rows - len(self.new) - self.here


def compare_with_kept(visit: Visit, opened: MappedFile) -> ImportPreview:
    """Every row checked, beside what is kept already. Raises BadValue for half a mapping.

    It reads which interviews are kept and with which officer: call it in an act that leaves a line.
    """
    mapping, officer = opened.mapping, visit.actor.username
    check_mapping(mapping, opened.table, opened.procedure, opened.unused)
    checked = check_rows(opened.table, mapping, opened.procedure, visit.pack, visit.zone, visit.now)
    kept = officers_of_keys([s.key for s in checked.ready])
    own = list_kept_submissions([key for key, by in kept.items() if by == officer])
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
    changed = [
        _differs(s.row, column, names, _in_words(names, opened.procedure, visit.language))
        for s in checked.ready
        if s.key in own and (names := _list_differences(s, own[s.key], opened.procedure))
    ]
    new = tuple(s for s in checked.ready if s.key not in kept)
    return ImportPreview(
        rows=checked.rows,
        new=new,
        here=len(checked.ready) - len(new) - len(others) - len(changed),
        problems=(*checked.problems, *others, *changed),
        unused=opened.unused,
    )


_STARTED = "started_at"
#: Spreadsheets leave out the seconds of a time.
_SAME_TIME = timedelta(minutes=1)
#: What can differ beside the answers to questions.
_NAMES = {
    "procedure": N_("the procedure"),
    "age": N_("the age"),
    _STARTED: N_("the time when it began"),
    NO_TALK_COLUMNS[NO_TALK]: N_("whether a talk took place"),
}


def _in_words(
    names: Sequence[str], procedure: Procedure, language: str
) -> tuple[Message | str, ...]:
    """Questions as they are written in the form, and what else differs."""
    questions = {q.id: f"“{q.text.in_language(language)}”" for q in procedure.questions}
    return tuple(questions.get(n) or Message(_NAMES.get(n, n)) for n in names)


def _differs(
    row: int, column: str, names: Sequence[str], words: tuple[Message | str, ...]
) -> RowProblem:
    correct = N_(
        "Nothing was changed. Compare both: if the file is right, correct the answers in Palermo."
    )
    # What began cannot be moved: the clocks of the obligations have been running since.
    keep = N_(
        "Nothing was changed. Deadlines run from the time in Palermo. Remove the row, or write "
        "that time in it."
    )
    return RowProblem(
        row,
        column,
        Message(N_("This interview is in Palermo with other answers: {names}."), {"names": words}),
        Message(keep if list(names) == [_STARTED] else correct),
    )


def _list_differences(sent: Submission, kept: KeptSubmission, procedure: Procedure) -> list[str]:
    """Questions that the file answers otherwise than it did, and than Palermo does now."""
    if kept.procedure != procedure.id:
        return ["procedure"]
    if kept.state is InterviewState.REFUSED:
        # Of an adult who declined nothing is kept but the code.
        return [] if sent.handover else [NO_TALK_COLUMNS[NO_TALK]]
    asked = [q.id for q in procedure.questions]
    own_words = set(age_questions(procedure)) if sent.adult else set()
    names = [
        name
        for name in asked
        if name in sent.answers
        and sent.answers[name] not in (kept.first.get(name), kept.current.get(name))
    ]
    names += [n for n in kept.imported if n not in sent.answers and n not in own_words]
    if sent.age is not None and sent.age != kept.age:
        names.append("age")
    if not _same_start(sent, kept):
        names.append(_STARTED)
    # The record of a talk that ended with the procedure for children is that procedure's.
    passed = kept.state is InterviewState.PASSED_ON
    if not passed and bool(sent.handover) != bool(kept.handover_reason):
        names.append(NO_TALK_COLUMNS[NO_TALK])
    return names


def _same_start(sent: Submission, kept: KeptSubmission) -> bool:
    # A time ahead of the clock became that of the import.
    was_ahead = abs(kept.started_at - kept.kept_at) < _SAME_TIME and sent.started_at > kept.kept_at
    return was_ahead or abs(sent.started_at - kept.started_at) < _SAME_TIME
