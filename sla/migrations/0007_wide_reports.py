"""Reports over very many clocks: rows in the order of an index, and tickets without a clock found in one."""

import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sla', '0006_based_on'),
        ('tickets', '0020_undelivered'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(django.db.models.functions.comparison.Coalesce('stopped_at', models.Value(datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc))), models.F('id'), name='clock_by_moment'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(fields=['ticket', 'metric'], name='clock_of_ticket'),
        ),
        migrations.AlterField(
            model_name='clock',
            name='ticket',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket'),
        ),
    ]
