"""The vocabulary of the base pack, loaded once for the tests of reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from palermo.packs.yaml_files import load_yaml
from palermo.reports.assessment import Assessment
from palermo.reports.figures import FigureVocabulary
from palermo.reports.findings import FindingVocabulary
from palermo.reports.header import HeaderVocabulary
from palermo.reports.names import CountryNames
from palermo.reports.narrative import read_narrative
from palermo.reports.recommendations import RecommendationVocabulary
from palermo.reports.themes import ThemeTaxonomy
from palermo.reports.vocabulary import Vocabulary

BASE = Path(__file__).resolve().parents[3] / "countries" / "base"


@cache
def vocabulary() -> Vocabulary:
    """All phrases of `countries/base`."""
    phrases = BASE / "phrases"
    return Vocabulary(
        header=load_yaml(phrases / "header.yaml", HeaderVocabulary),
        recommendations=load_yaml(phrases / "recommendations.yaml", RecommendationVocabulary),
        findings=load_yaml(phrases / "findings.yaml", FindingVocabulary),
        themes=load_yaml(BASE / "themes.yaml", ThemeTaxonomy),
        figures=load_yaml(phrases / "figures.yaml", FigureVocabulary),
        names=load_yaml(BASE / "countries.yaml", CountryNames),
    )


def read(text: str, country: str | None = None, year: int | None = None) -> Assessment:
    """The reading of `text` with the base pack."""
    return read_narrative(text, vocabulary(), country=country, year=year)
