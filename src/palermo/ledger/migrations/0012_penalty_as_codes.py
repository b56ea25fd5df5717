"""A penalty that was filed is kept as its range in years; its words follow in every language."""

import re

from django.db import migrations, models


#: The words of a range as they were kept in English, with its least and greatest years.
_RANGES = (
    (re.compile(r"A fine alone, or imprisonment up to (?P<most>\d+) years"), True),
    (re.compile(r"Imprisonment up to (?P<most>\d+) years"), False),
    (re.compile(r"Imprisonment of (?P<least>\d+) to (?P<most>\d+) years"), False),
)


def keep_as_codes(apps, schema_editor):
    """Of two rows for one penalty only the first is; the other keeps its text."""
    evidence = apps.get_model("ledger", "ChecklistEvidence")
    seen = set()
    for row in evidence.objects.filter(kind="law").order_by("id"):
        place = (row.country, row.edition, row.item, row.provision)
        found = next(
            ((m, fine) for pattern, fine in _RANGES if (m := pattern.fullmatch(row.text))), None
        )
        if found is None or place in seen:
            continue
        seen.add(place)
        match, row.fine_alone = found
        least = match.groupdict().get("least")
        row.least_years, row.most_years = least and int(least), int(match["most"])
        row.text = ""
        row.save(update_fields=["least_years", "most_years", "fine_alone", "text"])


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0011_only_demand'),
    ]

    operations = [
        migrations.AddField(
            model_name='checklistevidence',
            name='fine_alone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='checklistevidence',
            name='least_years',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='checklistevidence',
            name='most_years',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RunPython(keep_as_codes, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='checklistevidence',
            constraint=models.UniqueConstraint(condition=models.Q(('most_years__isnull', False)), fields=('country', 'edition', 'item', 'provision'), name='penalty_filed_once'),
        ),
    ]
