from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0005_supersede_values"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="measurevalue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_by", None)),
                fields=("country", "measure", "start", "end"),
                name="one_current_value",
            ),
        ),
    ]
