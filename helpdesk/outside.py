"""What is given from outside: variables, and the addresses of a PostgreSQL and a Redis that are not ours to start."""

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRES = {"postgres", "postgresql", "psql", "pgsql"}
REDIS = {"redis", "rediss", "unix"}


class Env(environ.Env):
    """Variables of the environment; one that cannot be what it should is named in ImproperlyConfigured."""

    def get_value(self, var, cast=None, **facts):
        try:
            return super().get_value(var, cast=cast, **facts)
        except ValueError as wrong:
            kind = getattr(cast, "__name__", cast)
            raise ImproperlyConfigured(
                f"{var} in the environment cannot be read as {kind}: {wrong}."
            ) from wrong


def database(url):
    """Django's settings for DATABASE_URL; ImproperlyConfigured with the way it is written when it is not one."""
    try:
        found = environ.Env.db_url_config(url) if scheme(url) in POSTGRES else {}
    except ValueError:
        found = {}
    if not found.get("NAME") or "@" in found["NAME"]:
        raise ImproperlyConfigured(
            "DATABASE_URL is written postgres://user:password@host:5432/name, and in a password @ : / % # ? "
            "are written %40 %3A %2F %25 %23 %3F. Leave it out, and bin/run brings a database of its own."
        )
    return found


def redis(url):
    """The address itself; ImproperlyConfigured with the way it is written when it is none of a Redis."""
    if scheme(url) not in REDIS:
        raise ImproperlyConfigured(
            "REDIS_URL is written redis://host:6379/0, rediss://… or unix:///path/to/redis.sock. "
            "Leave it out, and bin/run brings a Redis of its own."
        )
    return url


def scheme(url):
    name, _colon, rest = url.partition("://")
    return name if rest else ""
