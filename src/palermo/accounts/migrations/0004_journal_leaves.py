"""The log becomes the room `journal`. Its table stays until that room takes it, lines and all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_row_versions")]

    operations = [
        # No key of the journal points into another room; the column keeps its name.
        migrations.AlterField(
            model_name="auditevent",
            name="user",
            field=models.BigIntegerField(null=True, db_column="user_id"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="AuditEvent")]
        ),
    ]
