"""Statements the ORM writes once and sends often: their text is kept, and every time other values go with it.

Building and compiling a query with a dozen joins takes the ORM longer than PostgreSQL takes to answer it.
"""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

# Stand-ins are numbers and moments nobody has, all within the range of a 32-bit column.
FIRST_NUMBER = 2_147_000_000
FIRST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)


class Kept:
    """A queryset whose statement is kept.

    `write(*form, **values)` gives the queryset. `form` is what decides how it looks, hashable; `values` are numbers,
    moments and lists of numbers that are only compared with, by equality or order. While it is written `write` gets
    stand-ins for them; nothing else that differs from one call to the next may find
    its way into the queryset; ValueError when a value would stay in it for ever.
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
        numbers, moments = count(FIRST_NUMBER), (FIRST_MOMENT + timedelta(each) for each in count())
        stand_ins = {}
        for name, (kind, length) in shape:
            one = moments if kind is datetime else numbers
            stand_ins[name] = next(one) if length is None else [next(one) for _ in range(length)]
        try:
            return _Written(self.write(*form, **stand_ins), stand_ins)
        except EmptyResultSet:
            return None


def _shape(values):
    return tuple(
        (name, (int, len(value)) if isinstance(value, list) else (type(value), None))
        for name, value in values.items()
    )


class _Written:
    """A compiled queryset, and where in its parameters which value stands."""

    def __init__(self, queryset, stand_ins):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.text, parameters = self.compiler.as_sql()
        places = {}
        for name, value in stand_ins.items():
            places |= (
                {each: (name, at) for at, each in enumerate(value)}
                if isinstance(value, list)
                else {value: (name, None)}
            )
        self.plan = [
            (parameter, places.get(parameter) if isinstance(parameter, int | date) else None)
            for parameter in parameters
        ]
        constants = [parameter for parameter, place in self.plan if not place]
        told = f"{self.text} {constants}"
        if any(isinstance(each, date) for each in constants) or any(str(value) in told for value in places):
            raise ValueError(f"Not fit to be kept, for a value of one call stays in it: {told}")

    def parameters(self, values):
        return tuple(_value(values, *place) if place else parameter for parameter, place in self.plan)

    def rows(self, values):
        fresh = QuerySet(self.queryset.model, _Sent(self.compiler, self.text, self.parameters(values)))
        for part in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(fresh, part, getattr(self.queryset, part))
        return list(fresh)


def _value(values, name, at):
    return values[name] if at is None else values[name][at]


class _Sent:
    """As much of a query as a queryset needs that is only read from: something that compiles it."""

    def __init__(self, compiler, text, parameters):
        self.compiler, self.text, self.parameters = compiler, text, parameters

    def get_compiler(self, using):
        compiler = copy(self.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda: (self.text, self.parameters)
        return compiler
