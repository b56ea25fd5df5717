"""Tier, placement, overall efforts, edition and country, in many phrasings."""

from __future__ import annotations

import pytest

from tests.unit.reports.vocabulary import read

STANDARDS = " does not fully meet the minimum standards for the elimination of trafficking."

#: (text, tier, placement)
TIERS = [
    ("GEORGIA (Tier 1)\n\nGeorgia fully meets the minimum standards; Georgia remained on Tier 1.",
     "1", "remained"),
    ("Ghana: TIER 2\nGhana" + STANDARDS + " It was upgraded to Tier 2.", "2", "upgraded"),
    ("Peru" + STANDARDS + " Therefore Peru was moved up to Tier 2 from Tier 2 Watch List.",
     "2", "upgraded"),
    ("Belize" + STANDARDS + " Belize was upgraded from Tier 3 to Tier 2 Watch List.",
     "2WL", "upgraded"),
    ("Cuba" + STANDARDS + " Cuba was lowered to Tier 3.", "3", "downgraded"),
    ("Gabon" + STANDARDS + " Gabon dropped to the Tier 2 Watch List this year.",
     "2WL", "downgraded"),
    ("Mali" + STANDARDS + " Mali fell from Tier 2 to Tier 2 Watch List.", "2WL", "downgraded"),
    ("Malta" + STANDARDS + " Malta keeps its place on Tier 2.", "2", "remained"),
    ("Chad" + STANDARDS + " Chad is placed on Tier 2 Watch List for a second consecutive year.",
     "2WL", "remained"),
    ("Oman" + STANDARDS + " Because no progress was shown, Oman is placed on Tier 2 Watch List.",
     "2WL", None),
    ("Laos" + STANDARDS + " Laos remained, for the second year in a row, on Tier 3.",
     "3", "remained"),
    ("Kuwait" + STANDARDS + " Kuwait was granted a waiver from an otherwise required downgrade to "
     "Tier 3; it remains on Tier 2 Watch List.", "2WL", "waiver"),
    ("Haiti" + STANDARDS + " A waiver spared Haiti the downgrade to Tier 3 that would otherwise "
     "have been required, and it stayed on Tier 2 Watch List.", "2WL", "waiver"),
    ("Fiji" + STANDARDS + " Per the Trafficking Victims Protection Act, Fiji was granted a waiver "
     "per its written plan. Therefore Fiji remained on Tier 2 Watch List for the third "
     "consecutive year.", "2WL", "waiver"),
    ("Sudan" + STANDARDS + " Since Sudan has been on Tier 2 Watch List for two consecutive years "
     "without a waiver, it was automatically downgraded to Tier 3.", "3", "downgraded"),
    ("Burundi: Tier 3\n\nBurundi" + STANDARDS + " The law requires a country on Tier 2 Watch List "
     "for two years to be moved; Burundi is not eligible for another waiver and was therefore "
     "downgraded to Tier 3.", "3", "downgraded"),
    ("Yemen (Special Case)\n\nYemen remained a Special Case for the eighth consecutive year.",
     "SC", "remained"),
    ("Libya is a Special Case. The government did not investigate trafficking.", "SC", None),
    ("Tier 2 Watch List – Namibia does not fully comply with the minimum standards; Namibia was on "
     "Tier 2 in 2013.", "2WL", None),
    ("Kenya" + STANDARDS + " Kenya rose to Tier 2 after two years on the Tier 2 Watch List.",
     "2", "upgraded"),
    ("Benin" + STANDARDS + " Its ranking is unchanged at Tier 2.", "2", "remained"),
    ("Togo" + STANDARDS + " The Department again placed Togo on Tier 2.", "2", "remained"),
    ("Nepal" + STANDARDS + " Nepal moved from Tier 2 to Tier 2 Watch List.", "2WL", "downgraded"),
    ("Tonga" + STANDARDS + " Tonga has been elevated to Tier 2.", "2", "upgraded"),
    ("Palau" + STANDARDS + " Palau slipped from Tier 2 to the Watch List.", "2WL", "downgraded"),
    ("Angola" + STANDARDS + " Angola was demoted to the Tier Two Watch List.", "2WL", "downgraded"),
    ("Iran" + STANDARDS + " It was not upgraded and continues to be on Tier 3.", "3", "remained"),
    ("Zambia" + STANDARDS + " The government trained police on trafficking.", None, None),
    ("Guinea (Tier 2 Watch List)\n\nGuinea" + STANDARDS + " Guinea had been on Tier 3 the year "
     "before; it was upgraded.", "2WL", "upgraded"),
    ("Spain – Tier 1\n\nThe government fully meets the minimum standards.", "1", None),
    ("COUNTRY: Serbia\nTIER: Tier 2\nSerbia" + STANDARDS, "2", None),
    ("Malawi" + STANDARDS + " For these reasons Malawi's ranking was raised to Tier 2.",
     "2", "upgraded"),
    ("Brunei" + STANDARDS + " Brunei could be downgraded to Tier 3 next year. Now it stays on "
     "Tier 2 Watch List for the second straight year.", "2WL", "remained"),
    ("Comoros" + STANDARDS + " It avoided an automatic downgrade to Tier 3 and kept its "
     "Tier 2 Watch List ranking.", "2WL", "remained"),
    ("Algeria" + STANDARDS + " After three years on Tier 3, Algeria climbed to Tier 2 Watch List.",
     "2WL", "upgraded"),
    ("Rwanda" + STANDARDS + " As a result, it was put back on Tier 2 Watch List.", "2WL", None),
    ("Curacao" + STANDARDS + " Curacao was removed from the Watch List and promoted to Tier 2.",
     "2", "upgraded"),
    ("The Department downgraded Vietnam to Tier 3, since it" + STANDARDS, "3", "downgraded"),
]  # fmt: skip

#: (sentence, overall efforts)
EFFORTS = [
    ("It demonstrated overall increasing efforts compared with last year.", "increasing"),
    ("The government did not demonstrate overall increasing efforts.", "not_increasing"),
    ("Overall, the government's efforts increased compared to the previous period.", "increasing"),
    ("Its efforts did not increase overall over the prior reporting period.", "not_increasing"),
    ("The government failed to show evidence of increasing efforts over the previous year.",
     "not_increasing"),
    ("The government has not shown evidence of increasing efforts to combat trafficking since the "
     "last reporting period.", "not_increasing"),
    ("On the whole, efforts were stronger than in the year before.", "increasing"),
    ("Taken together, its efforts grew relative to the earlier period.", "increasing"),
    ("There was no overall increase in efforts compared with the previous reporting period.",
     "not_increasing"),
    ("Overall efforts declined.", "not_increasing"),
    ("The government stepped up its efforts as a whole.", "increasing"),
    ("Officials lacked evidence of overall increased efforts.", "not_increasing"),
    ("Compared with the year before, anti-trafficking efforts expanded.", "increasing"),
    ("Overall increasing efforts could not be shown.", "not_increasing"),
    ("Its overall efforts were not greater than those of the previous period.", "not_increasing"),
    ("The government increased its overall anti-trafficking efforts.", "increasing"),
    ("Authorities increased their efforts to protect victims.", None),
    ("The government increased prevention efforts compared with last year.", None),
    ("Law enforcement efforts declined compared with the previous year.", None),
    ("The government's efforts to identify and protect foreign victims increased.", None),
    ("The government maintained serious and sustained efforts during the reporting period.", None),
    ("It convicted more traffickers than in the previous year.", None),
    ("The government amended a law to improve coordination of anti-trafficking efforts.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tier", "placement"), TIERS)
def test_tier_and_placement(text: str, tier: str | None, placement: str | None) -> None:
    found = read(text)
    assert (found.tier, found.placement) == (tier, placement)


@pytest.mark.parametrize(("sentence", "efforts"), EFFORTS)
def test_overall_efforts(sentence: str, efforts: str | None) -> None:
    text = "Kenya" + STANDARDS + " " + sentence + " Kenya remained on Tier 2."
    assert read(text).overall_efforts == efforts


@pytest.mark.parametrize(
    ("head", "country", "year"),
    [
        ("KOSOVO (Tier 2)\nExtracted from the 2024 TIP Report\n\n", "XKX", 2024),
        ("Côte d’Ivoire: TIER 2\n\n", "CIV", None),
        ("CONGO, DEMOCRATIC REPUBLIC OF THE (Tier 2 Watch List)\n\n", "COD", None),
        ("Trafficking in Persons Report 2019\n\nBosnia and Herzegovina (Tier 2)\n", "BIH", 2019),
        ("2021 Trafficking in Persons Report: Turkey\n\n", "TUR", 2021),
        ("The Government of the Kyrgyz Republic does not fully meet the minimum standards. ",
         "KGZ", None),
        ("Papua New Guinea remained on Tier 2. ", "PNG", None),
        ("The Government of Trinidad and Tobago makes significant efforts. ", "TTO", None),
    ],
)  # fmt: skip
def test_country_and_edition(head: str, country: str, year: int | None) -> None:
    found = read(head + "The government trained police on human trafficking.")
    assert (found.country, found.year) == (country, year)


def test_factbook_summaries_end_with_their_year() -> None:
    found = read("Tier 3 — Macau does not fully meet the minimum standards; no trafficking (2022)")
    assert (found.country, found.year, str(found.period)) == (
        "MAC", 2022, "2021-04-01..2022-03-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "Mali (Tier 2 Watch List)\nIt stays on Tier 2 Watch List for a third consecutive year.",
            3,
        ),
        ("Mali remained on Tier 2 Watch List for the second year in a row.", 2),
        (
            "Mali remained on Tier 2. No convictions were made for the fourth consecutive year.",
            None,
        ),
        ("Mali has been on Tier 2 Watch List for two consecutive years and remained there.", 2),
    ],
)
def test_years_on_the_watch_list(text: str, year: int | None) -> None:
    assert read(text).watch_list_year == year


def test_contradictions_are_kept_and_told() -> None:
    text = (
        "MALTA (Tier 2)\n\nMalta does not meet the minimum standards and was downgraded to Tier 3."
    )
    found = read(text, country="CYP", year=2020)
    assert (found.country, found.year, found.tier) == ("MLT", 2020, "2")
    assert [str(w).partition(". ")[0] for w in found.warnings] == [
        "The text is about MLT, but you entered CYP",
        "The heading says tier 2, but the text says 3",
    ]


def test_what_is_not_said_is_none() -> None:
    text = "Police arrested four traffickers; Tier 2 countries do better on trafficking."
    found = read(f"PROSECUTION\n\n{text}")
    assert found.tier is None
    assert found.placement is None
    assert found.overall_efforts is None
    assert found.country is None
    assert found.period is None


def test_every_header_value_has_its_place() -> None:
    text = (
        "MALTA: TIER 2\n2022 TIP Report\n\nIts efforts increased overall; Malta remained on Tier 2."
    )
    places = {key: span.of(text) for key, span in read(text).places.items()}
    assert places == {
        "country": "MALTA",
        "year": "2022",
        "tier": "TIER 2",
        "placement": "remained on Tier 2",
        "overall_efforts": "efforts increased",
    }
