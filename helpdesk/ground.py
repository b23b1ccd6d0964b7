"""Whether the database and the Redis we were given can carry this helpdesk; trouble is one line with its way out."""

import redis
from django.conf import settings
from django.db import connection
from django.db.utils import Error

EXTENSIONS = ["pg_trgm", "unaccent", "btree_gin"]
OLDEST_POSTGRES = 150000
FACTS = """
SELECT current_setting('server_version_num')::int, current_setting('server_version'),
       current_setting('server_encoding'), current_database(), current_user,
       coalesce(current_schema(), 'public'),
       has_schema_privilege(current_user, coalesce(current_schema(), 'public'), 'CREATE')
"""
# What is not there yet: whether this server knows it, and whether we may make it.
MISSING = """
SELECT wanted.name, bool_or(known.name IS NOT NULL),
       bool_or(me.rolsuper OR known.trusted AND has_database_privilege(current_database(), 'CREATE'))
  FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(name, place)
  LEFT JOIN pg_available_extension_versions known ON known.name = wanted.name
  LEFT JOIN pg_roles me ON me.rolname = current_user
 WHERE wanted.name NOT IN (SELECT extname FROM pg_extension)
 GROUP BY wanted.name, wanted.place ORDER BY wanted.place
"""


def trouble_with_database():
    """Why migrations could not run in the database of settings, or None."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(FACTS)
            facts = cursor.fetchone()
            cursor.execute(MISSING, [EXTENSIONS])
            missing = cursor.fetchall()
    except Error as error:
        return (
            f"The database of DATABASE_URL cannot be used: {_first_line(error)}. Is PostgreSQL running there, and "
            "are user, password and name right? Leave DATABASE_URL out, and bin/run brings a database of its own."
        )
    return next(_troubles(*facts, missing), None)


def _troubles(number, version, encoding, database, user, schema, may_make_tables, missing):
    if number < OLDEST_POSTGRES:
        yield f"PostgreSQL 15 or newer is needed, and DATABASE_URL leads to {version}."
    if encoding != "UTF8":
        way = f"createdb --encoding=UTF8 --template=template0 {database}"
        yield f"The database {database} is kept in {encoding}. Make one in UTF-8: {way}"
    if unknown := [name for name, is_known, _may_make in missing if not is_known]:
        way = "On its machine (Debian and Ubuntu): apt install postgresql-contrib"
        yield f"This PostgreSQL does not have {', '.join(unknown)}. {way}"
    if forbidden := [name for name, _is_known, may_make in missing if not may_make]:
        way = "; ".join(f"CREATE EXTENSION {name}" for name in forbidden)
        yield f"{user} may not make extensions in {database}. Let its administrator run there: {way}"
    if not may_make_tables:
        way = f'GRANT CREATE ON SCHEMA "{schema}" TO "{user}"'
        yield f"{user} may not make tables in {database}. Let its administrator run there: {way}"


def trouble_with_redis():
    """Why the Redis of settings does not answer, or None. Nothing is lost without one."""
    line = redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2)
    try:
        line.ping()
    except (redis.RedisError, ValueError) as error:
        return (
            f"The Redis of REDIS_URL does not answer ({_first_line(error)}). Everything works without, "
            "only nobody sees who else is reading, and mail leaves a few seconds later."
        )
    finally:
        line.close()
    return None


def _first_line(error):
    return str(error).strip().splitlines()[0].rstrip(".")
