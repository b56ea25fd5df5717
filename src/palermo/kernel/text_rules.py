"""Texts that must not be empty, and characters that no database keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
#: What to say where the text of a field is missing.
_MISSING: Mapping[str, str] = {
    "reason": N_("Enter a reason."),
    "text": N_("Enter a text."),
    "source": N_("Enter the source."),
    "answer": N_("Enter why you refuse."),
    "name": N_("Enter a name."),
    "username": N_("Enter a user name."),
}


def required_text(field: str, text: str, most: int = 5000, missing: str = "") -> str:
    """`text` without spaces around it; `missing` is the message where there is none.

    Raises BadValue when nothing is left, or more than `most` characters.
    """
    clean = text.strip()
    if not clean:
        raise BadValue(missing or _MISSING[field], where=field)
    if len(clean) > most:
        raise BadValue(
            N_("The text is too long."),
            where=field,
            remedy=N_("Use at most {most} characters."),
            most=most,
        )
    return clean


def list_sent_texts(address: str, *forms: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Everything that was typed: in the address, and names and values of the fields of forms."""
    yield address
    for fields in forms:
        for name, values in fields:
            yield name
            yield from values


def refuse_unstorable(texts: Iterable[str]) -> None:
    """Raise BadValue where a text holds NUL, which only some databases keep, or half a character.

    Half a character (a lone surrogate) has no form in UTF-8; JSON can write it all the same.
    """
    for text in texts:
        if "\0" in text:
            raise BadValue(
                N_("The text holds a character that cannot be stored (NUL)."),
                remedy=N_("Delete it, or type the text again. Nothing was stored."),
            )
        if _HALF_CHARACTER.search(text):
            raise damaged_character()


def damaged_character() -> BadValue:
    """The refusal for half a character, or for bytes that are no text."""
    return BadValue(
        N_("The text holds a damaged character that cannot be stored."),
        remedy=N_("Delete it, or type the text again. Nothing was stored."),
    )
