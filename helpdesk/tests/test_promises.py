"""Who hears that a promise is in danger."""

from datetime import time

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, Sight
from accounts.tests.factories import ContractFactory, OrganizationFactory, TeamFactory, UserFactory
from channels.models import Outgoing
from notifications.mailing import mail_held
from notifications.models import Notification, Reason, Rhythm
from sla.models import Metric, Policy, Step, Target
from sla.tests.conftest import *  # noqa: F403  the same cast and promises
from sla.tests.conftest import HOUR, LONG_AGO, half_an_hour_later, let_pass
from sla.ticking import tick
from tickets.models import Event
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


def test_the_manager_hears_of_it(promise, ann, printing, it_desk):
    promise({"do": "notify", "whom": "manager"})
    far, near = UserFactory(role=Role.MANAGER), UserFactory(role=Role.MANAGER)
    event = half_an_hour_later(opened(requester=ann, category=printing))
    assert heard(event) == {(far.pk, Reason.PROMISE), (near.pk, Reason.PROMISE)}
    TeamFactory(desk=it_desk).members.add(near)
    event = half_an_hour_later(opened(requester=ann, category=printing))
    assert heard(event) == {(near.pk, Reason.PROMISE)}


def test_the_requester_hears_of_it_in_plain_words(promise, ann, ben, printing):
    promise({"do": "notify", "whom": "requester"}, {"do": "notify", "whom": "assignee"})
    ticket = opened(requester=ann, category=printing)
    ticket.take(by=ben)
    ticket.note("She is a nuisance.", by=ben)
    let_pass(ticket, minutes=61)
    tick()
    event = ticket.events.get(kind=Event.Kind.BREACHED)
    event.react()
    assert heard(event) == {(ann.pk, Reason.DELAYED), (ben.pk, Reason.PROMISE)}
    mail = Outgoing.objects.get(event=event, recipient=ann)
    assert "Your request takes longer than we promised" in mail.text
    assert not {"nuisance", "Resolution", "breach"} & set(mail.text.replace(".", " ").split())


def test_the_contact_of_the_customer_hears_of_it(promise, ann, ben, printing):
    promise({"do": "notify", "whom": "contact"})
    house = OrganizationFactory()
    chief, deputy = (UserFactory(organization=house, sight=Sight.ORGANIZATION) for _turn in range(2))
    User.objects.filter(pk=ann.pk).update(organization=house)
    ann.refresh_from_db()
    contract = ContractFactory(organization=house, contact=deputy)
    assert heard(half_an_hour_later(opened(requester=ann, category=printing))) == {
        (deputy.pk, Reason.ESCALATED)
    }
    house.contact = chief
    house.save()
    contract.contact = None
    contract.save()
    event = half_an_hour_later(opened(requester=ann, category=printing))
    assert heard(event) == {(chief.pk, Reason.ESCALATED)}
    mail = Outgoing.objects.get(event=event, recipient=chief)
    assert "A request of your organization is still being worked on" in mail.text
    assert list(Notification.objects.visible_to(chief)) == list(Notification.objects.filter(event=event))


def test_a_contact_who_may_not_see_the_request_hears_nothing(promise, ann, printing):
    promise({"do": "notify", "whom": "contact"})
    stranger = UserFactory()
    house = OrganizationFactory(contact=stranger)
    User.objects.filter(pk=ann.pk).update(organization=house)
    ann.refresh_from_db()
    assert heard(half_an_hour_later(opened(requester=ann, category=printing))) == set()


def test_whoever_sleeps_is_not_woken(promise, ann, ben, printing):
    promise({"do": "notify", "whom": "assignee"}, {"do": "notify", "whom": "requester"})
    for person in (ann, ben):
        Rhythm.objects.create(user=person, quiet_from=time(0), quiet_until=time(23, 59, 59))
    ticket = opened(requester=ann, category=printing)
    ticket.take(by=ben)
    event = half_an_hour_later(ticket)
    assert not Outgoing.objects.filter(event=event).exists()
    Notification.objects.update(mail_at=timezone.now())
    mail_held()
    assert {row.recipient for row in Outgoing.objects.filter(kind__in=["digest", "promise", "delayed"])} == {
        ann,
        ben,
    }


def test_several_steps_at_once_are_one_message_for_the_last(always, ann, ben, cleo, printing):
    steps = [
        Step(metric=Metric.RESOLUTION, order=1, kind="percent", percent=50, actions=[tell("assignee")]),
        Step(metric=Metric.RESOLUTION, order=2, kind="percent", percent=75, actions=[tell("lead")]),
        Step(metric=Metric.RESOLUTION, order=3, kind="breach", actions=[tell("assignee"), tell("lead")]),
    ]
    policy = Policy.objects.create(name="Many steps")
    policy.publish([Target.of(Metric.RESOLUTION, HOUR)], steps, calendar=always, valid_from=LONG_AGO)
    ticket = opened(requester=ann, category=printing)
    ticket.take(by=ben)
    let_pass(ticket, minutes=76)
    assert tick() == 4
    event = ticket.events.get(kind=Event.Kind.BREACHED)
    event.react()
    assert Notification.objects.filter(reason=Reason.PROMISE).count() == 2
    assert heard(event) == {(ben.pk, Reason.PROMISE), (cleo.pk, Reason.PROMISE)}


def test_after_an_outage_mail_waits_for_the_summary(promise, ann, ben, printing):
    promise({"do": "notify", "whom": "assignee"})
    tickets = [opened(requester=ann, category=printing) for _turn in range(3)]
    for ticket in tickets:
        ticket.take(by=ben)
        let_pass(ticket, minutes=59)
    tick()
    for event in Event.objects.filter(kind=Event.Kind.WARNED):
        event.react()
    assert (
        Notification.objects.filter(user=ben, reason=Reason.PROMISE, mail_at__gt=timezone.now()).count() == 3
    )
    assert not Outgoing.objects.filter(kind=Reason.PROMISE).exists()


def tell(whom):
    return {"do": "notify", "whom": whom}


def heard(event):
    return set(Notification.objects.filter(event=event).values_list("user", "reason"))
