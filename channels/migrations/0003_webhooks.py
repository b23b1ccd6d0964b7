"""Webhooks and what they were told."""

import channels.models.webhook
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0002_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting: what exists keeps it.', verbose_name='in use')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('address', models.CharField(max_length=500, validators=[channels.models.webhook.validate_address], verbose_name='address')),
                ('salt', models.CharField(default=channels.models.webhook.new_salt, editable=False, max_length=32)),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='WebhookCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='next try')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked')),
                ('trouble', models.TextField(blank=True, editable=False, verbose_name='what went wrong')),
                ('key', models.CharField(max_length=120, verbose_name='key')),
                ('payload', models.JSONField(verbose_name='what is told')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='answer')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='channels.webhook', verbose_name='webhook')),
            ],
            options={
                'verbose_name': 'call of a webhook',
                'verbose_name_plural': 'calls of webhooks',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['next_try_at'], name='webhook_call_waiting'), models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['parked_at'], name='webhook_call_parked')],
                'constraints': [models.UniqueConstraint(fields=('webhook', 'key'), name='one_call_a_key')],
            },
        ),
    ]
