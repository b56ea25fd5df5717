"""What is no narrative is refused or read with a warning; narratives of every shape have none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.kernel.errors import NotANarrative
from tests.unit.reports.vocabulary import read

DOCUMENTS = yaml.safe_load(Path(__file__).with_name("other_matter.yaml").read_text("utf-8"))
#: These say what a person must enter, not that the text is of another kind.
OF_HEADER = ("The text does not say which country", "The text does not give its edition")


def doubts(document: dict[str, Any]) -> list[str]:
    """What is said against a document, without requests for country and year."""
    try:
        found = read(document["text"], document.get("country"), document.get("year"))
    except NotANarrative as refused:
        return [refused.say()]
    said = [warning.say() for warning in found.warnings]
    return [words for words in said if not words.startswith(OF_HEADER)]


@pytest.mark.parametrize("document", DOCUMENTS["other"], ids=lambda d: d["name"])
def test_another_kind_of_text_is_doubted(document: dict[str, Any]) -> None:
    said = doubts(document)
    assert said
    assert any(document.get("says", "") in words for words in said)


@pytest.mark.parametrize("document", DOCUMENTS["control"], ids=lambda d: d["name"])
def test_a_narrative_is_not_doubted(document: dict[str, Any]) -> None:
    assert doubts(document) == []


def test_parts_in_another_language_are_told() -> None:
    (control,) = [d for d in DOCUMENTS["control"] if d["name"] == "whole narrative"]
    (spanish,) = [d for d in DOCUMENTS["other"] if d["name"] == "Spanish"]
    mixed = {**control, "text": f"{control['text']}\n\n{spanish['text']}"}
    assert any("not in English" in words for words in doubts(mixed))


def test_several_countries_in_one_text_are_told() -> None:
    judged = (
        "The Government of {} does not fully meet the minimum standards for the elimination of "
        "trafficking but is making significant efforts to do so. Courts convicted 12 traffickers. "
    )
    text = judged.format("Peru") + judged.format("Chile")
    assert any("several countries (PER, CHL)" in words for words in doubts({"text": text}))
