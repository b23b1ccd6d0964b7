"""What a mail costs us from its bytes to its ticket.

Needs DATABASE_URL of an own, empty database; is told folders of mails, line by line, and answers each by one of JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.bench.settings")
django.setup()

from django.db import connection  # noqa: E402  Django must be set up first

from accounts.models import Desk  # noqa: E402
from channels.email import intake, reading_room  # noqa: E402
from channels.email.reading.apart import reader  # noqa: E402
from channels.models import Letter, Mailbox  # noqa: E402
from core.garbage import spare_what_stays  # noqa: E402
from helpdesk.bench.posts import OURS  # noqa: E402
from helpdesk.bench.rival import Counter, backend_seconds  # noqa: E402
from tickets.models import Message, Ticket  # noqa: E402
from tickets.tasks import sweep_reactions  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


def main():
    desk = Desk.objects.create(name="Support", slug="support")
    mailbox = Mailbox.objects.create(address=OURS, desk=desk, is_default=True)
    # As a worker does (helpdesk/celery.py).
    spare_what_stays()
    for folder in sys.stdin:
        print(json.dumps(measured(sorted(Path(folder.strip()).iterdir()), mailbox)), flush=True)


def measured(files, mailbox):
    statements = Counter()
    memory = []
    before = spent()
    with connection.execute_wrapper(statements):
        for number, file in enumerate(files, 1):
            intake.keep(file.read_bytes(), mailbox=mailbox, place=f"bench/{file.name}")
            if number % reading_room.BATCH == 0 or number == len(files):
                reading_room.read(Letter.objects.all())
            if number % max(len(files) // 10, 1) == 0:
                memory.append(resident())
    to_tickets = difference(spent(), before)
    before = spent()
    sweep_reactions()
    return {
        **to_tickets,
        "afterwards": difference(spent(), before),
        "statements": statements.count,
        "memory": memory,
        "tickets": Ticket.objects.count(),
        "followups": Message.objects.count() - Ticket.objects.count(),
        "fates": sorted({letter.fate for letter in Letter.objects.only("fate")}),
    }


def spent():
    """Seconds of the processor by now: ours with the reading child's, and the database's."""
    child = reader._child  # noqa: SLF001  nobody else needs to know who reads
    ours = time.process_time() + os.times().children_user + os.times().children_system
    return {"cpu": ours + (seconds_of(child.process.pid) if child else 0), "database": backend_seconds()}


def seconds_of(pid):
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / TICKS


def difference(after, before):
    return {name: after[name] - before[name] for name in after}


def resident():
    """Megabytes of this process and of the child that reads (proc(5), VmRSS)."""
    child = reader._child  # noqa: SLF001
    pids = ["self", *([str(child.process.pid)] if child else [])]
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")]


if __name__ == "__main__":
    main()
