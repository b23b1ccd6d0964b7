"""Writes many rows in one statement whose text is always the same, so that the database parses and plans it once."""

import json

from django.db import connection


def insert_all(rows):
    """Insert unsaved rows of one model; returns their ids."""
    meta = rows[0]._meta
    fields = [field for field in meta.local_concrete_fields if not (field.primary_key or field.generated)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {meta.db_table} ({names}) SELECT {names}"  # noqa: S608  names of our own
            f" FROM jsonb_populate_recordset(NULL::{meta.db_table}, %s) RETURNING {meta.pk.column}",
            [as_json({field.column: getattr(row, field.attname) for field in fields} for row in rows)],
        )
        return [pk for (pk,) in cursor.fetchall()]


def update_all(rows, names):
    """Write the fields `names` of rows of one model that are there."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(f'given."{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        # The table itself knows the types of its columns.
        cursor.execute(
            f"UPDATE {meta.db_table} AS kept SET ({columns}) = ROW({values})"  # noqa: S608  names of our own
            f" FROM jsonb_populate_recordset(NULL::{meta.db_table}, %s) AS given WHERE kept.id = given.id",
            [
                as_json(
                    {"id": row.pk} | {one.column: getattr(row, one.attname) for one in fields} for row in rows
                )
            ],
        )


def as_json(rows):
    """An array of JSON objects. Django's encoder would cut moments to milliseconds."""
    return json.dumps(list(rows), default=lambda moment: moment.isoformat())
