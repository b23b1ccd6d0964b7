"""A database or a Redis from outside that cannot be used is one line with the way out."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from helpdesk import outside
from helpdesk.ground import EXTENSIONS, trouble_with_database, trouble_with_redis

pytestmark = pytest.mark.django_db


@contextmanager
def led_elsewhere(**place):
    """Django's connection as another DATABASE_URL would have it."""
    usual = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= place
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= usual


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"HOST": "127.0.0.1", "PORT": "1"}, "Connection refused"),
        ({"HOST": "nowhere.invalid"}, "nowhere.invalid"),
        ({"NAME": "nothing"}, '"nothing" does not exist'),
        ({"USER": "nobody at all"}, "nobody at all"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line(place, reason):
    with led_elsewhere(**place):
        trouble = trouble_with_database()
    assert reason in trouble
    assert "DATABASE_URL" in trouble
    assert "\n" not in trouble


def test_a_variable_that_is_no_number_is_named(monkeypatch):
    monkeypatch.setenv("SESSION_LIFETIME", "a month")
    with pytest.raises(
        ImproperlyConfigured, match="SESSION_LIFETIME in the environment cannot be read as int"
    ):
        outside.Env().int("SESSION_LIFETIME", default=5)
    assert outside.Env().int("NOBODY_SET_THIS", default=5) == 5


def test_a_database_that_is_ready_is_no_trouble():
    assert trouble_with_database() is None


def test_whoever_may_not_make_extensions_reads_who_runs_what():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP EXTENSION {', '.join(EXTENSIONS)} CASCADE")
        assert trouble_with_database() is None
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
        cursor.execute(f'REVOKE CREATE ON DATABASE "{connection.settings_dict["NAME"]}" FROM "{user}"')
        trouble = trouble_with_database()
    assert f"{user} may not make extensions" in trouble
    assert trouble.endswith("CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION btree_gin")


def test_whoever_may_not_make_tables_reads_who_runs_what():
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA narrow; REVOKE CREATE ON SCHEMA narrow FROM CURRENT_USER")
        cursor.execute("SET LOCAL search_path TO narrow, public")
        trouble = trouble_with_database()
    assert "may not make tables" in trouble
    assert 'GRANT CREATE ON SCHEMA "narrow"' in trouble


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://a:b@host/name", "postgres://a:b@host/", "postgres://a:b@host:port/name",
     "postgres://a:b/c@host/name", "postgres://a:b@c/d@host/name"],
)  # fmt: skip
def test_an_address_that_is_none_of_a_postgresql_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is written postgres://"):
        outside.database(url)


def test_letters_with_a_meaning_of_their_own_stand_in_a_password():
    found = outside.database("postgres://a:p%40ss%2Fw%3Ard@host:5433/name?sslmode=require")
    assert (found["PASSWORD"], found["PORT"], found["OPTIONS"]) == ("p@ss/w:rd", 5433, {"sslmode": "require"})


@pytest.mark.parametrize("url", ["nonsense", "http://host/", "postgres://host/name"])
def test_an_address_that_is_none_of_a_redis_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL is written redis://"):
        outside.redis(url)


def test_a_redis_that_is_away_is_said_and_harmless(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    assert "Everything works without" in trouble_with_redis()
