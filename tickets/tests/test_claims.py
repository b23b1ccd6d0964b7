"""Work that is a row is done once, comes back when its worker dies, and is parked when it keeps failing."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from tickets.models import Event
from tickets.tests.factories import opened


@pytest.fixture
def event(db):
    return opened().events.get()


def test_a_claimed_row_is_nobody_elses(event):
    assert Event.objects.all().claim() == [event]
    assert Event.objects.all().claim() == []


def test_a_claimed_row_comes_back_when_its_lease_is_over(event):
    Event.objects.all().claim(lease=timedelta(seconds=-1))
    (again,) = Event.objects.all().claim()
    assert again.attempts == 2


def test_a_failing_row_backs_off_and_is_parked_in_the_end(event):
    for attempt in range(1, Event.MOST_ATTEMPTS + 1):
        event.attempts = attempt
        event.note_trouble(ValueError("no luck"))
        assert event.next_try_at > timezone.now() or event.parked_at

    assert event.parked_at
    assert "ValueError: no luck" in event.trouble
    assert list(Event.objects.parked()) == [event]
    assert not Event.objects.all().claim()


def test_a_final_refusal_parks_at_once_and_can_be_run_again(event):
    event.note_trouble(ValueError("never"), is_final=True)
    assert event.parked_at

    event.run_again()
    assert Event.objects.all().claim() == [event]


@pytest.mark.django_db(transaction=True)
def test_many_workers_share_the_rows_without_doubling_one():
    ticket = opened()
    for _number in range(40):
        ticket.record(Event.Kind.REOPENED)
    taken = []

    def work():
        try:
            while rows := Event.objects.all().claim(limit=3):
                taken.extend(row.pk for row in rows)
        finally:
            connection.close()

    threads = [Thread(target=work) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == len(set(taken)) == 41
