"""The reading of paragraphs that use other words than the report: how many claims are read right.

The rules were written with them, so real narratives will be read less well.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from palermo.reports.assessment import Finding
from tests.unit.reports.vocabulary import read

_CLAIM = re.compile(
    r"\[(?P<sign>[+-])(?P<themes>[a-z_,]*)\|\s*(?P<claim>[^\]]*)\]|(?P<rest>[^\[]+)"
)
_POLARITY = {"+": "effort", "-": "shortfall"}


def test_claims_in_plain_words_are_found_and_judged() -> None:
    counted = _counts()
    found = counted["right"] + counted["wrong"]
    assert found >= 330
    assert counted["missed"] <= 0.10 * (found + counted["missed"])
    assert counted["extra"] <= 0.05 * found
    assert counted["wrong"] <= 0.02 * found
    assert counted["theme missed"] <= 0.10 * (counted["theme read"] + counted["theme missed"])


@cache
def _counts() -> Counter[str]:
    counted: Counter[str] = Counter()
    blocks = re.split(r"(?m)^@", Path(__file__).with_name("plain_prose.txt").read_text("utf-8"))
    for block in blocks[1:]:
        head, passage = block.split("\n", 1)
        country, year = head.split()
        text, claims = _without_marks(passage.strip())
        left = list(read(text, country=country, year=int(year)).findings)
        for start, end, sign, themes in claims:
            best = max(left, key=lambda f: _overlap(start, end, f), default=None)
            if best is None or _overlap(start, end, best) < 0.5:
                counted["missed"] += 1
                continue
            left.remove(best)
            counted["right" if best.polarity == _POLARITY[sign] else "wrong"] += 1
            counted["theme read"] += len(themes & set(best.themes))
            counted["theme missed"] += len(themes - set(best.themes))
        counted["extra"] += len(left)
    return counted


def _without_marks(passage: str) -> tuple[str, list[tuple[int, int, str, set[str]]]]:
    """The plain text, and the claims in it by place, sign and themes."""
    text, claims = "", []
    for match in _CLAIM.finditer(passage):
        if match["rest"]:
            text += match["rest"]
            continue
        themes = {theme for theme in match["themes"].split(",") if theme}
        claims.append((len(text), len(text) + len(match["claim"]), match["sign"], themes))
        text += match["claim"]
    return text, claims


def _overlap(start: int, end: int, finding: Finding) -> float:
    common = min(end, finding.span.end) - max(start, finding.span.start)
    return max(common, 0) / (max(end, finding.span.end) - min(start, finding.span.start))
