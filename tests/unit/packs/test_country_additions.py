"""An invented country adds one of each thing to the common pack, in YAML alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from palermo.kernel.errors import PackProblem
from palermo.packs.load import load_pack
from palermo.packs.pack import Pack
from palermo.packs.places import find_countries

SOURCE = 'source: {title: "Law of Zed, 2020", certainty: verified}'
HEAD = f"from: 2020\n{SOURCE}\n"
FILES = {
    "pack.yaml": """
extends: base
title: Zed
languages:
  - {code: en, name: English}
time_zone: Pacific/Auckland
currency: ZZD
""",
    "agencies.yaml": f"""
from: 2020
agencies:
  - {{code: POL, name: Police, role: Police of Zed, measures: [ZZZ-I-01], {SOURCE}}}
""",
    "measures.yaml": f"""
{HEAD}
splits: {{island: island}}
measures:
  - {{id: ZZZ-I-01, title: Boats searched, formula: Boats searched in the period, unit: count,
     split: [standard, island], good: up, criteria: [ZZZ-1]}}
""",
    "checklist.yaml": f"""
from: 2020
items:
  - {{id: ZZZ-1, question: Are boats searched?, shown_by: The log, themes: [screening],
     measures: [ZZZ-I-01], {SOURCE}}}
""",
    "recommendation_measures.yaml": f"{HEAD}themes: {{screening: [ZZZ-I-01]}}\n",
    "finding_figures.yaml": f"""
{HEAD}
rules: [{{all: [screening], none: [], measure: investigations}}]
""",
    "offences.yaml": f"""
facts:
  - {{id: held_on_a_boat, text: The person was kept on a boat, element: means,
     branch: physical, about: [physical_means], {SOURCE}}}
closing_reasons:
  - {{id: boat_left, text: The boat left, prohibited: true, {SOURCE}}}
in_law:
  - {{fact: forced_marriage, {SOURCE}}}
""",
    "articles.yaml": f"""
articles:
  - code: "9"
    from: 2020-01-01
    text: Slavery at sea
    weight: equal_weight
    facts: [slavery]
    {SOURCE}
    penalties:
      - paragraph: "9.1"
        from: 2020-01-01
        maximum_years: 12
        circumstances: [{{paragraph: "9.1", facts: [held_on_a_boat], {SOURCE}}}]
        {SOURCE}
""",
    "phrases/recommendations.yaml": f"{HEAD}verbs: [patrol]\n",
    "phrases/procedures.yaml": "places: {boat: on a boat}\nclosed: {hy: ^is}\npapers: [logbook]\n",
    "procedures/refer-victim.yaml": """
extends: refer-victim@1
id: refer-victim
version: 1
from: 2026-01-01
settings: [boat]
set: {duties.refer.within_hours: 12}
""",
}


@pytest.fixture
def countries(tmp_path: Path) -> Path:
    """The common pack, and an invented country of a few lines."""
    root = tmp_path / "countries"
    shutil.copytree(find_countries() / "base", root / "base")
    for name, text in FILES.items():
        path = root / "zzz" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def pack(countries: Path) -> Pack:
    return load_pack("zzz", root=countries)


def test_everything_of_the_country_stands_beside_the_common(pack: Pack) -> None:
    base = load_pack()
    assert pack.time_zone == "Pacific/Auckland"
    assert [m.id for m in pack.measures] == [*(m.id for m in base.measures), "ZZZ-I-01"]
    assert pack.measure("ZZZ-I-01").split[-1] == "island"
    assert [i.id for i in pack.checklist] == [*(i.id for i in base.checklist), "ZZZ-1"]
    assert pack.theme_measures["screening"] == (*base.theme_measures["screening"], "ZZZ-I-01")
    assert [f.id for f in pack.facts] == [*(f.id for f in base.facts), "held_on_a_boat"]
    reasons = [r.id for r in pack.closing_reasons]
    assert reasons == [*(r.id for r in base.closing_reasons), "boat_left"]
    marriage = next(f for f in pack.facts if f.id == "forced_marriage")
    assert (marriage.counts, marriage.source.title) == (True, "Law of Zed, 2020")
    adoption = next(f for f in pack.facts if f.id == "illegal_adoption")
    assert adoption.counts is False
    assert pack.articles[0].penalties[0].circumstances[0].facts == ("held_on_a_boat",)
    assert "patrol" in pack.vocabulary.recommendations.verbs
    assert pack.vocabulary.recommendations.verbs > base.vocabulary.recommendations.verbs
    assert str(pack.speech.places["boat"]) == "on a boat"
    assert pack.speech.closed.keys() == {*base.speech.closed, "hy"}
    duty = pack.procedures.versions_of("refer-victim")[-1].duties[0]
    assert duty.within_hours == 12


def test_a_rule_of_the_country_comes_before_the_common_ones(pack: Pack) -> None:
    assert pack.finding_figures.rules[0].all == ("screening",)
    assert pack.finding_figures.rules[1:] == load_pack().finding_figures.rules


def test_a_procedure_has_a_fingerprint_of_its_own(pack: Pack) -> None:
    base = load_pack()
    own = pack.procedures.fingerprint("refer-victim", 1)
    assert own != base.procedures.fingerprint("refer-victim", 1)
    other = "screen-adult-labour", 1
    assert pack.procedures.fingerprint(*other) == base.procedures.fingerprint(*other)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("measures.yaml", "id: ZZZ-I-01", "id: I-01", "I-01 stands 2 times"),
        ("measures.yaml", "{island: island}", "{sex: sex}", "measures.yaml:5: the common file has"),
        ("measures.yaml", "unit: count", "unit: boats", "zzz/measures.yaml:7: measures."),
        ("measures.yaml", "from: 2020\n", "", "does not say for its own lines: from"),
        ("measures.yaml", "certainty: verified", "certainty: sure", "certainty"),
        ("checklist.yaml", "id: ZZZ-1", "id: MS-1", "zzz/checklist.yaml:4: MS-1 stands 2 times"),
        ("offences.yaml", "id: held_on_a_boat", "id: abducted", "abducted stands 2 times"),
        (
            "offences.yaml",
            "id: boat_left",
            "id: no_border",
            "offences.yaml:6: no_border stands 2 times",
        ),
        (
            "offences.yaml",
            "fact: forced_marriage",
            "fact: debt",
            "in_law names the national fact 'debt', which does not exist",
        ),
        ("articles.yaml", "[held_on_a_boat]", "[boat]", "9.1 names the fact 'boat'"),
        ("articles.yaml", "facts: [slavery]", "facts: [slaver]", "9 names the fact 'slaver'"),
        ("phrases/procedures.yaml", "{boat: on", "{police: on", "procedures.yaml:1: the common"),
        ("phrases/recommendations.yaml", "verbs", "verb", "'verb' is unknown"),
    ],
)
def test_what_stands_twice_or_is_wrong_is_named_with_file_and_line(
    countries: Path, name: str, old: str, new: str, told: str
) -> None:
    path = countries / "zzz" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackProblem) as caught:
        load_pack("zzz", root=countries)
    assert told in str(caught.value)
