"""What is looked for only in some places of a text is found in all places where it can be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.documents import normalized_text
from palermo.reports import phrases
from palermo.reports.figures import vocabulary as figures
from palermo.reports.figures.brackets import prepare_tokens
from palermo.reports.figures.quantities import find_quantities
from palermo.reports.figures.tokens import Tokenizer
from palermo.reports.sentences import WordIndex
from tests.unit.reports.figure_reading import DEMONYMS, VOCABULARY
from tests.unit.reports.vocabulary import vocabulary

_SIGNS = st.sampled_from(
    "a1Σé.,;:)”’\"'[]¹²⁴₂1234567890 \t\n\r\f\v\x85\x95\xa0\xad\ufb01\u202f‐٣•\ue000â€“"
)
_WORDS = st.sampled_from(["did", "not", "report", "screening", "screen", "lack", "of", "victims"])


@settings(max_examples=300, deadline=None)
@given(st.text(_SIGNS))
def test_every_mark_of_typesetting_begins_with_a_sign_that_is_looked_at(text: str) -> None:
    whole = [m.span() for m in normalized_text._MARKS.finditer(text)]
    assert [(start, end) for start, end, _ in normalized_text._mark_edits(text)] == whole


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=8))
def test_phrases_are_found_with_and_without_a_whole_second_word(words: list[str]) -> None:
    written = [
        "did not report",
        "did ... screen*",
        "lack",
        "screen* victims",
        "did not|report",
        "did not|report|lack ... victim*|screening",
    ]
    index = WordIndex.of(" ".join(words))
    found = {(m.first, m.last) for m in phrases.Phrases({"": written}).find(index, 0, len(words))}
    low = [word.lower() for word in words]
    naive = [(at, match and at + len(match[0].split()))
             for w in written for at in range(len(low))
             for match in [re.match(_as_expression(w), " ".join(low[at:]) + " ")]]  # fmt: skip
    assert found == {(at, last) for at, last in naive if last}


def _as_expression(phrase: str) -> str:
    """The phrase as an expression over words that each end with a space."""
    choices = {"...": r"(?:\S+ ){0,4}?"}
    return "".join(
        choices.get(place, "(?:" + place.replace("*", r"\S*") + ") ") for place in phrase.split()
    )


@pytest.mark.parametrize("people", ["34 NGO leaders", "1,200 victims"])
def test_counted_people_end_a_number_that_is_looked_at(people: str) -> None:
    v = vocabulary().findings
    for number in (people, *(f"{word} officials" for word in v.number_words)):
        if v.counted_people.search(number):
            low = WordIndex.of(number).low
            assert any(v.ends_number(word) for word in low), number


@pytest.mark.parametrize("noun", ["victims", "euros", "million euros", "AZN", "law"])
@pytest.mark.parametrize("before", sorted(figures._DATING))
def test_a_year_that_only_dates_is_no_number_of_its_own(before: str, noun: str) -> None:
    text = f"Police found them {before} 2019 {noun}."
    tokens = Tokenizer(VOCABULARY, DEMONYMS, "GEO").cut(text, 0, len(text))
    assert find_quantities(prepare_tokens(tokens)) == []
    assert VOCABULARY.places(WordIndex.of(text)) == []


@pytest.mark.parametrize("text", ["It spent AZN 2020.", "It spent $2020.", "In 2020, 2019-2020"])
def test_other_years_may_be_sums(text: str) -> None:
    assert VOCABULARY.places(WordIndex.of(text)) != []
