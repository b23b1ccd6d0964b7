"""How many tickets stand in lists: exact up to a limit, and all lists in one statement."""

from django.core.exceptions import EmptyResultSet
from django.db import connection

MOST_COUNTED = 99


def counts_of(querysets, most=MOST_COUNTED):
    """The number of rows of each queryset, at most `most` + 1; one statement, none for no queryset."""
    parts, params, places = [], [], []
    for place, queryset in enumerate(querysets):
        try:
            sql, values = queryset.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        places.append(place)
        # Put together of statements the ORM wrote; every value goes as a parameter.
        parts.append(f"SELECT {place}, count(*) FROM ({sql}) AS counted")  # noqa: S608
        params += values
    found = dict.fromkeys(range(len(querysets)), 0)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            found.update(cursor.fetchall())
    return [found[place] for place in range(len(querysets))]


def told(count, most=MOST_COUNTED):
    """A count as people read it: exact, or "99+"."""
    return str(count) if count <= most else f"{most}+"
