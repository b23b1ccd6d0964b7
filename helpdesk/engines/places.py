"""Where the engines keep their files, and the unprivileged account they run under."""

import hashlib
import os
import pwd
import re
import stat
import subprocess
import sys
from functools import cache
from pathlib import Path

ACCOUNT = "helpdesk-engines"
# A unix socket's path has at most 107 bytes; the longest name we put behind it is ".s.PGSQL.5432".
LONGEST_SOCKET_DIR = 90


class EngineFailed(Exception):
    """An engine could not be started. The message is one or two lines a person can act on."""


def sockets_dir(var, engine):
    """The directory of an engine's socket: inside `var`, or a short one where that path will not do.

    The answer depends on `var` alone, so that every command finds the same socket.
    """
    inside = var / "run" / engine
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIR and re.fullmatch(r"[\w/.-]+", str(inside), re.A):
        return inside
    digest = hashlib.sha256(os.fsencode(var)).hexdigest()[:16]
    return Path("/tmp") / f"helpdesk-{digest}" / engine  # noqa: S108 (own_dir refuses a stranger's)


def own_dir(path, mode=0o700):
    """Make a directory that belongs to the engines' account; refuse one that a stranger made first."""
    account = engine_account()
    parent_made = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    if parent_made:
        path.parent.chmod(0o755)
    path.mkdir(mode=mode, exist_ok=True)
    found = path.lstat()
    wanted = account.pw_uid if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {wanted, os.geteuid()}:
        raise EngineFailed(f"{path} belongs to somebody else. Remove it, or set VAR_DIR elsewhere.")
    path.chmod(mode)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
    return path


@cache
def engine_account():
    """The account for the engines when we are root (PostgreSQL refuses root), else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        try:
            subprocess.run(  # noqa: S603 (fixed arguments)
                [*command, "--shell", "/usr/sbin/nologin", ACCOUNT], check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            raise EngineFailed(
                "PostgreSQL refuses to run as root, and an account for it could not be made. "
                "Start the helpdesk as an ordinary user, or set DATABASE_URL."
            ) from None
        return pwd.getpwnam(ACCOUNT)


def open_the_way_to(path):
    """Let others pass through (not list) the directories above `path`, telling which were closed."""
    for directory in reversed(Path(path).resolve().parents):
        mode = directory.stat().st_mode
        if not mode & stat.S_IXOTH:
            directory.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            print(  # noqa: T201
                f"Let other accounts pass through (not list) {directory}: PostgreSQL runs as "
                f"{ACCOUNT} and must reach its files.",
                file=sys.stderr,
            )
