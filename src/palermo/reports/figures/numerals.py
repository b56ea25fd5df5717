"""Numbers as people write them: separators of thousands, decimals, digits of any script."""

from __future__ import annotations

import re
import unicodedata

#: Spaces and signs that separate thousands. A plain space counts only between full groups of three.
_GAPS = "\u00a0\u2007\u2009\u202f '’."
#: Characters inside a word that are not letters of it: soft hyphen and invisible joiners.
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = r"[^\W\d_]"
#: Digits with separators; words with inner hyphens, apostrophes and broken lines; single signs.
RAW = re.compile(
    # Words stand first: most places of a text are words, and none begins with a digit.
    rf"(?P<word>{_LETTER}+(?:(?:['’]|[-{_HIDDEN}](?:\r?\n)?){_LETTER}+)*)"
    r"|(?P<num>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?!\d)"
    rf"|\d{{1,3}}(?:(?P<gap>[{_GAPS}])\d{{3}})(?:(?P=gap)\d{{3}})*(?!\d|[.,{_GAPS}]\d)"
    r"|\d+(?:\.\d+)?)"
    r"|(?P<sign>[^\s\w])"
)
_BROKEN = re.compile(rf"-\r?\n|[{_HIDDEN}]+(?:\r?\n)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SEPARATORS = re.compile(f"[,{_GAPS}]")
_MAX_DIGITS = 15


def fold_spelling(written: str) -> str:
    """The word in lower case with plain apostrophes, ligatures resolved and breaks removed."""
    if written.isascii():
        return _BROKEN.sub("", written).lower() if "\n" in written else written.lower()
    written = unicodedata.normalize("NFKC", _BROKEN.sub("", written))
    if written[:1].isdigit():
        return fold_digits(written)
    return written.lower().replace("’", "'")


class FoldedWords(dict[str, str]):
    """Words as written to their folded forms; each is folded once."""

    def __missing__(self, written: str) -> str:
        folded = self[written] = fold_spelling(written)
        return folded


def fold_digits(written: str) -> str:
    """The number with digits of every script as ASCII digits."""
    if written.isascii():
        return written
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in written)


def has_fraction(value: float) -> bool:
    """Whether the number cannot count persons or cases."""
    return value != int(value)


def parse_digits(written: str, *, scaled: bool) -> float:
    """The value; `scaled`: a word like "million" follows, so that a point is a decimal point."""
    whole, fraction = written, ""
    if scaled or not _POINTS.fullmatch(written):
        whole, point, fraction = written.rpartition(".")
        if not point:
            whole, fraction = written, ""
    bare = _SEPARATORS.sub("", whole)
    if len(bare) + len(fraction) > _MAX_DIGITS:
        return 0.0
    return float(f"{bare}.{fraction}") if fraction else float(bare)
