"""Tables of numbers: each number has the measure and the year of its row and column."""

from __future__ import annotations

import pytest

from palermo.documents.document import read_document
from tests.unit.reports.vocabulary import read

OPENING = (
    "PERU (Tier 2)\n\nThe Government of Peru does not fully meet the minimum standards for the "
    "elimination of trafficking but is making significant efforts to do so.\n\n"
)
WANTED = {("investigations", 250, 2019), ("convictions", 12, 2019), ("convictions", 1204, 2020)}
TABLES = {
    "years down": "Year\tInvestigations\tConvictions\n2019\t250\t12\n2020\tn/a\t1,204\n",
    "years across": "\t2019\t2020\nInvestigations\t250\t–\nConvictions*\t12\t1,204\n",
    "unknown columns": "Year\tInvestigations\tRaids\tConvictions\n2019\t250\t7\t12\n"
    "2020\t\t8\t1204\n",
    "fiscal years": "Period\tInvestigations\tConvictions\nFY 2019\t250\t12\n2020-2021\t\t1,204\n",
}


def found(text: str) -> set[tuple[str, float, int]]:
    read_figures = read(text, "PER", 2022).figures
    assert all(figure.quote == figure.span.of(text) for figure in read_figures)
    return {(figure.measure, figure.value, figure.year) for figure in read_figures}


@pytest.mark.parametrize("name", TABLES)
def test_numbers_have_measure_and_year(name: str) -> None:
    assert found(f"{OPENING}{TABLES[name]}\nThe courts were slow.\n") == WANTED


def test_numbers_without_a_year_are_of_the_edition() -> None:
    table = "Measure\tNumber\nInvestigations\t250\nVictims identified\t40\n"
    assert found(OPENING + table) == {
        ("investigations", 250, 2021),
        ("victims_identified", 40, 2021),
    }


def test_a_sentence_counts_before_a_table() -> None:
    text = f"{OPENING}Courts convicted 14 traffickers in 2019.\n\n{TABLES['years down']}"
    assert ("convictions", 14, 2019) in found(text)
    assert ("convictions", 12, 2019) not in found(text)
    aside = {(a.measure, a.value) for a in read(text, "PER", 2022).figures_aside}
    assert ("convictions", 12) in aside


def test_a_table_of_a_page_is_read() -> None:
    rows = "<tr><th>Year</th><th>Convictions</th></tr><tr><td>2019</td><td>12</td></tr>"
    page = f"<html><body><p>{OPENING}</p><table>{rows}</table></body></html>"
    assert ("convictions", 12, 2019) in found(read_document(page.encode()).text)


def test_a_list_with_tabs_is_no_table() -> None:
    text = f"{OPENING}Victims\tand their families\nwere\t40\nof\t50\n"
    assert found(text) <= {("victims_identified", 40, 2021)}
