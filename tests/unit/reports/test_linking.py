"""Recommendations followed across editions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from palermo.packs.load import load_pack
from palermo.reports.linking import ContinuationKind, follow_recommendations, link_recommendations
from palermo.reports.similarity import list_words

SETTINGS = load_pack().linking


@dataclass(frozen=True)
class Asks:
    text: str


def _asks(*texts: str) -> list[Asks]:
    return [Asks(text) for text in texts]


CONVICT = "Investigate and prosecute trafficking crimes and convict traffickers"
SENTENCE = "Sentence convicted traffickers to significant prison terms"
SHELTERS = "Increase funding for NGO-run shelters"
INSPECT = "Lift the moratorium on labor inspections"
JUDGES = "Train judges on restitution in criminal cases"


def _kinds(earlier: list[Asks], later: list[Asks]) -> list[tuple[str, int | None, int | None]]:
    links = link_recommendations(earlier, later, SETTINGS)
    return [(link.kind.value, link.earlier, link.later) for link in links]


def test_what_became_of_each_recommendation() -> None:
    later = _asks("Provide adequate money to shelters of NGOs", CONVICT.upper(), JUDGES)
    assert _kinds(_asks(CONVICT, SHELTERS, INSPECT), later) == [
        ("reworded", 1, 0),
        ("repeated", 0, 1),
        ("new", None, 2),
        ("dropped", 2, None),
    ]


def test_nothing_to_link_is_all_new_or_all_dropped() -> None:
    assert _kinds([], _asks(CONVICT)) == [("new", None, 0)]
    assert _kinds(_asks(CONVICT), []) == [("dropped", 0, None)]
    assert _kinds([], []) == []


def test_an_identical_text_is_repeated_even_if_it_has_only_common_words() -> None:
    assert _kinds(_asks("Increase efforts"), _asks("Increase efforts.")) == [("repeated", 0, 0)]


def test_one_recommendation_may_join_two() -> None:
    later = _asks(f"{INSPECT} and {JUDGES.lower()}")
    found = _kinds(_asks(INSPECT, JUDGES), later)
    assert {(i, j) for _, i, j in found} == {(0, 0), (1, 0)}


def test_one_recommendation_may_be_split_into_two() -> None:
    found = _kinds(_asks(f"{INSPECT} and {JUDGES.lower()}"), _asks(INSPECT, JUDGES))
    assert {(i, j) for _, i, j in found} == {(0, 0), (0, 1)}


def test_a_recommendation_that_was_away_is_asked_again() -> None:
    years = [
        (2020, _asks(CONVICT, SHELTERS)),
        (2021, _asks(CONVICT)),
        (2022, _asks(CONVICT, "Raise the funding of NGO-run shelters", JUDGES)),
    ]
    found = follow_recommendations(years, SETTINGS)
    by_start = {asked.places: asked for asked in found}
    shelters = by_start[((2020, 1), (2022, 1))]
    assert (shelters.first, shelters.last, shelters.times) == (2020, 2022, 2)
    assert shelters.gaps([2020, 2021, 2022]) == (2021,)
    assert by_start[((2020, 0), (2021, 0), (2022, 0))].times == 3
    assert by_start[((2022, 2),)].first == 2022
    assert len(found) == 3


def test_parts_of_a_split_and_a_join_each_keep_their_past() -> None:
    both = f"{INSPECT} and {JUDGES.lower()}"
    years = [
        (y, _asks(*texts))
        for y, texts in enumerate([(both,), (INSPECT, JUDGES), (both,), (both,)], 2020)
    ]
    assert [asked.places for asked in follow_recommendations(years, SETTINGS)] == [
        ((2020, 0), (2021, 0), (2022, 0), (2023, 0)),
        ((2020, 0), (2021, 1), (2022, 0), (2023, 0)),
    ]


@given(st.lists(st.sampled_from([CONVICT, SENTENCE, SHELTERS, INSPECT, JUDGES]), unique=True))
def test_an_edition_repeated_word_by_word_is_all_repeated(texts: list[str]) -> None:
    links = link_recommendations(_asks(*texts), _asks(*reversed(texts)), SETTINGS)
    assert {link.kind for link in links} <= {ContinuationKind.REPEATED}
    assert len(links) == len(texts)


@given(
    st.lists(st.text("abcde fgh", max_size=20), max_size=6),
    st.lists(st.text("abcde fgh", max_size=20), max_size=6),
)
def test_every_recommendation_of_both_sides_is_accounted_for(a: list[str], b: list[str]) -> None:
    links = link_recommendations(_asks(*a), _asks(*b), SETTINGS)
    assert {link.earlier for link in links} - {None} == set(range(len(a)))
    assert {link.later for link in links} - {None} == set(range(len(b)))
    assert all(0 <= link.score <= 1.0000001 for link in links)
    assert max(Counter((link.earlier, link.later) for link in links).values(), default=1) == 1


def test_words_are_told_from_signs_and_numbers() -> None:
    assert list_words("NGO-run shelters’ 24 (MIA)!") == ("ngo-run", "shelters", "mia")
