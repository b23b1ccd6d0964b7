#!/usr/bin/env python3
"""Reference checker for the SLA vectors: brute force, no cleverness, slow on purpose.

It answers every question by walking over real time cell by cell and asking, for each cell,
"does the wall clock in the calendar's zone show an open time?".  Nothing here is shared with
the product: never import it from product code, only from tests.

    python3 oracle.py vectors.jsonl [more.jsonl ...]   check the expected values
    python3 oracle.py --fill in.jsonl > out.jsonl      write `expect` from the oracle
    python3 oracle.py --random N --seed S              random vectors (with the oracle's answers)
    python3 oracle.py --judge answers.jsonl v.jsonl    judge a product's answers: {"id": ..., "got": ...}

Standard library only (Python 3.9+, a zone database or the tzdata package).
"""

import argparse
import datetime as dt
import functools
import hashlib
import json
import math
import random
import sys
from zoneinfo import ZoneInfo

UTC = dt.timezone.utc
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HORIZON = 366 * 6 * 86400  # give up (answer null) after six years with no open time
US = 1_000_000  # all arithmetic is in whole microseconds


# --------------------------------------------------------------------------- time helpers
def us(text):
    """'2026-03-29T00:30:00Z' -> microseconds since the epoch."""
    d = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if d.tzinfo is None:
        raise ValueError("instants need an offset: %r" % text)
    delta = d - EPOCH
    return (delta.days * 86400 + delta.seconds) * US + delta.microseconds


def iso(t):
    if t is None:
        return None
    d = EPOCH + dt.timedelta(microseconds=t)
    s = d.strftime("%Y-%m-%dT%H:%M:%S")
    if d.microsecond:
        s += ".%06d" % d.microsecond
    return s + "Z"


def hms(text):
    p = [int(x) for x in text.split(":")] + [0, 0]
    sec = p[0] * 3600 + p[1] * 60 + p[2]
    if not 0 <= sec <= 86400:
        raise ValueError("bad wall time %r" % text)
    return sec


# --------------------------------------------------------------------------- the calendar
class Calendar:
    """Openness of every local day, as [from, to) wall-clock seconds.  See README for the fields."""

    def __init__(self, spec):
        self.spec = spec
        self.tz = ZoneInfo(spec["tz"])
        self.week = {d: [] for d in DAYS}
        for name, windows in (spec.get("week") or {}).items():
            i = DAYS.index(name)
            for a, b in windows:
                a, b = hms(a), hms(b)
                if a < b:
                    self.week[DAYS[i]].append((a, b))
                elif b < a:  # over midnight: the rest is on the next weekday
                    self.week[DAYS[i]].append((a, 86400))
                    if b:
                        self.week[DAYS[(i + 1) % 7]].append((0, b))
                # a == b is an empty window
        self.holidays, self.yearly = set(), set()
        for h in spec.get("holidays") or []:
            (self.holidays if len(h) == 10 else self.yearly).add(h)
        self.exceptions = {
            d: [(hms(a), hms(b)) for a, b in w if hms(a) < hms(b)]
            for d, w in (spec.get("exceptions") or {}).items()
        }
        self.closures = {}
        for d, a, b in spec.get("closures") or []:
            self.closures.setdefault(d, []).append((hms(a), hms(b)))
        every = [x for w in self.week.values() for p in w for x in p]
        every += [x for w in self.exceptions.values() for p in w for x in p]
        every += [x for w in self.closures.values() for p in w for x in p]
        self.grain = functools.reduce(math.gcd, every, 900)
        # with no weekly hours nothing can be open after the last special day
        self.end = None
        if not any(self.week.values()):
            days = [dt.date.fromisoformat(d) for d, w in self.exceptions.items() if w]
            last = max(days) if days else dt.date(1970, 1, 1)
            self.end = (last - dt.date(1970, 1, 1)).days * 86400 * US + 3 * 86400 * US
            first = min(days) if days else dt.date(1970, 1, 1)
            self.begin = (first - dt.date(1970, 1, 1)).days * 86400 * US - 3 * 86400 * US
        self._day = {}
        self._cell = {}

    def day(self, d):
        got = self._day.get(d)
        if got is None:
            key = d.isoformat()
            if key in self.exceptions:
                got = self.exceptions[key]
            elif key in self.holidays or key[5:] in self.yearly:
                got = []
            else:
                got = self.week[DAYS[d.weekday()]]
            got = self._day[d] = (tuple(got), tuple(self.closures.get(key, ())))
        return got

    def open_at(self, t):
        """Is the microsecond t open?  Only the wall clock decides (both hours of a fold count)."""
        local = (EPOCH + dt.timedelta(seconds=t // US)).astimezone(self.tz)
        sec = local.hour * 3600 + local.minute * 60 + local.second
        windows, shut = self.day(local.date())
        return any(a <= sec < b for a, b in windows) and not any(a <= sec < b for a, b in shut)

    # cells: [k*g, (k+1)*g) with g = grain seconds; openness must be constant inside one, so both
    # ends are looked at, and a cell that is not uniform makes solve() start again with a finer one
    def cell_open(self, k):
        got = self._cell.get(k)
        if got is None:
            if len(self._cell) > 4_000_000:
                self._cell.clear()
            a = self.open_at(k * self.grain * US)
            if self.grain > 1 and a != self.open_at(((k + 1) * self.grain - 1) * US):
                raise TooCoarse
            got = self._cell[k] = a
        return got

    def finer(self):
        self.grain = 60 if self.grain > 60 and self.grain % 60 == 0 else 1
        self._cell = {}

    def dead_after(self, t):
        return self.end is not None and t > self.end

    def dead_before(self, t):
        return self.end is not None and t < self.begin


class TooCoarse(Exception):
    pass


class Versioned(Calendar):
    """A calendar that was edited: {"versions": [{"until": instant, "calendar": {...}}, ...,
    {"calendar": {...}}]}.  Every instant is judged by the version in force at that instant."""

    def __init__(self, spec):
        self.spec, self.parts = spec, []
        for part in spec["versions"]:
            self.parts.append((us(part["until"]) if "until" in part else None, Calendar(part["calendar"])))
        self.tz = self.parts[-1][1].tz
        cuts = [u // US if u % US == 0 else 1 for u, _ in self.parts if u is not None]
        self.grain = functools.reduce(math.gcd, cuts + [c.grain for _, c in self.parts])
        self.end = None
        self._day, self._cell = {}, {}

    def _part(self, t):
        for until, cal in self.parts:
            if until is None or t < until:
                return cal

    def open_at(self, t):
        return self._part(t).open_at(t)

    def day(self, d):
        noon = dt.datetime.combine(d, dt.time(12), tzinfo=self.tz).astimezone(UTC) - EPOCH
        return self._part((noon.days * 86400 + noon.seconds) * US).day(d)


_cals, _used = {}, set()


def calendar(spec):
    key = json.dumps(spec, sort_keys=True)
    if key not in _cals:
        _cals[key] = (Versioned if "versions" in spec else Calendar)(spec)
    _used.add(key)
    return _cals[key]


# --------------------------------------------------------------------------- business time
def between(cal, a, b):
    """Open microseconds in [a, b); negative when b < a."""
    if b < a:
        return -between(cal, b, a)
    g = cal.grain * US
    total, t = 0, a
    while t < b:
        k = t // g
        end = min((k + 1) * g, b)
        if cal.cell_open(k):
            total += end - t
        t = end
    return total


def next_open(cal, t):
    """First open instant >= t."""
    g, stop = cal.grain * US, t + HORIZON * US
    while t < stop and not cal.dead_after(t):
        k = t // g
        if cal.cell_open(k):
            return t
        t = (k + 1) * g
    return None


def next_close(cal, t):
    """End of the open stretch that contains t, or of the first one after t."""
    t = next_open(cal, t)
    if t is None:
        return None
    g, stop = cal.grain * US, t + HORIZON * US
    while t < stop:
        k = t // g
        if not cal.cell_open(k):
            return t
        t = (k + 1) * g
    return None  # open all the time


def prev_close(cal, t):
    """Last instant x <= t such that the time just before x is open."""
    g, stop = cal.grain * US, t - HORIZON * US
    while t > stop and not cal.dead_before(t):
        k = -(-t // g) - 1
        if cal.cell_open(k):
            return t
        t = k * g
    return None


def add(cal, start, amount, edge="close"):
    """Earliest t >= start with between(start, t) == amount  (edge 'close'),
    or the first open instant at or after that t             (edge 'open')."""
    if amount < 0:
        raise ValueError("use sub")
    t = start
    if amount:
        g, left, dry = cal.grain * US, amount, 0
        while True:
            k = t // g
            end = (k + 1) * g
            if cal.cell_open(k):
                dry = 0
                if end - t >= left:
                    t += left
                    break
                left -= end - t
            else:
                dry += end - t
                if dry > HORIZON * US or cal.dead_after(t):
                    return None
            t = end
    return t if edge == "close" else next_open(cal, t)


def sub(cal, start, amount, edge="open"):
    """Latest t <= start with between(t, start) == amount    (edge 'open'),
    or the last closing instant at or before that t          (edge 'close')."""
    t = start
    if amount:
        g, left, dry = cal.grain * US, amount, 0
        while True:
            k = -(-t // g) - 1
            begin = k * g
            if cal.cell_open(k):
                dry = 0
                if t - begin >= left:
                    t -= left
                    break
                left -= t - begin
            else:
                dry += t - begin
                if dry > HORIZON * US or cal.dead_before(t):
                    return None
            t = begin
    return t if edge == "open" else prev_close(cal, t)


def intervals_after(cal, t, count):
    out = []
    while len(out) < count:
        a = next_open(cal, t)
        if a is None:
            break
        b = next_close(cal, a)
        if b is None:
            break
        out.append((a, b))
        t = b
    return out


def intervals_before(cal, t, count):
    out, g = [], cal.grain * US
    while len(out) < count:
        b = prev_close(cal, t)
        if b is None:
            break
        a = b
        while cal.cell_open(-(-a // g) - 1) and b - a < HORIZON * US:
            a = (-(-a // g) - 1) * g
        out.append((a, b))
        t = a
    return out


def wall(cal, day, sec):
    """Instant whose wall clock in the zone shows day+sec; a skipped time moves forward by the gap,
    a repeated one is the first of the two."""
    base = dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=sec)
    aware = base.replace(tzinfo=cal.tz, fold=0)
    delta = aware.astimezone(UTC) - EPOCH
    return (delta.days * 86400 + delta.seconds) * US


def add_days(cal, start, days, end_of_day=False, edge="close"):
    """Target of N working days: see README ('working-day targets')."""
    start = next_open(cal, start)  # a clock starts to count at an opening
    if start is None:
        return None

    def windows(d):  # wall-clock windows of a day, closures taken off
        on, off = cal.day(d)
        secs = sorted({x for p in on + off for x in p})
        return [
            (a, b)
            for a, b in zip(secs, secs[1:])
            if any(p <= a < q for p, q in on) and not any(p <= a < q for p, q in off)
        ]

    local = (EPOCH + dt.timedelta(microseconds=start)).astimezone(cal.tz)
    d, one = local.date(), dt.timedelta(days=1)
    limit = d + dt.timedelta(days=HORIZON // 86400)
    sec = local.hour * 3600 + local.minute * 60 + local.second
    for _ in range(days):
        d += one
        while not windows(d):
            d += one
            if d > limit:
                return None
    w = windows(d)
    last = w[-1][1]
    if end_of_day or sec > last:
        t = wall(cal, d, last)
        return t if edge == "close" else next_open(cal, t)
    return wall(cal, d, min(max(sec, a) for a, b in w if sec <= b and (sec < b or b == last)))


# --------------------------------------------------------------------------- one clock
def clock(cal, v):
    """A clock that runs from `start`, is paused in `pauses`, and ends at `stop` (or is looked at
    `now`).  Walks over the real time line; pauses are plain real-time intervals."""
    start, target = us(v["start"]), v["target_s"] * US
    pauses = [(us(a), us(b) if b else None) for a, b in v.get("pauses") or []]
    look = v.get("stop") or v.get("now")
    look = us(look) if look else None
    g = cal.grain * US
    marks = sorted({x for p in pauses for x in p if x is not None})

    def paused(t):
        return any(a <= t and (b is None or t < b) for a, b in pauses)

    def counts(t):
        return cal.cell_open(t // g) and not paused(t)

    used_at_look, due, breach = 0, None, None
    used, t, dry = 0, start, 0
    if target == 0:
        due = start
    while True:
        if due is not None and breach is not None and (look is None or t >= look):
            break
        if dry > HORIZON * US or (cal.dead_after(t) and (look is None or t >= look)):
            break
        nxt = (t // g + 1) * g
        for m in marks:
            if t < m < nxt:
                nxt = m
                break
        if look is not None and t < look < nxt:
            nxt = look
        if counts(t):
            dry = 0
            if due is not None and breach is None:
                breach = t  # first counting instant once the target is used
            if due is None and used + (nxt - t) >= target:
                due = t + (target - used)
                if due < nxt:
                    breach = due
            used += nxt - t
            if look is not None and t < look:
                used_at_look += nxt - t
        else:
            dry += nxt - t
        t = nxt
    out = {"due": iso(due), "breach": iso(breach)}
    if look is not None:
        out["elapsed_s"] = used_at_look / US if used_at_look % US else used_at_look // US
        out["breached"] = used_at_look > target
    if "thresholds" in v:  # offsets in open seconds from the due point
        out["thresholds"] = {}
        for name, off in v["thresholds"].items():
            w = dict(v, target_s=v["target_s"] + off)
            w.pop("thresholds"), w.pop("stop", None), w.pop("now", None)
            out["thresholds"][name] = clock(cal, w)["due"]
    return out


# --------------------------------------------------------------------------- one ticket
RULES = {
    "pause": {
        "resolution": ["waiting_customer"],
        "periodic_update": ["waiting_customer"],
        "ola": ["waiting_customer", "waiting_vendor"],
    },
    "stop_states": ["resolved", "closed"],
    "reopen": "resume",  # or new_cycle, ignore
    "on_change": "recompute",  # or carry
    "agent_opened_note": "start",
}  # first response when an agent opens with a note; or none


def ticket(v):
    """Replay of a whole ticket history under the adopted rules (README, 'ticket vectors')."""
    events = sorted(((us(e["at"]), i, e) for i, e in enumerate(v["events"])))
    rules = dict(RULES, **v.get("rules", {}))
    now, specs = us(v["now"]), v["calendars"]
    rows, live = [], {}  # rows in order of birth; the live one by key
    state = priority = created = None
    policy, answered = v["policy"], False

    def target(metric):
        t = (policy.get("targets") or {}).get(metric)
        if isinstance(t, dict):
            return t["by_priority"].get(priority), specs[t.get("calendar") or policy["calendar"]]
        return t, specs[policy["calendar"]] if t is not None else None

    def pauses_in(metric, st):
        return st in rules["pause"].get(metric, ())

    def begin(metric, at, key=None, tgt=None, owner=None):
        key = key or metric
        seconds, cal = tgt or target(metric)
        if seconds is None or key in live:
            return
        row = {
            "metric": metric,
            "at": at,
            "target": seconds,
            "cal": cal,
            "pauses": [],
            "stop": None,
            "why": None,
            "owner": owner,
            "cycle": 1 + sum(r["metric"] == metric and r["owner"] == owner for r in rows),
        }
        rows.append(row)
        live[key] = row
        if pauses_in(metric, state):
            row["pauses"].append([at, None])

    def end(key, at, why):
        row = live.pop(key, None)
        if row:
            row["stop"], row["why"] = at, why
            if row["pauses"] and row["pauses"][-1][1] is None:
                row["pauses"][-1][1] = at

    def retarget(at):
        for key, row in list(live.items()):
            if row["metric"] in ("ola", "uc"):
                continue
            seconds, cal = target(row["metric"])
            if seconds is None:
                end(key, at, "cancelled")
                continue
            row["target"] = seconds
            if rules["on_change"] == "carry" and cal != row["cal"]:
                old = row["cal"].get("versions") or [{"calendar": row["cal"]}]
                cal = {"versions": old[:-1] + [dict(old[-1], until=iso(at)), {"calendar": cal}]}
            row["cal"] = cal
        have = {r["metric"] for r in rows}
        if "resolution" not in have and state not in rules["stop_states"]:
            begin("resolution", created)
        if "first_response" not in have and not answered and state not in rules["stop_states"]:
            begin("first_response", created)

    for at, _, e in events:
        if at > now:
            break
        kind = e["type"]
        if kind == "create":
            created, state, priority = at, e.get("state", "new"), e.get("priority")
            begin("resolution", at)
            if e.get("by", "customer") == "customer":
                begin("first_response", at)
            elif e.get("public", True):
                answered = True  # the agent's own message is the first word
                begin("periodic_update", at)
            elif rules["agent_opened_note"] == "start":
                begin("first_response", at)
        elif kind == "message":
            by, public = e["by"], e.get("public", True)
            if by == "customer" and public and state not in rules["stop_states"]:
                if "first_response" not in live and answered:
                    begin("next_response", at)  # the oldest unanswered message; later ones change nothing
            elif by == "agent" and public:
                end("first_response", at, "answered")
                end("next_response", at, "answered")
                answered = True
                end("periodic_update", at, "answered")
                if state not in rules["stop_states"]:
                    begin("periodic_update", at)
            # an internal note, a bot, an automatic reply, a vendor: nothing
        elif kind == "state":
            old, state = state, e["to"]
            stops, stopped = state in rules["stop_states"], old in rules["stop_states"]
            if stops and not stopped:
                for key in list(live):
                    silent = key in ("first_response", "next_response") and e.get("by") == "customer"
                    end(key, at, "cancelled" if silent or key == "periodic_update" else "resolved")
            elif stopped and not stops:
                old_rows = [r for r in rows if r["metric"] == "resolution" and r["why"] == "resolved"]
                if old_rows and rules["reopen"] == "resume":
                    row = old_rows[-1]  # the same clock goes on; the closed time is a pause
                    row["pauses"].append([row["stop"], at])
                    row["stop"] = row["why"] = None
                    live["resolution"] = row
                    if pauses_in("resolution", state):
                        row["pauses"].append([at, None])
                elif rules["reopen"] == "new_cycle":
                    begin("resolution", at)
                if e.get("by") == "customer":
                    answered = True  # the resolution was the last word
                    begin("next_response", at)
            for row in live.values():
                was = bool(row["pauses"]) and row["pauses"][-1][1] is None
                is_ = pauses_in(row["metric"], state)
                if is_ and not was:
                    row["pauses"].append([at, None])
                elif was and not is_ and not row.get("held"):
                    row["pauses"][-1][1] = at
        elif kind == "priority":
            priority = e["to"]
            retarget(at)
        elif kind == "policy":
            policy = e["to"]
            retarget(at)
        elif kind == "assign":
            for key in [k for k in live if k.startswith("ola:")]:
                if key != "ola:" + str(e.get("team")):
                    end(key, at, "handed over")
            ola = (v.get("olas") or {}).get(e.get("team"))
            if ola:
                begin("ola", at, "ola:" + e["team"], (ola["target_s"], specs[ola["calendar"]]), e["team"])
        elif kind == "vendor":
            key, uc = "uc:" + e["vendor"], (v.get("ucs") or {}).get(e["vendor"])
            row = live.get(key)
            if e["to"] == "sent" and uc:
                begin("uc", at, key, (uc["target_s"], specs[uc["calendar"]]), e["vendor"])
            elif e["to"] == "waiting_us" and row:
                row["pauses"].append([at, None])
                row["held"] = True
            elif e["to"] == "resumed" and row and row.get("held"):
                row["pauses"][-1][1] = at
                row["held"] = False
            elif e["to"] == "returned":
                end(key, at, "returned")
        elif kind == "merged":
            for key in list(live):
                end(key, at, "cancelled")
        else:
            raise ValueError(kind)

    out = []
    for row in rows:
        q = {
            "start": iso(row["at"]),
            "target_s": row["target"],
            "pauses": [[iso(a), iso(b)] for a, b in row["pauses"]],
        }
        end_at = row["stop"] if row["stop"] is not None else now
        q["stop"] = iso(end_at)
        got = clock(calendar(row["cal"]), q)
        paused = bool(row["pauses"]) and row["pauses"][-1][1] is None
        if got["breached"]:
            status = "breached"  # also of a clock that was cancelled afterwards
        elif row["why"] == "cancelled":
            status = "cancelled"
        elif row["stop"] is not None:
            status = "met"
        else:
            status = "paused" if paused else "running"
        r = {
            "metric": row["metric"],
            "cycle": row["cycle"],
            "start": iso(row["at"]),
            "stop": iso(row["stop"]),
            "due": None if status == "paused" else got["due"],
            "elapsed_s": got["elapsed_s"],
            "status": status,
        }
        if row["owner"]:
            r["owner"] = row["owner"]
        out.append(r)
    return {"clocks": out}


# --------------------------------------------------------------------------- dispatch
def solve(v):
    while True:
        try:
            _used.clear()
            return _solve(v)
        except TooCoarse:
            for key in _used:
                _cals[key].finer()


def _solve(v):
    op = v["op"]
    if op == "ticket":
        return ticket(v)
    cal = calendar(v["calendar"])
    if op == "add":
        return iso(add(cal, us(v["start"]), int(v["seconds"] * US), v.get("edge", "close")))
    if op == "sub":
        return iso(sub(cal, us(v["start"]), int(v["seconds"] * US), v.get("edge", "open")))
    if op == "between":
        x = between(cal, us(v["from"]), us(v["to"]))
        return x // US if x % US == 0 else x / US
    if op == "is_open":
        return cal.open_at(us(v["at"]))
    if op == "next_open":
        return iso(next_open(cal, us(v["at"])))
    if op == "next_close":
        return iso(next_close(cal, us(v["at"])))
    if op == "prev_close":
        return iso(prev_close(cal, us(v["at"])))
    if op == "intervals_after":
        return [[iso(a), iso(b)] for a, b in intervals_after(cal, us(v["at"]), v["count"])]
    if op == "intervals_before":
        return [[iso(a), iso(b)] for a, b in intervals_before(cal, us(v["at"]), v["count"])]
    if op == "add_days":
        edge = v.get("edge", "close")
        t = add_days(cal, us(v["start"]), v["days"], v.get("end_of_day", False), edge)
        if t is not None and v.get("paused_s"):
            t = add(cal, t, int(v["paused_s"] * US), edge)
        return iso(t)
    if op == "clock":
        return clock(cal, v)
    raise ValueError(op)


def agrees(want, got):
    """Every field of `want` must be right; fields that `want` leaves out are not judged."""
    if isinstance(want, dict) and isinstance(got, dict):
        return all(k in got and agrees(x, got[k]) for k, x in want.items())
    if isinstance(want, list) and isinstance(got, list):
        return len(want) == len(got) and all(agrees(a, b) for a, b in zip(want, got))
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, (int, float)) and isinstance(got, (int, float)):
        return abs(want - got) < 5e-7
    return want == got


# --------------------------------------------------------------------------- random vectors
ZONES = [
    "UTC",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/Paris",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Tehran",
    "Europe/Moscow",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Asia/Beirut",
]
EDGES = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "Europe/Paris": ["2020-03-29", "2020-10-25"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "America/Los_Angeles": ["2014-03-09", "2014-11-02"],
    "Asia/Tehran": ["2022-03-22", "2022-09-22", "2023-03-22"],
    "Europe/Moscow": ["2011-03-27", "2014-10-26"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "America/Sao_Paulo": ["2015-10-18", "2018-11-04"],
    "Africa/Cairo": ["2026-04-24", "2026-10-30"],
    "Asia/Beirut": ["2026-03-29", "2026-10-25"],
    "Pacific/Apia": ["2011-12-30"],
    "Europe/Istanbul": ["2016-03-27", "2015-11-08"],
    "America/St_Johns": ["2010-03-14", "2010-11-07"],
}


def rand_calendar(r):
    tz = r.choice(ZONES)
    kind = r.choice(
        ["office", "split", "24x7", "iran", "night", "odd", "empty", "short"] if r.random() < 0.9 else ["odd"]
    )
    week = {}
    if kind == "office":
        week = {d: [["09:00", "18:00"]] for d in DAYS[:5]}
    elif kind == "split":
        week = {d: [["08:30", "12:15"], ["13:00", "17:45"]] for d in DAYS[:6]}
    elif kind == "24x7":
        week = {d: [["00:00", "24:00"]] for d in DAYS}
    elif kind == "iran":
        week = {d: [["08:00", "16:30"]] for d in ("sat", "sun", "mon", "tue", "wed")}
        week["thu"] = [["08:00", "12:30"]]
    elif kind == "night":
        week = {d: [["22:00", "06:00"]] for d in r.sample(DAYS, r.randint(2, 7))}
    elif kind == "short":
        week = {r.choice(DAYS): [["23:45", "00:15"]], r.choice(DAYS): [["02:10", "02:50"]]}
    elif kind == "odd":
        for d in r.sample(DAYS, r.randint(1, 7)):
            x = sorted(r.sample(range(0, 289), 4))
            week[d] = [
                ["%02d:%02d" % divmod(m * 5, 60) for m in x[:2]],
                ["%02d:%02d" % divmod(m * 5, 60) for m in x[2:]],
            ]
    spec = {"tz": tz, "week": week}
    base = dt.date.fromisoformat(r.choice(EDGES.get(tz, ["2026-02-28", "2024-02-29", "2026-12-31"])))
    near = lambda: (base + dt.timedelta(days=r.randint(-6, 6))).isoformat()
    if r.random() < 0.5:
        spec["holidays"] = sorted({near() for _ in range(r.randint(1, 3))})
        if r.random() < 0.3:
            spec["holidays"].append(near()[5:])
    if r.random() < 0.3:
        spec["exceptions"] = {
            near(): r.choice(
                [[], [["10:00", "14:00"]], [["00:00", "24:00"]], [["01:30", "03:15"], ["20:00", "24:00"]]]
            )
        }
    if r.random() < 0.3:
        spec["closures"] = [[near(), "10:00", "11:30"]]
    return spec, base


def rand_vector(r, i, tag="rnd"):
    spec, base = rand_calendar(r)
    mid = (dt.datetime.combine(base, dt.time(), tzinfo=UTC) - EPOCH).total_seconds()
    when = lambda: int(mid) + r.randint(-4 * 86400, 4 * 86400) // r.choice([1, 60, 900]) * r.choice([1, 60])
    inst = lambda: iso(when() * US)
    v = {"calendar": spec}
    op = r.choice(
        [
            "add",
            "add",
            "between",
            "between",
            "clock",
            "clock",
            "clock",
            "is_open",
            "next_open",
            "intervals_after",
            "sub",
            "add_days",
        ]
    )
    v["op"] = op
    if op in ("add", "sub"):
        v.update(
            start=inst(),
            seconds=r.choice([0, 1, 59, 60, 3600, 14400, 28800, 32400, 86400, r.randint(1, 400000)]),
            edge=r.choice(["close", "open"]),
        )
    elif op == "between":
        a, b = sorted([when(), when() + r.choice([0, 86400, 7 * 86400])])
        v.update({"from": iso(a * US), "to": iso(b * US)})
    elif op == "clock":
        s = when()
        t, pauses = s, []
        for _ in range(r.randint(0, 4)):
            a = t + r.randint(0, 90000)
            b = a + r.choice([0, 1, 60, 3600, r.randint(1, 200000)])
            pauses.append([iso(a * US), iso(b * US)])
            t = b
        v.update(
            start=iso(s * US),
            target_s=r.choice([900, 3600, 14400, 28800, r.randint(1, 200000)]),
            pauses=pauses,
        )
        v["stop" if r.random() < 0.5 else "now"] = iso((s + r.randint(0, 600000)) * US)
        v["thresholds"] = {"warn75": -int(v["target_s"] * 0.25), "over1h": 3600}
    elif op == "add_days":
        v.update(start=inst(), days=r.randint(0, 9), end_of_day=r.random() < 0.4)
        if r.random() < 0.4:
            v["paused_s"] = r.randint(1, 100000)
    else:
        v["at"] = inst()
        if op == "intervals_after":
            v["count"] = r.randint(1, 5)
    v["expect"] = solve(v)
    body = json.dumps({k: x for k, x in v.items()}, sort_keys=True)
    v["id"] = "%s-%s" % (tag, hashlib.sha256(body.encode()).hexdigest()[:12])
    return v


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("files", nargs="*")
    ap.add_argument("--fill", action="store_true")
    ap.add_argument("--random", type=int)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--tag", default="rnd")
    ap.add_argument("--judge")
    o = ap.parse_args()
    answers = None
    if o.judge:
        answers = {a["id"]: a.get("got") for a in map(json.loads, open(o.judge, encoding="utf-8"))}
    if o.random:
        r = random.Random(o.seed)
        for i in range(o.random):
            print(json.dumps(rand_vector(r, i, o.tag), sort_keys=True))
        return 0
    bad = n = skipped = 0
    for name in o.files:
        for line in open(name, encoding="utf-8"):
            line = line.strip()
            if not line or line.startswith("//"):
                continue
            v = json.loads(line)
            got = solve(v) if answers is None else answers.get(v["id"], "no answer")
            if o.fill:
                v["expect"] = got
                print(json.dumps(v, sort_keys=True, ensure_ascii=False))
                continue
            n += 1
            if not agrees(v["expect"], got):
                bad += 1
                print("BAD %s\n  want %s\n  got  %s" % (v["id"], json.dumps(v["expect"]), json.dumps(got)))
    if not o.fill:
        print("%d passed, %d failed" % (n - bad, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
