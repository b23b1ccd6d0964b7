"""Statements that may take long: given up after a while, so that a page can come at once and say so."""

from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class OutOfPatience(Exception):
    """A statement took longer than somebody wanted to wait."""


@contextmanager
def patience(milliseconds):
    """Within, the database may take so long for each statement, or OutOfPatience is raised; nothing is left behind.

    https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT
    """
    is_alone = not connection.in_atomic_block
    try:
        with transaction.atomic():
            former = _limit(milliseconds)
            yield
            if not is_alone:
                # It would hold on until the longer transaction ends.
                _limit(former)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise OutOfPatience from error
        raise


def _limit(value):
    """Let statements of this transaction take no longer; returns what held before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true)",
            [str(value)],
        )
        return cursor.fetchone()[0]
