"""Rows of COPY's binary format for a model: what is said here, and the model's own defaults for the rest.

Quicker than text, which PostgreSQL would have to read and Python to escape. Source: PostgreSQL, COPY, File Formats.
"""

import ipaddress
import json
from datetime import datetime
from functools import lru_cache
from struct import Struct

from django.utils import timezone

NULL = b"\xff\xff\xff\xff"
BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
MIDNIGHT_2000 = 946_684_800_000_000
VARCHAR = 1043
length, long, short = Struct("!i").pack, Struct("!iq").pack, Struct("!ih").pack
array, inet = Struct("!iiIii").pack, Struct("!4B").pack


def moment(seconds):
    """Seconds since 1970 as PostgreSQL keeps them: microseconds since 2000."""
    return int(seconds * 1_000_000) - MIDNIGHT_2000


def number_field(value):
    return NULL if value is None else long(8, value)


def small_field(value):
    return NULL if value is None else short(2, value)


def truth_field(value):
    return b"\0\0\0\1\1" if value else b"\0\0\0\1\0"


def text_field(value):
    value = value.encode()
    return length(len(value)) + value


@lru_cache(maxsize=1_000)
def json_field(value):
    """A field for JSON text."""
    return text_field(f"\1{value}")


@lru_cache(maxsize=1_000)
def words_field(values):
    """A field for a tuple of words."""
    if not values:
        return length(12) + Struct("!iiI").pack(0, 0, VARCHAR)
    words = array(1, 0, VARCHAR, len(values), 1) + b"".join(map(text_field, values))
    return length(len(words)) + words


@lru_cache(maxsize=1_000)
def address_field(value):
    """A field for an address of IPv4, or None."""
    return NULL if value is None else length(8) + inet(2, 32, 0, 4) + ipaddress.IPv4Address(value).packed


FIELDS = {
    "BigAutoField": number_field,
    "BigIntegerField": number_field,
    "ForeignKey": number_field,
    "DateTimeField": number_field,
    "SmallIntegerField": small_field,
    "PositiveSmallIntegerField": small_field,
    "BooleanField": truth_field,
    "CharField": text_field,
    "TextField": text_field,
    "JSONField": json_field,
    "ArrayField": words_field,
    "GenericIPAddressField": address_field,
}


class Table:
    """The table of `model`; `given` names the columns whose values each row brings, in order, with spaces."""

    def __init__(self, model, given):
        given = given.split()
        self.name = model._meta.db_table
        fields = {field.column: field for field in model._meta.concrete_fields if not field.generated}
        if unknown := set(given) - set(fields):
            raise ValueError(f"{self.name} has no {', '.join(sorted(unknown))}.")
        rest = [one for one in fields.values() if one.column not in given and not one.primary_key]
        names = [*given, *(field.column for field in rest)]
        self.columns = ", ".join(f'"{name}"' for name in names)
        self.fields = [FIELDS[fields[name].get_internal_type()] for name in given]
        self.head, self.tail = Struct("!h").pack(len(names)), b"".join(map(default, rest))

    def row(self, *values):
        return b"".join([field(value) for field, value in zip(self.fields, values, strict=True)])

    def data(self, rows):
        """What COPY reads."""
        return BEGIN + self.head + (self.tail + self.head).join(rows) + self.tail + END


def default(field):
    """The default of a model field as COPY wants it."""
    value = field.get_default()
    if value is None:
        return NULL
    elif isinstance(value, datetime):
        value = moment(timezone.now().timestamp())
    elif isinstance(value, list):
        value = tuple(value)
    elif isinstance(value, dict):
        value = json.dumps(value)
    return FIELDS[field.get_internal_type()](value)
