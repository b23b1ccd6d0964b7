"""One small process that runs an engine while somebody uses it: `-m helpdesk.engines.keeper NAME VAR`.

It restarts the engine when it dies, stops it when the last lease is gone, and takes it along when
it is killed itself.
"""

import os
import signal
import subprocess
import sys
import time
from functools import partial

from helpdesk.engines.engine import SOMEBODY_ELSE_KEEPS_IT
from helpdesk.engines.places import EngineFailed, engine_account
from helpdesk.engines.postgres import Postgres
from helpdesk.engines.redis import Redis
from helpdesk.leash import die_with_parent

ENGINES = {engine.name: engine for engine in (Postgres, Redis)}
LOOK_SECONDS = 0.25
LONGEST_LOG = 10 * 1024 * 1024
TRIES = 8


class Keeper:
    """Holds one engine up until nobody holds its lease."""

    def __init__(self, engine):
        self.engine = engine
        self.is_stopping = False

    def keep(self):
        """Run until the last lease is gone. Raises EngineFailed when the engine will not stay up."""
        self.engine.prepare()
        failures = 0
        while not self.is_stopping:
            began = time.monotonic()
            server = self._start()
            self._watch(server)
            if not self.is_stopping:
                failures = 1 if time.monotonic() - began > 30 else failures + 1
                if failures > TRIES:
                    raise EngineFailed(f"{self.engine.title} ends again and again.")
                time.sleep(min(0.1 * 2**failures, 5))

    def _start(self):
        account = engine_account()
        self.engine.log.parent.mkdir(parents=True, exist_ok=True)
        if self.engine.log.exists() and self.engine.log.stat().st_size > LONGEST_LOG:
            self.engine.log.replace(self.engine.log.with_suffix(".log.1"))
        with open(self.engine.log, "ab") as log:
            return subprocess.Popen(  # noqa: S603 (the engine's own program)
                self.engine.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                user=account and account.pw_uid,
                group=account and account.pw_gid,
                extra_groups=[] if account else None,
                preexec_fn=partial(die_with_parent, self.engine.stop_signal),
            )

    def _watch(self, server):
        while True:
            try:
                server.wait(LOOK_SECONDS)
                return
            except subprocess.TimeoutExpired:
                if self.is_stopping or self.engine.lease.take_alone():
                    self.is_stopping = True
                    self._stop(server)

    def _stop(self, server):
        server.send_signal(self.engine.stop_signal)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()

    def stop(self, *_):
        """A signal handler: end the engine, then ourselves."""
        self.is_stopping = True


def main(name, var):
    engine = ENGINES[name](var)
    if not engine.keeper_lock.take_alone():
        return SOMEBODY_ELSE_KEEPS_IT
    os.umask(0o077)
    keeper = Keeper(engine)
    signal.signal(signal.SIGTERM, keeper.stop)
    try:
        keeper.keep()
    except EngineFailed as failure:
        engine.log.parent.mkdir(parents=True, exist_ok=True)
        with open(engine.log, "a") as log:
            log.write(f"{failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
