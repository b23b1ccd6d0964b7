"""`bin/chaos sla [timers]`, `bin/chaos mail [letters] [--only D2]`: each in a database of its own, made for this run
and thrown away afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile

from helpdesk import embedded

# What may fall over, and of how many things.
DRILLS = {"sla": 100_000, "mail": 10_000}


def main():
    what, *more = sys.argv[1:] or [""]
    if what not in DRILLS:
        raise SystemExit(f"What may fall over: {' or '.join(DRILLS)}. For instance: bin/chaos sla 10000")
    many = int(more.pop(0).replace("_", "")) if more and more[0][0].isdigit() else DRILLS[what]
    os.environ.pop("DATABASE_URL", None)
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="chaos-")
    embedded.ensure_engines()
    try:
        code = run("manage.py", "migrate", "-v0") or run("-m", f"helpdesk.chaos.{what}", str(many), *more)
    finally:
        embedded.let_go()
        shutil.rmtree(os.environ["VAR_DIR"], ignore_errors=True)
    sys.exit("It does not hold; see above." if code else None)


def run(*words):
    return subprocess.run([sys.executable, *words], check=False).returncode  # noqa: S603  our own


if __name__ == "__main__":
    main()
