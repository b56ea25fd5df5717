"""Layouts in which texts come: tiers inside a line, lists of every shape, heads of old pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.documents.document import read_document
from palermo.reports.assessment import Assessment
from tests.unit.reports.vocabulary import read

LAYOUTS = yaml.safe_load(Path(__file__).with_name("layouts.yaml").read_text("utf-8"))


def read_layout(layout: dict[str, Any], *given: Any) -> Assessment:
    return read(read_document(layout["text"].encode()).text, *given)


@pytest.mark.parametrize("layout", LAYOUTS["tiers"], ids=lambda d: d["text"][:30])
def test_the_tier_of_an_entry_is_read(layout: dict[str, Any]) -> None:
    assert read_layout(layout, "GHA", 2013).tier == layout["tier"]


@pytest.mark.parametrize("layout", LAYOUTS["lists"], ids=lambda d: d["text"][:40])
def test_each_item_of_a_list_is_one_recommendation(layout: dict[str, Any]) -> None:
    found = [each.text for each in read_layout(layout, "PER", 2022).recommendations]
    assert len(found) == layout["count"]
    verbs = {text.split()[0].lower() for text in found}
    assert verbs <= {"fund", "train", "enact"}, found


@pytest.mark.parametrize("layout", LAYOUTS["editions"], ids=lambda d: str(d["year"]))
def test_the_edition_stands_in_the_head_of_an_old_page(layout: dict[str, Any]) -> None:
    assert read_layout(layout).year == layout["year"]
