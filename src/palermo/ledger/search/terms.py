"""Text to search terms. The index and the query both use this module, on every database.

English words are stemmed after their spelling is unified; Russian words are stemmed; words of a
text in Azerbaijani or another language with many endings stay whole and are matched by their
beginning (see docs/decisions/0012-search.md).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock
from typing import NamedTuple, Protocol

from palermo.ledger.search.search_folding import fold_text
from palermo.ledger.search.spelling import unify_spelling

#: Raised whenever the same text gives other terms; entries indexed before are then out of date.
TERMS_VERSION = 1
#: Stands before a word that is matched by its beginning. No folded word has it.
OPEN_WORD = "_"
#: Of a longer word only this much is kept: databases limit the length of a term.
LONGEST_TERM = 100

# A word may hold accents written apart and the invisible hyphens and joiners of a layout.
_LETTER = "(?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200d])"
# `co-operation` and `re-integration` are one word, as they are without the hyphen.
WORD = f"(?:(?i:\\b(?:co|re)[-\u2010\u2011](?=[^\\W\\d_])))?{_LETTER}+(?:['’ʼ]{_LETTER}+)*"
_WORD = re.compile(WORD)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_MANY_ENDINGS = re.compile("[əğışçöüƏĞİŞÇÖÜ]")
#: Languages whose words are stemmed; the words of all others are matched by their beginning.
_STEMMED_LANGUAGES = frozenset({"en", "ru"})


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        """The stem of a word."""
        ...


class SearchTerm(NamedTuple):
    """A word of a text: what it is compared by, and its place (code points, end excluded)."""

    stem: str
    word: str
    start: int
    end: int


def split_terms(text: str, language: str | None = None) -> list[SearchTerm]:
    """The words of `text` in order. Without a `language` it is recognised by its letters."""
    if language is None:
        many_endings = has_many_endings(text)
    else:
        many_endings = language.split("-")[0] not in _STEMMED_LANGUAGES
    terms = []
    for match in _WORD.finditer(text):
        stem, word = make_word_terms(match[0], many_endings)
        if word:
            terms.append(SearchTerm(stem, word, *match.span()))
    return terms


def has_many_endings(text: str) -> bool:
    """Whether this is written in a language such as Azerbaijani.

    One word in five with a letter that English lacks is a sentence; fewer are names in English.
    """
    if not _MANY_ENDINGS.search(text):
        return False
    latin = [word for word in _WORD.findall(text) if not _CYRILLIC.search(word)]
    marked = sum(_MANY_ENDINGS.search(word) is not None for word in latin)
    return marked * 5 >= len(latin)


@lru_cache(maxsize=50_000)
def make_word_terms(written: str, many_endings: bool) -> tuple[str, str]:
    """Stem and whole word of one word as it is written; both empty where no letter is left."""
    folded = fold_word(written)
    if _CYRILLIC.search(folded):
        return _cut(fold_word(stem_russian(written))), _cut(folded)
    if many_endings:
        return (folded if folded.isdigit() else f"{OPEN_WORD}{_cut(folded)}"), _cut(folded)
    unified = unify_spelling(folded)
    return _cut(stem_english(unified)), _cut(unified)


def fold_word(written: str) -> str:
    """A word in small plain letters and digits, without apostrophes and the English `'s`."""
    folded = fold_text(written)
    if folded.endswith("'s"):
        folded = folded[:-2]
    return "".join(letter for letter in folded if letter.isalnum())


def stem_english(word: str) -> str:
    """Snowball's stem, the same for `identify` and `identification`."""
    stem = _stem("English", word)
    return stem[:-1] if len(stem) > 5 and stem.endswith("fi") else stem


def stem_russian(word: str) -> str:
    """Snowball's stem; it needs й, which folding takes for и."""
    plain = unicodedata.normalize("NFC", word).casefold().replace("ё", "е")
    return _stem("Russian", "".join(letter for letter in plain if letter.isalnum()))


def _cut(term: str) -> str:
    return term[:LONGEST_TERM]


_LOCK = Lock()


def _stem(language: str, word: str) -> str:
    # The library's stemmers hold the word that they work on, so threads must take turns.
    with _LOCK:
        return _stemmer(language).stemWord(word)


@cache
def _stemmer(language: str) -> _Stemmer:
    # Loaded with the first word, because most commands search nothing. The pure Python class is
    # named, because the package otherwise takes a C library of another version where it finds one.
    module = import_module(f"snowballstemmer.{language.lower()}_stemmer")
    stemmer: _Stemmer = getattr(module, f"{language}Stemmer")()
    return stemmer
