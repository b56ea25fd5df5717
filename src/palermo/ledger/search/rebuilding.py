"""Making the search again from the rows that it repeats."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from palermo.ledger.search.full_text import make_entry_terms, write_terms
from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.terms import TERMS_VERSION

#: Entries written in one transaction.
_BATCH = 500


def rebuild_index(*, everything: bool = False) -> Iterator[int]:
    """Index again what is out of date, or `everything`; yields how many are done so far.

    Each batch is a transaction of its own, so that others can write in between.
    """
    stale = SearchEntry.objects.order_by("id")
    if not everything:
        stale = stale.exclude(terms_version=TERMS_VERSION)
    ids = list(stale.values_list("id", flat=True))
    for at in range(0, len(ids), _BATCH):
        rows = SearchEntry.objects.filter(id__in=ids[at : at + _BATCH])
        terms = [(row.pk, make_entry_terms(row.title, row.text)) for row in rows]
        with transaction.atomic():
            write_terms(terms)
            rows.update(terms_version=TERMS_VERSION)
        yield min(at + _BATCH, len(ids))
