"""What follows from a change is never lost, whatever fails."""

import pytest
from django.utils import timezone

from tickets.models import Event
from tickets.tasks import react, sweep_reactions

calls = []


def follow(event):
    calls.append(event.pk)


def fail(event):
    raise RuntimeError("the printer is still on fire")


@pytest.fixture(autouse=True)
def wiring(settings):
    calls.clear()
    settings.TICKET_REACTIONS = [f"{__name__}.fail", f"{__name__}.follow"]


def test_a_failing_reaction_stays_pending_and_the_others_run(printer):
    event = printer.events.get()
    react(event.pk)
    event.refresh_from_db()

    assert calls == [event.pk]
    assert event.pending == [f"{__name__}.fail"]
    assert "still on fire" in event.trouble
    assert event.next_try_at > timezone.now()


def test_a_settled_reaction_does_not_run_twice(printer):
    event = printer.events.get()
    react(event.pk)
    react(event.pk)
    event.run_again()
    react(event.pk)
    assert calls == [event.pk]


def test_the_sweep_finds_what_no_bell_rang_for(printer):
    sweep_reactions()
    assert calls == [printer.events.get().pk]
    assert not Event.objects.get().is_settled


def test_a_reaction_that_keeps_failing_is_parked_with_its_traceback(printer):
    event = printer.events.get()
    Event.objects.update(attempts=Event.MOST_ATTEMPTS - 1)
    react(event.pk)
    event.refresh_from_db()
    assert event.parked_at
    assert "RuntimeError" in event.trouble


def test_a_listener_that_fails_undoes_the_whole_verb(printer, ben, settings):
    settings.TICKET_LISTENERS = [f"{__name__}.fail"]
    with pytest.raises(RuntimeError):
        printer.take(by=ben)
    printer.refresh_from_db()
    assert printer.assignee is None
    assert printer.events.count() == 1
