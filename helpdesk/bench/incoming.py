"""`bin/bench mail [mails]`: the same mails through us and through django-helpdesk's get_email, on one server."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_right
from contextlib import ExitStack
from pathlib import Path

import environ

from helpdesk import embedded
from helpdesk.bench.places import fresh_database, run, say
from helpdesk.bench.posts import mails

RIVAL = "django-helpdesk==2.6.1"
# Machines are faster at one moment than at another: both take turns, after a first one that counts for nothing.
TURNS, WARM_UP = 4, 100


def measure(base, sizes):
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-mail-") as place, ExitStack() as stack:
            rooms = [Path(place) / "ours", Path(place) / "theirs"]
            programs = [
                stack.enter_context(start(base, room)) for start, room in zip((us, them), rooms, strict=True)
            ]
            results = [
                [program.go(folder) for program, folder in zip(programs, turn, strict=True)]
                for turn in zip(*(folders(room, size) for room in rooms), strict=True)
            ]
        print_table(size, *map(total, zip(*results[1:], strict=True)))


def folders(room, size):
    """The folders of each turn, with the mails in them."""
    ends = [WARM_UP, *(WARM_UP + size * turn // TURNS for turn in range(1, TURNS + 1))]
    for number, mail in enumerate(mails(WARM_UP + size)):
        place = room / str(bisect_right(ends, number))
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.eml").write_bytes(mail)
    return [room / str(turn) for turn in range(TURNS + 1)]


def total(results):
    """What all turns cost; counts of rows are those of the last one."""
    first, *others = results
    for other in others:
        costs = {name: first[name] + other[name] for name in ("cpu", "database", "statements")}
        first = {**other, **costs}
        if "afterwards" in other:
            first["afterwards"] = {
                name: results[0]["afterwards"][name] + other["afterwards"][name]
                for name in other["afterwards"]
            }
    return first


class Program:
    """A process that is told folders of mails, and tells what taking them in has cost."""

    def __init__(self, command, **facts):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, text=True, **pipes, **facts)  # noqa: S603  our own commands

    def go(self, folder):
        self.process.stdin.write(f"{folder}\n")
        self.process.stdin.flush()
        while not (line := self.process.stdout.readline()).startswith("{"):
            if not line:
                raise SystemExit(f"{self.process.args} ended.")
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.stdin.close()
        self.process.wait()


def us(base, room):
    address = fresh_database(base, "bench_mail")
    say("Making a database of ours ...")
    run([sys.executable, "manage.py", "migrate", "-v0"], address)
    facts = {"DATABASE_URL": address, "MEDIA_ROOT": str(room.parent / "media")}
    return Program([sys.executable, "-m", "helpdesk.bench.letters"], env=os.environ | facts)


def them(base, room):
    python = rival_python()
    facts = environ.Env.db_url_config(fresh_database(base, "bench_mail_rival"))
    program = shutil.copy(Path(__file__).with_name("rival.py"), room.parent / "rival.py")
    say(f"{RIVAL} ...")
    return Program([str(python), program], cwd=room.parent, env={**os.environ, "DATABASE": json.dumps(facts)})


def rival_python():
    """The Python of an environment with django-helpdesk in it, made once."""
    place = embedded.var_dir() / "bench" / RIVAL.replace("==", "-")
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        say(f"Installing {RIVAL} ...")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)  # noqa: S603
        subprocess.run([str(python), "-m", "pip", "install", "-qq", RIVAL, "psycopg[binary]"], check=True)  # noqa: S603
        (place / "ready").touch()
    return python


def print_table(size, ours, theirs):
    print(f"\n{size:,} mails, {ours['tickets']:,} tickets here and {theirs['tickets']:,} there\n")
    print("| | here | with all that follows | django-helpdesk | goal |\n| --- | ---: | ---: | ---: | ---: |")
    ours_all = {part: ours[part] + ours["afterwards"][part] for part in ("cpu", "database")}
    for name, parts in (("mails a CPU second", ["cpu"]), ("with the database's", ["cpu", "database"])):
        here, whole, there = (
            size / sum(result[part] for part in parts) for result in (ours, ours_all, theirs)
        )
        print(
            f"| {name} | {here:.1f} ({here / there:.2f} ×) | {whole:.1f} ({whole / there:.2f} ×)"
            f" | {there:.1f} | 3 × |"
        )
    print(
        f"| statements a mail | {ours['statements'] / size:.1f} | | {theirs['statements'] / size:.1f} | 8 |"
    )
    print(f"\nMB after each tenth (worker, reader): {ours['memory']}; fates: {', '.join(ours['fates'])}")
