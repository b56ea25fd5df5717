"""What the search looks through; kept beside the rows that it repeats, in their transaction."""

from __future__ import annotations

from collections.abc import Sequence

from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.search_folding import fold_text


def index_text(
    key: str, *, kind: str, country: str, title: str, text: str, address: Sequence[str]
) -> None:
    """Make `text` findable under `key`, in place of what was there."""
    values = {
        "kind": kind,
        "country": country,
        "title": title[:200],
        "text": text,
        "folded": fold_text(f"{title} {text}"),
        "address": list(address),
    }
    SearchEntry.objects.update_or_create(key=key, defaults=values)


def remove_text(key: str) -> None:
    """Take `key` out of the search."""
    SearchEntry.objects.filter(key=key).delete()
