"""A place in a text, counted in characters of the unmodified text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters: `text[start:end]`. Refuses to be empty or reversed."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` at this place."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same place after `by` characters are inserted before the text."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether both places share at least one character."""
        return self.start < other.end and other.start < self.end
