"""`bin/bench [tickets ...]`: seeds a database of each size, measures the pages, and prints a table.

`bin/bench sla [tickets]` measures the clocks of service levels, `bin/bench mail [mails]` what comes in by mail.
"""

import json
import os
import sys

from helpdesk import embedded
from helpdesk.bench import incoming
from helpdesk.bench.places import connect, database, run, say

HEADINGS = [
    "page", "median ms", "p95 ms", "× floor", "4 at once: median", "p95", "× floor", "statements", "KB", "KB gzip",
    "× smallest",
]  # fmt: skip
SIZES = [10_000, 100_000, 1_000_000]


def main():
    what = sys.argv[1:]
    part = what.pop(0) if what and what[0] in {"sla", "mail"} else ""
    sizes = [int(size.replace("_", "")) for size in what]
    embedded.ensure_engines()
    base = os.environ.get("DATABASE_URL") or embedded.database_url(embedded.var_dir())
    if part == "mail":
        incoming.measure(base, sizes or [1000])
    elif part == "sla":
        measure_clocks(base, sizes or SIZES[-1:])
    else:
        measure_pages(base, sizes or SIZES)


def measure_clocks(base, sizes):
    for size in sizes:
        address = database(base, f"bench_sla_{size}")
        run([sys.executable, "manage.py", "migrate", "-v0"], address)
        say(run([sys.executable, "-m", "helpdesk.bench.promises", str(size)], address).stdout)


def measure_pages(base, sizes):
    run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], base)
    measured = {}
    for size in sizes:
        address = database(base, f"bench_{size}")
        seed(address, size)
        say(f"Measuring {size:,} tickets ...")
        measured[size] = json.loads(run([sys.executable, "-m", "helpdesk.bench.one"], address).stdout)
    for size, result in measured.items():
        print_table(size, result, measured[sizes[0]])


def seed(address, size):
    run([sys.executable, "manage.py", "migrate", "-v0"], address)
    run([sys.executable, "manage.py", "seed"], address)
    with connect(address) as connection:
        there = connection.execute("SELECT count(*) FROM tickets_ticket").fetchone()[0]
    if there < size:
        say(f"Seeding {size - there:,} tickets ...")
        say(
            run([sys.executable, "manage.py", "seed", "--tickets", str(size - there)], address).stdout.strip()
        )


def print_table(size, result, smallest):
    rows = result["rows"]
    floors = [row["1"]["floor"] * 1000 for row in rows.values()]
    print(
        f"\n{size:,} tickets · web worker {result['memory']:.0f} MB"
        f" · floor {min(floors):.1f} to {max(floors):.1f} ms\n"
    )
    print(f"| {' | '.join(HEADINGS)} |")
    print(f"| --- |{' ---: |' * (len(HEADINGS) - 1)}")
    for name, row in rows.items():
        cells = []
        for at_once in ("1", "4"):
            median, p95 = row[at_once]["median"], row[at_once]["p95"]
            cells += [f"{median * 1000:.1f}", f"{p95 * 1000:.1f}", f"{ratio(row, at_once):.1f}"]
        cells += [
            str(row["statements"]),
            f"{row['size'] / 1024:.0f}",
            f"{row['compressed'] / 1024:.1f}",
            f"{ratio(row) / ratio(smallest['rows'][name]):.2f}",
        ]
        print(f"| {name} | {' | '.join(cells)} |")


def ratio(row, at_once="1"):
    return row[at_once]["median"] / row[at_once]["floor"]


if __name__ == "__main__":
    main()
