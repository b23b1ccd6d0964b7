"""Databases to copy others from: a migrated, empty one is made once for each state of the migrations.

A copy takes a tenth of a second, whatever it cost to make the original.
"""

import hashlib
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

KEPT = 3
LOCK = 7_362_019


def ensure():
    """The name of the template database, made first when there is none for these migrations."""
    name = f"template_{fingerprint()}"
    # Whoever comes second waits here for the whole migration.
    with alone() as cursor:
        if name not in templates(cursor):
            make(cursor, name)
        for old in templates(cursor)[KEPT:]:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
    return name


def fingerprint():
    """Twelve hexadecimal digits over all migrations of the house and the pinned packages."""
    files = [settings.BASE_DIR / "requirements.txt"]
    for app in apps.get_app_configs():
        if app.path.startswith(f"{settings.BASE_DIR}/") and "/.venv/" not in app.path:
            files += sorted((settings.BASE_DIR / app.label / "migrations").glob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(settings.BASE_DIR)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def templates(cursor):
    """The template databases there are, newest first."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname ~ '^template_[0-9a-f]{12}$' ORDER BY oid DESC"
    )
    return [name for (name,) in cursor.fetchall()]


def make(cursor, name):
    """Migrate beside and rename, so that a run that is broken off leaves no half-made template."""
    half_made = f"{name}_new"
    cursor.execute(f'DROP DATABASE IF EXISTS "{half_made}"')
    cursor.execute(f'CREATE DATABASE "{half_made}"')
    with connected_to(half_made):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        call_command("createcachetable", verbosity=0)
    cursor.execute(f'ALTER DATABASE "{half_made}" RENAME TO "{name}"')


@contextmanager
def copied(source, name):
    """Lead Django to `name`, a new copy of the database `source`, and drop it afterwards."""
    copy(source, name)
    try:
        with connected_to(name):
            yield
    finally:
        with connection._nodb_cursor() as cursor:
            # Threads of a web server may not have hung up yet.
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def copy(source, name):
    """Make `name` a copy of the database `source`, instead of what stood there."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


@contextmanager
def alone():
    """Hold the lock of all who make databases to copy from, however long another one takes."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor


@contextmanager
def connected_to(name):
    """Django's default connection, led to another database meanwhile."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
