"""Letters made alike for searching: case, accents, and the letters that keyboards lack."""

from __future__ import annotations

import unicodedata

# Letters that do not decompose into a plain letter and a mark.
_ALIKE = str.maketrans(
    {
        "ə": "e",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "’": "'",
        "ʼ": "'",
    }
)


def fold_text(text: str) -> str:
    """`text` in small plain letters: "Əsasnamə" and "esasname" become the same."""
    # Taking letters apart first shows those whose case is hidden in a special form, such as ℌ.
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", apart).translate(_ALIKE)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
