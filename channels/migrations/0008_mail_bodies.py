"""How mail looks beside its words, and the pictures inside it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0007_returned_and_braked'),
        ('tickets', '0025_reports_about_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailBody',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='tickets.message')),
                ('html', models.TextField()),
                ('css', models.TextField(blank=True)),
                ('rules', models.PositiveSmallIntegerField()),
                ('is_more', models.BooleanField(default=False)),
                ('has_remote_pictures', models.BooleanField(default=False)),
                ('invitations', models.JSONField(default=list)),
                ('letter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='channels.letter')),
            ],
        ),
        migrations.CreateModel(
            name='MailPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_id', models.CharField(max_length=998)),
                ('content_type', models.CharField(max_length=20)),
                ('file', models.FileField(max_length=120, upload_to='')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='channels.mailbody')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
