"""`bin/chaos mail [letters] [--only D2]`: drills of mail, one after the other, and what the rows say afterwards."""

import argparse
import os
import random
import socket
import sys
import time

import django
from django.conf import settings

PORTS = {}
for name in ("smtp", "imap", "pop3", "wire"):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        PORTS[name] = probe.getsockname()[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
# Workers send to our own server, and have a Redis of their own.
os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{PORTS['smtp']}"
os.environ |= {"MAIL_SERVERS_INSIDE": "127.0.0.1", "MAIL_AN_HOUR": "0", "MAIL_IN_TEN_MINUTES": "0"}
os.environ.pop("REDIS_URL", None)
os.environ.setdefault("LOG_LEVEL", "CRITICAL")
django.setup()
# Pages are rendered from the files as they lie there.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

from helpdesk import embedded  # noqa: E402  Django must be set up first
from helpdesk.chaos import drills_in, drills_out, post_judge  # noqa: E402
from helpdesk.chaos.post_office import PostOffice  # noqa: E402

OUT = {"D1": drills_out.d1_workers_die, "D8": drills_out.d8_server_is_away}
# These need Dovecot.
IN = {
    "D2": drills_in.d2_workers_die, "D3": drills_in.d3_redis_is_lost, "D9": drills_in.d9_wire_breaks,
    "D14": drills_in.d14_poison, "D15": drills_in.d15_large, "D16": drills_in.d16_burst,
}  # fmt: skip
NO_DOVECOT = (
    "!!! Dovecot is missing, so half of it cannot be tried: apt install dovecot-imapd dovecot-pop3d !!!"
)


def main(letters, only):
    random.seed(letters)
    office = PostOffice(PORTS, embedded.var_dir())
    drills = OUT | IN if office.dovecot else OUT
    if not office.dovecot:
        say(NO_DOVECOT)
    chosen = {name: drill for name, drill in drills.items() if name in (only or drills)}
    office.open()
    try:
        held = [try_out(name, drill, office, letters) for name, drill in chosen.items()]
    finally:
        office.close()
    return all(held) and office.dovecot is not None


def try_out(name, drill, office, letters):
    """Run one drill and print its table; whether everything holds."""
    began = time.monotonic()
    facts, never = drill(office, letters)
    say(f"\n| {drill.__doc__} | {time.monotonic() - began:.0f} s |\n| --- | ---: |")
    for what, count in facts.items():
        say(f"| {what} | {count} |")
    for what, count in never.items():
        say(f"| **{what}** | {count} |" if count else f"| {what}: must be 0 | 0 |")
    if any(never.values()) and name in IN:
        say(post_judge.named())
    return not any(never.values())


def say(line):
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bin/chaos mail")
    parser.add_argument("letters", type=int)
    parser.add_argument("--only", nargs="+", choices=sorted(OUT | IN))
    words = parser.parse_args()
    sys.exit(0 if main(words.letters, words.only) else 1)
