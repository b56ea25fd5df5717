"""Which words of a submission are kept: coded ones, and no other. Free text may hold names.

A cell is kept where its words are an answer of the procedure, a short number, or what a column of
its kind holds (an id, a time). In place of everything else stands a mark, or the column is left
out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from palermo.kernel.answers import Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.answers import UNKNOWN
from palermo.procedures.shapes import Procedure

#: Stands where something was that is no coded answer.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
#: Longer numbers may be telephones, houses or documents.
_NUMBER = re.compile(r"-?\d{1,4}([.,]\d{1,4})?")
_ID = re.compile(r"(?:uuid:)?([0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12})")


def plain_text(text: str) -> str:
    """`text` as it is compared: one way of writing letters, no capitals, single spaces."""
    # A capital İ leaves a loose dot behind, which nobody types.
    letters = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")
    return " ".join(letters.split())


#: What a form writes for a code, by column, or by this for every column.
EVERY = "*"
Values = Mapping[str, Mapping[str, str]]


class AnswerVocabulary:
    """How the answers of one procedure are written: in every language of the pack, and in `values`.

    `values`: what another form writes for a code. Raises BadValue for what is no code.
    """

    def __init__(self, procedure: Procedure, pack: Pack, values: Values | None = None) -> None:
        said = pack.speech.answers
        reasons = {str(m): said[str(m)] for m in Missing} | {UNKNOWN: said[UNKNOWN]}
        yes_no = {name: said[name] for name in ("yes", "no")}
        self.codes = {
            q.id: _codes({**(yes_no if q.type == "yes_no" else {}), **reasons})
            | _codes(dict(pack.speech.choices(q)))
            for q in procedure.questions
        }
        self._known = {word for codes in self.codes.values() for word in codes}
        self._known |= {plain_text(place) for place in procedure.settings}
        self._number = {q.id for q in procedure.questions if q.type == "number"}
        self._values = {
            header: {plain_text(word): code for word, code in codes.items()}
            for header, codes in (values or {}).items()
        }
        self._check_values()

    def _check_values(self) -> None:
        meant = {code for codes in self._values.values() for code in codes.values()}
        wrong = sum(plain_text(c) not in self._known and not _NUMBER.fullmatch(c) for c in meant)
        if wrong:
            raise BadValue(
                N_("Codes that are not answers of the procedure: {count}."),
                where="values",
                remedy=N_("Write word = code, with codes such as yes, no or {missing}."),
                count=wrong,
                missing=Missing.DOES_NOT_KNOW.value,
            )

    def keeps(self, header: str, cell: str) -> bool:
        """Whether the cell's words are an answer, a place or a short number."""
        word = plain_text(cell)
        named = any(word in self._values.get(key, ()) for key in (header, EVERY))
        return named or word in self._known or _NUMBER.fullmatch(cell) is not None

    def answer(self, question: str, header: str, cell: str) -> Value | None:
        """The coded answer that stands in a cell; None where it is no answer of the question."""
        word = plain_text(cell)
        said = self._values.get(header, {}).get(word)
        if question in self._number:
            number = parse_number(said or cell)
            return (
                number if number is not None else self.codes[question].get(plain_text(said or cell))
            )
        said = said or self._values.get(EVERY, {}).get(word) or cell
        return self.codes[question].get(plain_text(said))


def _codes(texts: Mapping[str, Text]) -> dict[str, str]:
    """Words to codes; words that mean two codes mean none."""
    found: dict[str, str] = {}
    unclear = set()
    for code, text in texts.items():
        for word in {plain_text(said) for said in text.in_every_language().values()}:
            if found.setdefault(word, code) != code:
                unclear.add(word)
    named = {plain_text(code): code for code in texts}
    return {**{word: code for word, code in found.items() if word not in unclear}, **named}


def parse_number(cell: str) -> int | float | None:
    """A short number with point or comma; None for anything else."""
    if not _NUMBER.fullmatch(cell):
        return None
    number = float(cell.replace(",", "."))
    return int(number) if number.is_integer() else number


def parse_id(cell: str) -> UUID | None:
    """The id of a submission, such as uuid:…; None where there is none."""
    found = _ID.fullmatch(cell)
    return UUID(found[1]) if found else None


def parse_moment(cell: str, zone: tzinfo) -> datetime | None:
    """A moment as ISO 8601 writes it; one without a zone is of `zone`. None for anything else."""
    try:
        found = datetime.fromisoformat(cell)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def readable_share(cells: Iterable[str]) -> float:
    """How many of the cells that hold anything are readable, from 0 to 1."""
    held = [cell for cell in cells if cell]
    return sum(cell != UNREADABLE for cell in held) / len(held) if held else 0.0
