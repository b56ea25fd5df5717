"""Matches columns of a table of submissions to questions: proposed here, confirmed by a person.

A column with exactly a question's name or words is a sure match; a similar one is only proposed.
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
from palermo.exchange.no_talk_columns import NO_TALK_COLUMNS, NoTalkVocabulary
from palermo.exchange.submissions import FIRST_ROW, RawTable
from palermo.kernel.answers import VERSION as VERSION_COLUMN
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.kernel.strict_model import StrictModel
from palermo.packs.pack import Pack
from palermo.procedures.shapes import Procedure

LEFT_OUT = "-"
KEY, STARTED, AGE, PLACE, VERSION = "@key", "@started_at", "@age", "@place_kind", "@version"
FIRST_SIGN = "@first_sign_at"
#: Metadata columns, with the names that KoboToolbox, ODK Central and our own form use for them; the
#: first one that a table has is taken.
META: Mapping[str, tuple[str, ...]] = {
    KEY: ("rootuuid", "_uuid", "key", "instanceid"),
    STARTED: ("started_at", "start", "starttime", "_submission_time", "submissiondate"),
    FIRST_SIGN: ("first_sign_at",),
    VERSION: (VERSION_COLUMN, "formversion"),
    AGE: ("age",),
    PLACE: ("place_kind",),
    **{target: (name,) for target, name in NO_TALK_COLUMNS.items()},
}
#: Columns about the submission itself, which hold no answers.
_ABOUT_ITSELF = {
    "_id", "_index", "_parent_index", "_parent_table_name", "_submission__id", "_tags", "_notes",
    "_status", "_submitted_by", "_validation_status", "_geolocation", "__version__", "end",
    "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "formhub/uuid",
    "meta/audit", "meta/instancename", "meta/deprecatedid", "meta-audit", "meta-instancename",
    "submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "status",
    "reviewstate", "edits",
}  # fmt: skip
#: Marks a target that is only similar; it is not used until a person removes the mark.
UNSURE = "?"
_NEAR = 85
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

    `values`: the form's words for a code, see `ColumnMapping`.
    """

    numbers: tuple[int, ...]
    columns: tuple[SubmissionColumn, ...]
    left_out: tuple[str, ...]
    other_sheets: tuple[str, ...] = ()
    values: Values = field(default_factory=dict)

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
    targets = {**_proposals(raw, procedure), **mapping.columns}
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
    numbers = [n for n, row in enumerate(raw.rows, FIRST_ROW) if any(row)]
    columns: list[SubmissionColumn] = []
    left_out: list[str] = []
    for place, header in enumerate(raw.headers):
        target = targets.get(header, "")
        raw_cells = (raw.rows[n - FIRST_ROW][place] for n in numbers)
        cells = tuple(_keep_cell(header, cell, target, words, no_talk) for cell in raw_cells)
        if target == LEFT_OUT or (not target and readable_share(cells) < _MOSTLY):
            left_out.append(header)
        else:
            columns.append(SubmissionColumn(header, cells, target))
    return CodedTable(
        tuple(numbers), tuple(columns), tuple(left_out), raw.other_sheets, mapping.values
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
        is_coded = parse_moment(cell, UTC) is not None
    elif kind in (AGE, VERSION):
        is_coded = parse_number(cell) is not None
    elif kind in NO_TALK_COLUMNS:
        is_coded = no_talk.is_coded(kind, cell)
    else:
        is_coded = words.keeps(header, cell)
    return cell if is_coded else UNREADABLE


def _proposals(raw: RawTable, procedure: Procedure) -> dict[str, str]:
    """A target for every heading that resembles one."""
    names = {plain_text(q.id): q.id for q in procedure.questions}
    texts = [
        (plain_text(words), question.id)
        for question in procedure.questions
        for text in (question.text, *question.for_children.values())
        for words in text.in_every_language().values()
    ]
    # Ambiguous headings match no question.
    twice = {text for text, ids in _grouped(texts).items() if len(ids) > 1}
    names = {**{text: name for text, name in texts if text not in twice}, **names}
    gates = (*procedure.before, *procedure.never)
    notes = {plain_text(t) for g in gates for t in g.text.in_every_language().values()}
    meta = _meta(raw, set(names))
    targets: dict[str, str] = {}
    for header in raw.headers:
        written = list(_heading_variants(header))
        exact = next((names[w] for w in written if w in names), None)
        if header in meta:
            targets[header] = meta[header]
        elif exact:
            targets[header] = exact
        elif _is_note(written, notes) or written[0] in _ABOUT_ITSELF:
            targets[header] = LEFT_OUT
        elif near := _nearest(written, list(names)):
            targets[header] = UNSURE + names[near]
    return _drop_ambiguous_targets(targets)


def _nearest(written: list[str], names: list[str]) -> str:
    matches = [process.extractOne(w, names, scorer=fuzz.ratio, score_cutoff=_NEAR) for w in written]
    best = max((f for f in matches if f), key=lambda f: f[1], default=None)
    return str(best[0]) if best else ""


def _grouped(texts: list[tuple[str, str]]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    for text, name in texts:
        grouped.setdefault(text, set()).add(name)
    return grouped


def _is_note(written: list[str], notes: set[str]) -> bool:
    return any(w in notes or w.startswith("note_") for w in written)


def _heading_variants(header: str) -> Iterator[str]:
    """The variants of a heading: with all its groups, then with one group less each time."""
    text = plain_text(header)
    yield text
    while "/" in text:
        text = text.partition("/")[2].strip()
        yield text
    if "-" in text:
        yield text.rpartition("-")[2].strip()


def _meta(raw: RawTable, names: set[str]) -> dict[str, str]:
    """Columns with metadata: id, time, age, place, version.

    A question of the same name takes precedence.
    """
    last = {header: list(_heading_variants(header))[-1] for header in raw.headers}
    filled = {
        h: sum(map(bool, cells))
        for h, cells in zip(raw.headers, zip(*raw.rows, strict=True), strict=True)
    }
    targets: dict[str, str] = {}
    for target, known in META.items():
        of_target = [
            h for name in known if name not in names for h in raw.headers if last[h] == name
        ]
        # Prefer the column with most values; ties go to the first name listed.
        chosen = max(of_target, key=lambda h: filled[h], default="")
        targets |= {h: target if h == chosen else LEFT_OUT for h in of_target}
    return targets


def _drop_ambiguous_targets(found: dict[str, str]) -> dict[str, str]:
    """Marks two columns for one question as unsure; an exact match beats a similar one."""
    count = Counter(found.values())
    return {
        header: UNSURE + t if count[t] > 1 and t[:1] not in (LEFT_OUT, UNSURE) else t
        for header, t in found.items()
        if not (t.startswith(UNSURE) and count[t.removeprefix(UNSURE)])
    }


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
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    raise UnreadableInput(
        N_("The mapping cannot be read ({wrong})."),
        where=where,
        remedy=N_("Create one with --write-mapping and edit it."),
        wrong=wrong[:500],
    )


def check_mapping(mapping: ColumnMapping, table: CodedTable, procedure: Procedure) -> None:
    """Raise BadValue unless each column has one known target and all required facts are given."""
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
                "\nGive every column a question, {targets} or - (left out). A ? marks a similar "
                "name only: check it, then remove the mark."
            ),
            targets=", ".join(META),
            count=len(problems),
            lines="\n".join(problems[:30]),
        )


def write_mapping_file(table: CodedTable, procedure: Procedure) -> str:
    """The proposal as YAML, with the explanations that its editor needs."""
    first = f"one of {', '.join(procedure.settings)}" if procedure.settings else "empty"
    lines = [
        f"# Which column is what: a question's id, {', '.join(META)},",
        "# or - (left out). A ? marks what only comes near: look, then remove it.",
        f"# place_kind: {first}, unless a column says it.",
        "# adults: true where people whose age no column tells were surely 18 or older.",
        "# values: what your form writes for a code: {'*': {'1': 'yes'}, column: {'2': 'no'}}.",
        "# confirmed: ids of what held in every interview before the first question:",
        *(f"#   {gate.id}: {gate.text}" for gate in procedure.before),
    ]
    proposal = propose_mapping(table).model_copy(update={"version": procedure.version})
    values = proposal.model_dump(mode="json") | {"adults": False}
    body = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    return "\n".join([*lines, body])
