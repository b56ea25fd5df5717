"""A recommendation keeps its reference in whatever text of its year counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from palermo.cases.superseding import (
    HeldRecommendation,
    WordingChange,
    describe_matches,
    match_wordings,
)
from palermo.kernel.errors import BadValue
from palermo.packs.load import load_pack

LINKING = load_pack("aze").linking


@dataclass(frozen=True)
class Text:
    text: str


TRAIN = "Train judges on restitution in criminal cases."
LIFT = "Lift the moratorium on scheduled and unannounced labor inspections."
FUND = "Increase funding to NGO-run shelters providing victim support services."
ALLOW = "Allow victims to enter shelters while they seek required documents."


def held(number: int, text: str, *, counts: bool = True) -> HeldRecommendation:
    ref = f"AZE-2023-{number:02d}"
    return HeldRecommendation(number, ref, number, text, counts, planned=number == 1, version=1)


def test_each_recommendation_is_found_in_the_new_text_whatever_its_place() -> None:
    new = [Text(FUND), Text(LIFT), Text(ALLOW)]
    matched = match_wordings([held(1, LIFT), held(2, TRAIN), held(3, FUND)], new, LINKING)
    assert {place: h.ref for place, h in matched.taken.items()} == {
        0: "AZE-2023-03",
        1: "AZE-2023-01",
    }
    assert [h.ref for h in matched.left] == ["AZE-2023-02"]
    assert matched.last_number == 3


def test_one_recommendation_passes_to_one_wording() -> None:
    matched = match_wordings([held(1, LIFT)], [Text(LIFT), Text(LIFT)], LINKING)
    assert list(matched.taken) == [0]
    matched = match_wordings([held(1, LIFT), held(2, LIFT)], [Text(LIFT)], LINKING)
    assert (len(matched.taken), len(matched.left)) == (1, 1)


def test_those_that_count_go_before_those_that_were_left_earlier() -> None:
    known = [held(1, TRAIN, counts=False), held(2, TRAIN)]
    matched = match_wordings(known, [Text(TRAIN)], LINKING)
    assert matched.taken[0].ref == "AZE-2023-02"
    matched = match_wordings(known, [Text(TRAIN), Text(TRAIN)], LINKING)
    assert {h.ref for h in matched.taken.values()} == {"AZE-2023-01", "AZE-2023-02"}
    assert not match_wordings(known[:1], [Text(LIFT)], LINKING).left


def test_a_person_says_where_a_plan_goes() -> None:
    known, new = [held(1, LIFT), held(2, TRAIN)], [Text(LIFT), Text(ALLOW)]
    matched = match_wordings(known, new, LINKING, {"AZE-2023-02": 1})
    assert {place: h.number for place, h in matched.taken.items()} == {0: 1, 1: 2}
    for chosen in ({"AZE-2023-09": 1}, {"AZE-2023-02": 5}, {"AZE-2023-01": 0, "AZE-2023-02": 0}):
        with pytest.raises(BadValue):
            match_wordings(known, new, LINKING, chosen)


def test_the_preview_says_what_becomes_of_every_recommendation() -> None:
    reworded = replace(held(3, FUND), text="Increase and allocate funding to NGO-run shelters.")
    known = [held(1, LIFT), held(2, TRAIN), reworded]
    new = [Text(LIFT), Text(FUND), Text(ALLOW)]
    lines = describe_matches(match_wordings(known, new, LINKING), new, [11, 12, 13], LINKING)
    assert [(line.item, line.ref, line.change) for line in lines] == [
        (11, "AZE-2023-01", WordingChange.SAME),
        (12, "AZE-2023-03", WordingChange.REWORDED),
        (13, "", WordingChange.NEW),
        (None, "AZE-2023-02", WordingChange.LEFT),
    ]
    assert [line.planned for line in lines] == [True, False, False, False]
