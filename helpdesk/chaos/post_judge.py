"""Nothing lost, nothing doubled: what must hold of mail after any amount of trouble, as counts that must be 0."""

import hashlib

from django.db import connection

from helpdesk.chaos.judge import execute, one
from helpdesk.chaos.post_office import letter, subject

SENT = {
    "not sent": "SELECT count(*) FROM channels_outgoing WHERE state NOT IN ('sent', 'stopped')",
    "said to be sent, and never arrived": "SELECT count(*) FROM channels_outgoing"
    " WHERE state = 'sent' AND message_id NOT IN (SELECT message_id FROM chaos_sink)",
    "arrived, and of no row": "SELECT count(*) FROM chaos_sink"
    " WHERE message_id NOT IN (SELECT message_id FROM channels_outgoing)",
    "one event to one person in two rows": "SELECT count(*) - count(DISTINCT (event_id, recipient_id, kind))"
    " FROM channels_outgoing WHERE event_id IS NOT NULL",
}
REPEATS = "SELECT count(*) - count(DISTINCT message_id) FROM chaos_sink"
TAKEN_IN = {
    "never arrived here": "SELECT count(*) FROM chaos_number WHERE sha256 NOT IN"
    " (SELECT sha256 FROM channels_letter)",
    "kept twice": "SELECT count(*) - count(DISTINCT sha256) FROM channels_letter",
    "without a fate": "SELECT count(*) FROM channels_letter WHERE fate = 'waiting'",
    "neither a ticket nor in quarantine": "SELECT count(*) FROM chaos_number n WHERE NOT EXISTS (SELECT FROM"
    " channels_letter l LEFT JOIN tickets_ticket t ON t.id = l.ticket_id WHERE l.sha256 = n.sha256"
    " AND (t.subject = n.subject OR l.fate = 'quarantined'))",
    "two tickets of one mail": "SELECT count(*) - count(DISTINCT subject) FROM tickets_ticket",
    "tickets of no mail": "SELECT count(*) FROM tickets_ticket WHERE id NOT IN"
    " (SELECT ticket_id FROM channels_letter WHERE ticket_id IS NOT NULL)",
    "fates without their reason": "SELECT count(*) FROM channels_letter"
    " WHERE fate IN ('quarantined', 'refused', 'double') AND reason = ''",
}
REACTIONS = {"reactions left": "SELECT count(*) FROM tickets_event WHERE NOT is_settled"}
# Of the mails of one ticket to one person, the younger never came before the older.
ORDER = {
    "overtaken by a younger one": "SELECT count(*) FROM (SELECT o.id, max(o.id) OVER (PARTITION BY o.ticket_id, o.to"
    " ORDER BY s.place) AS latest FROM channels_outgoing o JOIN chaos_sink s USING (message_id)) AS came"
    " WHERE latest > id"
}
LOST = (
    "SELECT string_agg(subject, ', ') FROM (SELECT subject FROM chaos_number WHERE subject NOT IN"
    " (SELECT subject FROM tickets_ticket) ORDER BY 1 LIMIT 10) AS few"
)
DOUBLED = (
    "SELECT string_agg(subject, ', ') FROM (SELECT t.subject FROM tickets_ticket t JOIN chaos_number USING (subject)"
    " GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 10) AS few"
)


def verdict(*questions):
    """{what must not be: how often it is}."""
    return {name: one(sql) for asked in questions for name, sql in asked.items()}


def expect(drill, many):
    """Note which letters must come out at the other end."""
    rows = [
        (subject(drill, number), hashlib.sha256(letter(drill, number)).hexdigest()) for number in range(many)
    ]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO chaos_number VALUES (%s, %s)", rows)


def repeats():
    return one(REPEATS)


def named():
    """Which are lost or doubled, ten of each, in one line."""
    return "; ".join(
        f"{word}: {found}" for word, sql in [("lost", LOST), ("doubled", DOUBLED)] if (found := one(sql))
    )


def waiting(table):
    """How many rows of the letters ("letter") or of the outbox ("outgoing") still have something ahead."""
    column = {"letter": "fate", "outgoing": "state"}[table]
    return one(f"SELECT count(*) FROM channels_{table} WHERE {column} = 'waiting' AND parked_at IS NULL")  # noqa: S608


def release(*tables):
    """What dead workers had claimed comes back at the end of their lease: now, instead of in minutes."""
    for table in tables:
        execute(f"UPDATE {table} SET next_try_at = now() WHERE next_try_at > now()")  # noqa: S608  our own
