"""Any name of a country leads to its code."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from palermo.kernel.errors import NotFound
from palermo.packs.places import find_countries
from palermo.packs.yaml_files import load_yaml
from palermo.reports.names import CountryNames
from tests.shared import SHARED, needs_shared

NAMES = load_yaml(find_countries() / "base" / "countries.yaml", CountryNames)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AZERBAIJAN", "AZE"),
        ("Republic of Azerbaijan", "AZE"),
        ("the Bahamas", "BHS"),
        ("BAHAMAS, THE", "BHS"),
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("Swaziland", "SWZ"),
        ("Macedonia", "MKD"),
        ("Cape Verde", "CPV"),
        ("Congo", "COG"),
        ("The Republic of the Congo", "COG"),
        ("CONGO, DEMOCRATIC REPUBLIC OF THE", "COD"),
        ("DRC", "COD"),
        ("Ivory Coast", "CIV"),
        ("COTE D’IVOIRE", "CIV"),
        ("Turkey", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("Czech Republic", "CZE"),
        ("East Timor", "TLS"),
        ("Holland", "NLD"),
        ("Macao", "MAC"),
        ("Serbia and Montenegro", "SRB"),
        ("St. Lucia", "LCA"),
        ("Saint Vincent & the Grenadines", "VCT"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("Samoa", "WSM"),
        ("American Samoa", "ASM"),
        ("Republic of Korea", "KOR"),
        ("DPRK", "PRK"),
        ("Republic of China", "TWN"),
        ("People's Republic of China", "CHN"),
        ("Kosovo", "XKX"),
    ],
)
def test_names_lead_to_codes(name: str, code: str) -> None:
    assert NAMES.find(name) == code


@pytest.mark.parametrize("name", ["Korea", "us", "car", "the", "", "Iraq's", "Republic", "Nowhere"])
def test_other_words_are_no_countries(name: str) -> None:
    assert NAMES.find(name) is None


def test_names_in_other_languages_come_from_cldr() -> None:
    assert NAMES.name_of("AZE", "az") == "Azərbaycan"
    assert NAMES.name_of("XKX", "ru") == "Косово"
    assert NAMES.name_of("ANT", "az") == "Netherlands Antilles"
    assert NAMES.name_of("AZE", "zz") == "Azerbaijan"
    with pytest.raises(NotFound, match="QQQ"):
        NAMES.name_of("QQQ")


def test_every_name_and_code_of_the_file_is_found() -> None:
    for iso3, country in NAMES.countries.items():
        assert NAMES.code(iso3.lower()) == iso3
        for name in (country.name, *country.also):
            assert NAMES.find(name) == iso3, name


def test_codes_are_those_of_iso_3166() -> None:
    countries = NAMES.countries
    assert len({c.iso2 for c in countries.values()}) == len(countries)
    assert countries["XKX"].numeric is None
    numbers = [c.numeric for c in countries.values() if c.numeric]
    assert len(set(numbers)) == len(countries) - 1
    assert (countries["AZE"].iso2, countries["AZE"].numeric) == ("AZ", "031")


def test_words_for_people_lead_to_countries() -> None:
    people = NAMES.demonyms()
    assert people["Azerbaijani"] == "AZE"
    assert people["Nigerien"] == "NER"
    assert people["Nigerian"] == "NGA"
    assert "Congolese" not in people


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("AZERBAIJAN (Tier 2)", "AZERBAIJAN"),
        ("GUINEA-BISSAU: Tier 3", "GUINEA-BISSAU"),
        ("# The Gambia", "The Gambia"),
        ("CONGO, DEMOCRATIC REPUBLIC OF THE", "CONGO, DEMOCRATIC REPUBLIC OF THE"),
        ("ST. LUCIA", "ST. LUCIA"),
        ("Congolese officials", None),
        ("* Georgia", None),
        ("US", None),
    ],
)
def test_a_heading_opens_with_the_longest_name(line: str, name: str | None) -> None:
    match = NAMES.heading_pattern.match(line)
    assert (match and match["name"]) == name


@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(text: str) -> None:
    assert NAMES.find(text) in {None, *NAMES.countries}


def test_two_countries_cannot_claim_a_name() -> None:
    twice = NAMES.model_dump()
    twice["countries"]["DEU"]["also"] = ("Burma",)
    with pytest.raises(ValidationError, match="'Burma' is claimed by DEU and MMR"):
        CountryNames.model_validate(twice)


@needs_shared
def test_every_code_of_the_tier_history_is_known() -> None:
    with Path(SHARED / "data" / "tiers.csv").open(encoding="utf-8") as file:
        assert {row["iso3"] for row in csv.DictReader(file) if not NAMES.code(row["iso3"])} == set()
