"""Alarms about a clock of the database that jumped ahead; steps that are never armed again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sla', '0002_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='clock',
            name='spent',
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name='ClockJump',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='noticed')),
                ('ahead', models.DurationField(verbose_name='ahead by')),
                ('noticed_by', models.CharField(max_length=120, verbose_name='noticed by')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='believed again')),
                ('is_ended_by_word', models.BooleanField(default=False, verbose_name="by an operator's word")),
            ],
            options={
                'verbose_name': 'jump of the clock',
                'verbose_name_plural': 'jumps of the clock',
                'ordering': ['-at'],
                'constraints': [models.UniqueConstraint(models.Value(True), condition=models.Q(('ended_at', None)), name='one_open_clock_jump')],
            },
        ),
    ]
