"""Nothing lost, nothing doubled: what must hold of the rows after any amount of trouble."""

from django.db import connection

TOLD = (
    "WITH told AS (SELECT (details->>'clock')::bigint AS clock_id, passed->>0 AS step, count(*) AS times"
    " FROM tickets_event, jsonb_array_elements(details->'passed') AS passed"
    " WHERE kind IN ('warned', 'breached') GROUP BY 1, 2) "
)
DEEDS = (
    "SELECT count(*) FROM sla_firing f JOIN tickets_event e ON e.kind IN ('warned', 'breached')"
    " AND (e.details->>'clock')::bigint = f.clock_id AND e.at = f.fired_at"
    " CROSS JOIN jsonb_array_elements(e.details->'passed') AS passed JOIN sla_step s ON s.id = (passed->>2)::bigint"
    " AND passed->>0 = f.step WHERE jsonb_array_length(s.actions) <>"
    " (SELECT count(*) FROM sla_deed d WHERE d.firing_id = f.id)"
)
# Each counts what must not be.
NEVER = {
    "due, and not fired": "SELECT count(*) FROM sla_clock WHERE next_due_at <= clock_timestamp()",
    "fired before its moment": "SELECT count(*) FROM sla_firing WHERE fired_at < due_at",
    "fired twice": "SELECT count(*) - count(DISTINCT (clock_id, step, arming)) FROM sla_firing",
    "fired, and not told just once": f"{TOLD} SELECT count(*) FROM sla_firing f"  # noqa: S608  words of our own
    " LEFT JOIN told USING (clock_id, step) WHERE told.times IS DISTINCT FROM 1",
    "told, and never fired": f"{TOLD} SELECT count(*) FROM told"  # noqa: S608  words of our own
    " LEFT JOIN sla_firing f USING (clock_id, step) WHERE f.id IS NULL",
    "reactions left": "SELECT count(*) FROM tickets_event WHERE NOT is_settled",
    "actions not done just once": DEEDS,
    "heard twice": "SELECT count(*) - count(DISTINCT (event_id, user_id)) FROM notifications_notification",
    "told, and heard by nobody": "SELECT count(*) FROM tickets_event e WHERE jsonb_array_length(details->'tell') > 0"
    " AND NOT EXISTS (SELECT FROM notifications_notification n WHERE n.event_id = e.id)",
}


def verdict():
    """{what must not be: how often it is}."""
    return {name: one(sql) for name, sql in NEVER.items()}


def fired():
    return one("SELECT count(*) FROM sla_firing")


def one(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
