"""The founding text (Azerbaijan, 2023) is read exactly as labelled by a careful reader."""

from __future__ import annotations

import pytest

from palermo.reports.assessment import Assessment
from tests.shared import needs_shared, seed_text
from tests.unit.reports.vocabulary import read

pytestmark = needs_shared


@pytest.fixture(scope="module")
def seed() -> Assessment:
    return read(seed_text())


def test_header(seed: Assessment) -> None:
    head = (seed.country, seed.year, seed.tier, seed.placement, seed.overall_efforts)
    assert head == ("AZE", 2023, "2", "remained", "increasing")
    assert str(seed.period) == "2022-04-01..2023-03-31"
    assert seed.watch_list_year is None
    assert seed.source is not None
    assert seed.source.startswith("Extracted in part")
    assert seed.source.endswith("2023 TIP Report - Azerbaijan")
    assert seed.warnings == ()


def test_it_is_an_extract_without_chapters(seed: Assessment) -> None:
    assert seed.partial
    assert seed.missing_chapters == ("prosecution", "protection", "prevention", "profile")


def test_eleven_recommendations_verbatim(seed: Assessment) -> None:
    tail = seed_text().partition("Prioritized Recommendations")[2]
    expected = [line.strip().removesuffix(".") for line in tail.splitlines() if line.strip()]
    assert len(expected) == 11
    assert [r.text for r in seed.recommendations] == expected
    assert all(r.themes and r.paradigm for r in seed.recommendations)


#: Beginning of each claim, polarity, direction, one theme that it must have.
CLAIMS = [
    ("sentencing all convicted traffickers", "effort", "more", "sentencing"),
    ("identifying more victims of internal", "effort", "more", "internal_trafficking"),
    ("The government increased funding for NGO-run shelters", "effort", "more", "ngo_funding"),
    ("amended a sub-law to establish the Interagency", "effort", "began", "coordination"),
    ("the Anti-Trafficking Department (ATD) recognized", "effort", None, "civil_society"),
    ("The government prosecuted fewer defendants", "shortfall", "fewer", "prosecution"),
    ("convicted fewer traffickers", "shortfall", "fewer", "conviction"),
    ("Authorities often failed to recognize psych", "shortfall", "lacked", "coercion"),
    ("required a transnational element", "shortfall", None, "coercion"),
    ("which led to internal sex trafficking cases", "shortfall", None, "reclassification"),
    ("The government continued to lack screening", "shortfall", "lacked", "screening"),
    ("continued its moratorium on scheduled", "shortfall", "continued", "labor_inspection"),
]


def test_five_efforts_and_seven_shortfalls_in_reading_order(seed: Assessment) -> None:
    polarities = [f.polarity.value for f in seed.findings]
    assert polarities == ["effort"] * 5 + ["shortfall"] * 7
    for finding, (begins, polarity, direction, theme) in zip(seed.findings, CLAIMS, strict=True):
        assert finding.text.startswith(begins)
        assert (finding.polarity, finding.direction) == (polarity, direction)
        assert theme in finding.themes


def test_bodies_and_people_named(seed: Assessment) -> None:
    assert seed.findings[4].bodies == ("Anti-Trafficking Department (ATD)",)
    assert seed.findings[4].concerned == ("NGO leaders",)
    assert seed.findings[3].bodies == ("Interagency Commission",)
    assert seed.findings[0].concerned == ("convicted traffickers",)
    assert seed.findings[1].concerned == ("victims of internal trafficking",)
    assert seed.findings[10].concerned == ("vulnerable populations",)


def test_ngo_leaders_are_no_officials_and_no_victims(seed: Assessment) -> None:
    assert seed.figures == ()


def test_every_place_is_true(seed: Assessment) -> None:
    text = seed_text()
    for item in (*seed.recommendations, *seed.findings):
        assert item.span.of(text) == item.text
    assert seed.places["source"].of(text) == seed.source
    assert seed.places["placement"].of(text) == "remained on Tier 2"
    assert seed.places["overall_efforts"].of(text) == "increasing efforts"
