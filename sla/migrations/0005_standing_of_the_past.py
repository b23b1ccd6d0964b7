"""Clocks that stopped before they kept how their ticket stood get it from the event that stopped them."""

from django.db import migrations

# One that was handed over keeps how the ticket stood before.
FILL = """
UPDATE sla_clock AS clock SET standing = (
    SELECT jsonb_build_object(
        'priority', event.standing->'priority', 'kind', event.standing->'kind',
        'category', event.standing->'category', 'desk', event.standing->'desk',
        'organization', event.standing->'organization', 'contract', event.standing->'contract',
        'team', event.standing->'team', 'assignee', event.standing->'assignee')
    FROM tickets_event AS event
    WHERE event.ticket_id = clock.ticket_id AND event.standing <> '{}' AND NOT event.is_taken_back
        AND (event.at < clock.stopped_at OR event.at = clock.stopped_at AND clock.why_stopped <> 'handed_over')
    ORDER BY event.at DESC, event.id DESC LIMIT 1)
WHERE clock.stopped_at IS NOT NULL AND EXISTS (
    SELECT FROM tickets_event AS event
    WHERE event.ticket_id = clock.ticket_id AND event.standing <> '{}' AND NOT event.is_taken_back
        AND (event.at < clock.stopped_at OR event.at = clock.stopped_at AND clock.why_stopped <> 'handed_over'))
"""


class Migration(migrations.Migration):

    dependencies = [('sla', '0004_report')]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
