"""What follows from a change is never lost, whatever fails."""

import pytest
from django.utils import timezone

from core.reacting import concerned_by
from tickets.models import Event
from tickets.tasks import react, sweep_reactions

calls = []


def follow(event):
    calls.append(event.pk)


def follow_once_more(event):
    calls.append(event.pk)


@concerned_by(lambda event: event.kind == Event.Kind.NOTED)
def only_about_notes(event):
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


def test_when_all_reactions_succeed_they_share_one_transaction(printer, settings, django_assert_num_queries):
    settings.TICKET_REACTIONS = [f"{__name__}.follow", f"{__name__}.follow_once_more"]
    event = printer.events.get()
    event.pending = list(settings.TICKET_REACTIONS)
    with django_assert_num_queries(3):  # a savepoint (of the test), the row, its release
        event.react()
    assert (event.is_settled, len(calls)) == (True, 2)


def test_nobody_is_woken_for_what_concerns_no_reaction(
    printer, ben, settings, django_capture_on_commit_callbacks
):
    settings.TICKET_REACTIONS = [f"{__name__}.only_about_notes"]
    with django_capture_on_commit_callbacks() as bells:
        printer.tag(add=["hall"], by=ben)
    assert (printer.recorded.pending, printer.recorded.is_settled, bells) == ([], True, [])
    with django_capture_on_commit_callbacks() as bells:
        printer.note("Look here.", by=ben)
    assert printer.recorded.pending == [f"{__name__}.only_about_notes"]
    assert bells
