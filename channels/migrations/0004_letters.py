"""Mail that arrives, and the accounts it is fetched from."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0003_webhooks'),
        ('tickets', '0023_words_of_mail'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailbox',
            name='authserv_id',
            field=models.CharField(blank=True, help_text="The name your own mail server writes into Authentication-Results, such as mx.example.org. Nobody else's word about a sender is believed; empty: nobody's.", max_length=255, verbose_name='server that checks senders'),
        ),
        migrations.AddField(
            model_name='mailbox',
            name='takes_plus',
            field=models.BooleanField(default=False, help_text='Answers go to an address such as support+…@example.org, which leads back to the ticket. Switch off if your mail server does not deliver such addresses.', verbose_name='takes addresses with a plus'),
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('protocol', models.CharField(choices=[('imap', 'IMAP'), ('pop3', 'POP3')], default='imap', max_length=5, verbose_name='protocol')),
                ('host', models.CharField(help_text='Such as imap.example.org.', max_length=253, verbose_name='server')),
                ('port', models.PositiveIntegerField(default=993, verbose_name='port')),
                ('security', models.CharField(choices=[('tls', 'encrypted from the first byte (TLS)'), ('starttls', 'STARTTLS'), ('none', 'not encrypted: only for a server on this very machine')], default='tls', max_length=8, verbose_name='encryption')),
                ('user', models.CharField(max_length=254, verbose_name='user name')),
                ('sealed_password', models.TextField(blank=True, editable=False)),
                ('folder', models.CharField(default='INBOX', max_length=200, verbose_name='folder')),
                ('afterwards', models.CharField(choices=[('seen', 'mark it as read'), ('move', 'move it to a folder'), ('delete', 'delete it there')], default='seen', max_length=6, verbose_name='once a mail is here')),
                ('move_to', models.CharField(blank=True, max_length=200, verbose_name='folder to move it to')),
                ('takes_old', models.BooleanField(default=False, help_text='Otherwise only mail that comes from now on becomes tickets. By POP3 all of it is always taken in.', verbose_name='take in what lies there already')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('validity', models.BigIntegerField(editable=False, null=True)),
                ('last_uid', models.BigIntegerField(default=0, editable=False)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('attempts', models.PositiveIntegerField(default=0, editable=False)),
                ('fetched_at', models.DateTimeField(editable=False, null=True, verbose_name='last fetched')),
                ('failing_since', models.DateTimeField(editable=False, null=True, verbose_name='failing since')),
                ('parked_at', models.DateTimeField(editable=False, null=True)),
                ('trouble', models.TextField(blank=True, editable=False, verbose_name='what went wrong')),
                ('mailbox', models.ForeignKey(help_text='The address of ours this mail came to: it says which desk has it.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.mailbox', verbose_name='mailbox')),
            ],
            options={
                'verbose_name': 'mail account',
                'verbose_name_plural': 'mail accounts',
                'ordering': ['host', 'user'],
                'constraints': [models.UniqueConstraint(fields=('host', 'user', 'folder'), name='one_account_a_folder', violation_error_message='This folder is fetched already.')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='next try')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked')),
                ('trouble', models.TextField(blank=True, editable=False, verbose_name='what went wrong')),
                ('place', models.CharField(blank=True, max_length=300)),
                ('raw', models.FileField(max_length=120, upload_to='')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('envelope_from', models.CharField(blank=True, max_length=320, null=True)),
                ('envelope_to', models.CharField(blank=True, max_length=320)),
                ('arrived_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='arrived')),
                ('fate', models.CharField(choices=[('waiting', 'waiting'), ('opened', 'became a ticket'), ('added', 'added to a ticket'), ('noted', 'noted on a ticket'), ('double', 'had arrived before'), ('quarantined', 'in quarantine'), ('refused', 'refused')], default='waiting', max_length=12, verbose_name='what became of it')),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('sender', models.CharField(blank=True, max_length=320, verbose_name='from')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='subject')),
                ('mail_id', models.CharField(blank=True, max_length=998, verbose_name='Message-ID')),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('steps', models.JSONField(default=list)),
                ('mailbox', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.mailbox', verbose_name='mailbox')),
                ('message', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.message')),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tickets.ticket', verbose_name='ticket')),
            ],
            options={
                'verbose_name': 'mail that arrived',
                'verbose_name_plural': 'mail that arrived',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('fate', 'waiting')), fields=['next_try_at'], name='letter_waiting'), models.Index(fields=['sha256'], name='letter_by_content'), models.Index(fields=['mail_id'], name='letter_by_mail_id'), models.Index(fields=['sender', 'id'], name='letter_by_sender'), models.Index(fields=['fate', 'id'], name='letter_by_fate'), models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['parked_at'], name='letter_parked')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('place', ''), _negated=True), fields=('place',), name='one_letter_a_place')],
            },
        ),
    ]
