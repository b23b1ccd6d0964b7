"""Delete the data of the embedded engines and the attachments: `-m helpdesk.engines.wipe VAR` (bin/run --fresh)."""

import shutil
import sys
from pathlib import Path

from helpdesk.engines.postgres import Postgres
from helpdesk.engines.redis import Redis


def main(var):
    engines = [Postgres(var), Redis(var)]
    for engine in engines:
        if not engine.lease.take_alone_within(5) or not engine.keeper_lock.take_alone_within(30):
            return f"{engine.title} is in use. Stop the helpdesk and other commands first, then try again."
    for folder in [*(engine.data for engine in engines), Path(var) / "media", Path(var) / "beat"]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
