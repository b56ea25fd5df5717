"""Keeps the coded columns of a table of submissions, and which of them is which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import Field, ValidationError, field_validator

from palermo.documents.table_files import RawTable
from palermo.exchange.answer_vocabulary import (
    UNREADABLE,
    AnswerVocabulary,
    Values,
    parse_id,
    parse_number,
    readable_share,
)
from palermo.exchange.headings import (
    AGE,
    FIRST_SIGN,
    KEY,
    LEFT_OUT,
    META,
    REVIEW,
    STARTED,
    UNSURE,
    VERSION,
    HeadingVocabulary,
)
from palermo.exchange.moments import is_moment
from palermo.exchange.no_talk_columns import NO_TALK_COLUMNS, NoTalkVocabulary
from palermo.exchange.review_states import is_review_state
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_, Message
from palermo.kernel.strict_model import StrictModel
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure

#: An unknown column is shown if at least this share of it are coded answers.
_MOSTLY = 0.5


class ColumnMapping(StrictModel):
    """A person's decisions about a table before its import; also the file of `--mapping`.

    `adults`: whether people without an age in the table were certainly 18 or older.
    `confirmed`: the safety conditions met before the first question. `values`: the form's words
    for codes, by column, or `*` for every column.
    """

    version: int | None = None
    place_kind: str = ""
    adults: bool | None = None
    confirmed: tuple[str, ...] = ()
    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)

    @field_validator("values", mode="before")
    @classmethod
    def _words(cls, values: object) -> object:
        # YAML reads a bare yes or no as a boolean, and 1 as a number.
        if not isinstance(values, dict):
            return values
        words = {True: "yes", False: "no"}
        return {
            str(header): {
                words[w] if isinstance(w, bool) else str(w): words[c] if isinstance(c, bool) else c
                for w, c in codes.items()
            }
            if isinstance(codes, dict)
            else codes
            for header, codes in values.items()
        }


@dataclass(frozen=True, slots=True)
class SubmissionColumn:
    """A column as it may be stored: coded cells, with `UNREADABLE` for the rest."""

    header: str
    cells: tuple[str, ...]
    #: A target, with `UNSURE` before it if it is only similar; empty if nothing is proposed.
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table of submissions without free text. `numbers`: the row numbers in the file.

    `values`: the form's words for a code, see `ColumnMapping`. `warnings`: about the encoding.
    """

    numbers: tuple[int, ...]
    columns: tuple[SubmissionColumn, ...]
    left_out: tuple[str, ...]
    other_sheets: tuple[str, ...] = ()
    values: Values = field(default_factory=dict)
    warnings: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The form that is stored until its owner has confirmed the mapping."""
        columns = [[c.header, list(c.cells), c.proposed] for c in self.columns]
        # Store how many columns were left out, not their names: a name may be that of a person.
        rest = {"left_out": [""] * len(self.left_out)}
        rest |= {"other_sheets": [""] * len(self.other_sheets)}
        values = {header: dict(codes) for header, codes in self.values.items()}
        return {"numbers": list(self.numbers), "columns": columns, "values": values, **rest}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> CodedTable:
        """Restores a stored table."""
        columns = tuple(
            SubmissionColumn(h, tuple(cells), proposed) for h, cells, proposed in stored["columns"]
        )
        others = (tuple(stored["left_out"]), tuple(stored["other_sheets"]))
        return cls(tuple(stored["numbers"]), columns, *others, stored["values"])


def keep_coded_columns(
    raw: RawTable, procedure: Procedure, pack: Pack, mapping: ColumnMapping | None = None
) -> CodedTable:
    """The coded columns of `raw`; `mapping` names columns with other headings.

    Raises UnreadableInput if no heading is known: then the first row may be data about a person.
    """
    mapping = mapping or ColumnMapping()
    targets = {**HeadingVocabulary(procedure, pack).propose(raw), **mapping.columns}
    if not {targets.get(header, LEFT_OUT) for header in raw.headers} - {LEFT_OUT}:
        raise UnreadableInput(
            N_("No column of the table belongs to the procedure, KoboToolbox or ODK."),
            remedy=N_(
                "The first row must contain the headings. Check that you chose the "
                "procedure of this form."
            ),
        )
    words = AnswerVocabulary(procedure, pack, mapping.values)
    no_talk = NoTalkVocabulary(procedure, pack)
    first = raw.first_row
    numbers = [n for n, row in enumerate(raw.rows, first) if any(row)]
    sure = {t for t in targets.values() if t[:1] not in (LEFT_OUT, UNSURE)}
    columns: list[SubmissionColumn] = []
    left_out: list[str] = []
    for place, header in enumerate(raw.headers):
        target = targets.get(header, "")
        raw_cells = (raw.rows[n - first][place] for n in numbers)
        cells = tuple(_keep_cell(header, cell, target, words, no_talk) for cell in raw_cells)
        # A column that only resembles one that is there is used if it holds answers.
        doubtful = not target or (target.startswith(UNSURE) and target[1:] in sure)
        if target == LEFT_OUT or (doubtful and readable_share(cells) < _MOSTLY):
            left_out.append(header)
        else:
            columns.append(SubmissionColumn(header, cells, target))
    return CodedTable(
        tuple(numbers),
        tuple(columns),
        tuple(left_out),
        raw.other_sheets,
        mapping.values,
        raw.warnings,
    )


def _keep_cell(
    header: str, cell: str, target: str, words: AnswerVocabulary, no_talk: NoTalkVocabulary
) -> str:
    if not cell:
        return ""
    kind = target.removeprefix(UNSURE)
    if kind == KEY:
        is_coded = parse_id(cell) is not None
    elif kind in (STARTED, FIRST_SIGN):
        is_coded = is_moment(cell)
    elif kind == REVIEW:
        is_coded = is_review_state(cell)
    elif kind in (AGE, VERSION):
        is_coded = parse_number(cell) is not None
    elif kind in NO_TALK_COLUMNS:
        is_coded = no_talk.is_coded(kind, cell)
    else:
        is_coded = words.keeps(header, cell)
    return cell if is_coded else UNREADABLE


def propose_mapping(table: CodedTable) -> ColumnMapping:
    """The proposed target of every column, to be edited; `-` leaves a column out."""
    return ColumnMapping(columns={c.header: c.proposed or LEFT_OUT for c in table.columns})


def read_mapping(text: str, where: str) -> ColumnMapping:
    """A mapping in YAML or JSON. Raises UnreadableInput that names the fault."""
    try:
        return ColumnMapping.model_validate(yaml.safe_load(text) or {})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        wrong = f"{line}: {error.problem}"
    except yaml.YAMLError:
        wrong = "a character that YAML does not allow"
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    except ValueError as error:
        # A date that no calendar has.
        wrong = str(error)
    raise UnreadableInput(
        N_("The mapping cannot be read ({wrong})."),
        where=where,
        remedy=N_("Create one with --write-mapping and edit it."),
        wrong=wrong[:500],
    )


def check_mapping(
    mapping: ColumnMapping,
    table: CodedTable,
    procedure: Procedure,
    unused: tuple[str, ...] = (),
) -> None:
    """Raise BadValue unless each column has one known target and all required facts are given.

    Several columns may be one question: two versions of a form in one table. `unused`: columns to
    name beside the problems.
    """
    targets = {h: t for h, t in mapping.columns.items() if t != LEFT_OUT}
    known = {*META, *(q.id for q in procedure.questions)}
    headers = {c.header for c in table.columns}
    problems = [f"{h}: {t}" for h, t in targets.items() if t not in known or h not in headers]
    problems += [f"{t}: no column" for t in (KEY, STARTED) if t not in targets.values()]
    if problems:
        problems += [f"{header}: {UNSURE}" for header in unused]
        raise BadValue(
            N_("The mapping is not complete. Problems: {count}\n{lines}"),
            where="columns",
            remedy=N_(
                "\nGive every column a question, {targets} or - (left out). A ? marks a similar "
                "name only: check it, then remove the mark."
            ),
            targets=", ".join(META),
            count=len(problems),
            lines="\n".join(problems[:100]),
        )


def list_unused_columns(table: CodedTable, mapping: ColumnMapping) -> tuple[str, ...]:
    """Columns with coded answers that are no question, and that no person has left out."""
    return tuple(
        c.header for c in table.columns if not c.proposed and c.header not in mapping.columns
    )


def write_mapping_file(table: CodedTable, procedure: Procedure) -> str:
    """The proposal as YAML, with the explanations that its editor needs."""
    first = f"one of {', '.join(procedure.settings)}" if procedure.settings else "empty"
    lines = [
        f"# Which column is what: a question's id, {', '.join(META)},",
        "# or - (left out). A ? marks what only comes near, or what nothing comes near: look, then",
        "# write which question it is, or -. Several columns may be one question.",
        f"# place_kind: {first}, unless a column says it.",
        "# adults: true where people whose age no column tells were surely 18 or older.",
        "# values: what your form writes for a code: {'*': {'1': 'yes'}, column: {'2': 'no'}}.",
        "# confirmed: ids of what held in every interview before the first question:",
        *(f"#   {gate.id}: {gate.text}" for gate in procedure.before),
    ]
    columns = {c.header: c.proposed or UNSURE for c in table.columns}
    proposal = ColumnMapping(version=procedure.version, columns=columns)
    values = proposal.model_dump(mode="json") | {"adults": False}
    body = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    return "\n".join([*lines, body])
