"""What the search looks through; kept beside the rows that it repeats, in their transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from palermo.ledger.search.full_text import EntryTerms, make_entry_terms, remove_terms, write_terms
from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.terms import TERMS_VERSION

_LONGEST_TITLE = 200
#: Entries written by one statement.
_BATCH = 500


@dataclass(slots=True)
class NewSearchEntry:
    """A text to be found under `key`; `address` is a kind of page and its arguments.

    Its terms are made with it, so that a long text can be split before a transaction begins.
    """

    key: str
    kind: str
    country: str
    title: str
    text: str
    address: Sequence[str]
    terms: EntryTerms = field(init=False)

    def __post_init__(self) -> None:
        self.title = self.title[:_LONGEST_TITLE]
        self.terms = make_entry_terms(self.title, self.text)


def index_entries(entries: Sequence[NewSearchEntry]) -> None:
    """Make entries findable, in place of those that had their keys."""
    for at in range(0, len(entries), _BATCH):
        batch = entries[at : at + _BATCH]
        remove_entries([entry.key for entry in batch])
        rows = [
            SearchEntry(
                key=entry.key,
                kind=entry.kind,
                country=entry.country,
                title=entry.title,
                text=entry.text,
                address=list(entry.address),
                terms_version=TERMS_VERSION,
            )
            for entry in batch
        ]
        made = SearchEntry.objects.bulk_create(rows)
        write_terms([(row.pk, entry.terms) for row, entry in zip(made, batch, strict=True)])


def remove_entries(keys: Sequence[str]) -> None:
    """Take the entries with these keys out of the search."""
    found = SearchEntry.objects.filter(key__in=keys)
    remove_terms(list(found.values_list("id", flat=True)))
    found.delete()


def change_addresses(keys: Sequence[str], address: Sequence[str]) -> None:
    """Show the entries with these keys on another page; their words stay as they are."""
    SearchEntry.objects.filter(key__in=keys).update(address=list(address))


def remove_entries_below(beginning: str) -> None:
    """Take the entries whose keys begin so out of the search."""
    found = SearchEntry.objects.filter(key__startswith=beginning)
    remove_entries(list(found.values_list("key", flat=True)))
