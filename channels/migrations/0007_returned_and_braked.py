"""What came back, what brakes held or stopped, and addresses that are not written to."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0006_rules'),
        ('tickets', '0025_reports_about_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Breaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, verbose_name='address')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('until', models.DateTimeField(verbose_name='until')),
            ],
            options={
                'verbose_name': 'stop of automatic mail',
                'verbose_name_plural': 'stops of automatic mail',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, verbose_name='address')),
                ('why', models.CharField(choices=[('dead', 'there is no such mailbox'), ('complaint', 'they took our mail for spam')], max_length=12, verbose_name='why')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('said', models.TextField(blank=True, verbose_name='answer of the mail server')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted')),
            ],
            options={
                'verbose_name': 'silenced address',
                'verbose_name_plural': 'silenced addresses',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='outgoing',
            name='is_outward',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='reason',
            field=models.CharField(blank=True, db_default='', default='', choices=[('dead', 'there is no such mailbox'), ('complaint', 'they took our mail for spam'), ('answered', 'they had an automatic answer about this ticket within the day'), ('loop', 'two machines seem to answer each other'), ('hour', 'many automatic mails to this address within the hour: it goes later')], max_length=12, verbose_name='why not'),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='returned_as',
            field=models.CharField(blank=True, db_default='', default='', choices=[('dead', 'there is no such mailbox'), ('full', 'the mailbox is full'), ('policy', 'refused as spam or by a rule'), ('other', 'could not be delivered')], max_length=8, verbose_name='how it came back'),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='came back'),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='sent_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=254),
        ),
        migrations.AlterField(
            model_name='outgoing',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('kept', 'kept: there is no mail server'), ('stopped', 'not sent')], default='waiting', max_length=8, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('is_outward', True)), fields=['to', 'created_at'], name='outgoing_outward_to'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('is_outward', True)), fields=['sent_by', 'created_at'], name='outgoing_outward_by'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('returned_as', 'policy')), fields=['returned_at'], name='outgoing_by_rule'),
        ),
        migrations.AddField(
            model_name='breaker',
            name='resumed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='resumed by'),
        ),
        migrations.AddField(
            model_name='suppression',
            name='letter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='channels.letter', verbose_name='report'),
        ),
        migrations.AddField(
            model_name='suppression',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by'),
        ),
        migrations.AddField(
            model_name='suppression',
            name='outgoing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='channels.outgoing', verbose_name='outgoing mail'),
        ),
        migrations.AddIndex(
            model_name='breaker',
            index=models.Index(fields=['address', 'until'], name='breaker_of_address'),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('address', 'why'), name='one_suppression_an_address'),
        ),
    ]
