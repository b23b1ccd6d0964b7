"""What is on hold or was taken back is kept on the event, and on the ticket when its requester last saw a change."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_queue_indexes")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="held_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="is_taken_back",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="ticket",
            name="public_updated_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
    ]
