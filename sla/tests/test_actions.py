"""What a step may do besides: call other programs, ask somebody to do something, and never go round in circles."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from channels.models import Webhook, WebhookCall
from sla.actions import check_action
from sla.models import Clock, Deed, Firing, Metric, Policy, Step, Target
from sla.reactions import act
from sla.tests.conftest import HOUR, LONG_AGO, half_an_hour_later, let_pass
from sla.ticking import tick
from tickets.models import Event
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def test_a_webhook_is_called_once_with_the_key_of_the_firing(promise, ann, printing):
    there = Webhook.objects.create(name="Pager", address="https://pager.example/hook")
    promise({"do": "webhook", "webhook": there.pk})
    ticket = opened(requester=ann, category=printing, subject="My secret troubles")
    act(half_an_hour_later(ticket))
    call = WebhookCall.objects.get()
    firing = Firing.objects.get()
    assert call.key == f"sla:{firing.clock_id}:1:0"
    assert call.payload["type"] == "sla.warned"
    assert call.payload["data"]["ticket"] == ticket.number
    assert "secret" not in str(call.payload)


def test_a_webhook_that_was_switched_off_hears_nothing(promise, ann, printing):
    there = Webhook.objects.create(name="Pager", address="https://pager.example/hook", is_active=False)
    promise({"do": "webhook", "webhook": there.pk})
    half_an_hour_later(opened(requester=ann, category=printing))
    assert not WebhookCall.objects.exists()


def test_a_task_is_a_note_that_calls_whoever_shall_do_it(promise, ann, ben, printing):
    promise(
        {"do": "task", "words": "Call her.", "whom": ben.pk}, {"do": "task", "words": "!", "whom": ann.pk}
    )
    ticket = opened(requester=ann, category=printing)
    half_an_hour_later(ticket)
    first, second = ticket.messages.filter(is_internal=True)
    assert (first.body, first.author, list(first.mentions.all())) == ("Call her.", None, [ben])
    # Who does not work there is called by no note.
    assert not second.mentions.exists()


def test_a_task_goes_to_the_one_who_works_on_it(promise, ann, ben, printing):
    promise({"do": "task", "words": "Hurry.", "whom": "assignee"})
    ticket = opened(requester=ann, category=printing)
    ticket.take(by=ben)
    half_an_hour_later(ticket)
    assert list(ticket.messages.get(is_internal=True).mentions.all()) == [ben]


def test_a_step_that_moves_itself_into_the_future_fires_no_second_time(always, ann, printing):
    """Higher priority, more time: without a rule it would warn and raise until nothing is left to raise."""
    steps = [Step(metric=Metric.RESOLUTION, order=1, kind="percent", percent=50, actions=[{"do": "raise"}])]
    targets = [Target.of(Metric.RESOLUTION, hours * HOUR, priority=5 - hours) for hours in (1, 2, 3, 4)]
    policy = Policy.objects.create(name="Upside down")
    policy.publish(targets, steps, calendar=always, valid_from=LONG_AGO)
    ticket = opened(requester=ann, category=printing)
    ticket.prioritize(4, by=None)
    half_an_hour_later(ticket)
    assert ticket.priority == 3
    clock = Clock.objects.get()
    assert clock.due_at - clock.started_at == 2 * HOUR
    assert (clock.fired, clock.spent) == ({"1": 0}, ["1"])
    let_pass(ticket, minutes=40)
    assert tick() == 0
    ticket.refresh_from_db()
    assert (ticket.priority, Firing.objects.get().retracted_at) == (3, None)


def test_what_became_moot_is_kept_and_told_to_nobody(client, promise, ann, ben, printing, solved):
    promise({"do": "notify", "whom": "assignee"}, {"do": "tag", "tag": "late"})
    ticket = opened(requester=ann, category=printing)
    let_pass(ticket, minutes=31)
    tick()
    ticket.resolve(by=ben, code=solved)
    event = ticket.events.get(kind=Event.Kind.WARNED)
    event.react()
    assert list(Deed.objects.values_list("place", "result")) == [(0, Deed.MOOT), (1, Deed.MOOT)]
    event.refresh_from_db()
    assert (event.details["tell"], event.details["is_moot"]) == ([], True)
    client.force_login(ben)
    page = client.get(reverse("sla:clock", args=[ticket.number, Clock.objects.get().pk])).content.decode()
    for words in ("50% of the time was used up", "tell people, add tags", "Nothing had to be done any more."):
        assert words in page
    assert "Nothing had to be done any more." in client.get(ticket.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "action",
    [
        {"do": "notify", "whom": "manager"},
        {"do": "notify", "whom": 7},
        {"do": "raise"},
        {"do": "tag", "tag": "late"},
        {"do": "level", "tier": 4},
        {"do": "task", "whom": "lead", "words": "Call."},
    ],
)
def test_what_can_be_done_is_taken(action):
    check_action(action)


@pytest.mark.parametrize(
    "action",
    [
        {"do": "notify", "whom": "everybody"},
        {"do": "notify", "whom": True},
        {"do": "explode"},
        {"do": "tag", "tag": "  "},
        {"do": "level", "tier": 5},
        {"do": "task", "whom": "lead", "words": " "},
        {"do": "webhook", "webhook": 4711},
        {},
        "raise",
    ],
)
def test_what_cannot_be_done_is_refused(action):
    with pytest.raises(ValidationError):
        check_action(action)
