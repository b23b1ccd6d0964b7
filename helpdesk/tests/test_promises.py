"""Who hears that a promise is in danger."""

import pytest

from notifications.models import Notification, Reason
from sla.tests.conftest import *  # noqa: F403  the same cast and promises
from sla.tests.conftest import half_an_hour_later
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def test_a_warning_reaches_the_one_who_works_on_it(promise, ann, ben, printing):
    promise({"do": "notify", "whom": "assignee"})
    ticket = opened(requester=ann, category=printing)
    ticket.take(by=ben)
    event = half_an_hour_later(ticket)
    assert list(Notification.objects.filter(event=event).values_list("user", "reason")) == [
        (ben.pk, Reason.PROMISE)
    ]


def test_nobody_outside_hears_of_it(promise, ann, ben, printing):
    promise({"do": "notify", "whom": "team"})
    ticket = opened(requester=ann, category=printing)
    event = half_an_hour_later(ticket)
    assert not event.is_public
    assert ann.pk not in Notification.objects.filter(event=event).values_list("user", flat=True)
