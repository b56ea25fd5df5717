"""Names that the eye takes for one another: `admin` and `аdmin`, whose first letter is Cyrillic."""

from __future__ import annotations

import unicodedata

#: Letters of other alphabets, and the Latin letter that each looks like.
_LOOKS_LIKE = str.maketrans(
    dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝүӏ", "ABESIJKMHOPCTYXaesijopcyxhdqwyl", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχϲ", "ABEZHIKMNOPTYXaikvoptuxc", strict=True))
    | {"ı": "i", "İ": "I", "\u04d9": "ə", "\u04d8": "Ə", "ɡ": "g", "ɑ": "a"}
)
#: Small letters and figures that many fonts draw alike.
_ALIKE = str.maketrans({"l": "i", "1": "i", "|": "i", "0": "o"})


def name_skeleton(name: str) -> str:
    """What the eye sees of a name: two names with the same skeleton are easily confused."""
    plain = unicodedata.normalize("NFKD", name).translate(_LOOKS_LIKE).casefold()
    plain = plain.translate(_LOOKS_LIKE)
    seen = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        # Marks of letters, and characters that nobody sees.
        if unicodedata.category(letter) not in {"Mn", "Cf", "Zs"}
    )
    return seen.translate(_ALIKE).replace("rn", "m")
