"""Statements that are given up after a while."""

import pytest
from django.db import connection

from core.patience import OutOfPatience, patience

pytestmark = pytest.mark.django_db


def sleep(seconds):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def limit():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


def test_what_takes_too_long_is_given_up_and_the_work_goes_on():
    before = limit()
    with pytest.raises(OutOfPatience), patience(20):
        sleep(5)
    assert limit() == before
    sleep(0.05)


def test_what_is_quick_is_done_and_leaves_no_limit_behind():
    before = limit()
    with patience(1000):
        sleep(0)
    assert limit() == before
