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
        # Hyphens of a layout look like the one on the keyboard.
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2212": "-",
        # Marks of possible line breaks and joiners cannot be seen.
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
    }
)


def fold_text(text: str) -> str:
    """`text` in small plain letters: "Əsasnamə" and "esasname" become the same."""
    # Taking letters apart first shows those whose case is hidden in a special form, such as ℌ.
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", apart).translate(_ALIKE)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
