"""Calendars, policies, clocks, and what was done when one was late."""

import core.naming
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_reset_links'),
        ('tickets', '0017_event_standing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('names', models.JSONField(blank=True, default=dict, help_text='One text for each language code, such as {"fr": "Réseau", "fa": "شبکه"}.', validators=[core.naming.validate_translations], verbose_name='name in other languages')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting: what exists keeps it.', verbose_name='in use')),
            ],
            options={
                'verbose_name': 'business calendar',
                'verbose_name_plural': 'business calendars',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('names', models.JSONField(blank=True, default=dict, help_text='One text for each language code, such as {"fr": "Réseau", "fa": "شبکه"}.', validators=[core.naming.validate_translations], verbose_name='name in other languages')),
                ('party', models.CharField(choices=[('requester', 'Requester (SLA)'), ('team', 'Team (OLA)'), ('supplier', 'Supplier (UC)')], default='requester', max_length=10, verbose_name='promised by or to')),
            ],
            options={
                'verbose_name': 'service level policy',
                'verbose_name_plural': 'service level policies',
                'ordering': ['party', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceRecord',
            fields=[
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='tickets.ticket')),
                ('opened_at', models.DateTimeField()),
                ('read_until', models.DateTimeField()),
                ('is_answered', models.BooleanField(default=False)),
                ('standing', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metric', models.CharField(choices=[('first_response', 'First response'), ('next_response', 'Next response'), ('periodic_update', 'Periodic update'), ('resolution', 'Resolution'), ('requester_wait', "Requester's wait"), ('agent_work', "Agent's work"), ('ola', "Team's time to finish"), ('own', "Team's time to accept"), ('uc', "Supplier's time")], max_length=16, verbose_name='metric')),
                ('cycle', models.PositiveSmallIntegerField(default=1, verbose_name='cycle')),
                ('carried', models.JSONField(default=list)),
                ('started_at', models.DateTimeField()),
                ('pauses', models.JSONField(default=list)),
                ('is_held', models.BooleanField(default=False)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('why_stopped', models.CharField(blank=True, choices=[('answered', 'answered'), ('resolved', 'resolved'), ('handed_over', 'handed over'), ('taken', 'taken'), ('returned', 'returned'), ('cancelled', 'cancelled')], max_length=12)),
                ('due_at', models.DateTimeField(null=True)),
                ('breach_at', models.DateTimeField(null=True)),
                ('used', models.BigIntegerField(null=True)),
                ('is_breached', models.BooleanField(default=False)),
                ('next_due_at', models.DateTimeField(null=True)),
                ('fired', models.JSONField(default=dict)),
                ('armings', models.JSONField(default=dict)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sla.calendar')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team', verbose_name='team')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
            ],
            options={
                'verbose_name': 'clock',
                'verbose_name_plural': 'clocks',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('differences', models.JSONField()),
                ('cause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.event')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='Firing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=16)),
                ('arming', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('fired_at', models.DateTimeField()),
                ('retracted_at', models.DateTimeField(null=True)),
                ('is_late', models.BooleanField(default=False)),
                ('clock', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='firings', to='sla.clock')),
            ],
            options={
                'verbose_name': 'passed threshold',
                'verbose_name_plural': 'passed thresholds',
            },
        ),
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('result', models.CharField(max_length=8)),
                ('done_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('firing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deeds', to='sla.firing')),
            ],
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='valid from')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('fits', models.JSONField(blank=True, default=dict, verbose_name='fits')),
                ('reopening', models.CharField(choices=[('resume', 'The same clock goes on'), ('new_cycle', 'A new clock with the whole time'), ('ignore', 'No clock')], default='resume', max_length=10, verbose_name='when reopened')),
                ('on_change', models.CharField(choices=[('recompute', 'From its start by the new calendar'), ('carry', 'What has passed stays measured by the old calendar')], default='recompute', max_length=10, verbose_name='when something changes')),
                ('starts_with_agents_note', models.BooleanField(default=True, verbose_name='first response runs when an agent opens with a note')),
                ('is_for_open_tickets', models.BooleanField(default=False, verbose_name='holds for open tickets, too')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sla.calendar', verbose_name='calendar')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('policy', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='sla.policy')),
            ],
            options={
                'verbose_name': 'version of a policy',
                'verbose_name_plural': 'versions of a policy',
                'ordering': ['policy', 'valid_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tier', models.PositiveSmallIntegerField(choices=[(1, 'Tier 1: first contact'), (2, 'Tier 2: specialists'), (3, 'Tier 3: experts'), (4, 'Tier 4: supplier')], verbose_name='tier')),
                ('category', models.ForeignKey(blank=True, help_text='Empty: every category of the desk that has no line of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.category', verbose_name='category')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.desk', verbose_name='desk')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.team', verbose_name='team')),
            ],
            options={
                'verbose_name': 'line of the routing table',
                'verbose_name_plural': 'routing table',
                'ordering': ['desk', 'category', 'tier'],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metric', models.CharField(choices=[('first_response', 'First response'), ('next_response', 'Next response'), ('periodic_update', 'Periodic update'), ('resolution', 'Resolution'), ('requester_wait', "Requester's wait"), ('agent_work', "Agent's work"), ('ola', "Team's time to finish"), ('own', "Team's time to accept"), ('uc', "Supplier's time")], max_length=16, verbose_name='metric')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('percent', 'when so much of the time is used up'), ('before', 'so long before it is due'), ('breach', 'when it is broken'), ('after', 'so long after it was due'), ('repeat', 'again and again after it was due')], max_length=8, verbose_name='when')),
                ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='percent')),
                ('span', models.BigIntegerField(blank=True, null=True)),
                ('most', models.PositiveSmallIntegerField(default=1, verbose_name='at most so often')),
                ('actions', models.JSONField(blank=True, default=list, verbose_name='actions')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='sla.policyversion')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['version', 'metric', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metric', models.CharField(choices=[('first_response', 'First response'), ('next_response', 'Next response'), ('periodic_update', 'Periodic update'), ('resolution', 'Resolution'), ('requester_wait', "Requester's wait"), ('agent_work', "Agent's work"), ('ola', "Team's time to finish"), ('own', "Team's time to accept"), ('uc', "Supplier's time")], max_length=16, verbose_name='metric')),
                ('priority', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Urgent'), (2, 'High'), (3, 'Normal'), (4, 'Low')], null=True, verbose_name='priority')),
                ('amount', models.BigIntegerField(blank=True, null=True)),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='working days')),
                ('end_of_day', models.BooleanField(default=False, verbose_name='to the end of the day')),
                ('pauses_in', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('new', 'New'), ('in_progress', 'In progress'), ('waiting_customer', 'Waiting for the requester'), ('waiting_vendor', 'Waiting for a supplier'), ('on_hold', 'Waiting for a date'), ('resolved', 'Resolved'), ('closed', 'Closed')], max_length=16), blank=True, default=list, size=None, verbose_name='pauses while')),
                ('calendar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sla.calendar', verbose_name='calendar')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='sla.policyversion')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ['version', 'metric', 'priority'],
            },
        ),
        migrations.AddField(
            model_name='clock',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sla.target'),
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='valid from')),
                ('spec', models.JSONField(verbose_name='opening hours')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('calendar', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='sla.calendar')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version of a calendar',
                'verbose_name_plural': 'versions of a calendar',
                'ordering': ['calendar', 'valid_from', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'valid_from'), name='one_calendar_version_a_moment')],
            },
        ),
        migrations.AddConstraint(
            model_name='firing',
            constraint=models.UniqueConstraint(fields=('clock', 'step', 'arming'), name='fires_once_an_arming'),
        ),
        migrations.AddConstraint(
            model_name='deed',
            constraint=models.UniqueConstraint(fields=('firing', 'place'), name='one_deed_an_action'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(fields=('policy', 'valid_from'), name='one_policy_version_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.UniqueConstraint(fields=('desk', 'category', 'tier'), name='one_route_a_tier', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(fields=('version', 'metric', 'order'), name='one_step_a_place'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'percent'), ('percent__gt', 0)), models.Q(('kind__in', ['before', 'after', 'repeat']), ('span__gt', 0)), ('kind', 'breach'), _connector='OR'), name='step_says_when'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('version', 'metric', 'priority'), name='one_target_a_priority', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('days', None)), models.Q(('amount', None), ('days__gt', 0)), _connector='OR'), name='target_is_time_or_days'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('next_due_at__isnull', False)), fields=['next_due_at'], name='clock_due'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(condition=models.Q(('stopped_at__isnull', True)), fields=('ticket', 'metric', 'team'), name='one_live_clock_a_promise', nulls_distinct=False),
        ),
    ]
