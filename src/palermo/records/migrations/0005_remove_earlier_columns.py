from django.db import migrations


def refuse_to_go_back(apps, schema_editor):
    """The prose is gone, so going back is only possible where nothing is kept."""
    kept = apps.get_model("records", "Interview").objects.count()
    if kept:
        raise RuntimeError(
            f"{kept} interviews cannot be put into the earlier form: restore the backup instead."
        )


class Migration(migrations.Migration):
    """The prose goes; 0004 has taken everything else out of it."""

    dependencies = [
        ("records", "0004_move_decisions"),
    ]

    operations = [
        migrations.RemoveField(model_name="interview", name="indication"),
        migrations.RemoveField(model_name="interview", name="pack_fingerprint"),
        # Last, so that it comes first on the way back.
        migrations.RunPython(migrations.RunPython.noop, refuse_to_go_back),
    ]
