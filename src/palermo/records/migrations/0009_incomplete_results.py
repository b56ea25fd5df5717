"""A negative result that was kept with open questions was incomplete: now it is called so."""

from django.db import migrations, models


def call_incomplete(apps, schema_editor):
    """Give the results their name; what the officer decided stays."""
    interview = apps.get_model("records", "Interview")
    kept = interview.objects.exclude(unknown=[])
    about_grounds = kept.filter(reasonable_grounds="negative")
    about_grounds.filter(outcome="negative").update(outcome="incomplete", label="")
    about_grounds.update(reasonable_grounds="incomplete")
    kept.filter(reasonable_grounds="", outcome="negative").update(outcome="incomplete", label="")


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_referred_to'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='interview',
            name='interview_outcome_known',
        ),
        migrations.RemoveConstraint(
            model_name='interview',
            name='interview_reasonable_grounds_known',
        ),
        migrations.AlterField(
            model_name='interview',
            name='outcome',
            field=models.CharField(blank=True, choices=[('positive', 'positive'), ('negative', 'negative'), ('undetermined', 'undetermined'), ('incomplete', 'incomplete')], default='', max_length=12),
        ),
        migrations.AlterField(
            model_name='interview',
            name='reasonable_grounds',
            field=models.CharField(blank=True, choices=[('positive', 'positive'), ('negative', 'negative'), ('undetermined', 'undetermined'), ('incomplete', 'incomplete')], default='', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['positive', 'negative', 'undetermined', 'incomplete', ''])), name='interview_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('reasonable_grounds__in', ['positive', 'negative', 'undetermined', 'incomplete', ''])), name='interview_reasonable_grounds_known'),
        ),
        migrations.RunPython(call_incomplete, migrations.RunPython.noop),
    ]
