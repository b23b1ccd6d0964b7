"""`bin/chaos sla [timers]`: fires very many timers while everything around falls over, and judges the rows."""

import os
import random
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django must be set up first
from django.db import DatabaseError, connection  # noqa: E402

from accounts.models import Desk, Team, User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from helpdesk import embedded  # noqa: E402
from helpdesk.bench import many  # noqa: E402
from helpdesk.chaos import crew, judge  # noqa: E402
from helpdesk.engines.postgres import Postgres  # noqa: E402

WORKERS, STOPS = 3, 3
# Two clocks a ticket, a step and a breach a clock.
TIMERS_A_TICKET = 4
# How many a second fall due while trouble lasts.
A_SECOND = 500
ACTIONS = ({"do": "notify", "whom": "assignee"}, {"do": "tag", "tag": "late"})


def main(timers):
    random.seed(timers)
    if not crew.LIBRARY.exists():
        say(
            "!!! libfaketime is missing: the clocks of workers are right. On Debian: apt install libfaketime !!!"
        )
    lasts = max(60, timers / A_SECOND)
    seed(timers // TIMERS_A_TICKET, timedelta(seconds=lasts))
    counts = trouble(lasts)
    took = settle()
    say(f"{counts}; all was done {took:.0f} s after the trouble ended.")
    return judged(timers)


def seed(tickets, over):
    """So many tickets; the thresholds of all their clocks lie within the time the trouble lasts."""
    desk = Desk.objects.first() or Desk.objects.create(name="Desk", slug="desk")
    team = Team.objects.create(name="Those who hear", desk=desk)
    team.members.add(User.objects.create_user(email="hears@example.org", name="Hears", role=Role.AGENT))
    many.promise(over, over, ACTIONS)
    first = many.first_ticket()
    many.multiply(first, tickets - 1, over=over / 2)


def trouble(lasts):
    """Kill workers and stop the database at random; what happened, in words."""
    processes = [crew.doomed_worker(number) for number in range(WORKERS)]
    beats = [crew.beat(), crew.beat()]
    began, kills, stops = time.monotonic(), 0, 0
    next_kill, data = began + 5, Postgres(embedded.var_dir()).data
    while (passed := time.monotonic() - began) < lasts + 5:
        for one in [*processes, *beats]:
            one.look()
        if time.monotonic() > next_kill:
            crew.kill_one_of([*processes, *processes, *beats])
            kills, next_kill = kills + 1, time.monotonic() + random.uniform(3, 9)  # noqa: S311
        if passed > lasts * (stops + 1) / (STOPS + 1) and stops < STOPS:
            crew.stop_database_at_once(data)
            stops += 1
        time.sleep(0.1)
    ends = sum(one.ends for one in [*processes, *beats])
    for one in [*processes, *beats]:
        one.kill()
    return f"{kills} kills by hand and {ends - kills} at failpoints, {stops} stops of PostgreSQL, no Redis, two beats"


def settle():
    """Let workers with right minds finish; seconds it took."""
    began = time.monotonic()
    workers = [crew.worker(number) for number in range(2)]
    patiently(release)
    while left := patiently(what_is_left):
        for one in workers:
            one.look()
        if time.monotonic() - began > 3600:
            say(f"{left} are left after an hour.")
            break
        time.sleep(1)
    for one in workers:
        one.kill()
    return time.monotonic() - began


def release():
    """What dead workers had claimed comes back at the end of their lease: now, instead of in five minutes."""
    judge.execute("UPDATE tickets_event SET next_try_at = now() WHERE NOT is_settled")


def what_is_left():
    return judge.one(judge.NEVER["due, and not fired"]) + judge.one(judge.NEVER["reactions left"])


def patiently(ask):
    """The answer of a database that may just be recovering."""
    for _turn in range(120):
        try:
            return ask()
        except DatabaseError:
            connection.close()
            time.sleep(0.5)
    raise SystemExit("The database does not come back.")


def judged(timers):
    found = judge.verdict()
    expected = timers // TIMERS_A_TICKET * TIMERS_A_TICKET
    say(f"\n| {expected:,} timers | |\n| --- | ---: |\n| fired | {judge.fired():,} |")
    for name, count in found.items():
        say(f"| {name} | {count:,} |")
    call_command("sla_fsck")
    return judge.fired() == expected and not any(found.values())


def say(line):
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1])) else 1)
