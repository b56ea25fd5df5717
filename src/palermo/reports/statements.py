"""What a sentence that a person wrote says, by the same words as a narrative is read."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.reports.assessment import Direction
from palermo.reports.phrases import keep_widest
from palermo.reports.sentences import WordIndex
from palermo.reports.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Statement:
    """The themes of a sentence, and whether it says that something became fewer or less."""

    themes: tuple[str, ...]
    says_fewer: bool


def read_statement(text: str, vocabulary: Vocabulary) -> Statement:
    """Read one sentence or a few. A text in a language without phrases says nothing here."""
    words = WordIndex.of(text)
    last = len(words.low)
    themes, _ = vocabulary.themes.of(words, 0, last)
    hits = keep_widest(vocabulary.findings.direction_words.find(words, 0, last))
    return Statement(themes, any(hit.label == Direction.FEWER.value for hit in hits))
