"""Which column of a table of submissions is which question: proposed here, confirmed by a person.

A column that bears a question's name or words is sure; one that comes near is only proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

import yaml
from pydantic import Field, ValidationError, field_validator
from rapidfuzz import fuzz, process

from palermo.exchange.answer_vocabulary import (
    UNREADABLE,
    AnswerVocabulary,
    Values,
    parse_id,
    parse_moment,
    parse_number,
    plain_text,
    readable_share,
)
from palermo.exchange.submissions import FIRST_ROW, RawTable
from palermo.kernel.answers import VERSION as VERSION_COLUMN
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.kernel.strict_model import StrictModel
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure

LEFT_OUT = "-"
KEY, STARTED, AGE, PLACE, VERSION = "@key", "@started_at", "@age", "@place_kind", "@version"
#: What a column may hold besides answers, by the names that KoboToolbox, ODK Central and our own
#: form give it; the first one that a table has is taken.
META: Mapping[str, tuple[str, ...]] = {
    KEY: ("rootuuid", "_uuid", "key", "instanceid"),
    STARTED: ("started_at", "start", "starttime", "_submission_time", "submissiondate"),
    VERSION: (VERSION_COLUMN, "formversion"),
    AGE: ("age",),
    PLACE: ("place_kind",),
}
#: What the tools write about the submission itself; nothing of it is an answer.
_ABOUT_ITSELF = {
    "_id", "_index", "_parent_index", "_parent_table_name", "_submission__id", "_tags", "_notes",
    "_status", "_submitted_by", "_validation_status", "_geolocation", "__version__", "end",
    "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "formhub/uuid",
    "meta/audit", "meta/instancename", "meta/deprecatedid", "meta-audit", "meta-instancename",
    "submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "status",
    "reviewstate", "edits",
}  # fmt: skip
#: Before the target of a column that only comes near; nothing is taken before a person removes it.
UNSURE = "?"
_NEAR = 85
#: An unknown column is shown where at least this share of it are coded answers.
_MOSTLY = 0.5


class ColumnMapping(StrictModel):
    """What a person says about a table before it is imported; also the file of `--mapping`.

    `adults`: whether people whose age the table does not tell were surely 18 or older.
    `confirmed`: what held before the first question. `values`: words of the form for codes, by
    column, or `*` for every column.
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
        # YAML takes a bare yes or no for a truth value, and 1 for a number.
        if not isinstance(values, dict):
            return values
        said = {True: "yes", False: "no"}
        return {
            str(header): {
                said[w] if isinstance(w, bool) else str(w): said[c] if isinstance(c, bool) else c
                for w, c in codes.items()
            }
            if isinstance(codes, dict)
            else codes
            for header, codes in values.items()
        }


@dataclass(frozen=True, slots=True)
class SubmissionColumn:
    """A column as it may be kept: coded cells, with `UNREADABLE` for the rest."""

    header: str
    cells: tuple[str, ...]
    #: A target, with `UNSURE` before one that only comes near; empty where nothing is proposed.
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table of submissions without free text. `numbers`: where each row stood in the file.

    `values`: what its form writes for a code, see `ColumnMapping`.
    """

    numbers: tuple[int, ...]
    columns: tuple[SubmissionColumn, ...]
    left_out: tuple[str, ...]
    other_sheets: tuple[str, ...] = ()
    values: Values = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """What is kept while its owner looks at the mapping."""
        columns = [[c.header, list(c.cells), c.proposed] for c in self.columns]
        # How many were left out is kept, not what they are called: that may be somebody's name.
        rest = {"left_out": [""] * len(self.left_out)}
        rest |= {"other_sheets": [""] * len(self.other_sheets)}
        values = {header: dict(codes) for header, codes in self.values.items()}
        return {"numbers": list(self.numbers), "columns": columns, "values": values, **rest}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> CodedTable:
        """The table as it was kept."""
        columns = tuple(
            SubmissionColumn(h, tuple(cells), proposed) for h, cells, proposed in kept["columns"]
        )
        others = (tuple(kept["left_out"]), tuple(kept["other_sheets"]))
        return cls(tuple(kept["numbers"]), columns, *others, kept["values"])


def keep_coded_columns(
    raw: RawTable, procedure: Procedure, pack: Pack, said: ColumnMapping | None = None
) -> CodedTable:
    """The columns of `raw` that hold coded answers; `said` names columns that bear other names.

    Raises UnreadableInput where no heading is known: then the first row may be no heading, and what
    stands in it about a person.
    """
    said = said or ColumnMapping()
    targets = {**_proposals(raw, procedure), **said.columns}
    if not {targets.get(header, LEFT_OUT) for header in raw.headers} - {LEFT_OUT}:
        raise UnreadableInput(
            N_("No column of the table belongs to the procedure, KoboToolbox or ODK."),
            remedy=N_(
                "The first row must contain the headings. Check that you chose the "
                "procedure of this form."
            ),
        )
    words = AnswerVocabulary(procedure, pack, said.values)
    numbers = [n for n, row in enumerate(raw.rows, FIRST_ROW) if any(row)]
    columns: list[SubmissionColumn] = []
    left_out: list[str] = []
    for place, header in enumerate(raw.headers):
        target = targets.get(header, "")
        told = (raw.rows[n - FIRST_ROW][place] for n in numbers)
        cells = tuple(_keep_cell(header, cell, target, words) for cell in told)
        if target == LEFT_OUT or (not target and readable_share(cells) < _MOSTLY):
            left_out.append(header)
        else:
            columns.append(SubmissionColumn(header, cells, target))
    return CodedTable(
        tuple(numbers), tuple(columns), tuple(left_out), raw.other_sheets, said.values
    )


def _keep_cell(header: str, cell: str, target: str, words: AnswerVocabulary) -> str:
    if not cell:
        return ""
    kind = target.removeprefix(UNSURE)
    if kind == KEY:
        kept = parse_id(cell) is not None
    elif kind == STARTED:
        kept = parse_moment(cell, UTC) is not None
    elif kind in (AGE, VERSION):
        kept = parse_number(cell) is not None
    else:
        kept = words.keeps(header, cell)
    return cell if kept else UNREADABLE


def _proposals(raw: RawTable, procedure: Procedure) -> dict[str, str]:
    """A target for every heading that resembles one."""
    names = {plain_text(q.id): q.id for q in procedure.questions}
    texts = [
        (plain_text(said), question.id)
        for question in procedure.questions
        for text in (question.text, *question.for_children.values())
        for said in text.in_every_language().values()
    ]
    # Words that two questions share name neither.
    twice = {text for text, ids in _grouped(texts).items() if len(ids) > 1}
    names = {**{text: name for text, name in texts if text not in twice}, **names}
    gates = (*procedure.before, *procedure.never)
    notes = {plain_text(t) for g in gates for t in g.text.in_every_language().values()}
    meta = _meta(raw, set(names))
    found: dict[str, str] = {}
    for header in raw.headers:
        written = list(_heading_variants(header))
        exact = next((names[w] for w in written if w in names), None)
        if header in meta:
            found[header] = meta[header]
        elif exact:
            found[header] = exact
        elif _is_note(written, notes) or written[0] in _ABOUT_ITSELF:
            found[header] = LEFT_OUT
        elif near := _nearest(written, list(names)):
            found[header] = UNSURE + names[near]
    return _drop_ambiguous_targets(found)


def _nearest(written: list[str], names: list[str]) -> str:
    found = [process.extractOne(w, names, scorer=fuzz.ratio, score_cutoff=_NEAR) for w in written]
    best = max((f for f in found if f), key=lambda f: f[1], default=None)
    return str(best[0]) if best else ""


def _grouped(texts: list[tuple[str, str]]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    for text, name in texts:
        grouped.setdefault(text, set()).add(name)
    return grouped


def _is_note(written: list[str], notes: set[str]) -> bool:
    return any(w in notes or w.startswith("note_") for w in written)


def _heading_variants(header: str) -> Iterator[str]:
    """A heading with all its groups, then with one group less each time."""
    text = plain_text(header)
    yield text
    while "/" in text:
        text = text.partition("/")[2].strip()
        yield text
    if "-" in text:
        yield text.rpartition("-")[2].strip()


def _meta(raw: RawTable, names: set[str]) -> dict[str, str]:
    """Which columns hold what is no answer. A question of the same name comes first."""
    last = {header: list(_heading_variants(header))[-1] for header in raw.headers}
    filled = {
        h: sum(map(bool, cells))
        for h, cells in zip(raw.headers, zip(*raw.rows, strict=True), strict=True)
    }
    found: dict[str, str] = {}
    for target, known in META.items():
        of_target = [
            h for name in known if name not in names for h in raw.headers if last[h] == name
        ]
        # The first by rank, unless another knows more rows.
        chosen = max(of_target, key=lambda h: filled[h], default="")
        found |= {h: target if h == chosen else LEFT_OUT for h in of_target}
    return found


def _drop_ambiguous_targets(found: dict[str, str]) -> dict[str, str]:
    """Two columns for one question are none for sure; a sure one takes it from an unsure."""
    count = Counter(found.values())
    return {
        header: UNSURE + t if count[t] > 1 and t[:1] not in (LEFT_OUT, UNSURE) else t
        for header, t in found.items()
        if not (t.startswith(UNSURE) and count[t.removeprefix(UNSURE)])
    }


def propose_mapping(table: CodedTable) -> ColumnMapping:
    """What is proposed for every column, to be edited; `-` leaves a column out."""
    return ColumnMapping(columns={c.header: c.proposed or LEFT_OUT for c in table.columns})


def read_mapping(text: str, where: str) -> ColumnMapping:
    """A mapping in YAML or JSON. Raises UnreadableInput that names what is wrong."""
    try:
        return ColumnMapping.model_validate(yaml.safe_load(text) or {})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        wrong = f"{line}: {error.problem}"
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    raise UnreadableInput(
        N_("The mapping cannot be read ({wrong})."),
        where=where,
        remedy=N_("Create one with --write-mapping and edit it."),
        wrong=wrong[:500],
    )


def check_mapping(mapping: ColumnMapping, table: CodedTable, procedure: Procedure) -> None:
    """Raise BadValue unless every column has one known target, and what must be told is there."""
    targets = {h: t for h, t in mapping.columns.items() if t != LEFT_OUT}
    known = {*META, *(q.id for q in procedure.questions)}
    headers = {c.header for c in table.columns}
    count = Counter(targets.values())
    problems = [f"{h}: {t}" for h, t in targets.items() if t not in known or h not in headers]
    problems += [f"{t}: {n} columns" for t, n in count.items() if n > 1]
    problems += [f"{t}: no column" for t in (KEY, STARTED) if t not in count]
    if problems:
        raise BadValue(
            N_("The mapping is not complete. Problems: {count}\n{lines}"),
            where="columns",
            remedy=N_(
                "\nGive every column a question, @key, @started_at, @age, @place_kind, @version or "
                "- (left out). A ? marks a similar name only: check it, then remove the mark."
            ),
            count=len(problems),
            lines="\n".join(problems[:30]),
        )


def write_mapping_file(table: CodedTable, procedure: Procedure) -> str:
    """What is proposed as YAML, with the words that an editor needs."""
    first = f"one of {', '.join(procedure.settings)}" if procedure.settings else "empty"
    lines = [
        "# Which column is what: a question's id, @key, @started_at, @age, @place_kind, @version,",
        "# or - (left out). A ? marks what only comes near: look, then remove it.",
        f"# place_kind: {first}, unless a column says it.",
        "# adults: true where people whose age no column tells were surely 18 or older.",
        "# values: what your form writes for a code: {'*': {'1': 'yes'}, column: {'2': 'no'}}.",
        "# confirmed: ids of what held in every interview before the first question:",
        *(f"#   {gate.id}: {gate.text}" for gate in procedure.before),
    ]
    told = propose_mapping(table).model_copy(update={"version": procedure.version})
    values = told.model_dump(mode="json") | {"adults": False}
    body = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    return "\n".join([*lines, body])
