"""Findings by kind: advice, background, concessions, negations, and what others did."""

from __future__ import annotations

import pytest

from palermo.packs.load import load_pack
from palermo.reports.assessment import Assessment, Direction, Efforts, Polarity
from palermo.reports.narrative import read_narrative

HEAD = (
    "GEORGIA (Tier 2)\n\nThe Government of Georgia does not fully meet the minimum standards for "
    "the elimination of trafficking but is making significant efforts to do so. "
)


def _read(passage: str, year: int = 2019) -> Assessment:
    return read_narrative(HEAD + passage, load_pack("base").vocabulary, country="GEO", year=year)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Courts should hear such cases sooner.", []),
        ("The ministry needs to train more inspectors.", []),
        ("Last updated: 12 June 2019.", []),
        ("The number of girls trafficked abroad increased.", []),
        ("Despite these steps, bonded labor of children went on.", ["shortfall"]),
        (
            "Despite opening a new shelter, the government did not train judges.",
            ["effort", "shortfall"],
        ),
        ("The police did not take adequate steps to protect witnesses.", ["shortfall"]),
        ("The government convicted three complicit officials.", ["effort"]),
        ("The ministry reduced the backlog of cases.", ["effort"]),
        ("An international organization funded a hotline and trained police.", []),
    ],
)
def test_polarity_by_kind(passage: str, expected: list[str]) -> None:
    assert [finding.polarity.value for finding in _read(passage).findings] == expected


def test_a_list_of_gerunds_needs_no_and() -> None:
    read = _read("These efforts included opening a clinic, training police, adopting a plan.")
    assert [f.text for f in read.findings] == [
        "opening a clinic",
        "training police",
        "adopting a plan",
    ]


def test_no_effort_has_the_direction_lacked() -> None:
    read = _read("Police did not detain victims. Authorities never penalized victims.")
    assert not [
        f
        for f in read.findings
        if f.polarity is Polarity.EFFORT and f.direction is Direction.LACKED
    ]


def test_advice_of_old_editions_is_a_recommendation() -> None:
    read = _read("Authorities should open a shelter. The police increased patrols.", 2005)
    assert [r.text for r in read.recommendations] == ["Authorities should open a shelter"]
    assert [f.text for f in read.findings] == ["The police increased patrols"]


def test_evidence_of_increasing_efforts_is_denied() -> None:
    read = _read("It is placed on the Watch List for its failure to show evidence of increasing "
                 "efforts to combat trafficking.", 2006)  # fmt: skip
    assert read.overall_efforts is Efforts.NOT_INCREASING


def test_a_list_in_the_middle_of_a_text_is_read() -> None:
    read = _read("\n\n• Open a shelter for men.\n• Train the police.\n\nThe police opened a unit.")
    assert [r.text for r in read.recommendations] == ["Open a shelter for men", "Train the police"]
    assert [f.text for f in read.findings] == ["The police opened a unit"]


def test_the_standards_the_circumstances_and_counts_of_people_are_kept() -> None:
    text = HEAD + (
        "The government demonstrated overall increasing efforts compared with the previous period, "
        "considering the impact of the epidemic on its capacity; therefore Georgia remained on "
        "Tier 2. The department honored 12 NGO leaders with prizes."
    )
    read = read_narrative(text, load_pack("base").vocabulary, country="GEO", year=2021)
    standards, context = read.places["standards"], read.places["context"]
    assert "does not fully meet" in text[standards.start : standards.end]
    assert text[context.start : context.end].startswith("considering the impact")
    assert text[context.start : context.end].endswith("its capacity")
    assert [f.counts for f in read.findings if f.counts] == [("12 NGO leaders",)]
