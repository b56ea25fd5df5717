"""Several countries or editions in one file: one reading for each, with its own year."""

from __future__ import annotations

import pytest

from palermo.packs.load import load_pack
from palermo.reports.edition_reading import read_edition
from tests.unit.documents.files import docx_bytes

VOCABULARY = load_pack().vocabulary
NAMES = ("Peru", "Chile", "Bolivia")
CODES = ["PER", "CHL", "BOL"]


def told(name: str, number: int) -> str:
    return (
        f"The Government of {name} does not fully meet the minimum standards for the elimination "
        f"of trafficking but is making significant efforts to do so. Courts convicted {number} "
        "traffickers. Police ran a campaign in the towns of the coast."
    )


def readings(data: str | bytes, year: int | None = None) -> list[tuple[str | None, int | None]]:
    """Country and year of each reading; its only conviction must be its own."""
    content = data.encode() if isinstance(data, str) else data
    _, found = read_edition(content, VOCABULARY, name="file", year=year)
    read = [each.unwrap() for each in found]
    counts = [[f.value for f in each.figures if f.measure == "convictions"] for each in read]
    assert counts == [[10 + n] for n in range(len(read))], counts
    return [(each.country, each.year) for each in read]


def table(mark: str, quote: str, heading: str) -> str:
    rows = (f"{n}{mark}2022{mark}{quote}{told(n, 10 + i)}{quote}" for i, n in enumerate(NAMES))
    return "\n".join([heading.replace(",", mark), *rows, ""])


TABLES = {
    "CSV": table(",", '"', "country,year,narrative"),
    "CSV with other headings": table(",", '"', "Country Name,Edition,What it says"),
    "semicolons": table(";", "", "Country;Year;Text"),
    "tabs": table("\t", "", "country\tyear\ttext"),
    "Windows line ends": table(",", '"', "country,year,text").replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + table(",", '"', "country,year,text"),
    "codes": table(",", '"', "iso3,year,text").replace("Peru,", "PER,").replace("Chile,", "CHL,"),
    "a drawn table": "| Country | Year | Text |\n|---|---|---|\n"
    + "".join(f"| {n} | 2022 | {told(n, 10 + i)} |\n" for i, n in enumerate(NAMES)),
    "a list": "".join(f"{n}: Tier 2 – {told(n, 10 + i)}\n" for i, n in enumerate(NAMES)),
    "a list with dots": "".join(f"• {n} – {told(n, 10 + i)}\n" for i, n in enumerate(NAMES)),
    "HTML": "<html><body><table><tr><th>Country</th><th>Year</th><th>Text</th></tr>"
    + "".join(
        f"<tr><td>{n}</td><td>2022</td><td>{told(n, 10 + i)}</td></tr>" for i, n in enumerate(NAMES)
    )
    + "</table></body></html>",
    "HTML with paragraphs": "<html><body><table>"
    + "".join(
        f"<tr><td><p>{n.upper()} (Tier 2)</p><p>{told(n, 10 + i)}</p></td></tr>"
        for i, n in enumerate(NAMES)
    )
    + "</table></body></html>",
}


@pytest.mark.parametrize("name", TABLES)
def test_each_country_of_a_table_is_read(name: str) -> None:
    assert readings(TABLES[name], 2022) == [(code, 2022) for code in CODES]


def test_each_country_of_a_table_in_a_document_is_read() -> None:
    rows = [("Country", "Text"), *((n, told(n, 10 + i)) for i, n in enumerate(NAMES))]
    data = docx_bytes([("Normal", "Narratives of three countries")], rows)
    assert readings(data, 2022) == [(code, 2022) for code in CODES]


EDITIONS = {
    "titles": "{year} Trafficking in Persons Report\n\nPERU (Tier 2)\n\n",
    "titles below each other": "TRAFFICKING IN PERSONS REPORT\nJUNE {year}\n\nPERU\nTier 2\n\n",
    "year in the heading": "PERU {year} (Tier 2)\n\n",
    "year behind the name": "Peru ({year})\n\n",
}


@pytest.mark.parametrize("name", EDITIONS)
def test_each_edition_of_a_country_is_read(name: str) -> None:
    text = "".join(
        f"{EDITIONS[name].format(year=2021 + n)}{told('Peru', 10 + n)}\n\n" for n in range(3)
    )
    assert readings(text) == [("PER", 2021), ("PER", 2022), ("PER", 2023)]


def test_rows_of_a_country_over_the_years_are_read() -> None:
    rows = "".join(f'Peru,{2019 + n},"{told("Peru", 10 + n)}"\n' for n in range(3))
    assert readings("country,year,text\n" + rows) == [("PER", 2019), ("PER", 2020), ("PER", 2021)]


def test_running_heads_and_mentions_of_other_years_begin_no_edition() -> None:
    page = "\n\n212\nTRAFFICKING IN PERSONS REPORT | JUNE 2022\nPERU\n\n"
    text = (
        f"2022 Trafficking in Persons Report\n\nPERU (Tier 2)\n\n{told('Peru', 10)}{page}"
        f"The 2021 Trafficking in Persons Report\nsaid more.{page}PROTECTION\n\n"
        "It opened a shelter."
    )
    assert readings(text) == [("PER", 2022)]


def test_a_table_of_numbers_is_no_table_of_narratives() -> None:
    text = (
        f"country,year,convictions\nPeru,2021,9\nChile,2021,4\n\nPERU (Tier 2)\n{told('Peru', 10)}"
    )
    assert readings(text, 2022) == [("PER", 2022)]
