"""An edition is split by country; a single narrative stays whole."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.packs.load import load_pack
from palermo.reports.editions import Section, open_edition, split_edition
from tests.shared import SHARED, needs_shared, seed_text
from tests.unit.documents.files import Placed, pdf_bytes

VOCABULARY = load_pack().vocabulary
NAMES, HEADER = VOCABULARY.names, VOCABULARY.header


def narrative(country: str, words: int = 120) -> str:
    """A narrative in our own words, without its heading."""
    return (
        f"The Government of {country} does not fully meet the minimum standards but is making "
        "significant efforts to do so. Officials met their colleagues from\nGeorgia\n"
        "and Turkey. Azerbaijan\nsent two officials.\n\nRECOMMENDATIONS FOR AZERBAIJAN\n"
        + "• Train judges on the law.\n"
        * (words // 6)
    )


def split(text: str, piece: int = 1 << 16) -> list[Section]:
    pieces = (text[at : at + piece] for at in range(0, len(text), piece))
    return list(split_edition(pieces, NAMES, HEADER))


COUNTRIES = ["Guinea", "Guinea-Bissau", "Niger", "Nigeria", "Côte d'Ivoire", "The Gambia"]
CODES = ["GIN", "GNB", "NER", "NGA", "CIV", "GMB"]
HEADINGS = [
    "{caps} (Tier 2 Watch List)",
    "{caps}: Tier 2",
    "{caps} – TIER 3",
    "{caps}",
    "{name}",
    "{name} (Tier 1)",
    "# {name}",
    "{caps} [Special Case]",
    "{name}\nTier 2",
    "{caps} (Tier 2)Extracted in part from the report",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_of_every_shape_begin_a_section(heading: str) -> None:
    text = "Trafficking in Persons Report June 2021\n\n" + "".join(
        f"\n{heading.format(name=c, caps=c.upper())}\n\n{narrative(c)}" for c in COUNTRIES
    )
    sections = split(text)
    assert [s.country for s in sections] == CODES
    assert {s.year for s in sections} == {2021}
    for section in sections:
        assert text[section.start : section.end] == section.text
        assert not section.whole
    assert sections[0].text.startswith(heading.format(name="Guinea", caps="GUINEA"))


@pytest.mark.parametrize(
    ("front", "year"),
    [
        ("2023 TIP Report", 2023),
        ("2019 Trafficking in Persons Report", 2019),
        ("TRAFFICKING IN PERSONS REPORT\nJUNE 2023", 2023),
        ("A report", None),
    ],
)
def test_the_edition_is_said_once_for_all(front: str, year: int | None) -> None:
    text = f"{front}\n\nALBANIA\n\n{narrative('Albania')}\nALGERIA\n\n{narrative('Algeria')}"
    assert [(s.country, s.year) for s in split(text)] == [("ALB", year), ("DZA", year)]


def test_front_matter_and_lists_of_countries_are_no_sections() -> None:
    listed = "TIER 2\n" + "\n".join(c.upper() for c in COUNTRIES) + "\n\nHOW TO READ\n"
    front = listed + "This report has two parts, and each of them is long.\n" * 40
    placements = "".join(f"{c}  Tier 2\n" for c in COUNTRIES)
    body = "".join(f"\n{c.upper()}\n\n{narrative(c)}" for c in COUNTRIES)
    assert [s.country for s in split(front + placements + body)] == CODES


@pytest.mark.parametrize("heading", ["", "AZERBAIJAN (Tier 2)\n", "A page\n\nAzerbaijan\n\n"])
def test_one_narrative_is_one_section_from_its_first_character(heading: str) -> None:
    text = heading + narrative("Azerbaijan")
    assert split(text) == [Section("AZE" if heading else None, None, text, whole=True)]


def test_the_name_again_on_the_next_page_begins_nothing() -> None:
    text = f"ALBANIA\n{narrative('Albania')}\nALBANIA\n{narrative('Albania')}"
    assert len(split(text)) == 1


def test_blank_text_has_no_section() -> None:
    assert split(" \n\n") == []


@needs_shared
def test_the_seed_is_one_section() -> None:
    assert split(seed_text()) == [Section("AZE", 2023, seed_text(), whole=True)]


@needs_shared
def test_the_seed_is_the_same_from_its_file() -> None:
    flow, sections = open_edition(SHARED / "seed.txt", NAMES, HEADER)
    assert [s.text for s in sections] == [seed_text()]
    assert flow.name == "seed.txt"


@given(st.integers(1, 300))
@settings(max_examples=30)
def test_pieces_of_any_length_give_the_same_sections(piece: int) -> None:
    text = "".join(f"\r\n{c.upper()}\r\n\r\n{narrative(c, 60)}" for c in COUNTRIES[:3])
    assert split(text, piece) == split(text)


@given(st.text(alphabet="GUINEAguinea-()Tier2 .\n\r\f\x85", max_size=300))
@settings(max_examples=60)
def test_any_text_is_split_without_loss_of_place(text: str) -> None:
    for section in split(text):
        assert text[section.start : section.end] == section.text


def test_a_pdf_edition_is_split_too() -> None:
    pages: list[list[Placed]] = []
    for country in ("Albania", "Algeria"):
        lines = [f"The Government of {country} trained judges and funded shelters."] * 12
        head: list[Placed] = [(60, 765, 8, "TRAFFICKING IN PERSONS REPORT 2022")]
        title: Placed = (60, 700, 16, f"{country.upper()}: Tier 2")
        pages.append(
            [*head, title, *((60.0, 670 - 12.0 * n, 10.0, x) for n, x in enumerate(lines))]
        )
    flow, sections = open_edition(pdf_bytes(pages), NAMES, HEADER, name="a.pdf")
    assert [(s.country, s.year) for s in sections] == [("ALB", 2022), ("DZA", 2022)]
    assert flow.media == "application/pdf"


def _peak(path: Path, count: int) -> int:
    """Peak memory in bytes while an edition of `count` narratives of 8,000 words is split."""

    def written() -> Iterator[str]:
        countries = list(NAMES.countries.values())
        for n in range(count):
            name = countries[n % len(countries)].name
            yield f"\n{name.upper()} (Tier 2)\n\n{narrative(name, 8000)}"

    with path.open("w", encoding="utf-8") as file:
        file.writelines(written())
    _, sections = open_edition(path, NAMES, HEADER)
    next(sections)
    tracemalloc.start()
    seen = 1 + sum(1 for _ in sections)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == count
    return peak


def test_memory_does_not_grow_with_the_edition(tmp_path: Path) -> None:
    assert _peak(tmp_path / "long.txt", 48) < 1.3 * _peak(tmp_path / "short.txt", 12)
