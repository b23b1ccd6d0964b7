"""A mail's ticket has no second index: outgoing_of_thread begins with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0001_first'),
        ('tickets', '0014_words_in_block'),
    ]

    operations = [
        migrations.AlterField(
            model_name='outgoing',
            name='ticket',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket', verbose_name='ticket'),
        ),
    ]
