"""Texts that must not be empty, and characters that no database keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_

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


def refuse_nul(texts: Iterable[str]) -> None:
    """Raise BadValue where a text holds the character NUL, which only some databases keep."""
    if any("\0" in text for text in texts):
        raise BadValue(
            N_("The text holds a character that cannot be stored (NUL)."),
            remedy=N_("Delete it, or type the text again. Nothing was stored."),
        )
