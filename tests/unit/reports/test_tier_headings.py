"""Every tier in every shape of heading, with and without the year of its edition."""

from __future__ import annotations

from itertools import product

import pytest

from tests.unit.reports.vocabulary import read

TIERS = {
    "1": ("Tier 1",),
    "2": ("Tier 2", "TIER 2"),
    "2WL": ("Tier 2 Watch List", "TIER 2 WATCH LIST", "Tier 2 (Watch List)", "Tier 2 Watchlist"),
    "3": ("Tier 3",),
    "SC": ("Special Case",),
}
PLAIN = (
    "{name} ({tier})", "{name}: {tier}", "{name} – {tier}", "{name}, {tier}", "{name} [{tier}]",
    "# {name} ({tier})", "**{name} ({tier})**", "{tier}: {name}", "{name}\n{tier}", "{name} {tier}",
)  # fmt: skip
DATED = (
    "{name} ({tier}) 2022", "{name} ({tier}), 2022", "{name} ({tier}) [2022]",
    "{name} ({tier}) (2022)", "{name} ({tier}) – 2022", "{name}: {tier} (2022)",
    "{name}: {tier}, 2022", "{name} – {tier} – 2022", "{name} 2022 {tier}", "{name} 2022: {tier}",
    "{name} 2022 ({tier})", "{name} (2022) ({tier})", "{name}, 2022 – {tier}",
    "2022 {name} ({tier})",
    "{name} {tier} 2022", "{name} | {tier} | 2022", "{tier}: {name}, 2022",
    "**{name} ({tier}) 2022**",
    "{name} ({tier}, 2022)", "{name} (2022, {tier})", "{name} ({tier} 2022)",
)  # fmt: skip
NAMES = {"THAILAND": "THA", "Guinea": "GIN", "Republic of the Congo": "COG"}
BODIES = (
    "PROTECTION\n\nThe government identified 40 victims of trafficking.\n",
    "The government identified 40 victims of trafficking.\n",
)


@pytest.mark.parametrize("tier", TIERS)
def test_the_tier_of_a_heading_is_read_in_every_shape(tier: str) -> None:
    wrong = []
    shapes = [(shape, None) for shape in PLAIN] + [(shape, 2022) for shape in DATED]
    for (shape, year), (name, code), body in product(shapes, NAMES.items(), BODIES):
        for written in TIERS[tier]:
            heading = shape.format(name=name, tier=written)
            seen = read(f"{heading}\n\n{body}", code)
            if (seen.tier and seen.tier.value, seen.country, seen.year) != (tier, code, year):
                wrong.append((heading, seen.tier, seen.country, seen.year))
    assert not wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2022 Thailand avoided Tier 3 (2021 was its last year there) and identified 40 victims.",
        "The government identified 40 victims after Tier 2 Watch List (2021) had ended.",
    ],
)
def test_a_year_in_a_sentence_makes_no_heading(sentence: str) -> None:
    seen = read(f"PROTECTION\n\n{sentence}\n", "THA", 2023)
    assert (seen.tier, seen.year) == (None, 2023)
