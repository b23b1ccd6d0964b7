"""How a ticket stood when a clock of it stopped, and the indexes of the reports."""

import django.contrib.postgres.indexes
import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_reset_links'),
        ('sla', '0003_ticker'),
        ('tickets', '0017_event_standing'),
    ]

    operations = [
        migrations.AddField(
            model_name='clock',
            name='standing',
            field=models.JSONField(default=dict),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('stopped_at__isnull', True), _negated=True), fields=['stopped_at'], name='clock_stopped'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('assignee', 'standing'), models.F('stopped_at'), condition=models.Q(('stopped_at__isnull', True), _negated=True), name='clock_of_agent'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['started_at'], name='clock_started'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['due_at'], name='clock_due_by'),
        ),
    ]
