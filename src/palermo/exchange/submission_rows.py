"""Converts rows of a mapped table to interviews, and lists the problems of the others.

A problem names row, column and remedy, never the cell's content, which may be a person's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TypeVar
from uuid import UUID

from palermo.cases.child import begins_with_child, find_age_group
from palermo.cases.handover import Handover, check_handover, find_ending
from palermo.cases.interview import is_age
from palermo.conditions.explain import evaluate_condition
from palermo.exchange.answer_vocabulary import (
    UNREADABLE,
    AnswerVocabulary,
    parse_id,
    parse_moment,
    parse_number,
    plain_text,
)
from palermo.exchange.no_talk_columns import ADULT, CALLED, EXPECTED, NO_TALK, NoTalkVocabulary
from palermo.exchange.submission_mapping import (
    AGE,
    FIRST_SIGN,
    KEY,
    LEFT_OUT,
    PLACE,
    STARTED,
    VERSION,
    CodedTable,
    ColumnMapping,
    SubmissionColumn,
    check_mapping,
)
from palermo.kernel.answers import Answer, Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_, Message
from palermo.packs.pack import Pack
from palermo.procedures.answers import check_answers
from palermo.procedures.shapes import Procedure, Question
from palermo.tables.table import Cell, ColumnKind, Table, TableColumn

T = TypeVar("T")
#: KoboToolbox writes this time in UTC without saying so.
_UTC_COLUMN = "_submission_time"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A problem in a row, and how to correct it."""

    row: int
    column: str
    what: Message
    remedy: Message


@dataclass(frozen=True, slots=True)
class Submission:
    """A row without a problem. `child`: the child procedure takes over.

    `handover`: the talk did not take place. `adult`: the person was surely 18 or older.
    `first_sign_at`: when the first sign was seen, where the form says it.
    """

    row: int
    key: UUID
    started_at: datetime
    place_kind: str
    age: int | None
    child: bool
    answers: Answers
    handover: Handover | None = None
    adult: bool = False
    first_sign_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """All rows of a table: the valid ones, and the problems of the others."""

    rows: int
    ready: tuple[Submission, ...] = ()
    problems: tuple[RowProblem, ...] = ()


def check_rows(
    table: CodedTable, mapping: ColumnMapping, procedure: Procedure, pack: Pack, zone: tzinfo
) -> CheckedRows:
    """Check every row against the procedure; times without a time zone are in `zone`.

    Raises BadValue for an incomplete mapping.
    """
    check_mapping(mapping, table, procedure)
    checker = _Checker(table, mapping, procedure, pack, zone)
    rows = [checker.row(place) for place in range(len(table.numbers))]
    ready, problems = [], []
    first: dict[UUID, int] = {}
    for row in rows:
        key = row.submission.key if row.submission else None
        if key and (before := first.setdefault(key, row.row)) != row.row:
            row.add(
                checker.header(KEY),
                N_("Row {row} has the same submission."),
                N_("Nothing to do: that row is imported."),
                row=before,
            )
        if row.problems:
            problems += row.problems
        elif row.submission:
            ready.append(row.submission)
    return CheckedRows(len(rows), tuple(ready), tuple(problems))


def problems_table(problems: Iterable[RowProblem], translate: Callable[[str], str] = str) -> Table:
    """The problems as a table for download."""
    columns = (
        TableColumn("row", N_("Row"), ColumnKind.NUMBER),
        TableColumn("column", N_("Column")),
        TableColumn("what", N_("What is wrong")),
        TableColumn("remedy", N_("What to do")),
    )
    cells: list[tuple[Cell, ...]] = [
        (p.row, p.column, p.what.say(translate), p.remedy.say(translate)) for p in problems
    ]
    return Table("import-problems", N_("What was not imported"), columns, tuple(cells))


@dataclass(slots=True)
class _Row:
    row: int
    submission: Submission | None = None
    problems: list[RowProblem] = field(default_factory=list)

    def add(self, column: str, what: str, remedy: str, **params: object) -> None:
        self.problems.append(
            RowProblem(self.row, column, Message(what, params), Message(remedy, params))
        )


class _Checker:
    """Checks one row after the other."""

    def __init__(
        self,
        table: CodedTable,
        mapping: ColumnMapping,
        procedure: Procedure,
        pack: Pack,
        zone: tzinfo,
    ) -> None:
        self.table, self.mapping, self.procedure = table, mapping, procedure
        self.words = AnswerVocabulary(procedure, pack, table.values)
        self.versions = {p.version for p in pack.procedures.versions if p.id == procedure.id}
        self.no_talk = NoTalkVocabulary(procedure, pack)
        self.roles = pack.speech.called_roles
        self.zone = zone
        targets = {c.header: mapping.columns.get(c.header, LEFT_OUT) for c in table.columns}
        self.by_target = {targets[c.header]: c for c in table.columns}
        self.questions: list[tuple[Question, SubmissionColumn]] = [
            (q, self.by_target[q.id]) for q in procedure.questions if q.id in self.by_target
        ]

    def header(self, target: str) -> str:
        """The heading of the column that was mapped to a target."""
        return self.by_target[target].header if target in self.by_target else ""

    def row(self, place: int) -> _Row:
        """One row: a submission, or at least one problem."""
        row = _Row(self.table.numbers[place])
        self._version(row, place)
        reason = self._coded(NO_TALK, place, self.no_talk.reason, row)
        answers = self._answers(row, place, without_talk=reason is not None)
        key = parse_id(self._cell(KEY, place))
        if key is None:
            row.add(
                self.header(KEY),
                N_("The id of the submission is missing."),
                N_("Export it with its id. Without the id an interview could be imported twice."),
            )
        started = self._started(place)
        if started is None:
            row.add(
                self.header(STARTED),
                N_("The time of the interview is missing."),
                N_("Write it as 2026-03-01T09:30:00+04:00."),
            )
        kind = self._place_kind(row, place)
        age = self._age(row, place)
        told = self._coded(ADULT, place, self.no_talk.adult, row)
        adult = told == "yes" if told else self.mapping.adults is True
        handover = self._handover(row, place, reason, started) if reason else None
        first_sign = self._first_sign(row, place, started)
        if not row.problems and key and started:
            # Validate again exactly as the web form and API do.
            checked = check_answers(self.procedure, answers)
            child = self._is_child(age, checked, handover, adult=adult)
            row.submission = Submission(
                row.row, key, started, kind, age, child, checked, handover, adult, first_sign
            )
        return row

    def _first_sign(self, found: _Row, place: int, started: datetime | None) -> datetime | None:
        """When the first sign was seen, where the form says it: not before the interview."""
        first = self._coded(FIRST_SIGN, place, lambda c: parse_moment(c, self.zone), found)
        if first and started and first < started.replace(second=0, microsecond=0):
            found.add(
                self.header(FIRST_SIGN),
                N_("The first sign is before the interview."),
                N_("Correct the time, or leave the cell empty."),
            )
        return first

    def _is_child(
        self, age: int | None, answers: Answers, handover: Handover | None, *, adult: bool
    ) -> bool:
        """Whether the procedure for children takes over."""
        if handover is None:
            return begins_with_child(self.procedure, age, answers, surely_adult=adult)
        group = find_age_group(self.procedure, age, answers, surely_adult=adult)
        return find_ending(self.procedure, group, handover.reason).procedure != self.procedure.id

    def _handover(
        self, found: _Row, place: int, reason: str, started: datetime | None
    ) -> Handover | None:
        called = self._coded(CALLED, place, self.no_talk.roles, found) or ()
        expected = self._coded(EXPECTED, place, lambda c: parse_moment(c, self.zone), found)
        handover = Handover(reason, called, expected)
        if found.problems or started is None:
            return None
        try:
            check_handover(handover, self.roles, started, started)
        except BadValue as error:
            header = self.header(EXPECTED)
            found.problems.append(RowProblem(found.row, header, error.what, error.remedy))
            return None
        return handover

    def _coded(
        self, target: str, place: int, parse: Callable[[str], T | None], found: _Row
    ) -> T | None:
        """The value of a cell; None where it is empty, or not readable, which is a problem."""
        cell = self._cell(target, place)
        value = parse(cell) if cell else None
        if cell and value is None:
            found.add(
                self.header(target),
                N_("The cell cannot be read."),
                N_("Write one of the codes of the form, or leave the cell empty."),
            )
        return value

    def _cell(self, target: str, place: int) -> str:
        return self.by_target[target].cells[place] if target in self.by_target else ""

    def _started(self, place: int) -> datetime | None:
        in_utc = plain_text(self.header(STARTED)).endswith(_UTC_COLUMN)
        return parse_moment(self._cell(STARTED, place), UTC if in_utc else self.zone)

    def _version(self, found: _Row, place: int) -> None:
        if VERSION not in self.by_target:
            return
        version = parse_number(self._cell(VERSION, place))
        if version == self.procedure.version:
            return
        if version in self.versions:
            found.add(
                self.header(VERSION),
                N_("The row is for version {other}, not {version}."),
                N_("Choose version {other} and import the file again."),
                other=version,
                version=self.procedure.version,
            )
        else:
            found.add(
                self.header(VERSION),
                N_("The pack has no such version of the procedure."),
                N_(
                    "Ask the person responsible for the procedures. Palermo never guesses a "
                    "version."
                ),
            )

    def _answers(self, found: _Row, place: int, *, without_talk: bool) -> dict[str, Value]:
        answers: dict[str, Value] = {}
        for question, column in self.questions:
            cell = column.cells[place]
            if not cell:
                continue
            value = self.words.answer(question.id, column.header, cell)
            if value is None:
                found.add(
                    column.header,
                    N_("This is not an answer to the question {question}."),
                    N_("Write one of: {codes}."),
                    question=question.id,
                    codes=_codes(question),
                )
            elif not isinstance(value, str) and not _within(question, value):
                found.add(
                    column.header,
                    N_("The number must be between {least} and {most}."),
                    N_(
                        "Ask the person who filled in the form. If it is not known, leave the cell "
                        "empty."
                    ),
                    least=_format_limit(question.least),
                    most=_format_limit(question.most),
                )
            else:
                answers[question.id] = value
        if not answers and not found.problems and not without_talk:
            found.add(
                "",
                N_("The row contains no answers."),
                N_("Nothing to do, unless a column of answers was left out."),
            )
        if not found.problems:
            self._relevance(found, answers, without_talk=without_talk)
        return answers

    def _relevance(self, found: _Row, answers: dict[str, Value], *, without_talk: bool) -> None:
        # What is seen needs no earlier answer; it is wrong only where one rules it out.
        wrong = {Answer.NO} if without_talk else {Answer.NO, Answer.UNKNOWN}
        for question, column in self.questions:
            value = answers.get(question.id, Missing.NOT_ASKED)
            if value != Missing.NOT_ASKED and evaluate_condition(question.when, answers) in wrong:
                found.add(
                    column.header,
                    N_("With these answers, the question {question} is not asked."),
                    N_("Check the form: empty this cell, or correct the earlier answer."),
                    question=question.id,
                )

    def _place_kind(self, found: _Row, place: int) -> str:
        known = self.procedure.settings
        word = plain_text(self._cell(PLACE, place))
        kind = (
            next((k for k in known if plain_text(k) == word), "")
            if word
            else self.mapping.place_kind
        )
        if known and kind not in known:
            found.add(
                self.header(PLACE),
                N_("The kind of place is not known."),
                N_("Choose one of: {places}."),
                places=", ".join(known),
            )
        return kind

    def _age(self, found: _Row, place: int) -> int | None:
        cell = self._cell(AGE, place)
        if not cell:
            return None
        age = parse_number(cell)
        if age is None or not is_age(age):
            found.add(
                self.header(AGE),
                N_("The age is not a number of years."),
                N_("Enter the age in years, or leave the cell empty."),
            )
            return None
        return int(age)


def _within(question: Question, value: float) -> bool:
    low, high = question.least, question.most
    return (low is None or value >= low) and (high is None or value <= high)


def _format_limit(limit: float | None) -> str:
    return "…" if limit is None else f"{limit:g}"


def _codes(question: Question) -> str:
    if question.type == "number":
        return ", ".join(
            [f"{_format_limit(question.least)}–{_format_limit(question.most)}", *Missing]
        )
    return ", ".join([*([c.id for c in question.choices] or ["yes", "no"]), *Missing])


def count_codes(column: SubmissionColumn, words: AnswerVocabulary, question: str) -> Counter[str]:
    """How often each coded answer occurs in a column; `UNREADABLE` and empty are counted too."""
    counts: Counter[str] = Counter()
    for cell in column.cells:
        value = words.answer(question, column.header, cell) if cell else None
        counts["" if not cell else UNREADABLE if value is None else str(value)] += 1
    return counts
