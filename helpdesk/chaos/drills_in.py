"""Mail that comes in, while workers die, Redis is lost, the wire breaks, and among poison, giants and crowds."""

import os
import random
import time

from channels.tests import poison
from helpdesk.chaos import post_judge as judge
from helpdesk.chaos.flock import Flock, wait_until
from helpdesk.chaos.judge import execute, one
from helpdesk.chaos.post_office import letter
from helpdesk.chaos.visiting import Visits
from helpdesk.chaos.wire import Wire

LONGEST = 3600
MEGABYTE = 1 << 20


def d2_workers_die(office, many):
    """D2: workers are killed while they fetch and read."""
    office.clean_up()
    pour(office, "D2", many, "d2")
    kills = min(50, max(5, many // 100))
    with Flock(3, chance_to_die=min(0.01, 10 / many)) as flock:
        flock.suffer(kills, 2 * many, lambda: kept() + settled(), lambda: come_back(flock.kills))
        left = many - settled()
    seconds, _flock = take_in_the_rest(many)
    facts = {
        "mails": many, "kills by hand": flock.kills, "deaths at failpoints": max(0, flock.all_deaths - flock.kills),
        "left at the last kill": left, "seconds until all was read": round(seconds), **fates(),
    }  # fmt: skip
    return facts, judge.verdict(judge.TAKEN_IN) | {"unread on the server": office.unread("d2")}


def d3_redis_is_lost(office, many):
    """D3: Redis is killed and flushed, five times each, while mail comes, goes, and pages are read."""
    office.clean_up()
    many = max(40, many // 10)
    pour(office, "D3", many, "d3")
    with Flock(2):
        wait_until(settled, 120)
        with Visits(office) as visits:
            for turn in range(10):
                (office.kill_redis if turn % 2 else office.flush_redis)()
                time.sleep(random.uniform(0.5, 1.5))  # noqa: S311
        left = many - settled()
        seconds = wait_until(lambda: all_read(many)() and all_told(), LONGEST)
    office.note_arrived()
    facts = {
        "mails": many, "left at the last loss": left, "seconds until all was done": round(seconds), **visits.told(),
    }  # fmt: skip
    found = judge.verdict(judge.TAKEN_IN, judge.SENT, judge.REACTIONS)
    return facts, found | {"sent more than once": judge.repeats(), "pages that failed": visits.failures}


def d9_wire_breaks(office, many):
    """D9: the wire to the server of the mail breaks in the midst of letters, or falls silent."""
    office.clean_up()
    users = [f"d9-{number}" for number in range(5)]
    many = max(100, many // 10) // 5 * 5
    judge.expect("D9", many)
    for place, user in enumerate(users):
        office.pour(user, (letter("D9", number) for number in range(place, many, 5)))
    plan = [("cut", random.randint(500, 20_000)) for _turn in range(50)]  # noqa: S311
    plan += [("stall", random.randint(500, 5_000)) for _turn in range(5)]  # noqa: S311
    random.shuffle(plan)
    wire = Wire(office.ports["wire"], office.ports["imap"], plan)
    office.fetch_from(*users, port=office.ports["wire"])
    with Flock(3):
        # In earnest a server that fails is asked less and less often.
        seconds = wait_until(
            lambda: all_read(many)() and len(wire.noticed) == 5,
            900,
            lambda: judge.release("channels_account"),
            2,
        )
    wire.close()
    facts = {
        "mails": many, "cuts": wire.cuts, "stalls": len(wire.noticed), "seconds": round(seconds),
        "seconds until a stall was noticed": ", ".join(f"{one:.0f}" for one in sorted(wire.noticed)),
    }  # fmt: skip
    never = judge.verdict(judge.TAKEN_IN) | {
        "unread on the server": office.unread(*users),
        "stalls not noticed within 60 s": 5 - sum(one <= 60 for one in wire.noticed),
    }
    return facts, never


def d14_poison(office, many):
    """D14: thirty letters of poison lie before a hundred good ones."""
    office.clean_up()
    bad = [*poison.costly().values(), *poison.broken().values()][:30]
    good = [letter("D14", number) for number in range(100)]
    judge.expect("D14", len(good))
    office.pour("d14", [*bad, *good])
    office.fetch_from("d14")
    tickets = "SELECT count(*) FROM tickets_ticket WHERE subject LIKE 'D14 mail%'"
    with Flock(1) as flock:
        began = time.monotonic()
        seconds = wait_until(lambda: one(tickets) == len(good), 300, flock.weigh)
        wait_until(all_read(len(bad) + len(good)), 300, flock.weigh)
        all_seconds = time.monotonic() - began
    reasons = "SELECT string_agg(DISTINCT reason, ', ') FROM channels_letter WHERE reason <> ''"
    facts = {
        "poison": len(bad), "good": len(good), "seconds until all the good were tickets": round(seconds),
        "seconds until all had a fate": round(all_seconds), **fates(), "reasons": one(reasons),
        "MB of a worker": round(flock.peak), "MB of its child": round(flock.peak_of_child),
    }  # fmt: skip
    questions = {name: sql for name, sql in judge.TAKEN_IN.items() if name != "two tickets of one mail"}
    return facts, judge.verdict(questions) | {
        "seconds beyond 60": max(0, round(seconds) - 60),
        "MB beyond 512": max(0, round(max(flock.peak, flock.peak_of_child)) - 512),
    }


def d15_large(office, many):
    """D15: five letters of 50 MB, some just within what is fetched, some just beyond."""
    office.clean_up()
    coded = 78 / 57  # what base64 in lines makes of it
    sizes = [size * MEGABYTE / coded for size in (49.9, 49.0, 49.5, 50.2, 52.0)]
    mails = [
        poison.attached(f"large{at}", os.urandom(int(size)), "large.bin") for at, size in enumerate(sizes)
    ]
    office.pour("d15", [letter("D15", 0)])
    office.fetch_from("d15")
    with Flock(1) as flock:
        wait_until(all_read(1), 120, flock.weigh)
        flock.first.clear()
        flock.weigh()
        base, flock.peak = flock.peak, 0
        office.pour("d15b", mails)
        office.fetch_from("d15b")
        seconds = wait_until(all_read(6), 300, flock.weigh, 0.02)
    kept = one("SELECT count(*) FROM tickets_attachment")
    facts = {
        "mails": 5, "seconds": round(seconds), **fates(), "files on tickets": kept,
        "MB of a worker before": round(base), "MB at its highest": round(flock.peak),
        "MB of the child": round(flock.peak_of_child),
    }  # fmt: skip
    return facts, {
        "without a fate": 6 - settled(),
        "MB beyond 64 more than before": max(0, round(flock.peak - base) - 64),
    }


def d16_burst(office, many):
    """D16: all of it arrives at once, and pages are read meanwhile."""
    office.clean_up()
    pour(office, "D16", many, "d16")
    with Flock(2) as flock, Visits(office, is_writing=False) as visits:
        seconds = wait_until(all_read(many), LONGEST, flock.weigh, 1)
    facts = {
        "mails": many, "seconds until all were tickets": round(seconds), "a second": round(many / seconds, 1),
        "MB of a worker": round(flock.peak), **visits.told(), **fates(),
    }  # fmt: skip
    limit = 900 * many / 10_000 if many >= 1000 else 120
    return facts, judge.verdict(judge.TAKEN_IN) | {
        "seconds beyond the 15 minutes of 10,000": max(0, round(seconds - limit)),
        "pages that failed": visits.failures,
        "milliseconds of a page (p95) beyond 1,000": max(0, visits.p95 - 1000),
    }


def come_back(kills):
    """Leases of the dead end at once; now and then also those of the living, who must notice."""
    judge.release("channels_account", *([] if kills % 10 else ["channels_letter"]))


def pour(office, drill, many, user):
    judge.expect(drill, many)
    office.pour(user, (letter(drill, number) for number in range(many)))
    office.fetch_from(user)


def take_in_the_rest(many):
    """Let workers in peace finish; the seconds it took, and they."""
    judge.release("channels_account", "channels_letter")
    with Flock(2) as flock:
        return wait_until(all_read(many), LONGEST), flock


def kept():
    return one("SELECT count(*) FROM channels_letter")


def settled():
    return one("SELECT count(*) FROM channels_letter WHERE fate <> 'waiting'")


def all_read(many):
    return lambda: settled() >= many


def all_told():
    return not one(judge.REACTIONS["reactions left"]) and not judge.waiting("outgoing")


def fates():
    execute("DROP VIEW IF EXISTS chaos_fate")
    execute("CREATE VIEW chaos_fate AS SELECT fate, count(*) AS many FROM channels_letter GROUP BY 1")
    line = one("SELECT string_agg(fate || ' ' || many, ', ' ORDER BY fate) FROM chaos_fate")
    return {"what became of them": line}
