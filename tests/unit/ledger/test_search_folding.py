"""Similar letters are equal, so that a word is found from a keyboard without them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.ledger.search.search_folding import fold_text


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Əsasnamə", "esasname"),
        ("Şəki", "seki"),
        ("İSTİNTAQ", "istintaq"),
        ("ıslahat", "islahat"),
        ("Çağrı mərkəzi", "cagri merkezi"),
        ("Müdafiə", "mudafie"),
        ("STRASSE", "straße"),
        ("Łódź", "lodz"),
        ("victims’ shelter", "victims' shelter"),
        ("Защита", "защита"),
        ("ℌilfe", "hilfe"),
    ],
)
def test_spellings_of_a_word_become_the_same(written: str, typed: str) -> None:
    assert fold_text(written) == fold_text(typed)


def test_different_words_stay_different() -> None:
    assert fold_text("sığınacaq") != fold_text("sınaq")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
