"""Every shipped pack loads, and has every text in all its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from pydantic import BaseModel

from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.packs.places import find_countries, list_packs

NAMES = list_packs()


def _texts(value: Any, place: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{place}[{name}]")
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{place}[{number}]")


def _texts_of(pack: Pack) -> list[tuple[str, Text]]:
    return [
        found
        for field in fields(pack)
        if field.name != "register"
        for found in _texts(getattr(pack, field.name), field.name)
    ]


def test_azerbaijan_and_the_common_pack_are_shipped() -> None:
    assert {"aze", "base"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_written_in_every_language_of_the_pack(name: str) -> None:
    pack = load_pack(name)
    texts = _texts_of(pack)
    assert {place.partition("[")[0] for place, _ in texts} >= {"measures", "checklist", "facts"}
    silent = [
        f"{place}: {language}"
        for place, text in texts
        for language in pack.languages
        if language not in text.languages
    ]
    assert silent == []


@pytest.mark.parametrize("name", NAMES)
def test_no_two_languages_of_a_text_say_the_same_words(name: str) -> None:
    """A copied text instead of a translation would be equal in Azerbaijani and Russian."""
    copies = [
        place
        for place, text in _texts_of(load_pack(name))
        if text.in_language("az") == text.in_language("ru")
        # A pattern such as "{name}: {value}" has no words of its own.
        and any(map(str.isalpha, re.sub(r"\{\w+\}", "", text.in_language("az"))))
    ]
    assert copies == []


def test_the_measures_are_numbered_without_a_gap() -> None:
    numbers = {int(m.id[2:4]) for m in load_pack().measures}
    assert numbers == set(range(1, max(numbers) + 1))


def test_the_checklist_is_that_of_the_statute() -> None:
    # A country adds items of its own; the minimum standards and criteria are the law's.
    ids = [item.id for item in load_pack().checklist]
    expected = [
        *(f"MS-{n}" for n in range(1, 5)),
        *(f"C-{n}" for n in range(1, 13)),
        *(f"SE-{n}" for n in range(1, 7)),
    ]
    assert ids == expected


def test_a_duty_about_inspections_gets_its_measures_proposed_once() -> None:
    proposed = [m.id for m in load_pack("AZE").measures_for(("labor_inspection", "forced_labor"))]
    assert proposed[:2] == ["I-37", "I-38"]
    assert len(proposed) == len(set(proposed))


def test_the_department_alone_identifies_and_first_responders_refer_to_it() -> None:
    pack = load_pack("AZE")
    assert "ATD" in pack.agency("SLI").refers_to
    assert pack.agency("ATD").part_of == "MIA"
    assert pack.currency == "AZN"


def test_kosovo_has_one_code_in_the_register() -> None:
    register = load_pack().register
    assert "KOS" not in register.countries
    rows = (find_countries() / "base" / "register" / "tiers.csv").read_text("utf-8").splitlines()
    assert len(register.claims) == len(rows) - 1
    assert [e.year for e in register.history("XKX") if not e.missing] == [
        *range(2009, 2016),
        2020,
        2023,
    ]
