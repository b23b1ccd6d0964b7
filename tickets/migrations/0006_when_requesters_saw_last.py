"""Finds for the tickets that are there what 0005 keeps from now on."""

from django.db import migrations

TAKEN_BACK = """
    UPDATE tickets_event SET is_taken_back = true
    FROM tickets_message
    WHERE tickets_message.id = tickets_event.message_id AND tickets_message.withdrawn_at IS NOT NULL
"""
# The kinds of events that the requester's side may read.
SEEN = """
    UPDATE tickets_ticket SET public_updated_at = seen.at
    FROM (
        SELECT ticket_id, max(at) AS at FROM tickets_event
        WHERE NOT is_taken_back AND kind IN (
            'opened', 'replied', 'waiting', 'resumed', 'resolved', 'accepted', 'refused', 'closed', 'reopened',
            'participant_added', 'participant_removed'
        )
        GROUP BY ticket_id
    ) AS seen
    WHERE seen.ticket_id = tickets_ticket.id
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0005_what_requesters_see")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL(TAKEN_BACK, migrations.RunSQL.noop),
        migrations.RunSQL(SEEN, migrations.RunSQL.noop),
    ]
