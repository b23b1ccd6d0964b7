"""What was opened in a month is found without reading every ticket."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0021_unmerged'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['opened_at'], name='ticket_opened'),
        ),
    ]
