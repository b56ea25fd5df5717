"""Recommendations are split one by one, whatever marks them, and stay verbatim."""

from __future__ import annotations

import pytest

from tests.unit.reports.vocabulary import read

A = "Prosecute and convict traffickers"
B = "Train labor inspectors, police, and judges (e.g., on restitution; on needs) in the U.S. model"
C = "Vigorously investigate complicit officials"
D = "Increase funding for NGO-run shelters"
HEAD = "PRIORITIZED RECOMMENDATIONS:\n\n"
INTRO = "KENYA (Tier 2)\n\nKenya does not fully meet the minimum standards.\n\n"

LISTS = {
    "lines": f"{A}.\n\n{B}.\n\n{C}.\n\n{D}.",
    "lines without stops": f"{A}\n{B}\n{C}\n{D}\n",
    "bullets": f"• {A}.\n• {B}.\n• {C}.\n• {D}.\n",
    "indented bullets": f"  ▪ {A};\n  ▪ {B};\n  ▪ {C}; and\n  ▪ {D}.\n",
    "stars": f"* {A}\n* {B}\n* {C}\n* {D}",
    "dashes": f"- {A}.\n– {B}.\n— {C}.\n- {D}.",
    "numbers": f"1. {A}.\n2. {B}.\n3. {C}.\n10. {D}.",
    "numbers in brackets": f"(1) {A}; (2) {B}; (3) {C}; and (4) {D}.",
    "inline bullets": f"{A}. • {B}. • {C}. • {D}.",
    "inline stars": f"{A}. * {B}. * {C}. * {D}.",
    "semicolons": f"{A}; {B}; {C}; and {D}.",
    "semicolons and line": f"{A};\n{B};\n{C};\nand {D}.",
    "run together": f"{A}.{C}.{D}.",
    "sentences": f"{A}. {B}. {C}. {D}.",
    "windows lines": f"• {A}.\r\n• {B}.\r\n• {C}.\r\n• {D}.\r\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_split(name: str) -> None:
    expected = [A, C, D] if name == "run together" else [A, B, C, D]
    assert [r.text for r in read(INTRO + HEAD + LISTS[name]).recommendations] == expected


@pytest.mark.parametrize("name", LISTS)
def test_the_next_chapter_ends_the_list(name: str) -> None:
    text = INTRO + HEAD + LISTS[name] + "\n\nPROSECUTION\n\nThe government increased efforts."
    expected = [A, C, D] if name == "run together" else [A, B, C, D]
    assert [r.text for r in read(text).recommendations] == expected


@pytest.mark.parametrize(
    "head",
    [
        "Prioritized Recommendations\n\n",
        "RECOMMENDATIONS FOR KENYA: ",
        "Recommendations for Kenya:\n",
        "RECOMMENDATIONS FOR CÔTE D’IVOIRE:\n",
        "Priority Recommendations:\n",
        "## Prioritized Recommendations\n",
        "PRIORITIZED RECOMMENDATIONS FOR KENYA\n",
    ],
)
def test_heads(head: str) -> None:
    found = read(INTRO + head + f"{A}; {C}; and {D}.")
    assert [r.text for r in found.recommendations] == [A, C, D]


def test_wrapped_lines_stay_one_recommendation() -> None:
    text = (
        INTRO
        + HEAD
        + "• Train police and\n  prosecutors on identifying\n  victims.\n• Fund shelters.\n"
    )
    assert [" ".join(r.text.split()) for r in read(text).recommendations] == [
        "Train police and prosecutors on identifying victims",
        "Fund shelters",
    ]


def test_wrapped_lines_without_bullets() -> None:
    text = INTRO + HEAD + (
        "Amend the law so that it covers all forms and\n"
        "prescribes adequate penalties.\n"
        "Screen children, migrants, and people in commercial sex for\n"
        "trafficking indicators.\n"
    )  # fmt: skip
    assert [" ".join(r.text.split()) for r in read(text).recommendations] == [
        "Amend the law so that it covers all forms and prescribes adequate penalties",
        "Screen children, migrants, and people in commercial sex for trafficking indicators",
    ]


def test_a_second_sentence_that_goes_on_is_not_parted() -> None:
    text = INTRO + HEAD + "• Adopt a plan. This should include a budget.\n• Fund shelters.\n"
    assert [r.text for r in read(text).recommendations] == [
        "Adopt a plan. This should include a budget",
        "Fund shelters",
    ]


def test_a_list_at_the_end_needs_no_head() -> None:
    found = read(INTRO + f"The government convicted traffickers.\n{A}. * {C}. * {D}.")
    assert [r.text for r in found.recommendations] == [A, C, D]
    assert [f.text for f in found.findings] == ["The government convicted traffickers"]


def test_lead_in_lines_are_no_recommendations() -> None:
    found = read(INTRO + HEAD + f"The government should:\n• {A}.\n• {C}.\n")
    assert [r.text for r in found.recommendations] == [A, C]


def test_a_narrative_without_a_list_has_none() -> None:
    text = INTRO + "The government trained police; it adopted a law; and it funded shelters."
    assert read(text).recommendations == ()


def test_prose_after_the_list_is_not_asked() -> None:
    text = INTRO + HEAD + f"• {A}.\n• {C}.\n\nThe government maintained its efforts in 2021.\n"
    assert [r.text for r in read(text).recommendations] == [A, C]


def test_places_are_true() -> None:
    for body in LISTS.values():
        text = INTRO + HEAD + body
        for r in read(text).recommendations:
            assert r.span.of(text) == r.text


def test_a_semicolon_within_one_demand_does_not_part_it() -> None:
    asked = "* Train police; prosecutors; and judges."
    text = f"KENYA (Tier 2)\n\nPRIORITIZED RECOMMENDATIONS\n\n{asked}\n"
    assert [r.text for r in read(text).recommendations] == ["Train police; prosecutors; and judges"]
