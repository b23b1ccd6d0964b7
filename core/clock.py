"""What time it is by the database: the only clock that all processes share. Their own may be days off."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, Func


class ClockTimestamp(Func):
    """The moment by the database's clock, also in the midst of a transaction."""

    function = "clock_timestamp"
    output_field = DateTimeField()
    arity = 0


@dataclass
class Reading:
    """What the database's clock said, carried on by this process's own, which can only go forward."""

    moment: datetime
    read_at: float

    @classmethod
    def of(cls, moment):
        """A Reading that was made just now."""
        return cls(moment, time.monotonic())

    def now(self):
        return self.moment + timedelta(seconds=time.monotonic() - self.read_at)


def database_time():
    """The moment by the database's clock, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
