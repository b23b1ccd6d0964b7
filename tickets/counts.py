"""How many tickets stand in lists: exact up to a limit, and all lists in one statement."""

from django.core.exceptions import EmptyResultSet
from django.db import connection

MOST_COUNTED = 99


def counts_of(querysets, most=MOST_COUNTED):
    """The number of rows of each queryset, at most `most` + 1; one statement, none for no queryset."""
    return counts([statement_of(queryset, most) for queryset in querysets], is_kept=False)


def statement_of(queryset, most=MOST_COUNTED):
    """What `counts` needs of a queryset: its statement and values, or None when no row can be in it."""
    try:
        return countable(queryset, most).query.sql_with_params()
    except EmptyResultSet:
        return None


def countable(queryset, most=MOST_COUNTED):
    """The rows of a queryset as far as they are counted."""
    return queryset.order_by().values("pk")[: most + 1]


def counts(statements, *, is_kept=True):
    """The number of rows of each of these statements (see `statement_of`), in one; unless they are kept, planned for
    these very values."""
    asked = [(place, *statement) for place, statement in enumerate(statements) if statement]
    found = dict.fromkeys(range(len(statements)), 0)
    if asked:
        # Put together of statements the ORM wrote; every value goes as a parameter.
        parts = [f"SELECT {place}, count(*) FROM ({sql}) AS counted" for place, sql, _values in asked]  # noqa: S608
        text, values = " UNION ALL ".join(parts), [each for _place, _sql, values in asked for each in values]
        with connection.cursor() as cursor:
            if is_kept:
                cursor.execute(text, values)
            else:
                cursor.execute(connection.ops.compose_sql(text, values))
            found.update(cursor.fetchall())
    return list(found.values())


def told(count, most=MOST_COUNTED):
    """A count as people read it: exact, or "99+"."""
    return str(count) if count <= most else f"{most}+"
