"""Acts, means and purposes of national law: the common pack offers, a country names them."""

from __future__ import annotations

import pytest

from palermo.kernel.answers import Answer
from palermo.offences.elements import qualify_facts
from palermo.offences.shapes import Fact
from palermo.packs.load import load_pack

BASE = load_pack()
AZE = load_pack("aze")
ADULT = {"recruited": "yes", "deceived": "yes", "under_18": "no"}
NATIONAL = [
    "biomedical_research", "surrogacy", "unlawful_activity", "forced_marriage", "illegal_adoption",
]  # fmt: skip


def fact(facts: tuple[Fact, ...], name: str) -> Fact:
    return next(f for f in facts if f.id == name)


def purpose(facts: tuple[Fact, ...], name: str) -> Answer:
    return qualify_facts({**ADULT, name: "yes"}, facts).elements[2].answer


def test_the_common_pack_offers_purposes_and_counts_none_of_them() -> None:
    assert [f.id for f in BASE.facts if f.national] == NATIONAL
    for name in NATIONAL:
        assert purpose(BASE.facts, name) is Answer.UNKNOWN


@pytest.mark.parametrize(
    "name", ["biomedical_research", "surrogacy", "unlawful_activity", "tissues"]
)
def test_purposes_that_the_law_of_azerbaijan_names_count_by_its_source(name: str) -> None:
    assert purpose(AZE.facts, name) is Answer.YES
    assert "958-IIQ" in fact(AZE.facts, name).source.title


@pytest.mark.parametrize("name", ["forced_marriage", "illegal_adoption"])
def test_what_no_law_of_the_country_names_is_recorded_only(name: str) -> None:
    assert purpose(AZE.facts, name) is Answer.UNKNOWN
    assert fact(AZE.facts, name).counts is False


@pytest.mark.parametrize("act", ["obtained", "kept", "harboured", "transferred", "received"])
def test_each_act_of_the_national_law_is_enough(act: str) -> None:
    answers = {"deceived": "yes", "surrogacy": "yes", "under_18": "no", act: "yes"}
    assert qualify_facts(answers, AZE.facts).trafficking is Answer.YES


def test_exploitative_conditions_are_a_purpose_everywhere() -> None:
    assert purpose(BASE.facts, "exploitative_conditions") is Answer.YES


MENACES = {
    "force", "abducted", "confined", "threat_of_force", "family_threatened", "exposure_threatened",
    "pictures_threatened", "denunciation", "penalty_threatened", "children_controlled",
    "law_abused",
}  # fmt: skip


def test_threats_violence_and_confinement_are_the_menace_of_a_penalty() -> None:
    assert {f.id for f in BASE.facts if f.menace} == MENACES
    for name in ("surveillance", "debt", "deceived", "dependency", "isolated"):
        assert fact(BASE.facts, name).element == "means"
        assert fact(BASE.facts, name).menace is False
