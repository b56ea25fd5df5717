"""The plan hangs on demands alone: the earlier columns go."""

import django.db.models.deletion
from django.db import migrations, models


def _demand(related_name):
    return models.ForeignKey(
        "ledger.Demand", on_delete=django.db.models.deletion.PROTECT, related_name=related_name
    )


def _recommendation(related_name, **more):
    return models.ForeignKey("ledger.Recommendation", related_name=related_name, **more)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0010_fill_demand")]

    operations = [
        migrations.AlterField("recommendation", "demand", _demand("recommendations")),
        migrations.AlterField("duty", "demand", _demand("duties")),
        migrations.AlterField("duty", "ref", models.CharField(max_length=22, unique=True)),
        migrations.AlterField("note", "demand", _demand("notes")),
        migrations.AlterField(
            "note",
            "recommendation",
            _recommendation(
                "notes", null=True, on_delete=django.db.models.deletion.SET_NULL
            ),
        ),
        migrations.RemoveField("recommendation", "follows"),
        migrations.RemoveField("duty", "recommendation"),
        migrations.AddConstraint(
            "duty", models.UniqueConstraint(fields=("demand", "letter"), name="duty_letter")
        ),
    ]
