"""`bin/bench sla [tickets]`: what clocks cost, with very many tickets open. Needs DATABASE_URL of an own database."""

import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.bench.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  Django must be set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from helpdesk.bench import many  # noqa: E402
from sla import stopwatch  # noqa: E402
from sla.bookkeeping import keep  # noqa: E402
from sla.models import Clock, Policy  # noqa: E402
from sla.opening_hours import WEEKDAYS, OpeningHours  # noqa: E402
from sla.ticking import due  # noqa: E402
from sla.trusting import watch  # noqa: E402
from sla.wall_clock import SECOND, microseconds  # noqa: E402
from sla.working_time import WorkingTime  # noqa: E402
from tickets.models import Event, Ticket  # noqa: E402

OVERDUE = 100_000
A_SECOND, SECONDS = 300, 20
OFFICE = {
    "tz": "Europe/Istanbul",
    "week": {day: [["08:30", "12:15"], ["13:00", "17:45"]] for day in WEEKDAYS[:5]},
    "holidays": ["01-01", "04-23", "10-29"],
}


def main(size):
    rows = [*arithmetic()]
    seed(size)
    rows += [idle_scan(), statements(), *fired_by(1), *fired_by(2)]
    print(f"\n{Ticket.objects.count():,} tickets, {Clock.objects.count():,} clocks\n")
    print("| what | measured | goal |\n| --- | ---: | ---: |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def seed(size):
    if not Policy.objects.exists():
        many.promise(timedelta(days=60), timedelta(days=90))
    if missing := size - Ticket.objects.count():
        say(f"Seeding {missing:,} tickets ...")
        many.multiply(many.first_ticket(), missing, over=timedelta(days=20))


def arithmetic():
    """Processor time of the two sums that everything is made of."""
    hours = WorkingTime([(None, OpeningHours(OFFICE))])
    start = microseconds(datetime(2026, 3, 2, 7, tzinfo=UTC))
    starts = [start + turn * 977 * SECOND for turn in range(20_000)]
    amount = 20 * 3600 * SECOND
    yield "`add` in a calendar", f"{each(lambda at: hours.add(at, amount), starts):.2f} µs", "3 µs"
    hour = 3600 * SECOND

    def clock(at):
        pauses = [
            (at + 2 * hour, at + 5 * hour),
            (at + 26 * hour, at + 30 * hour),
            (at + 50 * hour, at + 75 * hour),
        ]
        runs = stopwatch.runs(at, pauses)
        stopwatch.reading(hours, runs, amount)
        stopwatch.used(hours, runs, at + 60 * hour)

    yield "a clock with three pauses: due, breach, used", f"{each(clock, starts):.1f} µs", "25 µs"


def each(do, values):
    """Microseconds of processor time of one call: the best of five rounds."""
    best = []
    for _round in range(5):
        began = time.process_time()
        for value in values:
            do(value)
        best.append((time.process_time() - began) / len(values) * 1e6)
    return min(best)


def idle_scan():
    """What a look that finds nothing costs the database; every worker takes one each second."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        due(watch.trusted_time(), 200)
    took = []
    with connection.cursor() as cursor:
        for _turn in range(50):
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + asked[-1]["sql"])
            plan = cursor.fetchone()[0][0]
            took.append(plan["Planning Time"] + plan["Execution Time"])
    return "idle scan, planned and run, median", f"{statistics.median(took):.2f} ms", "1 ms"


def statements():
    """What an agent's answer costs the clocks of a ticket."""
    ticket = Ticket.objects.order_by("-pk").first()
    event = Event(pk=0, ticket=ticket, kind=Event.Kind.REPLIED, actor_id=0, standing=ticket.stands())
    event.at = watch.trusted_time()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            keep(event)
        transaction.set_rollback(True)
    return "statements an event", str(len(asked)), "6"


def fired_by(processes):
    """What so many processes manage: lag at a lively rate, and a flood of overdue clocks."""
    tickers = [ticker() for _one in range(processes)]
    try:
        time.sleep(4)
        yield lag(processes)
        yield drain(processes)
    finally:
        for one in tickers:
            one.terminate()
            one.wait()


def ticker():
    return subprocess.Popen([sys.executable, "manage.py", "sla_tick"])  # noqa: S603  our own command


def lag(processes):
    """How long after its moment a threshold has fired for all to see, when so many come each second."""
    say(f"{processes} process(es): {A_SECOND} thresholds a second ...")
    count = A_SECOND * SECONDS
    move(count, timedelta(seconds=2), timedelta(seconds=1 / A_SECOND))
    worst = []
    until = time.monotonic() + SECONDS + 4
    while time.monotonic() < until:
        worst.append(oldest())
        time.sleep(0.1)
    p99 = statistics.quantiles(worst, n=100)[98]
    return f"lag of firing, {A_SECOND} a second, p99, {processes} process(es)", f"{p99:.2f} s", "2 s"


def oldest():
    """Seconds for which the oldest of those that are due has waited by now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp() - next_due_at) FROM sla_clock"
            " WHERE next_due_at <= clock_timestamp() ORDER BY next_due_at LIMIT 1"
        )
        found = cursor.fetchone()
    return float(found[0]) if found else 0.0


def drain(processes):
    count = min(OVERDUE, Clock.objects.filter(fired={}).count() * processes // 2)
    say(f"{processes} process(es): {count:,} overdue ...")
    move(count, timedelta(hours=-1), timedelta(0))
    began = time.monotonic()
    took = wait_until_drained(600) - began
    return (
        f"{count:,} overdue, {processes} process(es)",
        f"{took:.0f} s ({count / took:,.0f} a second)",
        "60 s on two",
    )


def move(count, first, step):
    """Let the next thresholds of `count` clocks come at `first` from now, and one `step` later each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH chosen AS (SELECT id, row_number() OVER () AS n, next_due_at FROM"
            " (SELECT id, next_due_at FROM sla_clock WHERE fired = '{}' ORDER BY id LIMIT %s) AS few),"
            " shifted AS (SELECT id, clock_timestamp() + %s + n * %s - next_due_at AS by FROM chosen)"
            " UPDATE sla_clock SET started_at = started_at + by, due_at = due_at + by, breach_at = breach_at + by,"
            " next_due_at = next_due_at + by FROM shifted WHERE sla_clock.id = shifted.id",
            [count, first, step],
        )


def wait_until_drained(seconds):
    """Wait until nothing is due; the moment it was seen."""
    deadline = time.monotonic() + seconds
    while oldest() > 1:
        if time.monotonic() > deadline:
            raise SystemExit("They do not fire in time.")
        time.sleep(0.2)
    return time.monotonic()


def say(line):
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
