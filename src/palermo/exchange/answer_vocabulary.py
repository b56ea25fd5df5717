"""Decides which words of a submission are kept: only coded ones, because free text may hold names.

A cell is kept if it is an answer of the procedure, a short number, or a value that its kind of
column has (an id, a time). Everything else is replaced by a mark, or its column is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from uuid import UUID

from palermo.kernel.answers import Missing, Value
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.kernel.texts import Text
from palermo.packs.pack import Pack
from palermo.procedures.answers import UNKNOWN
from palermo.procedures.shapes import Procedure

#: Replaces a cell that is not a coded answer.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
#: Longer numbers may be telephone, house or document numbers.
_NUMBER = re.compile(r"-?\d{1,4}([.,]\d{1,4})?")
_ID = re.compile(r"(?:uuid:)?([0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12})")


def plain_text(text: str) -> str:
    """`text` normalised for comparison: one Unicode form, lower case, single spaces."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    # Case folding a capital İ leaves a combining dot, which no user types. A capital I is an ı in
    # Azerbaijani and an i elsewhere: no two answers differ in that alone.
    letters = letters.replace("i\u0307", "i").replace("ı", "i")
    return " ".join(letters.split())


#: The words that a form uses for a code, by column, or by this key for every column.
EVERY = "*"
Values = Mapping[str, Mapping[str, str]]


class AnswerVocabulary:
    """The written forms of the answers of one procedure, in all languages of the pack.

    `values`: the words of another form for a code. Raises BadValue for an unknown code.
    """

    def __init__(self, procedure: Procedure, pack: Pack, values: Values | None = None) -> None:
        answer_words = pack.speech.answers
        reasons = {str(m): answer_words[str(m)] for m in Missing} | {UNKNOWN: answer_words[UNKNOWN]}
        yes_no = {name: answer_words[name] for name in ("yes", "no")}
        self.codes = {
            q.id: _codes({**(yes_no if q.type == "yes_no" else {}), **reasons})
            | _codes(dict(pack.speech.choices(q)))
            for q in procedure.questions
        }
        self._known = {word for codes in self.codes.values() for word in codes}
        names = {p: pack.speech.places[p] for p in procedure.settings if p in pack.speech.places}
        self._places = _codes(names) | {plain_text(place): place for place in procedure.settings}
        self._known |= set(self._places)
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
        """Whether the cell is an answer, a place or a short number."""
        word = plain_text(cell)
        named = any(word in self._values.get(key, ()) for key in (header, EVERY))
        return named or word in self._known or _NUMBER.fullmatch(cell) is not None

    def place(self, cell: str) -> str:
        """The kind of place that a cell names; empty if it names none of the procedure."""
        return self._places.get(plain_text(cell), "")

    def answer(self, question: str, header: str, cell: str) -> Value | None:
        """The coded answer in a cell; None if it is not an answer of the question."""
        word = plain_text(cell)
        code = self._values.get(header, {}).get(word)
        if question in self._number:
            number = parse_number(code or cell)
            return (
                number if number is not None else self.codes[question].get(plain_text(code or cell))
            )
        code = code or self._values.get(EVERY, {}).get(word) or cell
        return self.codes[question].get(plain_text(code))


def _codes(texts: Mapping[str, Text]) -> dict[str, str]:
    """Words to codes; leaves out words with two codes."""
    codes: dict[str, str] = {}
    unclear = set()
    for code, text in texts.items():
        for word in {plain_text(words) for words in text.in_every_language().values()}:
            if codes.setdefault(word, code) != code:
                unclear.add(word)
    named = {plain_text(code): code for code in texts}
    return {**{word: code for word, code in codes.items() if word not in unclear}, **named}


def parse_number(cell: str) -> int | float | None:
    """A short number with point or comma; None for anything else."""
    if not _NUMBER.fullmatch(cell):
        return None
    number = float(cell.replace(",", "."))
    return int(number) if number.is_integer() else number


def parse_id(cell: str) -> UUID | None:
    """The id of a submission, such as uuid:…; None if there is none."""
    match = _ID.fullmatch(cell)
    return UUID(match[1]) if match else None


def readable_share(cells: Iterable[str]) -> float:
    """The share of readable cells among those that are not empty, from 0 to 1."""
    filled = [cell for cell in cells if cell]
    return sum(cell != UNREADABLE for cell in filled) / len(filled) if filled else 0.0
