"""Proposals: what admins are about to change, and how far a worker has carried it over."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_reset_links'),
        ('sla', '0001_first'),
        ('tickets', '0017_event_standing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='next try')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked')),
                ('trouble', models.TextField(blank=True, editable=False, verbose_name='what went wrong')),
                ('kind', models.CharField(choices=[('calendar', 'Calendar'), ('policy', 'Policy')], max_length=8)),
                ('content', models.JSONField()),
                ('valid_from', models.DateTimeField(blank=True, null=True, verbose_name='valid from')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('stage', models.CharField(choices=[('examined', 'is being looked at'), ('ready', 'ready to be published'), ('spread', 'is being carried over to open tickets'), ('done', 'published')], default='examined', max_length=8)),
                ('reached', models.BigIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('effect', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('stopped_at__isnull', True)), fields=['calendar', 'ticket'], name='clock_by_calendar'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('stopped_at__isnull', True), models.Q(('carried', []), _negated=True)), fields=['ticket'], name='clock_carried'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='calendar',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='sla.calendar'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='policy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='sla.policy'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'calendar'), ('policy', None)), models.Q(('calendar', None), ('kind', 'policy')), _connector='OR'), name='proposal_of_one_thing'),
        ),
    ]
