"""Measures one database: `python -m helpdesk.bench.one`, with DATABASE_URL set; prints JSON for the table."""

import json
import os
import socket
import subprocess
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.bench.settings"
django.setup()

from django.urls import reverse  # noqa: E402  Django must be set up first

from helpdesk.bench.visitor import Result, measure  # noqa: E402
from helpdesk.bench.world import World  # noqa: E402

TIMES = int(os.environ.get("BENCH_TIMES", "200"))
FLOOR = "/floor/"
ROUNDS = 5


def main():
    port = free_port()
    server = serve(port)
    try:
        world = World(port)
        rows = {name: measure_page(world, *page) for name, page in pages(world).items()}
        print(json.dumps({"rows": rows, "memory": memory(server.pid)}))
    finally:
        server.terminate()
        server.wait()


def pages(world):
    """Each page: who visits it, where, and what they post (None: they only look)."""
    queue, search = reverse("tickets:queue"), reverse("tickets:search")
    long_ticket, reply = world.long_tickets(), world.own_open_tickets()
    return {
        "queue, first page": (world.agent, queue, None),
        "queue, all open": (world.agent, queue + "?view=all", None),
        "queue, 20 pages down": (world.agent, world.deep_page(), None),
        "ticket, 20 messages": (world.agent, lambda: next(long_ticket), None),
        "portal list": (world.requester, reverse("portal:tickets"), None),
        "search, many hits": (world.agent, search + "?q=printer", None),
        "search, one hit": (world.agent, search + "?q=zyxomma", None),
        "create": (world.agent, reverse("tickets:create"), world.new_ticket),
        "reply": (
            world.agent,
            lambda: next(reply),
            lambda: {"body": "We are looking into it.", "seen": "99999999999"},
        ),
    }


def measure_page(world, user, address, form):
    """The page and the floor by turns, so that both stand in the same weather of the machine."""
    results = {}
    for at_once in (1, 4):
        page, floor = Result(), Result()
        for _round in range(ROUNDS):
            for result, where, what in ((floor, FLOOR, None), (page, address, form)):
                measure(result, lambda: world.visitor_of(user), where, TIMES // ROUNDS, at_once, what)
        results[at_once] = {"median": page.median, "p95": page.p95, "floor": floor.median}
    return results | {"statements": page.statements, "size": page.size, "compressed": page.compressed}


def serve(port):
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "error",
        "helpdesk.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=sys.stderr)  # noqa: S603  our own command
    for _try in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("The server to measure did not start.")


def memory(pid):
    """Resident megabytes of the fattest process among the server and its workers."""
    listing = subprocess.run(  # noqa: S603  our own command
        ["/bin/ps", "-o", "rss=", "--pid", str(pid), "--ppid", str(pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    return max(int(line) for line in listing.stdout.split()) / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
