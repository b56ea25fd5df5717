"""Converts one row of a mapped table to an interview, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TypeVar
from uuid import UUID

from palermo.cases.child import age_contradicts, begins_with_child, find_age_group
from palermo.cases.handover import Handover, check_handover, find_ending
from palermo.cases.interview import is_age
from palermo.conditions.explain import evaluate_condition
from palermo.exchange.answer_limits import format_limit, is_within_limits, list_answer_codes
from palermo.exchange.answer_vocabulary import (
    AnswerVocabulary,
    parse_id,
    parse_number,
    plain_text,
)
from palermo.exchange.headings import (
    AGE,
    FIRST_SIGN,
    KEY,
    LEFT_OUT,
    PLACE,
    REVIEW,
    STARTED,
    VERSION,
    name_rank,
)
from palermo.exchange.moments import find_date_order, is_moment, parse_moment
from palermo.exchange.no_talk_columns import ADULT, CALLED, EXPECTED, NO_TALK, NoTalkVocabulary
from palermo.exchange.review_states import APPROVED, ON_HOLD, REJECTED, review_state
from palermo.exchange.row_values import FoundRow, RowProblem, Submission
from palermo.exchange.submission_mapping import CodedTable, ColumnMapping, SubmissionColumn
from palermo.kernel.answers import Answer, Answers, Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.packs.pack import Pack
from palermo.procedures.answers import check_answers
from palermo.procedures.interview_order import age_questions
from palermo.procedures.shapes import Procedure, Question

T = TypeVar("T")
#: KoboToolbox writes this time in UTC without saying so.
_UTC_COLUMN = "_submission_time"
#: Clocks and time zones of devices may be away by so much.
_CLOCK_AHEAD = timedelta(days=1)
#: What the column on the age of the person says.
_SURE = {"yes": True, "no": False}


class RowChecker:
    """Checks one row after the other."""

    def __init__(
        self,
        table: CodedTable,
        mapping: ColumnMapping,
        procedure: Procedure,
        pack: Pack,
        zone: tzinfo,
        now: datetime | None = None,
    ) -> None:
        self.table, self.mapping, self.procedure = table, mapping, procedure
        self.words = AnswerVocabulary(procedure, pack, table.values)
        self.versions = {p.version for p in pack.procedures.versions if p.id == procedure.id}
        self.first_day = min(p.since for p in pack.procedures.versions)
        self.no_talk = NoTalkVocabulary(procedure, pack)
        self.roles = pack.speech.called_roles
        self.zone, self.now = zone, now
        self.by_target: dict[str, list[SubmissionColumn]] = {}
        for column in table.columns:
            target = mapping.columns.get(column.header, LEFT_OUT)
            self.by_target.setdefault(target, []).append(column)
        for target, columns in self.by_target.items():
            columns.sort(key=lambda c, t=target: name_rank(t, c.header))  # type: ignore[misc]
        self.month_first = {
            column.header: find_date_order(column.cells)
            for target in (STARTED, FIRST_SIGN, EXPECTED)
            for column in self.by_target.get(target, ())
        }
        self.questions: list[tuple[Question, list[SubmissionColumn]]] = [
            (q, self.by_target[q.id]) for q in procedure.questions if q.id in self.by_target
        ]

    def header(self, target: str) -> str:
        """The heading of the column that was mapped to a target."""
        return self.by_target[target][0].header if target in self.by_target else ""

    def row(self, place: int) -> FoundRow:
        """One row: a submission, or at least one problem."""
        row = FoundRow(self.table.numbers[place])
        self._version(row, place)
        self._review(row, place)
        reason = self._coded(NO_TALK, place, self.no_talk.reason, row)
        answers = self._answers(row, place, without_talk=reason is not None)
        key = self._key(row, place)
        started = self._started(row, place)
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
            sure = _SURE.get(told or "")
            doubtful = age_contradicts(self.procedure, age, checked, surely_adult=sure)
            if doubtful and not child:
                self._contradiction(row, checked)
                return row
            row.submission = Submission(
                row.row, key, started, kind, age, child, checked, handover, adult, first_sign,
                doubtful,
            )  # fmt: skip
        return row

    def _key(self, found: FoundRow, place: int) -> UUID | None:
        """The id of the submission: the first one, if it was edited."""
        cells = [c for _, c in self._cells(KEY, place)]
        key = next((key for cell in cells if (key := parse_id(cell))), None)
        if key is None:
            found.add(
                self.header(KEY),
                N_("The id of the submission is missing."),
                N_("Export it with its id. Without the id an interview could be imported twice."),
            )
        return key

    def _review(self, found: FoundRow, place: int) -> None:
        """A submission that was rejected, or not yet approved, is not taken unasked."""
        for column, cell in self._cells(REVIEW, place):
            state = review_state(cell)
            if state == APPROVED:
                continue
            found.add(
                column.header,
                {
                    REJECTED: N_("The submission was rejected in the other tool."),
                    ON_HOLD: N_("The submission is on hold in the other tool."),
                    None: N_("The cell cannot be read."),
                }[state],
                N_(
                    "Ask the person who reviewed it. To import it all the same, approve it there, "
                    "or leave this column out (-)."
                ),
            )

    def _contradiction(self, found: FoundRow, answers: Answers) -> None:
        """Nothing else protects this person: no procedure for children takes over."""
        asked = (q for q in age_questions(self.procedure) if q in answers)
        found.add(
            self.header(AGE) or next((self.header(q) for q in asked), ""),
            N_("The age and the answers about the age contradict each other."),
            N_(
                "Ask the person who filled in the form. If it is not known, enter “does not know” "
                "and no age: then the person is treated as a child."
            ),
        )

    def _first_sign(self, found: FoundRow, place: int, started: datetime | None) -> datetime | None:
        """When the first sign was seen, where the form says it: not before the interview."""
        first = self._coded(
            FIRST_SIGN, place, lambda c: self._moment(self.header(FIRST_SIGN), c), found
        )
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
        self, found: FoundRow, place: int, reason: str, started: datetime | None
    ) -> Handover | None:
        called = self._coded(CALLED, place, self.no_talk.roles, found) or ()
        expected = self._coded(
            EXPECTED, place, lambda c: self._moment(self.header(EXPECTED), c), found
        )
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
        self, target: str, place: int, parse: Callable[[str], T | None], found: FoundRow
    ) -> T | None:
        """The value of a cell; None where it is empty, or not readable, which is a problem."""
        values: list[T] = []
        for column, cell in self._cells(target, place):
            value = parse(cell)
            if value is None:
                found.add(
                    column.header,
                    N_("The cell cannot be read."),
                    N_("Write one of the codes of the form, or leave the cell empty."),
                )
            elif value not in values:
                values.append(value)
        if len(values) > 1:
            self._differ(found, self.by_target[target])
        return values[0] if values else None

    def _differ(self, found: FoundRow, columns: list[SubmissionColumn]) -> None:
        found.add(
            ", ".join(c.header for c in columns),
            N_("The columns of one question hold different answers."),
            N_("Empty the wrong cell, or leave one of the columns out (-)."),
        )

    def _cells(self, target: str, place: int) -> list[tuple[SubmissionColumn, str]]:
        """The filled cells of a row in the columns of a target."""
        return [(c, c.cells[place]) for c in self.by_target.get(target, ()) if c.cells[place]]

    def _moment(self, column: str, cell: str) -> datetime | None:
        zone = UTC if plain_text(column).endswith(_UTC_COLUMN) else self.zone
        return parse_moment(cell, zone, month_first=self.month_first.get(column))

    def _started(self, found: FoundRow, place: int) -> datetime | None:
        cells = self._cells(STARTED, place)
        column, cell = (cells[0][0].header, cells[0][1]) if cells else (self.header(STARTED), "")
        moment = self._moment(column, cell)
        write = N_("Write it as 2026-03-01T09:30:00+04:00.")
        if not cell:
            found.add(column, N_("The time of the interview is missing."), write)
        elif moment is None and is_moment(cell):
            what = N_("It is not clear which number of the date is the day and which the month.")
            found.add(column, what, write)
        elif moment is None:
            found.add(column, N_("The time of the interview cannot be read."), write)
        else:
            self._clock(found, column, moment)
        return moment

    def _clock(self, found: FoundRow, column: str, moment: datetime) -> None:
        """A device's clock may be years away from the truth; deadlines run from it."""
        if moment.astimezone(self.zone).date() < self.first_day:
            found.add(
                column,
                N_("The time is before {since}, when no procedure applied yet."),
                N_("If the clock of the device was wrong, write the true time."),
                since=self.first_day.isoformat(),
            )
        elif self.now is not None and moment > self.now + _CLOCK_AHEAD:
            found.add(
                column,
                N_("The time of the interview has not come yet."),
                N_("If the clock of the device was wrong, write the true time."),
            )

    def _version(self, found: FoundRow, place: int) -> None:
        if VERSION not in self.by_target:
            return
        cells = self._cells(VERSION, place)
        version = parse_number(cells[0][1]) if cells else None
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

    def _answers(self, found: FoundRow, place: int, *, without_talk: bool) -> dict[str, Value]:
        answers: dict[str, Value] = {}
        for question, columns in self.questions:
            cells = [(column, column.cells[place]) for column in columns if column.cells[place]]
            values = {
                value
                for column, cell in cells
                if (value := self._answer(found, question, column.header, cell)) is not None
            }
            if len(values) > 1:
                self._differ(found, columns)
            elif values:
                answers[question.id] = values.pop()
        if not answers and not found.problems and not without_talk:
            found.add(
                "",
                N_("The row contains no answers."),
                N_("Nothing to do, unless a column of answers was left out."),
            )
        if not found.problems:
            self._relevance(found, answers, without_talk=without_talk)
        return answers

    def _answer(self, found: FoundRow, question: Question, header: str, cell: str) -> Value | None:
        value = self.words.answer(question.id, header, cell)
        if value is None:
            found.add(
                header,
                N_("This is not an answer to the question {question}."),
                N_("Write one of: {codes}."),
                question=question.id,
                codes=list_answer_codes(question),
            )
        elif not isinstance(value, str) and not is_within_limits(question, value):
            found.add(
                header,
                N_("The number must be between {least} and {most}."),
                N_(
                    "Ask the person who filled in the form. If it is not known, leave the cell "
                    "empty."
                ),
                least=format_limit(question.least),
                most=format_limit(question.most),
            )
            return None
        return value

    def _relevance(self, found: FoundRow, answers: dict[str, Value], *, without_talk: bool) -> None:
        # What is seen needs no earlier answer; it is wrong only where one rules it out.
        wrong = {Answer.NO} if without_talk else {Answer.NO, Answer.UNKNOWN}
        for question, columns in self.questions:
            value = answers.get(question.id, Missing.NOT_ASKED)
            if value != Missing.NOT_ASKED and evaluate_condition(question.when, answers) in wrong:
                found.add(
                    columns[0].header,
                    N_("With these answers, the question {question} is not asked."),
                    N_("Check the form: empty this cell, or correct the earlier answer."),
                    question=question.id,
                )

    def _place_kind(self, found: FoundRow, place: int) -> str:
        known = self.procedure.settings
        cells = self._cells(PLACE, place)
        kinds = {self.words.place(cell) for _, cell in cells} or {self.mapping.place_kind}
        kind = kinds.pop() if len(kinds) == 1 else ""
        if known and kind not in known:
            found.add(
                self.header(PLACE),
                N_("The kind of place is not known."),
                N_("Choose one of: {places}."),
                places=", ".join(known),
            )
        return kind

    def _age(self, found: FoundRow, place: int) -> int | None:
        ages: set[int] = set()
        for column, cell in self._cells(AGE, place):
            age = parse_number(cell)
            if age is None or not is_age(age):
                found.add(
                    column.header,
                    N_("The age is not a number of years."),
                    N_("Enter the age in years, or leave the cell empty."),
                )
                return None
            ages.add(int(age))
        if len(ages) > 1:
            self._differ(found, self.by_target[AGE])
        return min(ages, default=None)
