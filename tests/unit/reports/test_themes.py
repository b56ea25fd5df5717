"""The taxonomy, and the themes of recommendations."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from palermo.reports.assessment import Paradigm
from palermo.reports.sentences import WordIndex
from palermo.reports.themes import ThemeTaxonomy
from tests.shared import needs_shared, seed_text
from tests.unit.reports.vocabulary import read, vocabulary


def themes(text: str) -> tuple[tuple[str, ...], Paradigm | None]:
    words = WordIndex.of(text)
    return vocabulary().themes.of(words, 0, len(words.low))


def test_about_thirty_themes_under_all_four_paradigms() -> None:
    taxonomy = vocabulary().themes
    assert 28 <= len(taxonomy.themes) <= 40
    assert {t.paradigm for t in taxonomy.themes} == set(Paradigm)
    assert all(t.basis for t in taxonomy.themes)


def test_every_cue_finds_its_theme() -> None:
    for theme in vocabulary().themes.themes:
        for cue in theme.cues:
            words = [w.split("|")[0].rstrip("*") for w in cue.split() if w != "..."]
            assert theme.id in themes(" ".join(words))[0], (theme.id, cue)


@pytest.mark.parametrize(
    ("text", "theme", "paradigm"),
    [
        ("Lift the moratorium on labor inspections", "labor_inspection", "prevention"),
        ("Train judges on restitution in criminal cases", "compensation", "protection"),
        ("Adopt a new national action plan", "national_plan", "prevention"),
        ("Cease penalizing victims for unlawful acts", "non_penalization", "protection"),
        ("Convict complicit officials", "complicity", "prosecution"),
        ("Improve coordination among ministries through the task force", "coordination",
         "partnership"),
        ("Publish data on victims and collect statistics", "data_and_research", "prevention"),
        ("Eliminate recruitment fees charged to workers", "recruitment", "prevention"),
        ("Open a shelter for male victims", "shelter", "protection"),
    ],
)  # fmt: skip
def test_the_strongest_theme_gives_the_paradigm(text: str, theme: str, paradigm: str) -> None:
    ids, found = themes(text)
    assert theme in ids
    assert found == paradigm


def test_a_text_about_nothing_of_it_has_no_theme() -> None:
    assert themes("The weather was fine") == ((), None)


#: The recommendations of the founding text: a theme that each must have.
SEED = [
    "prosecution", "sentencing", "identification", "screening", "ngo_funding", "justice_training",
    "labor_inspection", "labor_inspection", "child_protection", "compensation", "access_to_care",
]  # fmt: skip


@needs_shared
def test_themes_of_the_founding_text() -> None:
    for recommendation, theme in zip(read(seed_text()).recommendations, SEED, strict=True):
        assert theme in recommendation.themes


def test_a_theme_twice_is_refused() -> None:
    theme = vocabulary().themes.themes[0].model_dump(mode="json")
    source = {"title": "x"}
    with pytest.raises(ValidationError, match="stand here twice: investigation"):
        ThemeTaxonomy.model_validate({"from": 2001, "source": source, "themes": [theme, theme]})
