"""Numbers that are not the government's total are kept apart, with the reason."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.kernel.spans import Span
from palermo.reports.assessment import AsideReason, Figure
from palermo.reports.figures import extract_figures
from palermo.reports.figures.clauses import split_clauses
from palermo.reports.figures.numerals import fold_spelling, parse_digits
from palermo.reports.figures.page_noise import blank_page_noise
from palermo.reports.figures.totals import StatedFigure, settle_totals
from tests.unit.reports.figure_reading import COUNTRY, EDITION, VOCABULARY, read, read_aside

_MEASURES = ("convictions", "victims_identified", "victims_child", "sentenced_to_prison", "funding")


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (
            "Courts convicted 12 traffickers. Of these, five were convicted under the new law.",
            {"convictions 5 2021 part"},
        ),
        (
            "Courts convicted 12 traffickers. Elsewhere the text says courts convicted 15.",
            {"convictions 15 2021 conflict"},
        ),
        ("NGOs identified 30 victims.", {"victims_identified 30 2021 others"}),
        ("Police identified 40 possible victims.", {"victims_identified 40 2021 potential"}),
        ("The government identified 30 victims.", set()),
    ],
)
def test_what_is_not_a_figure_says_why(text: str, aside: set[str]) -> None:
    assert read_aside(text) == aside


def test_a_part_names_its_total() -> None:
    text = "Courts convicted 12 traffickers. Of these, five were convicted in the capital."
    _, aside, _ = extract_figures(text, VOCABULARY, country=COUNTRY, edition=EDITION)
    assert [(a.value, a.part_of) for a in aside] == [(5, 12)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(_MEASURES),
            st.integers(0, 9),
            st.sampled_from((2019, 2020)),
            st.booleans(),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_a_measure_has_one_total_a_year_and_no_larger_part(
    claims: list[tuple[str, int, int, bool, bool]],
) -> None:
    stated = [
        StatedFigure(Figure(m, v, y, "", Span(n, n + 1)), part=part, whole=whole)
        for n, (m, v, y, part, whole) in enumerate(claims)
    ]
    figures, aside = settle_totals(stated)
    keys = [(f.measure, f.year) for f in figures if f.measure != "funding"]
    assert len(keys) == len(set(keys))
    totals = {(f.measure, f.year): f.value for f in figures}
    for figure in figures:
        head = {"victims_child": "victims_identified", "sentenced_to_prison": "convictions"}
        whole = totals.get((head.get(figure.measure, ""), figure.year))
        assert not whole or figure.value <= whole
    for item in aside:
        assert item.reason is not AsideReason.PART or item.value < (item.part_of or 0)


@pytest.mark.parametrize(
    ("written", "scaled", "value"),
    [
        ("1,204", False, 1204),
        ("1 204", False, 1204),
        ("1\u202f204\u202f000", False, 1204000),
        ("1'204", False, 1204),
        ("1.204", False, 1204),
        ("1.204", True, 1.204),
        ("6.5", False, 6.5),
        ("1,23,456.50", False, 123456.5),
        ("1" * 40, False, 0),
    ],
)
def test_numbers_as_people_write_them(written: str, scaled: bool, value: float) -> None:
    assert parse_digits(written, scaled=scaled) == value


@given(st.text(alphabet="ab .12\n\t|REPORTOF", max_size=60))
def test_page_noise_keeps_every_place(text: str) -> None:
    read_text = blank_page_noise(text, ("report",))
    assert len(read_text) == len(text)
    assert all(a == b or b == " " for a, b in zip(text, read_text, strict=True))


def test_a_page_number_and_a_running_head_are_no_part_of_a_sentence() -> None:
    text = (
        "Authorities identified 105\n\n212\nTRAFFICKING IN PERSONS REPORT | JULY 2022\nGEORGIA\n\n"
        "victims in 2021."
    )
    assert read(text) == {"victims_identified 105 2021"}


def test_numbers_of_rows_are_no_figures() -> None:
    assert read("1\tConvict more traffickers\n2\tFind victims\n3. Train officials") == set()


@given(st.text(alphabet="aA .;()\n14“", max_size=80))
def test_clauses_lie_in_order_in_the_text(text: str) -> None:
    last = 0
    for start, end, _ in split_clauses(text, 0, len(text), ("No",)):
        assert last <= start <= end <= len(text)
        last = start


@pytest.mark.parametrize(
    "piece",
    ["1 ", " ", "1.204 ", "victims of NGOs ", "\n1\n", "-\n", "by ", "2019 ", "in 5 (", "no "],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        extract_figures(piece * count, VOCABULARY, country=COUNTRY, edition=EDITION)
        return time.process_time() - begun

    seconds(100)
    assert seconds(40_000) < 12 * seconds(10_000) + 0.5


@given(st.text(max_size=12))
def test_no_spelling_keeps_a_hidden_hyphen(written: str) -> None:
    assert "\u00ad" not in fold_spelling(written + "\u00ad")
