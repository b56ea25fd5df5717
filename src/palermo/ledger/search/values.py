"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something that a search found. `kind` tells what; `address` where it is shown."""

    kind: str
    title: str
    excerpt: str
    address: tuple[str, ...]
    score: float
