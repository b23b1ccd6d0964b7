"""`bin/bench [tickets ...]`: seeds a database of each size, measures the pages, and prints a table.

`bin/bench sla [tickets]` measures the clocks of service levels instead.
"""

import json
import os
import subprocess
import sys

import environ
import psycopg
from psycopg import sql

from helpdesk import embedded

HEADINGS = [
    "page", "median ms", "p95 ms", "× floor", "4 at once: median", "p95", "× floor", "statements", "KB", "KB gzip",
    "× smallest",
]  # fmt: skip
SIZES = [10_000, 100_000, 1_000_000]


def main():
    what = sys.argv[1:]
    is_of_clocks = what[:1] == ["sla"]
    sizes = [int(size.replace("_", "")) for size in what[is_of_clocks:]]
    embedded.ensure_engines()
    base = os.environ.get("DATABASE_URL") or embedded.database_url(embedded.var_dir())
    if is_of_clocks:
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


def database(base, name):
    """The address of database `name` on the server of `base`, created when it is not there yet."""
    with connect(base) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    head, mark, query = base.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


def connect(address):
    place = environ.Env.db_url_config(address)
    facts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return psycopg.connect(
        **{fact: place[name] for fact, name in facts.items() if place[name]}, autocommit=True
    )


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


def run(command, address):
    done = subprocess.run(  # noqa: S603  our own commands
        command, env=os.environ | {"DATABASE_URL": address}, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed.\n{done.stdout}")
    return done


def say(line):
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
