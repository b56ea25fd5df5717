# Columns and rows for decisions as ids; the earlier columns stay until 0004 has read them.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_pending_import'),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=60)),
                ('who', models.CharField(max_length=40)),
                ('due_at', models.DateTimeField(db_index=True, null=True)),
                ('needs_acknowledgement', models.BooleanField(default=False)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.CharField(blank=True, default='', max_length=150)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.CharField(blank=True, default='', max_length=150)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='against',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='interview',
            name='decided_by',
            field=models.CharField(blank=True, default='', max_length=150),
        ),
        migrations.AddField(
            model_name='interview',
            name='dimensions',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='interview',
            name='earlier_form',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='interview',
            name='grounds',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='interview',
            name='label',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='interview',
            name='language',
            field=models.CharField(blank=True, default='', max_length=16),
        ),
        migrations.AddField(
            model_name='interview',
            name='outcome',
            field=models.CharField(blank=True, choices=[('positive', 'positive'), ('negative', 'negative'), ('undetermined', 'undetermined')], default='', max_length=12),
        ),
        migrations.AddField(
            model_name='interview',
            name='possible_duties',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='interview',
            name='procedure_fingerprint',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='interview',
            name='unknown',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='interview',
            name='decision',
            field=models.CharField(blank=True, choices=[('positive', 'positive'), ('negative', 'negative'), ('undetermined', 'undetermined')], default='', max_length=12),
        ),
        migrations.AlterField(
            model_name='interview',
            name='origin',
            field=models.CharField(choices=[('web', 'web'), ('device', 'device'), ('paper', 'paper'), ('import', 'import')], max_length=12),
        ),
        migrations.AlterField(
            model_name='interview',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('decided', 'decided'), ('refused', 'refused'), ('passed_on', 'passed_on')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['positive', 'negative', 'undetermined', ''])), name='interview_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['positive', 'negative', 'undetermined', ''])), name='interview_decision_known'),
        ),
        migrations.AddField(
            model_name='obligation',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='records.interview'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(fields=('interview', 'duty'), name='a_duty_once_for_an_interview'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('acknowledged_at', None), models.Q(('done_at__isnull', False), ('needs_acknowledgement', True)), _connector='OR'), name='only_what_was_done_is_acknowledged'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', '')), models.Q(('done_at__isnull', False), models.Q(('done_by', ''), _negated=True)), _connector='OR'), name='what_was_done_was_done_by_somebody'),
        ),
    ]
