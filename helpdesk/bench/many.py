"""Very many open tickets with running clocks, by SQL: one is opened by the real verbs, the others are its copies."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import Desk, User
from sla.book import open_book
from sla.models import Calendar, Metric, Policy, Step, Target
from sla.opening_hours import WEEKDAYS
from tickets.models import Ticket
from tickets.opening import Opening, open_ticket

ALWAYS = {"tz": "UTC", "week": {day: [["00:00", "24:00"]] for day in WEEKDAYS}}
LONG_AGO = timezone.now() - timedelta(days=3000)
# What belongs to one ticket: table, the column that names it, and the moments that move with it.
TABLES = [
    ("tickets_ticket", "id", ["opened_at", "updated_at", "public_updated_at", "status_since", "due_at"]),
    ("tickets_event", "ticket_id", ["at", "next_try_at"]),
    ("sla_servicerecord", "ticket_id", ["opened_at", "read_until"]),
    ("sla_clock", "ticket_id", ["started_at", "due_at", "breach_at", "next_due_at"]),
]


def promise(first, whole, actions=()):
    """Promise a first response and a resolution within two timedeltas, with a step at half of each."""
    calendar = Calendar.objects.create(name="Day and night")
    calendar.publish(ALWAYS, valid_from=LONG_AGO)
    metrics = (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
    steps = [
        Step(metric=metric, order=1, kind=Step.Kind.PERCENT, percent=50, actions=list(actions))
        for metric in metrics
    ]
    targets = [Target.of(metric, span) for metric, span in zip(metrics, (first, whole), strict=True)]
    Policy.objects.create(name="Everybody").publish(targets, steps, calendar=calendar, valid_from=LONG_AGO)
    open_book()


def first_ticket():
    """The one of which the others are copies; nothing of it is left to do."""
    desk = Desk.objects.first() or Desk.objects.create(name="Desk", slug="desk")
    requester = User.objects.filter(email="many@example.org").first() or User.objects.create_user(
        email="many@example.org", name="Many"
    )
    ticket = open_ticket(Opening(requester=requester, subject="One of very many", body="Words.", desk=desk))
    ticket.events.update(pending=[], is_settled=True, message=None)
    return Ticket.objects.get(pk=ticket.pk)


def multiply(ticket, copies, over):
    """Copy a ticket, the n-th opened a little earlier than the one before, all within the timedelta `over`."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT max(id) FROM tickets_ticket")
        base = cursor.fetchone()[0]
        for table, owner, moments in TABLES:
            named = {column: quoted(column) for column in columns(cursor, table)}
            if owner != "id":
                named.pop("id", None)
            named |= {moment: f"{moment} - n * %(step)s::interval" for moment in moments}
            named |= {owner: "%(base)s + n"}
            named.pop("number", None)
            if "subject" in named:
                # Nobody searches for them.
                named["subject"] = "''"
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(map(quoted, named))}) SELECT {', '.join(named.values())}"  # noqa: S608  ours
                f" FROM {table}, generate_series(1, %(copies)s) AS n WHERE {owner} = %(pk)s",
                {"base": base, "copies": copies, "pk": ticket.pk, "step": over / copies},
            )
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('tickets_ticket', 'id'), max(id)) FROM tickets_ticket"
        )
        cursor.execute("VACUUM (ANALYZE) sla_clock, tickets_ticket, tickets_event, sla_servicerecord")


def quoted(name):
    return f'"{name}"'


def columns(cursor, table):
    """The names of the columns that can be written."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " AND table_schema = current_schema()",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]
