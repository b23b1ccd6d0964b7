"""The parts that run at home without any settings: the secret key, PostgreSQL and Redis.

Asking for an address starts nothing, so that settings stay cheap; `ensure_engines` starts.
"""

import os
import secrets
import sys
from pathlib import Path

from helpdesk.engines.places import EngineFailed
from helpdesk.engines.postgres import Postgres
from helpdesk.engines.redis import Redis

_held = {}


def secret_key(var):
    """The installation's secret key, made once and readable by its owner alone."""
    path = Path(var) / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"secret_key.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # fails when somebody was quicker: then theirs is the key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def database_url(var):
    """Where the embedded database is, or will be once `ensure_engines` has started it."""
    return Postgres(var).url


def redis_url(var):
    """Where the private Redis is, or will be once `ensure_redis` has started it."""
    return Redis(var).url


def broker_url(redis_url):
    """The same Redis as Celery spells it."""
    return redis_url.replace("unix://", "redis+socket://", 1)


def var_dir():
    """Where everything of this installation lives: VAR_DIR, or var/ beside manage.py."""
    default = Path(__file__).resolve().parent.parent / "var"
    return Path(os.environ.get("VAR_DIR") or default).resolve()


def ensure_engines():
    """Have the embedded PostgreSQL up for as long as this process lives, unless DATABASE_URL is set.

    Ends the program with one clear line when it cannot be started.
    """
    if not os.environ.get("DATABASE_URL"):
        _ensure(Postgres)


def ensure_redis():
    """Have the private Redis up for as long as this process lives, unless a broker is configured."""
    if not os.environ.get("REDIS_URL"):
        _ensure(Redis)


def ensure_all():
    """Have both up; the engines that are ours to look after."""
    ensure_engines()
    ensure_redis()
    return list(_held.values())


def let_go():
    """Release what this process holds; the names of engines that stay up for others."""
    for engine in _held.values():
        engine.lease.release()
    staying = [engine.title for engine in _held.values() if not engine.let_go()]
    _held.clear()
    return staying


def _ensure(kind):
    var = var_dir()
    engine = _held.setdefault((kind, var), kind(var))
    try:
        engine.ensure()
    except EngineFailed as failure:
        sys.exit(str(failure))
