"""The paragraphs of a narrative for the search. Nothing is written here."""

from __future__ import annotations

import itertools
import re

from palermo.ledger.narratives.values import NarrativePage
from palermo.ledger.search.store import NewSearchEntry

#: Words of one entry of the search; a text without line breaks is indexed in pieces.
_LONGEST_PIECE = 1_000


def make_narrative_entries(page: NarrativePage) -> list[NewSearchEntry]:
    """The paragraphs of a narrative for the search, made before the transaction that adds them."""
    row = page.row
    return [
        NewSearchEntry(
            key=f"text-{row.id}-{number}-{piece}",
            kind="narrative",
            country=row.country,
            title=f"{row.country} {row.edition}",
            text=text,
            address=("assessment", row.country, str(row.edition)),
        )
        for number, paragraph in enumerate(page.text.split("\n"))
        for piece, text in enumerate(_pieces(paragraph.strip()))
    ]


def _pieces(paragraph: str) -> list[str]:
    """The paragraph, cut after every `_LONGEST_PIECE` words."""
    cuts = [w.end() for w in re.finditer(r"\S+", paragraph)][_LONGEST_PIECE - 1 :: _LONGEST_PIECE]
    borders = itertools.pairwise([0, *cuts, len(paragraph)])
    return [piece for a, b in borders if (piece := paragraph[a:b].strip())]
