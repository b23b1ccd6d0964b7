"""An event happened when the database says so, whatever the clock of the worker that wrote it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock import database_time
from tickets.models import Event, Ticket
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def test_a_worker_whose_clock_is_years_ahead_writes_the_right_time(ann, ben, printing, time_machine):
    before = database_time()
    time_machine.move_to(timezone.now() + timedelta(days=4000), tick=False)
    ticket = opened(requester=ann, category=printing)
    ticket.prioritize(1, by=ben)
    ticket.tag(add=["hot"], by=ben)
    moments = [ticket.opened_at, *ticket.events.values_list("at", flat=True)]
    assert len(moments) == 4
    assert moments == sorted(moments)
    assert before <= moments[0]
    assert moments[-1] <= database_time()


def test_nothing_happens_before_what_happened_last(printer, ben):
    ahead = database_time() + timedelta(hours=1)
    Ticket.objects.filter(pk=printer.pk).update(updated_at=ahead)
    printer.tag(add=["hot"], by=ben)
    printer.prioritize(1, by=ben)
    assert set(printer.events.exclude(kind=Event.Kind.OPENED).values_list("at", flat=True)) == {ahead}


def test_what_time_it_is_comes_with_the_row(printer, ben, django_assert_max_num_queries):
    with django_assert_max_num_queries(8) as asked:
        printer.hold()
        printer.record(Event.Kind.TAGGED, by=ben, added=["hot"], removed=[])
    assert sum("clock_timestamp" in query["sql"] for query in asked) == 1
