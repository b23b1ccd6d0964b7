"""Mail that goes out, while workers die, Redis is lost and the mail server is away."""

import time

from django.db import transaction

from accounts.models import User
from channels.outbox import post
from helpdesk.chaos import post_judge as judge
from helpdesk.chaos.flock import Flock, wait_until
from helpdesk.chaos.judge import execute
from helpdesk.chaos.post_office import subject
from tickets.opening import Opening, open_ticket

LONGEST = 1800
# A server that could not be reached is left alone for minutes; there is no time for that between two moods of it.
FORGET = (
    "DO $$ BEGIN IF to_regclass('channels_line') IS NOT NULL THEN DELETE FROM channels_line; END IF; END $$"
)


def d1_workers_die(office, many):
    """D1: workers are killed while they send."""
    office.clean_up()
    write("D1", range(many))
    kills = min(50, max(5, many // 100))
    with Flock(3, chance_to_die=min(0.01, 10 / many)) as flock:
        flock.suffer(kills, many, lambda: many - judge.waiting("outgoing"))
        left = judge.waiting("outgoing")
    seconds = send_the_rest()
    office.note_arrived()
    repeats = judge.repeats()
    facts = {
        "mails": many, "kills by hand": flock.kills, "deaths at failpoints": max(0, flock.all_deaths - flock.kills),
        "left at the last kill": left, "sent more than once, by the same Message-ID": repeats,
        "seconds until all was sent": round(seconds),
    }  # fmt: skip
    too_often = {"repeats beyond one a death": max(0, repeats - flock.all_deaths)}
    return facts, judge.verdict(judge.SENT) | too_often


def d8_server_is_away(office, many):
    """D8: the mail server refuses, puts off, stalls, and is back; the clock goes on in between."""
    office.clean_up()
    many = max(40, many // 10)
    tickets = conversation(office.desk, "D8", many // 10)
    for turn in range(many // len(tickets)):
        write("D8", range(turn * len(tickets), (turn + 1) * len(tickets)), tickets)
    with Flock(2):
        office.sink.be_away()
        time.sleep(15)
    office.sink.be_there()
    for mood, seconds in (("later", 15), ("stalls", 45)):
        judge.release("channels_outgoing")
        execute(FORGET)
        office.sink.mood = mood
        with Flock(2):
            time.sleep(seconds)
    accepted = len(office.sink.mails)
    office.sink.mood = "fine"
    seconds = send_the_rest()
    office.note_arrived()
    facts = {
        "mails": many, "tickets": len(tickets), "accepted while away": accepted,
        "seconds from its return until all was sent": round(seconds),
        "most in one second": most_in_one_second(office.sink.mails),
        "held without an answer": office.sink.stalled,
        "sent more than once, by the same Message-ID": judge.repeats(),
    }  # fmt: skip
    # What it took in the moment in which it was given up, it takes again.
    too_often = max(0, judge.repeats() - office.sink.stalled)
    late = {"seconds beyond 600": max(0, round(seconds) - 600), "repeats beyond one a stall": too_often}
    return facts, judge.verdict(judge.SENT, judge.ORDER) | late


def write(drill, numbers, tickets=None):
    """Put a mail of each number into the outbox."""
    with transaction.atomic():
        for number in numbers:
            ticket = tickets[number % len(tickets)] if tickets else None
            post(
                to=ticket.requester.email if ticket else f"person{number}@example.net",
                kind="drill", subject=subject(drill, number), text="Words.", ticket=ticket,
                is_automatic=False,
            )  # fmt: skip


def conversation(desk, drill, many):
    """So many tickets, whose own mails do not count."""
    asks = User.objects.get_or_create(email="asks@example.net", defaults={"name": "Asks"})[0]
    tickets = []
    for number in range(many):
        words = Opening(requester=asks, subject=f"{drill} {number}", body="Words.", desk=desk)
        tickets.append(open_ticket(words))
    execute("UPDATE tickets_event SET pending = '{}', is_settled = true")
    execute("DELETE FROM channels_outgoing")
    return tickets


def send_the_rest():
    """Let workers in peace finish; the seconds it took."""
    judge.release("channels_outgoing")
    with Flock(2):
        return wait_until(lambda: not judge.waiting("outgoing"), LONGEST)


def most_in_one_second(mails):
    seconds = [int(mail[0]) for mail in mails]
    return max(map(seconds.count, set(seconds)), default=0)
