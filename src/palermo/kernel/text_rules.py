"""Texts that must not be empty."""

from __future__ import annotations

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_


def required_text(field: str, text: str, most: int = 5000) -> str:
    """`text` without spaces around it. Raises BadValue when nothing is left, or too much."""
    clean = text.strip()
    if not clean or len(clean) > most:
        raise BadValue(
            N_("{field} must have between 1 and {most} characters."),
            where=field,
            remedy=N_("Write it and send it again."),
            field=field,
            most=most,
        )
    return clean
