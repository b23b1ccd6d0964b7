"""The indexes of the requesters' lists, in the order those have now, and of what is on hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0006_when_requesters_saw_last")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="ticket", name="ticket_of_requester"),
        migrations.RemoveIndex(model_name="ticket", name="ticket_of_organization"),
        migrations.RemoveIndex(model_name="ticket", name="ticket_of_department"),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["requester", "-public_updated_at", "-id"], name="ticket_of_requester"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["organization", "-public_updated_at", "-id"], name="ticket_of_organization"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["department", "-public_updated_at", "-id"], name="ticket_of_department"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("held_until__isnull", False)), fields=["held_until"], name="event_held"
            ),
        ),
    ]
