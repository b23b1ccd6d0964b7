"""`bin/bench mail [mails]`: the same mails through us and through django-helpdesk's get_email, on one server."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import environ

from helpdesk import embedded
from helpdesk.bench.places import fresh_database, run, say
from helpdesk.bench.posts import mails

RIVAL = "django-helpdesk==2.6.1"


def measure(base, sizes):
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-mail-") as place:
            ours = us(base, folder(Path(place) / "ours", size), Path(place) / "media")
            theirs = them(base, folder(Path(place) / "theirs", size))
        print_table(size, ours, theirs)


def folder(place, size):
    place.mkdir()
    for number, mail in enumerate(mails(size)):
        (place / f"{number:07}.eml").write_bytes(mail)
    return place


def us(base, mails, media):
    address = fresh_database(base, "bench_mail")
    say("Making a database of ours ...")
    run([sys.executable, "manage.py", "migrate", "-v0"], address)
    say("Our own way in ...")
    words = [sys.executable, "-m", "helpdesk.bench.letters", str(mails)]
    return json.loads(run(words, address, MEDIA_ROOT=str(media)).stdout.splitlines()[-1])


def them(base, mails):
    python = rival_python()
    facts = environ.Env.db_url_config(fresh_database(base, "bench_mail_rival"))
    shutil.copy(Path(__file__).with_name("rival.py"), mails.parent / "rival.py")
    say(f"{RIVAL} ...")
    done = subprocess.run(  # noqa: S603  our own program, by their Python
        [str(python), "rival.py", str(mails)],
        cwd=mails.parent,
        env={**os.environ, "DATABASE": json.dumps(facts)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{RIVAL} failed.\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


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
