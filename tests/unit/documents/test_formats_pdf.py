"""PDF pages become paragraphs in reading order."""

from __future__ import annotations

import textwrap

from palermo.documents.document import read_document
from palermo.documents.media import Media
from tests.unit.documents.files import Placed, columns, pdf_bytes

SENTENCES = (
    "The government trained forty officials in the capital and opened a shelter in the north. "
    "Courts convicted 12 traffickers in 2022, compared with 9 in 2021. "
    "Observers said that the inspectorate lacked funds, vehicles, and interpreters. "
)
PARAGRAPHS = [SENTENCES * 2 + f"This ends paragraph {n}." for n in ("one", "two", "three")]


def _text(pages: list[list[Placed]]) -> str:
    document = read_document(pdf_bytes(pages), name="report.pdf")
    assert document.media is Media.PDF
    return document.text


def _set(width: int) -> list[str]:
    """Lines of the paragraphs, each beginning with an indent of two letters."""
    return [line for p in PARAGRAPHS for line in textwrap.wrap(p, width, initial_indent="  ")]


def _placed(lines: list[str], x: float, top: float) -> list[Placed]:
    """Lines at 10 points; an indent moves the line and is not a character."""
    placed: list[Placed] = []
    for n, line in enumerate(lines):
        indent = 6.0 * (len(line) - len(line.lstrip()))
        placed.append((x + indent, top - 12 * n, 10, line.lstrip()))
    return placed


def test_one_column_keeps_its_paragraphs() -> None:
    assert _text([_placed(_set(80), 60, 720)]).split("\n") == PARAGRAPHS


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = _set(38)
    half = len(lines) // 2
    left, right = _placed(lines[:half], 50, 700), _placed(lines[half:], 320, 700)
    mixed = [line for pair in zip(left, right, strict=False) for line in pair]
    rest = right[len(left) :]
    for order in (left + right, mixed + rest, right + left):
        assert _text([order]).split("\n") == PARAGRAPHS


def test_a_heading_over_both_columns_comes_first() -> None:
    lines = _set(38)
    half = len(lines) // 2
    heading: Placed = (80, 730, 18, "AZERBAIJAN (Tier 2) and a long heading")
    body = columns([x.strip() for x in lines[:half]], [x.strip() for x in lines[half:]])
    text = _text([[*body, heading]])
    assert text.startswith("AZERBAIJAN (Tier 2) and a long heading\n")
    assert text.replace("\n", " ").count("This ends paragraph") == 3


def test_bullets_and_headings_stand_on_lines_of_their_own() -> None:
    page: list[Placed] = [
        (60, 720, 10, "PRIORITIZED RECOMMENDATIONS"),
        (60, 708, 10, "• Train judges and prosecutors on the law and on victim-centered ways"),
        (72, 696, 10, "of asking questions."),
        (60, 684, 10, "• Fund shelters."),
        (60, 660, 10, "PROSECUTION"),
        (60, 648, 10, "The government maintained law enforcement efforts."),
    ]
    assert _text([page]).split("\n") == [
        "PRIORITIZED RECOMMENDATIONS",
        "• Train judges and prosecutors on the law and on victim-centered ways "
        "of asking questions.",
        "• Fund shelters.",
        "PROSECUTION",
        "The government maintained law enforcement efforts.",
    ]


def test_divided_words_are_made_whole_and_compounds_keep_their_hyphen() -> None:
    page: list[Placed] = [
        (60, 720, 10, "Officials of the country's anti-trafficking agency praised the coop-"),
        (60, 708, 10, "eration of the courts and said that the government had offered anti-"),
        (60, 696, 10, "trafficking training to all of the judges and that the victims were of-"),
        (60, 684, 10, "fered care."),
    ]
    text = _text([page])
    assert "the cooperation of" in text
    assert "offered anti-trafficking training" in text
    assert "were offered care" in text


def test_running_heads_and_page_numbers_are_no_text_but_the_edition_is_kept() -> None:
    pages: list[list[Placed]] = []
    for number in (31, 32, 33):
        page: list[Placed] = [
            (60, 770, 8, f"2023 TRAFFICKING IN PERSONS REPORT  {number}"),
            (300, 20, 8, str(number)),
        ]
        body = "and then it went on without an end" if number > 31 else "The work began early"
        page += [(60, 600, 10, body), (60, 588, 10, "with 98 victims.")]
        pages.append(page)
    lines = _text(pages).split("\n")
    assert lines[0] == "2023 TRAFFICKING IN PERSONS REPORT"
    assert "TRAFFICKING" not in " ".join(lines[1:])
    assert not {"31", "32", "33"} & set(" ".join(lines[1:]).split())


def test_a_sentence_runs_on_over_the_page() -> None:
    first: list[Placed] = [(60, 400, 10, "Officials identified 98 victims and gave")]
    second: list[Placed] = [(60, 600, 10, "shelter to all of them.")]
    expected = "Officials identified 98 victims and gave shelter to all of them."
    assert _text([first, second]) == expected


def test_a_raised_footnote_mark_does_not_change_a_number() -> None:
    page: list[Placed] = [
        (60, 700, 10, "Officials identified 98"),
        (198, 704, 6, "12"),
        (210, 700, 10, "victims of trafficking."),
    ]
    assert _text([page]) == "Officials identified 98 victims of trafficking."


def test_letters_of_the_file_arrive() -> None:
    assert _text([[(60, 700, 10, "Café “Zürich” – §3 €5 ñ")]]) == "Café “Zürich” – §3 €5 ñ"


def test_a_head_that_stands_once_repeats_the_headings_of_earlier_pages() -> None:
    first: list[Placed] = [
        (60, 770, 8, "2023 TRAFFICKING IN PERSONS REPORT"),
        (60, 700, 12, "AZERBAIJAN (Tier 2)"),
        (60, 400, 10, "Officials identified 98 victims and gave"),
    ]
    second: list[Placed] = [
        (60, 770, 8, "2023 TRAFFICKING IN PERSONS REPORT AZERBAIJAN"),
        (60, 600, 10, "shelter to all of them."),
    ]
    text = _text([first, second])
    assert "Officials identified 98 victims and gave shelter to all of them." in text
    assert text.count("REPORT") == 1


def test_a_name_along_the_margin_is_no_text() -> None:
    page: list[Placed] = [(60, 600 - 14 * n, 10, f"Sentence {n} stands here.") for n in range(9)]
    turned = b"BT /F 10 Tf 0 1 -1 0 40 500 Tm (MARGIN) Tj ET"
    text = read_document(pdf_bytes([page], more=turned), name="report.pdf").text
    assert "Sentence 4 stands here." in text
    assert "MARGIN" not in text
    assert "A R" not in text
