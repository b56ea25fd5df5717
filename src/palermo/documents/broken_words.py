"""Whether the hyphen at the end of a line divides a word or belongs to it."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Endings: after a hyphen these continue the word before ("convict-ed").
_ENDING = re.compile(
    r"(?:at|it|if|is)?(?:ed|ing|ings|e?s|ers?|ors?|ions?|ations?|ments?|ly|al|ive|ives|ity|ities"
    r"|ance|ence|able|ible|ory|ness|ful|ship|tions?|sions?|mer|ther|ward|wards)"
)
#: Prefixes that keep their hyphen if the document itself does not show otherwise.
_PREFIXES = frozenset({"anti", "non", "self", "co", "multi", "inter", "well", "long", "short"})


def join_broken_word(first: str, second: str, words: Mapping[str, int]) -> str:
    """What stands between both halves: "-" or nothing.

    `words` counts the whole words of the document in small letters.
    """
    if not second[0].islower():
        return "-"
    whole = words.get((first + second).lower(), 0)
    hyphened = words.get(f"{first}-{second}".lower(), 0)
    known = words.get(first.lower(), 0) + words.get(first.lower() + "s", 0) > 0
    keeps = first.lower() in _PREFIXES or (known and not _ENDING.fullmatch(second))
    return "-" if hyphened > whole or (hyphened == whole and keeps) else ""
