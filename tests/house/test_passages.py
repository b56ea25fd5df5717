"""The labelled passages of the benchmark: their format, and how they are divided."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from benchmarks.quality import OWN, own
from palermo.packs.load import load_pack
from palermo.reports.figures.catalogue import FIGURE_MEASURES

SETS = ("seen", "unseen")
KINDS = {"H", "F", "R", "N"}
ENOUGH = 300


@pytest.fixture(scope="module")
def themes() -> set[str]:
    return {theme.id for theme in load_pack("base").vocabulary.themes.themes}


@pytest.fixture(scope="module")
def measures() -> set[str]:
    return set(FIGURE_MEASURES)


def _passages() -> list[dict[str, Any]]:
    return [passage for which in SETS for passage in own(which)]


def test_there_are_enough_of_all_kinds_and_a_third_is_kept_apart() -> None:
    seen, unseen = (own(which) for which in SETS)
    assert len(seen) + len(unseen) >= ENOUGH
    assert len(unseen) * 10 >= (len(seen) + len(unseen)) * 3
    for passages in (seen, unseen):
        assert set(Counter(p["kind"][0] for p in passages)) == KINDS
    assert not {p["text"] for p in seen} & {p["text"] for p in unseen}


def test_all_measures_and_many_countries_and_editions_occur(measures: set[str]) -> None:
    passages = _passages()
    found = {figure["measure"] for p in passages for figure in p["gold"]["figures"]}
    assert found <= measures
    assert measures == found
    assert len({p["country"] for p in passages}) > 100
    assert min(p["year"] for p in passages) <= 2005
    assert max(p["year"] for p in passages) == 2025


def test_what_is_expected_stands_in_the_text(themes: set[str]) -> None:
    for passage in _passages():
        text, gold = passage["text"], passage["gold"]
        quotes = [figure["quote"] for figure in gold["figures"]]
        quotes += gold["recommendations"] + [f["text"] for f in gold.get("findings", ())]
        assert not [quote for quote in quotes if not quote or quote not in text]
        assert {f["polarity"] for f in gold.get("findings", ())} <= {"effort", "shortfall"}
        labelled = [*gold.get("findings", ()), *gold.get("recommendation_themes", ())]
        for one in labelled:
            assert {*one.get("themes", ()), *one.get("also", ())} <= themes


def test_each_line_is_one_passage() -> None:
    for which in SETS:
        for line in (OWN / f"{which}.jsonl").read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["source"].startswith("written for Palermo")
