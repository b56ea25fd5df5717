"""The counted quantities that a narrative states, each with measure, value, year and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palermo.reports.assessment import Figure, FigureAside, NotReported
from palermo.reports.figures.reader import FigureReader
from palermo.reports.figures.tables import Headings, add_tables, find_tables, without_tables
from palermo.reports.figures.vocabulary import FigureVocabulary
from palermo.reports.sentences import WordIndex

__all__ = ["FigureVocabulary", "extract_figures"]


def extract_figures(
    text: str,
    vocabulary: FigureVocabulary,
    *,
    country: str | None,
    edition: int | None,
    demonyms: Mapping[str, str] | None = None,
    words: WordIndex | None = None,
    zones: Sequence[tuple[int, int]] | None = None,
    headings: Headings | None = None,
) -> tuple[tuple[Figure, ...], tuple[FigureAside, ...], tuple[NotReported, ...]]:
    """Figures that `text` states, further values of them, and measures it says were not reported.

    `country`: ISO 3166-1 alpha-3; distinguishes own nationals from foreigners and one dollar from
    another. `edition`: year of the report; if the text gives no year, a figure is for the year
    before it, and without an edition it is left out. `demonyms`: nationality word to ISO 3166-1
    alpha-3. `words`: those of `text`, if already computed. `zones`: the parts to read, None for
    all. `headings`: words above columns and before rows of tables to measures. Places are in the
    unmodified text. Never raises on any text.
    """
    reader = FigureReader(vocabulary, country=country, edition=edition, demonyms=demonyms or {})
    tables = find_tables(text, headings or {}, edition)
    parts = without_tables(zones or [(0, len(text))], tables)
    figures, aside, silent = reader.read(text, words or WordIndex.of(text), parts)
    return *add_tables(figures, aside, tables), silent
