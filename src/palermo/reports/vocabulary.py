"""All phrases that a reading needs, from one pack."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.reports.figures import FigureVocabulary
from palermo.reports.findings import FindingVocabulary
from palermo.reports.header import HeaderVocabulary
from palermo.reports.names import CountryNames
from palermo.reports.recommendations import RecommendationVocabulary
from palermo.reports.themes import ThemeTaxonomy


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that `read_narrative` uses. Reading does not change it."""

    header: HeaderVocabulary
    recommendations: RecommendationVocabulary
    findings: FindingVocabulary
    themes: ThemeTaxonomy
    figures: FigureVocabulary
    names: CountryNames
