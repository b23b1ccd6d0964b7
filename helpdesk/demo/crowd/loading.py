"""Brings rows into PostgreSQL in one transaction; for many, indexes and foreign keys are set aside meanwhile."""

import random
import time
from contextlib import closing, contextmanager

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from helpdesk.demo.crowd.batches import Batches, cores, written
from helpdesk.demo.crowd.writing import Writer
from tickets.models import Message, Ticket

# From so many on, making the indexes anew is quicker than keeping them.
MANY = 2_000
# From so many on, more processes write than they cost.
VERY_MANY = 10_000
NUMBERS = "tickets_number"


@transaction.atomic
def load(count, *, seed=1, now=None):
    """Add `count` tickets with what belongs to them. Others wait meanwhile for the tables it fills.

    Returns the seconds that rows, indexes with foreign keys, the indexes of the search, and statistics took.
    """
    took = {"rows": 0, "indexes": 0, "search": 0, "statistics": 0}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'")
        # More memory made the indexes slower, less did not make them quicker.
        cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '128MB'")
        # Enough to plan with at once; within a minute or two autovacuum looks closer of its own accord.
        cursor.execute("SET LOCAL default_statistics_target = 30")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        dice = random.Random(f"{seed}/{count}")  # noqa: S311  the same crowd every time, not a secret
        writer = Writer(dice, now or timezone.now(), count)
        tables = [table.name for table in writer.tables.values()]
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        writer.ticket_id, writer.message_id = after(Ticket), after(Message)
        writer.number = after(Ticket, "number", first=10_001)
        with set_aside(cursor, tables, took) if count >= MANY else transaction.atomic(), timed(took, "rows"):
            copy_all(cursor, Batches(writer, seed))
        move_sequences(cursor, writer, tables)
        with timed(took, "statistics"):
            cursor.execute(f"ANALYZE {', '.join(tables)}")
    return took


def copy_all(cursor, batches):
    """Send all batches while others are written; the writer then bears the ids and the number that follow."""
    writer = batches.writer
    with closing(written(batches, cores() if batches.count >= VERY_MANY else 1)) as ready:
        for parts, following in ready:
            for table, data in parts:
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(data)
            message_id = following
    writer.ticket_id, writer.number = batches.ticket_id + batches.count, batches.number + batches.count
    writer.message_id = message_id


def after(model, field="pk", first=1):
    """The next free value of a number."""
    return (model.objects.aggregate(last=Max(field))["last"] or first - 1) + 1


def move_sequences(cursor, writer, tables):
    """Numbers and ids go on after those given here."""
    cursor.execute("SELECT setval(%s, %s, false)", [NUMBERS, writer.number])
    for name, following in zip(tables, [writer.ticket_id, writer.message_id], strict=False):
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [name, following])


@contextmanager
def set_aside(cursor, tables, took):
    """Without foreign keys and plain indexes for as long as the block lasts; then both are there again, checked."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
        [tables],
    )
    foreign_keys = cursor.fetchall()
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
        " (SELECT conindid::regclass::text FROM pg_constraint WHERE conindid <> 0 AND contype <> 'f')",
        [tables],
    )
    indexes = cursor.fetchall()
    for table, name, _definition in foreign_keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        with timed(took, "search" if "tickets_" in definition.partition("USING gin")[2] else "indexes"):
            cursor.execute(definition)
    with timed(took, "indexes"):
        for table, name, definition in foreign_keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


@contextmanager
def timed(took, what):
    began = time.perf_counter()
    yield
    took[what] += time.perf_counter() - began
