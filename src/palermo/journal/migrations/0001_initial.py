"""Takes the log that was kept in `accounts`: the table is renamed, every line stays."""

from typing import Any

from django.db import migrations, models

BEFORE, AFTER = "accounts_auditevent", "journal_journalline"


def take(apps: Any, schema_editor: Any) -> None:
    schema_editor.alter_db_table(apps.get_model("journal", "JournalLine"), BEFORE, AFTER)


def give_back(apps: Any, schema_editor: Any) -> None:
    schema_editor.alter_db_table(apps.get_model("journal", "JournalLine"), AFTER, BEFORE)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("accounts", "0004_journal_leaves")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="JournalLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                        ("user_id", models.BigIntegerField(null=True)),
                        ("username", models.CharField(max_length=150)),
                        ("role", models.CharField(max_length=20)),
                        ("via", models.CharField(max_length=10)),
                        ("act", models.CharField(db_index=True, max_length=60)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("done", "done"), ("denied", "denied")], max_length=10
                            ),
                        ),
                        ("target", models.CharField(blank=True, max_length=120)),
                        ("detail", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["done", "denied"])),
                                name="audit_outcome_known",
                            )
                        ]
                    },
                )
            ]
        ),
        migrations.RunPython(take, give_back),
    ]
