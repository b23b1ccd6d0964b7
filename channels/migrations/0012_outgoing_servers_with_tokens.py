"""Outgoing servers may be signed in to with tokens, as accounts are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0011_accounts_by_turns'),
    ]

    operations = [
        migrations.AddField(
            model_name='transport',
            name='client_id',
            field=models.CharField(blank=True, max_length=100, verbose_name='application (client) ID'),
        ),
        migrations.AddField(
            model_name='transport',
            name='sealed_secret',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='transport',
            name='sealed_token',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='transport',
            name='sign_in',
            field=models.CharField(choices=[('password', 'password'), ('microsoft', 'Microsoft 365'), ('google', 'Google Workspace')], default='password', help_text='Microsoft 365 takes no passwords any more, and Google only app passwords.', max_length=9, verbose_name='sign-in by'),
        ),
        migrations.AddField(
            model_name='transport',
            name='tenant',
            field=models.CharField(blank=True, max_length=100, verbose_name='directory (tenant) ID'),
        ),
        migrations.AddField(
            model_name='transport',
            name='token_ends_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='transport',
            name='user',
            field=models.CharField(blank=True, help_text='With Microsoft 365 and Google: the address of the mailbox that writes.', max_length=254, verbose_name='user name'),
        ),
    ]
