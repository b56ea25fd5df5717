"""Leaves one current value for a measure and period; its constraint is in the next migration.

PostgreSQL builds no index in the transaction that changed a foreign key.
"""

from django.db import migrations


def supersede_values(apps, schema_editor):
    """The newest value is current; the older ones stay, superseded by it."""
    values = apps.get_model("ledger", "MeasureValue").objects
    newest = {}
    for row in values.filter(superseded_by=None).order_by("-entered_at", "-id"):
        current = newest.setdefault((row.country, row.measure, row.start, row.end), row)
        if current.pk != row.pk:
            values.filter(pk=row.pk).update(superseded_by=current)


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0004_staged_narratives"),
    ]

    operations = [
        migrations.RunPython(supersede_values, migrations.RunPython.noop),
    ]
