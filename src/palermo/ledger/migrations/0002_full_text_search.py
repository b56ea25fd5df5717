"""The search index of each database, in place of one column of folded text."""

from django.db import migrations, models

from palermo.ledger.search.full_text import make_entry_terms, write_terms
from palermo.ledger.search.terms import TERMS_VERSION

SQLITE = (
    # Terms come finished: a term is whatever stands between two spaces.
    "CREATE VIRTUAL TABLE ledger_search_terms USING fts5"
    " (stem, word, tokenize = \"ascii tokenchars '_'\")",
)
SQLITE_BACK = ("DROP TABLE ledger_search_terms",)
POSTGRESQL = (
    "ALTER TABLE ledger_searchentry"
    " ADD COLUMN stem_vector tsvector NOT NULL DEFAULT '',"
    " ADD COLUMN word_vector tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX ledger_search_stems ON ledger_searchentry USING gin (stem_vector)",
    "CREATE INDEX ledger_search_words ON ledger_searchentry USING gin (word_vector)",
)
POSTGRESQL_BACK = (
    "ALTER TABLE ledger_searchentry DROP COLUMN stem_vector, DROP COLUMN word_vector",
)


def make_index(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    for sql in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(sql)


def index_what_is_there(apps, schema_editor):
    entries = apps.get_model("ledger", "SearchEntry").objects
    for entry in entries.iterator(chunk_size=500):
        write_terms([(entry.pk, make_entry_terms(entry.title, entry.text))])
    entries.update(terms_version=TERMS_VERSION)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_initial")]

    operations = [
        # With a default the column can be put back when the migration is undone.
        migrations.AlterField("searchentry", "folded", models.TextField(default="")),
        migrations.RemoveField("searchentry", "folded"),
        migrations.AddField(
            "searchentry", "terms_version", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(index_what_is_there, migrations.RunPython.noop),
    ]
