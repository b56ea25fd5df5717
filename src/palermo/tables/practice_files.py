"""Reads files of practice: the key, officers' answers, and their outcomes side by side.

Wrong lines are named by number, never by content: answers are data about officers.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from palermo.documents.plain import decode_text
from palermo.documents.table_files import read_table
from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.procedures.agreement import Rating, find_outcome
from palermo.procedures.decide import DECISIONS
from palermo.procedures.scoring import OfficerAnswer
from palermo.saying.practice_texts import PracticeKey

_OWN = ("case", "officer", "outcome")


def read_key(text: str, where: str) -> PracticeKey:
    """The key that was written together with the cases. Raises UnreadableInput."""
    try:
        return PracticeKey.model_validate(_json(text, where))
    except ValidationError as error:
        raise UnreadableInput(
            N_("The file is not a key of practice cases ({fields})."),
            where=where,
            remedy=N_("Choose the file that ends in .key.json."),
            fields=", ".join(_fields(error)),
        ) from None


def read_answers(content: bytes, where: str) -> tuple[OfficerAnswer, ...]:
    """Officers' answers: a JSON list, or a table of case, officer, outcome and signs.

    An empty cell of a sign is left out. Raises UnreadableInput, or BadValue with all wrong lines.
    """
    rows = (
        _iterate_list(read_practice_text(content, where), where)
        if content.removeprefix(BOM_UTF8).lstrip().startswith((b"[", b"{"))
        else _answer_rows(content, where)
    )
    given, problems = [], []
    for number, row in rows:
        try:
            given.append(OfficerAnswer.model_validate(row))
        except ValidationError as error:
            problems += [f"{number}: {field}" for field in _fields(error)]
    if problems or not given:
        raise _wrong(where, problems)
    return tuple(given)


def read_ratings(content: bytes, where: str) -> tuple[Rating, ...]:
    """A table of case, officer, outcome; an empty outcome was not judged.

    Raises BadValue with all wrong lines: a misspelt outcome would count as one more category.
    """
    rows = list(_rows(content, where))
    problems = [f"{n}: case, officer" for n, row in rows if not (row["case"] and row["officer"])]
    allowed = ", ".join(DECISIONS)
    given = {n: find_outcome(row["outcome"]) if row["outcome"] else "" for n, row in rows}
    problems += [f"{n}: outcome ({allowed})" for n, outcome in given.items() if outcome is None]
    if problems or not rows:
        raise _wrong(where, problems)
    return tuple(Rating(row["case"], row["officer"], given[n] or "") for n, row in rows)


def read_practice_text(content: bytes, where: str) -> str:
    """The text of a file. Raises UnreadableInput."""
    try:
        return decode_text(content, where)[0]
    except UnreadableInput as error:
        raise UnreadableInput(
            error.what.template,
            where=where,
            remedy=N_("Give a file in UTF-8; - is standard input."),
            **error.what.params,
        ) from None


def _answer_rows(content: bytes, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, row in _rows(content, where):
        signs = {name: said.lower() for name, said in row.items() if said and name not in _OWN}
        yield number, {**{name: row[name] for name in _OWN}, "signs": signs}


def _iterate_list(text: str, where: str) -> Iterator[tuple[int, Any]]:
    read = _json(text, where)
    yield from enumerate(read if isinstance(read, list) else [read], 1)


def _rows(content: bytes, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines of a table with their numbers, by the names of their columns."""
    table = read_table(content, where, lambda cell: cell.lower() in _OWN)
    names = [h.lower() if h.lower() in _OWN else h for h in table.headers]
    if not {"case", "outcome"} <= set(names) or len(set(names)) != len(names):
        raise BadValue(
            N_("The first line must name the columns case, officer and outcome, each once."),
            where=where,
            remedy=N_("Signs may follow, each a column named by its id."),
        )
    for number, cells in table.numbered():
        row = {"officer": "", **dict(zip(names, cells.values(), strict=True))}
        yield number, {**row, "outcome": row["outcome"].lower()}


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableInput(
            N_("The file is not JSON."),
            where=f"{where}:{error.lineno}",
            remedy=N_("Choose the file as Palermo wrote it."),
        ) from None


def _fields(error: ValidationError) -> list[str]:
    """Each wrong field and its fault, without the given value."""
    return [f"{'.'.join(map(str, e['loc']))[:60]}: {e['msg']}" for e in error.errors()]


def _wrong(where: str, problems: list[str]) -> BadValue:
    return BadValue(
        N_("The answers were not accepted. Problems: {count}\n{lines}"),
        where=where,
        remedy=N_("\nCorrect these lines and run the command again."),
        count=len(problems) or 1,
        lines="\n".join(problems) or "-",
    )
