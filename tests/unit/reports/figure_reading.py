"""How the tests of figures read a sentence: as part of Georgia's narrative of 2022."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from palermo.packs.yaml_files import load_yaml
from palermo.reports.figures import FigureVocabulary, extract_figures

ROOT = Path(__file__).resolve().parents[3]
VOCABULARY = load_yaml(ROOT / "countries/base/phrases/figures.yaml", FigureVocabulary)
DEMONYMS = {"Georgian": "GEO", "Uzbek": "UZB", "Ukrainian": "UKR", "Chinese": "CHN"}
COUNTRY, EDITION = "GEO", 2022


def read(
    text: str,
    country: str = COUNTRY,
    edition: int = EDITION,
    demonyms: Mapping[str, str] = DEMONYMS,
) -> set[str]:
    """`measure value year` of every figure of `text`; checks that every quote is verbatim."""
    figures, aside, _ = extract_figures(
        text, VOCABULARY, country=country, edition=edition, demonyms=demonyms
    )
    for figure in (*figures, *aside):
        assert figure.span.of(text) == figure.quote
    return {f"{f.measure} {_plain(f.value)} {f.year}" for f in figures}


def read_aside(text: str) -> set[str]:
    """`measure value year reason` of every number that is not among the figures of `text`."""
    _, aside, _ = extract_figures(
        text, VOCABULARY, country=COUNTRY, edition=EDITION, demonyms=DEMONYMS
    )
    return {f"{a.measure} {_plain(a.value)} {a.year} {a.reason.value}" for a in aside}


def silences(text: str) -> set[str]:
    """`measure year` of every quantity that `text` says was not reported."""
    _, _, unreported = extract_figures(
        text, VOCABULARY, country=COUNTRY, edition=EDITION, demonyms=DEMONYMS
    )
    for silent in unreported:
        assert silent.span.of(text) == silent.quote
    return {f"{s.measure} {s.year}" for s in unreported}


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)
