"""The JSON that a device's own program reads keeps its keys and their order."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from palermo.packs.load import load_pack
from palermo.saying.device_bundle import device_bundle

ON = date(2026, 3, 1)
BUNDLE = (
    "pack language made_on answers place_names code_letters declined closing_reasons called_groups "
    "services age_rules missing advice answered_no procedures"
)
PROCEDURE = (
    "id version title purpose status lawful people child_procedure child_handover places before "
    "never chapters questions indicators decides labels asks age_rules outcomes grounds decisions "
    "incomplete incomplete_signs published instrument definitions duties"
)
QUESTION = (
    "id text ask note chapter past stops observed about left for_children why help type choices "
    "least most when"
)
AGE_RULES = "of_age question perhaps_child"


def keys(value: dict[str, Any]) -> str:
    return " ".join(value)


@pytest.mark.parametrize("iso3", ["base", "aze"])
def test_the_keys_of_the_bundle(iso3: str) -> None:
    bundle = json.loads(json.dumps(asdict(device_bundle(load_pack(iso3), ON, "", "en"))))
    assert keys(bundle) == BUNDLE
    assert keys(bundle["age_rules"]) == AGE_RULES
    assert bundle["procedures"]
    for procedure in bundle["procedures"]:
        assert keys(procedure) == PROCEDURE
        assert keys(procedure["age_rules"]) == f"{AGE_RULES} questions adult_answers"
        assert {keys(question) for question in procedure["questions"]} <= {QUESTION}
        for named in (*procedure["before"], *procedure["labels"]):
            assert keys(named) == "id text"
        assert {keys(i) for i in procedure["indicators"]} <= {"id text sign because reads"}
        for duty in procedure["duties"]:
            assert keys(duty) == (
                "id text to not_alone instead ask_first lawful within_hours protects discloses "
                "begins_child during reads within"
            )
        for group in bundle["called_groups"]:
            assert keys(group) == "id text roles first_for last_for"
        for definition in procedure["definitions"]:
            assert len(definition) == 2, "a name, and its condition in written form"


def test_answers_of_an_adult_and_conditions_are_those_of_the_pack() -> None:
    bundle = json.loads(json.dumps(asdict(device_bundle(load_pack("base"), ON, "", "en"))))
    identify = next(p for p in bundle["procedures"] if p["age_rules"]["questions"])
    assert set(identify["age_rules"]["adult_answers"].values()) == {"no"}
    written = [d[1] for p in bundle["procedures"] for d in p["definitions"]]
    assert "always" in written
    assert any(isinstance(condition, dict) for condition in written)
