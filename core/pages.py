"""Keyset paging: the cost of a page does not depend on how far down it is, and nothing is counted.

Source of the idea: "Paging through results", Markus Winand, use-the-index-luke.com.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core import signing
from django.db.models import Q
from django.utils.dateparse import parse_datetime

SALT = "core.pages"


@dataclass
class Page:
    """Some rows, and the cursors that lead on and back (None at either end)."""

    rows: list
    next_cursor: str | None
    previous_cursor: str | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def keyset_page(queryset, order, cursor=None, size=50):
    """One page of `queryset` ordered by `order`, a list of field names ("-" for descending).

    The names must never be null and the last one must be unique (usually "pk"). `cursor` comes from a former
    page's next_cursor or previous_cursor; a damaged one means the first page.
    """
    position, is_backwards = _read(cursor, order)
    if position is None:
        return first_page(list(queryset.order_by(*order)[: size + 1]), order, size)
    keys = [(name.lstrip("-"), name.startswith("-") != is_backwards) for name in order]
    queryset = queryset.filter(_beyond(keys, position))
    rows = list(queryset.order_by(*(f"-{name}" if down else name for name, down in keys))[: size + 1])
    has_more = len(rows) > size
    rows = rows[:size]
    if is_backwards:
        rows.reverse()
    has_next, has_previous = (True, has_more) if is_backwards else (has_more, True)
    return Page(
        rows,
        _write(rows[-1], order, False) if rows and has_next else None,
        _write(rows[0], order, True) if rows and has_previous else None,
    )


def first_page(rows, order, size=50):
    """The first page of a list, of its first `size` + 1 rows in `order`, fetched already."""
    shown = rows[:size]
    return Page(shown, _write(shown[-1], order, False) if len(rows) > size else None, None)


def _beyond(keys, position):
    # (a, b, c) after (x, y, z) is: a > x, or a = x and b > y, or a = x and b = y and c > z.
    # The first condition alone (a >= x) repeats what follows from it, so that an index on `a` starts there.
    first, is_descending = keys[0]
    wanted, same = Q(), Q()
    for (name, down), value in zip(keys, position, strict=True):
        wanted |= same & Q(**{f"{name}__{'lt' if down else 'gt'}": value})
        same &= Q(**{name: value})
    return Q(**{f"{first}__{'lte' if is_descending else 'gte'}": position[0]}) & wanted


def _write(row, order, is_backwards):
    values = [_value(row, name.lstrip("-")) for name in order]
    return signing.dumps([order, is_backwards, values], salt=SALT)


def _value(row, name):
    value = row
    for part in name.split("__"):
        value = getattr(value, part, None)
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return str(value) if isinstance(value, Decimal) else value


def _read(cursor, order):
    if not cursor:
        return None, False
    try:
        cursor_order, is_backwards, values = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None, False
    if cursor_order != list(order):
        return None, False
    return [
        parse_datetime(value["at"]) if isinstance(value, dict) else value for value in values
    ], is_backwards
