"""Reads files of practice: the key, officers' answers, and their outcomes side by side.

Wrong lines are named by number, never by content: answers are data about officers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from palermo.kernel.errors import BadValue, UnreadableInput
from palermo.kernel.messages import N_
from palermo.procedures.agreement import Rating
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


def read_answers(text: str, where: str) -> tuple[OfficerAnswer, ...]:
    """Officers' answers: a JSON list, or CSV with the columns case, officer, outcome and signs.

    An empty cell of a sign is left out. Raises UnreadableInput, or BadValue with all wrong lines.
    """
    rows = (
        _iterate_list(text, where)
        if text.lstrip().startswith(("[", "{"))
        else _answer_rows(text, where)
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


def read_ratings(text: str, where: str) -> tuple[Rating, ...]:
    """CSV with the columns case, officer, outcome; an empty outcome was not judged."""
    rows = list(_rows(text, where))
    problems = [f"{n}: case, officer" for n, row in rows if not (row["case"] and row["officer"])]
    if problems or not rows:
        raise _wrong(where, problems)
    return tuple(Rating(row["case"], row["officer"], row["outcome"]) for _, row in rows)


def _answer_rows(text: str, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, row in _rows(text, where):
        signs = {name: said for name, said in row.items() if said and name not in _OWN}
        yield number, {**{name: row[name] for name in _OWN}, "signs": signs}


def _iterate_list(text: str, where: str) -> Iterator[tuple[int, Any]]:
    read = _json(text, where)
    yield from enumerate(read if isinstance(read, list) else [read], 1)


def _rows(text: str, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines of a table with their numbers. Some countries separate cells with semicolons."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        if not {"case", "outcome"} <= set(names) or len(set(names)) != len(names):
            raise BadValue(
                N_("The first line must name the columns case, officer and outcome, each once."),
                where=where,
                remedy=N_("Signs may follow, each a column named by its id."),
            )
        reader.fieldnames = names
        for row in reader:
            if None in row:
                raise _wrong(where, [f"{reader.line_num}: too many cells"])
            cells = {name: (said or "").strip() for name, said in row.items()}
            yield reader.line_num, {"officer": "", **cells}
    except csv.Error as error:
        raise UnreadableInput(
            N_("The table cannot be read ({why})."),
            where=f"{where}:{reader.line_num}",
            remedy=N_("Save it as CSV in UTF-8."),
            why=str(error),
        ) from None


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
