"""Servers and providers that mail of a mailbox leaves by, signatures of mail, and mail that is brought by HTTP."""

import channels.models.proof
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0009_auto_replies'),
        ('tickets', '0023_words_of_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Inlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting: what exists keeps it.', verbose_name='in use')),
                ('hook_key', models.CharField(default=channels.models.proof.new_key, editable=False, max_length=40, unique=True)),
                ('sealed_signing_key', models.TextField(blank=True, editable=False)),
                ('way', models.CharField(choices=[('plain', 'a script of yours'), ('mailgun', 'Mailgun'), ('postmark', 'Postmark')], default='plain', max_length=12, verbose_name='brought by')),
                ('heard_at', models.DateTimeField(editable=False, null=True, verbose_name='last mail')),
                ('trouble', models.TextField(blank=True, editable=False, verbose_name='what went wrong')),
            ],
            options={
                'verbose_name': 'webhook for mail that comes in',
                'verbose_name_plural': 'webhooks for mail that comes in',
                'ordering': ['mailbox', 'way'],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('failures', models.PositiveIntegerField(default=0)),
                ('failing_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('resting_until', models.DateTimeField(default=django.utils.timezone.now)),
                ('words', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Transport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting: what exists keeps it.', verbose_name='in use')),
                ('hook_key', models.CharField(default=channels.models.proof.new_key, editable=False, max_length=40, unique=True)),
                ('sealed_signing_key', models.TextField(blank=True, editable=False)),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('way', models.CharField(choices=[('smtp', 'a mail server (SMTP)'), ('mailgun', 'Mailgun'), ('mailgun_eu', 'Mailgun (EU)'), ('postmark', 'Postmark'), ('brevo', 'Brevo'), ('resend', 'Resend')], default='smtp', help_text='Amazon SES, SendGrid and others are reached by SMTP.', max_length=12, verbose_name='sends through')),
                ('host', models.CharField(blank=True, help_text='Such as smtp.example.org.', max_length=253, verbose_name='server')),
                ('port', models.PositiveIntegerField(default=587, verbose_name='port')),
                ('security', models.CharField(choices=[('tls', 'encrypted from the first byte (TLS)'), ('starttls', 'STARTTLS'), ('none', 'not encrypted: only for a server on this very machine')], default='starttls', max_length=8, verbose_name='encryption')),
                ('user', models.CharField(blank=True, max_length=254, verbose_name='user name')),
                ('sealed_password', models.TextField(blank=True, editable=False)),
            ],
            options={
                'verbose_name': 'outgoing server',
                'verbose_name_plural': 'outgoing servers',
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='mailbox',
            name='dkim_selector',
            field=models.CharField(blank=True, help_text='Such as helpdesk; a new one makes a new key. Empty where your mail server or provider signs.', max_length=63, validators=[django.core.validators.RegexValidator('^[a-z0-9]([a-z0-9-]*[a-z0-9])?\\Z', 'Small letters, digits and hyphens.')], verbose_name='selector'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='dkim_signs',
            field=models.BooleanField(default=False, help_text='Switch on once the record is published, or others will doubt the mail.', verbose_name='sign its mail'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='sealed_dkim_key',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='mailbox',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.mailbox'),
        ),
        migrations.AddField(
            model_name='outgoing',
            name='provider_id',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='outgoing_by_provider_id'),
        ),
        migrations.AddField(
            model_name='inlet',
            name='mailbox',
            field=models.ForeignKey(help_text='The address of ours this mail came to: it says which desk has it.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.mailbox', verbose_name='mailbox'),
        ),
        migrations.AddField(
            model_name='line',
            name='transport',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.transport'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='transport',
            field=models.ForeignKey(blank=True, help_text='Mail of this mailbox leaves by it. Empty: by the server of the whole house.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.transport', verbose_name='outgoing server'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('transport',), name='one_line_a_server', nulls_distinct=False),
        ),
    ]
