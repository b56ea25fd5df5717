"""The terms of entries in the database's own index: FTS5 on SQLite, text vectors on PostgreSQL.

Only this module knows which database it is. Both are handed finished terms, so neither splits,
folds or stems anything itself: SQLite by a tokenizer that splits at spaces only, PostgreSQL by
vectors that are written out. Migration 0002 makes the structures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from palermo.ledger.search.expression import SearchExpression, TermPattern, TermSide
from palermo.ledger.search.models import SearchEntry
from palermo.ledger.search.terms import split_terms

#: A vector of PostgreSQL may hold a megabyte. What comes later in a text is not indexed anywhere;
#: longer texts are put in pieces.
MOST_TERMS = 2_000
#: Stands between title and text, so that no phrase reaches from one into the other.
_GAP = "_"


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """Stems and whole words of a title and its text, in order."""

    stems: tuple[str, ...]
    words: tuple[str, ...]


def make_entry_terms(title: str, text: str) -> EntryTerms:
    """The terms under which an entry is found. Reads no database."""
    first, second = split_terms(title), split_terms(text)
    stems = (*(t.stem for t in first), _GAP, *(t.stem for t in second))
    words = (*(t.word for t in first), _GAP, *(t.word for t in second))
    return EntryTerms(stems[:MOST_TERMS], words[:MOST_TERMS])


def write_terms(terms: Iterable[tuple[int, EntryTerms]]) -> None:
    """Index entries, by their ids, in place of the terms that they had."""
    rows = list(terms)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "DELETE FROM ledger_search_terms WHERE rowid = %s", [(pk,) for pk, _ in rows]
            )
            cursor.executemany(
                "INSERT INTO ledger_search_terms (rowid, stem, word) VALUES (%s, %s, %s)",
                [(pk, " ".join(each.stems), " ".join(each.words)) for pk, each in rows],
            )
        else:
            cursor.executemany(
                "UPDATE ledger_searchentry"
                " SET stem_vector = %s::tsvector, word_vector = %s::tsvector WHERE id = %s",
                [(_vector(each.stems), _vector(each.words), pk) for pk, each in rows],
            )


def remove_terms(ids: Iterable[int]) -> None:
    """Take the terms of entries that are about to be deleted out of the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM ledger_search_terms WHERE rowid = %s", [(pk,) for pk in ids]
            )


def find_entries(expression: SearchExpression) -> QuerySet[SearchEntry]:
    """The entries whose terms meet the expression."""
    if not expression.clauses:
        return SearchEntry.objects.none()
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM ledger_search_terms WHERE ledger_search_terms MATCH %s"
        # Every value is a parameter, and terms hold letters and digits only.
        return SearchEntry.objects.filter(pk__in=RawSQL(sql, [write_fts5_query(expression)]))  # noqa: S611
    found = SearchEntry.objects.all()
    for side in TermSide:
        asked = [c for c in expression.clauses if c[0].side is side]
        if asked:
            sql = f'"ledger_searchentry"."{side}_vector" @@ %s::tsquery'
            query = " & ".join(_tsquery_clause(clause) for clause in asked)
            found = found.filter(RawSQL(sql, [query], output_field=BooleanField()))  # noqa: S611
    return found


def write_fts5_query(expression: SearchExpression) -> str:
    """The expression in the language of SQLite's FTS5."""
    clauses = (" OR ".join(map(_fts5_pattern, patterns)) for patterns in expression.clauses)
    return " AND ".join(f"({clause})" for clause in clauses)


def _fts5_pattern(pattern: TermPattern) -> str:
    star = " *" if pattern.open_ended else ""
    return f'{pattern.side} : "{" ".join(pattern.terms)}"{star}'


def _tsquery_clause(patterns: Sequence[TermPattern]) -> str:
    return f"({' | '.join(map(_tsquery_pattern, patterns))})"


def _tsquery_pattern(pattern: TermPattern) -> str:
    star = ":*" if pattern.open_ended else ""
    return "(" + " <-> ".join(f"'{term}'" for term in pattern.terms) + star + ")"


def _vector(terms: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, term in enumerate(terms, 1):
        places.setdefault(term, []).append(str(place))
    return " ".join(f"'{term}':{','.join(at)}" for term, at in places.items())
