"""Statements the ORM writes once and sends often: their text is kept, and every time other values go with it.

Building and compiling a query with a dozen joins takes the ORM longer than PostgreSQL takes to answer it.
"""

import re
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from secrets import randbelow

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from psycopg.sql import Literal

# Stand-ins are numbers and moments nobody has, within the range of a 32-bit column, and other ones each time: what
# people type into a filter is part of the form, and must not be taken for one.
NUMBERS, MOMENTS = 1_000_000_000, datetime(9000, 1, 1, tzinfo=UTC)


class Kept:
    """A queryset whose statement is kept.

    `write(*form, **values)` gives the queryset. `form` is what decides how it looks, hashable; `values` are numbers,
    moments and lists of numbers that are only compared with, by equality or order. While it is written `write` gets
    stand-ins for them, twice; ValueError when both come to different statements, or one holds a moment of its own: a
    value of that call would stay in it for ever.
    """

    def __init__(self, write, most=256):
        self.write = write
        self._written = lru_cache(most)(self._write)

    def rows(self, *form, **values):
        """The rows of `write(*form, **values)`, as a list."""
        written = self._written(form, _shape(values))
        return written.rows(values) if written else []

    def statement(self, *form, **values):
        """The text and the parameters of `write(*form, **values)`, or None when it can have no row."""
        written = self._written(form, _shape(values))
        return (written.text, written.parameters(values)) if written else None

    def _write(self, form, shape):
        try:
            written, again = (
                _Written(self.write(*form, **stand_ins), stand_ins)
                for stand_ins in (_stand_ins(shape), _stand_ins(shape))
            )
        except EmptyResultSet:
            return None
        if written.draft != again.draft or any(isinstance(each, date) for each in written.draft[1]):
            raise ValueError(f"Not fit to be kept, for a value of one call stays in it: {written.draft}")
        return written


def _shape(values):
    return tuple(
        (name, (int, len(value)) if isinstance(value, list) else (type(value), None))
        for name, value in values.items()
    )


def _stand_ins(shape):
    first = randbelow(NUMBERS)
    numbers = count(NUMBERS + first)
    moments = (MOMENTS + timedelta(microseconds=first + each) for each in count())
    return {
        name: next(one) if length is None else [next(one) for _ in range(length)]
        for name, (kind, length) in shape
        for one in [moments if kind is datetime else numbers]
    }


class _Written:
    """A compiled queryset: its text, and for each of its placeholders which value belongs there."""

    def __init__(self, queryset, stand_ins):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        text, parameters = self.compiler.as_sql()
        places = dict(_places(stand_ins))
        self.draft = text, [_place(parameter, places) or parameter for parameter in parameters]
        self.text, self.sent = self._with_constants(*self.draft)

    def _with_constants(self, text, parameters):
        # An index over open tickets alone is only of use to a plan that knows that open ones are meant.
        parameters, left = iter(parameters), []

        def written(placeholder):
            if placeholder[0] == "%%":
                return "%%"
            parameter = next(parameters)
            if isinstance(parameter, str | int):
                return Literal(parameter).as_string(self.compiler.connection.connection).replace("%", "%%")
            left.append(parameter)
            return "%s"

        return re.sub("%%|%s", written, text), left

    def parameters(self, values):
        return tuple(each.of(values) if isinstance(each, _Place) else each for each in self.sent)

    def rows(self, values):
        fresh = QuerySet(self.queryset.model, _Sent(self.compiler, self.text, self.parameters(values)))
        for part in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(fresh, part, getattr(self.queryset, part))
        return list(fresh)


@dataclass(frozen=True)
class _Place:
    """Where a value comes from: by its name and, out of a list, its place there."""

    name: str
    at: int | None = None

    def of(self, values):
        return values[self.name] if self.at is None else values[self.name][self.at]


def _places(stand_ins):
    for name, value in stand_ins.items():
        if isinstance(value, list):
            yield from ((each, _Place(name, at)) for at, each in enumerate(value))
        else:
            yield value, _Place(name)


def _place(parameter, places):
    # Lists and JSON cannot be looked up, and are never stand-ins.
    return places.get(parameter) if isinstance(parameter, int | datetime) else None


class _Sent:
    """As much of a query as a queryset needs that is only read from: something that compiles it."""

    def __init__(self, compiler, text, parameters):
        self.compiler, self.text, self.parameters = compiler, text, parameters

    def get_compiler(self, using):
        compiler = copy(self.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda: (self.text, self.parameters)
        return compiler
