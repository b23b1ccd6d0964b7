"""`bin/chaos sla [timers]`: a database of its own, made for this run and thrown away afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile

from helpdesk import embedded

DEFAULT = 100_000


def main():
    if sys.argv[1:2] != ["sla"]:
        raise SystemExit("What may fall over: sla. For instance: bin/chaos sla 10000")
    timers = int(sys.argv[2].replace("_", "")) if sys.argv[2:] else DEFAULT
    os.environ.pop("DATABASE_URL", None)
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="chaos-")
    embedded.ensure_engines()
    try:
        code = run("manage.py", "migrate", "-v0") or run("-m", "helpdesk.chaos.sla", str(timers))
    finally:
        embedded.let_go()
        shutil.rmtree(os.environ["VAR_DIR"], ignore_errors=True)
    sys.exit("It does not hold; see above." if code else None)


def run(*words):
    return subprocess.run([sys.executable, *words], check=False).returncode  # noqa: S603  our own


if __name__ == "__main__":
    main()
