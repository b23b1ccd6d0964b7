"""Delete the data of the embedded engines and the attachments: `-m helpdesk.engines.wipe VAR` (bin/run --fresh)."""

import shutil
import sys
from pathlib import Path

from helpdesk.engines.postgres import Postgres
from helpdesk.engines.redis import Redis


def main(var, patience=10):
    """Delete, and return 0; or a line that says who is in the way after so many seconds."""
    engines = [Postgres(var), Redis(var)]
    for engine in engines:
        # In this order: a keeper that finds nobody needs the lease itself to stop its engine.
        for lock in (engine.keeper_lock, engine.lease):
            if not lock.take_alone_within(patience):
                return (
                    f"{engine.title} is in use. Stop the helpdesk and other commands first, then try again."
                )
    for folder in [*(engine.data for engine in engines), Path(var) / "media", Path(var) / "beat"]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
