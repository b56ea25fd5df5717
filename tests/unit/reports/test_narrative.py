"""The whole reading: refused texts, partial readings, and correct places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.documents.normalized_text import normalize_text
from palermo.kernel.errors import NotANarrative
from palermo.reports.assessment import Assessment
from tests.shared import needs_shared, passages
from tests.unit.reports.vocabulary import read

WHOLE = """KENYA: TIER 2

The Government of Kenya does not fully meet the minimum standards for the elimination of \
trafficking but is making significant efforts to do so. It remained on Tier 2.

PRIORITIZED RECOMMENDATIONS:

• Prosecute traffickers.
• Fund shelters.

PROSECUTION

The government convicted 12 traffickers in 2021.

PROTECTION

The government identified 80 victims.

PREVENTION

The government launched an awareness campaign.

TRAFFICKING PROFILE

Traffickers exploit children.
"""


def letters(text: str) -> str:
    """What remains of a text when its typesetting does not count."""
    return "".join(filter(str.isalnum, normalize_text(text).text))


def check_places(text: str, found: Assessment) -> None:
    is_plain = not normalize_text(text).passes
    for item in (*found.recommendations, *found.findings):
        assert not is_plain or item.span.of(text) == item.text
        assert letters(item.span.of(text)) == letters(item.text)
        assert item.text.strip() == item.text != ""
    for figure in (*found.figures, *found.not_reported):
        assert figure.span.of(text) == figure.quote
    for span in found.places.values():
        assert 0 <= span.start < span.end <= len(text)


def test_a_whole_narrative_is_not_partial() -> None:
    found = read(WHOLE, year=2022)
    assert (found.country, found.year, found.tier, found.partial) == ("KEN", 2022, "2", False)
    assert found.missing_chapters == ()
    assert [r.text for r in found.recommendations] == ["Prosecute traffickers", "Fund shelters"]
    assert [f.text for f in found.findings] == [
        "The government convicted 12 traffickers in 2021",
        "The government identified 80 victims",
        "The government launched an awareness campaign",
    ]
    assert {(f.measure, f.value) for f in found.figures} == {
        ("convictions", 12),
        ("victims_identified", 80),
    }
    check_places(WHOLE, found)


def test_a_chapter_alone_is_partial() -> None:
    text = "The government identified 80 victims of trafficking in 2021, compared with 60 in 2020."
    found = read(text, country="KEN", year=2022)
    assert found.partial
    assert found.tier is None
    assert [(f.value, f.year) for f in found.figures] == [(80, 2021), (60, 2020)]


def test_an_extract_says_so_though_all_chapters_are_there() -> None:
    assert read("KENYA (Tier 2)\nExtracted in part from the 2022 TIP Report\n" + WHOLE).partial


def test_a_profile_is_read_with_a_warning_when_country_and_year_are_given() -> None:
    text = "Human traffickers exploit domestic and foreign victims in Kenya."
    found = read(text, country="KEN", year=2022)
    assert found.findings == ()
    assert [str(w)[:19] for w in found.warnings] == ["The text has no tie"]
    with pytest.raises(NotANarrative):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Mix flour and eggs. Bake for an hour; let it cool.",
        "The council approved funding for three new bridges and trained 40 engineers in 2021.",
        "Police arrested two men after a burglary. The court convicted one of them.",
    ],
)
def test_other_texts_are_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(NotANarrative) as refused:
        read(text)
    assert "Choose a narrative or a chapter of one" in str(refused.value)


def test_unknown_country_and_year_are_told() -> None:
    found = read("PROTECTION\n\nThe government identified victims of trafficking.")
    assert [str(w)[:30] for w in found.warnings] == [
        "The text does not say which co",
        "The text does not give its edi",
    ]


def test_json_has_the_published_keys() -> None:
    found = read(WHOLE, year=2022).to_json()
    assert list(found) == [
        "country", "year", "tier", "placement", "overall_efforts", "watch_list_year", "partial",
        "missing_chapters", "period", "source", "recommendations", "findings", "figures",
        "figures_aside", "not_reported", "warnings", "places",
    ]  # fmt: skip


@needs_shared
def test_places_are_true_in_all_passages() -> None:
    for passage in passages():
        found = read(passage["text"], passage["country"], passage["year"])
        check_places(passage["text"], found)


PIECES = st.sampled_from(
    [*WHOLE.split("\n"), "; and ", ". ", "\n", "• ", "1. ", "(", ")", ": ", " but ",
     ", which led to ",
     "Tier 2 Watch List", "waiver", " however ", "did not ", "U.S. ", "\r\n", "\u2028", "\x00", "é",
     "third consecutive year", "None of the 80 victims", "prosecuted fewer and convicted more ",
     "RECOMMENDATIONS FOR ", "overall increasing efforts", "(2020)"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=300)))
def test_any_text_is_read_or_refused_and_places_stay_true(text: str) -> None:
    try:
        found = read(text, country="KEN", year=2022)
    except NotANarrative:
        return
    check_places(text, found)


def test_a_report_mentioned_in_a_sentence_does_not_date_the_text() -> None:
    text = (
        "PROSECUTION\n\nThe 2019 Trafficking in Persons Report noted nine convictions. "
        "The government convicted 12 traffickers."
    )
    found = read(text, country="GEO", year=2022)
    assert (found.year, found.warnings) == (2022, ())
    assert read(text, country="GEO").year == 2019


def test_a_government_mentioned_in_a_chapter_is_not_the_one_judged() -> None:
    text = (
        "PROTECTION\n\nThe Government of Armenia repatriated two victims of trafficking. "
        "The government assisted 12 victims."
    )
    found = read(text, country="GEO", year=2022)
    assert (found.country, found.warnings) == ("GEO", ())


def test_a_judgement_of_another_country_than_the_one_given_is_told() -> None:
    text = (
        "Armenia does not fully meet the minimum standards for the elimination of trafficking. "
        "Police identified six victims."
    )
    found = read(text, country="GEO", year=2022)
    assert found.country == "ARM"
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Kenya drug trafficking report. Police investigated 40 drug trafficking cases in 2022.",
        "Our hospital assisted victims of falls.\n\nRecommendations:\n- Train nurses.\n- Buy beds.",
        "A program that reads how a country fights trafficking in persons and lists what to do.",
    ],
)
def test_a_text_that_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(NotANarrative):
        read(text)


def test_a_name_over_two_lines_is_one_country() -> None:
    text = WHOLE.replace("KENYA: TIER 2", "DEMOCRATIC REPUBLIC OF THE\nCONGO (Tier 2)")
    assert read(text).country == "COD"
