"""Tables of demands beside the earlier columns; 0010 fills them, 0011 removes the earlier columns."""

import django.db.models.deletion
from django.db import migrations, models

_ID = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)


def _key(model, related_name, **more):
    values = {"on_delete": django.db.models.deletion.PROTECT, **more}
    return models.ForeignKey(f"ledger.{model}", related_name=related_name, **values)


_CASCADE = {"on_delete": django.db.models.deletion.CASCADE}


class Migration(migrations.Migration):

    dependencies = [("ledger", "0008_superseding_history")]

    operations = [
        migrations.CreateModel(
            "Demand",
            [
                ("id", _ID.clone()),
                ("country", models.CharField(max_length=3)),
                ("ref", models.CharField(db_index=True, max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={"ordering": ["country", "ref"]},
        ),
        migrations.CreateModel(
            "LinkAnswer",
            [
                ("id", _ID.clone()),
                ("same", models.BooleanField()),
                ("decided_by", models.CharField(max_length=150)),
                ("decided_at", models.DateTimeField()),
                ("item", _key("ReadingItem", "link_answers", **_CASCADE)),
                ("demand", _key("Demand", "link_answers")),
            ],
        ),
        migrations.AddConstraint(
            "linkanswer",
            models.UniqueConstraint(fields=("item", "demand"), name="one_answer_for_a_link"),
        ),
        migrations.CreateModel(
            "DemandChange",
            [
                ("id", _ID.clone()),
                ("country", models.CharField(max_length=3)),
                ("ref", models.CharField(max_length=20)),
                ("moved", models.JSONField()),
                ("changed_by", models.CharField(max_length=150)),
                ("changed_at", models.DateTimeField()),
                ("undone_by", models.CharField(blank=True, default="", max_length=150)),
                ("undone_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("source", _key("Demand", "changes_from")),
                ("target", _key("Demand", "changes_to")),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            "Reopening",
            [
                ("id", _ID.clone()),
                ("earlier", models.JSONField()),
                ("reopened_by", models.CharField(max_length=150)),
                ("reopened_at", models.DateTimeField()),
                ("duty", _key("Duty", "reopenings", **_CASCADE)),
                ("recommendation", _key("Recommendation", "reopenings", **_CASCADE)),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddConstraint(
            "reopening",
            models.UniqueConstraint(fields=("duty", "recommendation"), name="reopened_once"),
        ),
        migrations.AddField(
            "recommendation", "demand", _key("Demand", "recommendations", null=True)
        ),
        migrations.AddField("duty", "demand", _key("Demand", "duties", null=True)),
        migrations.AddField("duty", "ref", models.CharField(default="", max_length=22)),
        migrations.AddField("note", "demand", _key("Demand", "notes", null=True)),
        # Rules of the earlier columns end here, so that 0010 can fill these when it is undone.
        migrations.RemoveConstraint("duty", "duty_letter"),
        migrations.RemoveConstraint("recommendation", "only_a_new_one_follows_none"),
        migrations.AlterField("duty", "recommendation", _key("Recommendation", "duties", null=True)),
    ]
