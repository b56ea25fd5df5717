"""The excerpt of a text: within the allowed length, with the text's own matches."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.ledger.search.excerpts import cut_excerpt
from palermo.ledger.search.expression import parse_search
from palermo.ledger.search.terms import split_terms

WORDS = st.lists(st.sampled_from(["shelter", "victim", "the", "a", "x" * 300, "\n"]), max_size=200)


@settings(deadline=None)
@given(WORDS)
def test_an_excerpt_is_a_part_of_the_text_with_its_matches(words: list[str]) -> None:
    text = " ".join(words)
    found = parse_search("shelter victims").match(split_terms(text))
    places = found[0] if found else ()
    excerpt = cut_excerpt(text, places)
    shown = excerpt.text.removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert len(shown) <= 220
    marked = [excerpt.text[start:end] for start, end in excerpt.matches]
    assert all("shelter".startswith(m) or "victim".startswith(m) for m in marked)
    assert bool(marked) == bool(places)
    assert list(excerpt.matches) == sorted(excerpt.matches)


def test_the_part_with_most_different_words_is_shown() -> None:
    text = (
        f"{'A shelter. ' * 40}{'Other words. ' * 40}The shelter took a victim. {'And so on. ' * 40}"
    )
    found = parse_search("shelter victims").match(split_terms(text))
    assert found is not None
    assert "The shelter took a victim." in cut_excerpt(text, found[0]).text


def test_a_short_text_is_shown_whole() -> None:
    assert cut_excerpt("A shelter.", ()).text == "A shelter."


def test_a_match_longer_than_the_excerpt_begins_it() -> None:
    text = f"Before it. {'word ' * 100}"
    found = parse_search(f'"{"word " * 30}"').match(split_terms(text))
    assert found is not None
    excerpt = cut_excerpt(text, found[0], width=40)
    assert excerpt.matches
