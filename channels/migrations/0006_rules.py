"""Rules before a ticket; mail too large to be taken in; raw mail that is removed after its time."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_customer_contact'),
        ('channels', '0005_one_ticket_a_mail'),
        ('tickets', '0024_addressed_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('order', models.PositiveIntegerField(default=0, editable=False, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('conditions', models.JSONField(default=list, verbose_name='conditions')),
                ('priority', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Urgent'), (2, 'High'), (3, 'Normal'), (4, 'Low')], null=True, verbose_name='priority')),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='tags')),
                ('is_last', models.BooleanField(default=False, verbose_name='no further rule')),
                ('is_refusing', models.BooleanField(default=False, verbose_name='refuse the mail')),
            ],
            options={
                'verbose_name': 'mail rule',
                'verbose_name_plural': 'mail rules',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='full_size',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='missing_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='removed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('removed_at', None)), fields=['arrived_at'], name='letter_with_raw'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('missing_at__isnull', False)), fields=['missing_at'], name='letter_missing_raw'),
        ),
        migrations.AddField(
            model_name='rule',
            name='category',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tickets.category', verbose_name='category'),
        ),
        migrations.AddField(
            model_name='rule',
            name='desk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.desk', verbose_name='desk'),
        ),
        migrations.AddField(
            model_name='rule',
            name='mailbox',
            field=models.ForeignKey(blank=True, help_text='Rules for all are not for mail to closed desks: those have their own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.mailbox', verbose_name='mailbox'),
        ),
        migrations.AddField(
            model_name='rule',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team', verbose_name='team'),
        ),
    ]
