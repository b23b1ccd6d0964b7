"""Organizations and contracts may name whom service levels tell at the customer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_reset_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='contact',
            field=models.ForeignKey(blank=True, help_text='Empty: the contact of the organization.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='customer contact'),
        ),
        migrations.AddField(
            model_name='organization',
            name='contact',
            field=models.ForeignKey(blank=True, help_text='Whom service levels may tell when a promise to these people is in danger. They hear only of requests they may see.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='customer contact'),
        ),
    ]
