"""Many rows in one statement whose text is always the same: they travel as one JSON document.

The ORM would write a statement as long as the rows are many, which costs more than the database takes to answer it.
https://www.postgresql.org/docs/current/functions-json.html (jsonb_populate_recordset)
"""

import json
from datetime import date
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import FileField
from django.utils.functional import Promise


def insert(model, rows):
    """Write new rows of `model`, which have their keys (a single one may be without), and note on them what the
    database has added. What is a default of the database is left to it."""
    given, is_without = given_by_database(model), rows[0].pk is None
    with connection.cursor() as cursor:
        cursor.execute(_insert(model, is_without), [_document(rows, _columns(model, is_without))])
        by_key = {row.pk: row for row in rows}
        for key, *values in cursor.fetchall() if given or is_without else ():
            row = by_key[None if is_without else key]
            row.pk = key
            for field, value in zip(given, values, strict=True):
                setattr(row, field.attname, value)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(model, rows, names):
    """Write the fields `names` of rows that are there."""
    fields = [model._meta.get_field(name) for name in sorted(names)]
    written = [(field.column, field) for field in (model._meta.pk, *fields)]
    with connection.cursor() as cursor:
        cursor.execute(_update(model, tuple(field.column for field in fields)), [_document(rows, written)])


@cache
def given_by_database(model):
    """The fields of new rows that are left to the database."""
    return [field for field in model._meta.concrete_fields if field.has_db_default() and not field.generated]


@cache
def _columns(model, is_without_key):
    given = [*given_by_database(model), *([model._meta.pk] if is_without_key else [])]
    fields = [field for field in model._meta.concrete_fields if not field.generated and field not in given]
    return [(field.column, field) for field in fields]


@cache
def _insert(model, is_without_key):
    given = given_by_database(model)
    columns = ", ".join(_quoted(name) for name, _field in _columns(model, is_without_key))
    told = ", ".join(_quoted(field.column) for field in (model._meta.pk, *given))
    table = _quoted(model._meta.db_table)
    return (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s)"  # noqa: S608
        + (f" RETURNING {told}" if given or is_without_key else "")
    )


@cache
def _update(model, columns):
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    changes = ", ".join(f"{_quoted(name)} = given.{_quoted(name)}" for name in columns)
    return (
        f"UPDATE {table} SET {changes} FROM jsonb_populate_recordset(NULL::{table}, %s) AS given"  # noqa: S608
        f" WHERE {table}.{key} = given.{key}"
    )


def _quoted(name):
    return connection.ops.quote_name(name)


def _value(row, field):
    return str(field.pre_save(row, True)) if isinstance(field, FileField) else getattr(row, field.attname)


def _document(rows, columns):
    facts = [{name: _value(row, field) for name, field in columns} for row in rows]
    return json.dumps(facts, ensure_ascii=False, default=_plain)


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Promise | UUID):
        return str(value)
    raise TypeError(f"{type(value)} cannot be written so")
