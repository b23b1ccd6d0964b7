"""Answers the SLA vectors with the functions the product itself uses. Their form: the vectors' README."""

import json
from datetime import datetime

from sla import stopwatch, vector_tickets
from sla.book import working_time
from sla.wall_clock import SECOND, microseconds, moment
from sla.working_days import add_days


def answer(vector):
    """What the product says to one vector, as plain JSON values; `expect` is never looked at."""
    if vector["op"] == "ticket":
        return vector_tickets.answer(vector)
    return OPERATIONS[vector["op"]](calendar_of(vector["calendar"]), vector)


def calendar_of(spec):
    """The WorkingTime of a calendar as vectors write it, with versions or without."""
    versions = spec.get("versions") or [{"calendar": spec}]
    parts = [(instant(one.get("until")), json.dumps(one["calendar"], sort_keys=True)) for one in versions]
    return working_time(tuple(parts))


def instant(text):
    return None if text is None else microseconds(datetime.fromisoformat(text))


def told(at):
    """An instant as vectors write it."""
    if at is None:
        return None
    text = moment(at).replace(tzinfo=None).isoformat()
    return f"{text}Z"


def seconds(amount):
    """Microseconds as seconds, whole where they are."""
    return amount // SECOND if amount % SECOND == 0 else amount / SECOND


def amount(seconds):
    return round(seconds * SECOND)


def stretches(found):
    return [[told(begins), told(ends)] for begins, ends in found]


def add(calendar, vector):
    at = calendar.add(instant(vector["start"]), amount(vector["seconds"]))
    return told(at if at is None or vector.get("edge", "close") == "close" else calendar.next_open(at))


def sub(calendar, vector):
    at = calendar.sub(instant(vector["start"]), amount(vector["seconds"]))
    return told(at if at is None or vector.get("edge", "open") == "open" else calendar.prev_close(at))


def working_days(calendar, vector):
    at = add_days(
        calendar,
        instant(vector["start"]),
        vector["days"],
        end_of_day=vector.get("end_of_day", False),
        edge=vector.get("edge", "close"),
        paused=amount(vector.get("paused_s", 0)),
    )
    return told(at)


def clock(calendar, vector):
    pauses = [(instant(began), instant(ended)) for began, ended in vector.get("pauses") or []]
    runs = stopwatch.runs(instant(vector["start"]), pauses)
    target = amount(vector["target_s"])
    due, breach = stopwatch.reading(calendar, runs, target)
    found = {"due": told(due), "breach": told(breach)}
    if look := instant(vector.get("stop") or vector.get("now")):
        used = stopwatch.used(calendar, runs, look)
        found |= {"elapsed_s": seconds(used), "breached": used > target}
    if "thresholds" in vector:
        offsets = {name: target + amount(offset) for name, offset in vector["thresholds"].items()}
        found["thresholds"] = {
            name: told(stopwatch.reading(calendar, runs, target).due) for name, target in offsets.items()
        }
    return found


OPERATIONS = {
    "add": add,
    "sub": sub,
    "between": lambda calendar, vector: seconds(
        calendar.between(instant(vector["from"]), instant(vector["to"]))
    ),
    "is_open": lambda calendar, vector: calendar.is_open(instant(vector["at"])),
    "next_open": lambda calendar, vector: told(calendar.next_open(instant(vector["at"]))),
    "next_close": lambda calendar, vector: told(calendar.next_close(instant(vector["at"]))),
    "prev_close": lambda calendar, vector: told(calendar.prev_close(instant(vector["at"]))),
    "intervals_after": lambda calendar, vector: stretches(
        calendar.next_stretches(instant(vector["at"]), vector["count"])
    ),
    "intervals_before": lambda calendar, vector: stretches(
        calendar.former_stretches(instant(vector["at"]), vector["count"])
    ),
    "add_days": working_days,
    "clock": clock,
}
