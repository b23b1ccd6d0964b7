"""Accounts sign in by tokens too, are listened to, tested, and missed when they fall silent."""

import django.core.validators
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0010_ways_out_and_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='added_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='alarmed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='begun_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='behind_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='busy_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='client_id',
            field=models.CharField(blank=True, max_length=100, verbose_name='application (client) ID'),
        ),
        migrations.AddField(
            model_name='account',
            name='expected_every',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Administrators hear of it when none comes for so long. Empty: silence is no trouble.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='expect mail at least every so many hours'),
        ),
        migrations.AddField(
            model_name='account',
            name='heard_by',
            field=models.CharField(blank=True, editable=False, max_length=36),
        ),
        migrations.AddField(
            model_name='account',
            name='heard_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='is_alarming',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='is_heard',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='is_rung',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='last_mail_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last mail'),
        ),
        migrations.AddField(
            model_name='account',
            name='listens',
            field=models.BooleanField(default=True, help_text='Keeps a connection open (IDLE). Servers that cannot do that are looked into by turns.', verbose_name='let the server tell of new mail at once'),
        ),
        migrations.AddField(
            model_name='account',
            name='old_until',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='sealed_secret',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='sealed_token',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='sign_in',
            field=models.CharField(choices=[('password', 'password'), ('microsoft', 'Microsoft 365'), ('google', 'Google Workspace')], default='password', help_text='Microsoft 365 takes no passwords any more, and Google only app passwords.', max_length=9, verbose_name='sign-in by'),
        ),
        migrations.AddField(
            model_name='account',
            name='tenant',
            field=models.CharField(blank=True, max_length=100, verbose_name='directory (tenant) ID'),
        ),
        migrations.AddField(
            model_name='account',
            name='test_asked_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='test_state',
            field=models.CharField(blank=True, choices=[('', 'never'), ('asked', 'asked for'), ('running', 'running'), ('done', 'done')], default='', editable=False, max_length=8),
        ),
        migrations.AddField(
            model_name='account',
            name='test_steps',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='account',
            name='token_ends_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='account',
            name='waiting',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='account',
            name='user',
            field=models.CharField(help_text='With Microsoft 365 and Google: the address of the mailbox that is read.', max_length=254, verbose_name='user name'),
        ),
    ]
