"""Marked text: escaped, split at borders, every id once, nothing lost."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from palermo.web.reading.marks import Mark, highlight_marks

TEXT = "It convicted 12 <b>traffickers</b> & fined 3."


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_text_is_escaped_and_kept() -> None:
    html = highlight_marks(TEXT, [Mark("f1", 0, 12, "effort"), Mark("g1", 13, 15, "figure")])
    assert "<b>" not in html
    assert plain(html) == TEXT
    assert '<mark id="f1" class="mark-effort"' in html
    assert 'href="#item-g1"' in html


def test_an_inner_mark_keeps_the_outer_one() -> None:
    html = highlight_marks(TEXT, [Mark("f1", 0, 20, "effort"), Mark("g1", 13, 15, "figure")])
    assert 'class="mark-effort mark-figure" data-marks="g1 f1"' in html


def test_places_outside_the_text_are_ignored() -> None:
    assert "<mark" not in highlight_marks(
        TEXT, [Mark("x", 5, 4_000, "effort"), Mark("y", 3, 3, "effort")]
    )


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_nothing_of_the_text_is_lost(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(f"m{i}", a, b, "effort") for i, (a, b) in enumerate(places)]
    html = highlight_marks(text, marks)
    assert plain(html) == text
    for mark in marks:
        valid = mark.start < mark.end <= len(text)
        assert len(re.findall(rf'id="{mark.id}"', html)) == int(valid)
