"""Mailboxes have a language, and words of their own for mail that has arrived."""

import core.naming
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0008_mail_bodies'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailbox',
            name='auto_replies',
            field=models.JSONField(blank=True, default=dict, help_text='One text for each language code, such as {"fr": "Bien à vous"}.', validators=[core.naming.validate_translations], verbose_name='the same in other languages'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='auto_reply',
            field=models.TextField(blank=True, help_text='Appears as typed in the answer to each new request by mail. Markdown is formatted.', verbose_name='words of its own for that'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='has_auto_reply',
            field=models.BooleanField(default=True, help_text='Whoever begins a ticket by mail to this address gets its number at once.', verbose_name='says that a mail has arrived'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('tr', 'Türkçe'), ('fr', 'Français'), ('ru', 'Русский'), ('fa', 'فارسی')], help_text='What strangers are answered in who write to this address.', max_length=8, verbose_name='language'),
        ),
    ]
