"""What follows from many events at once is what follows from one after the other."""

import re
from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.tests.factories import UserFactory
from channels.models import Breaker, Letter, Mailbox, Outgoing, Suppression
from notifications.models import MailTemplate, MailWhen, Notification, Preference, Reason, Rhythm
from tickets.models import Channel, Event, GuestLink, Message, Ticket
from tickets.tasks import react, sweep_reactions
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db

NOTIFY = "notifications.reactions.notify"
CHANCE = re.compile(r"/portal/g/[^/]+/|[0-9a-f]{20}@|(?<=\[#)[0-9]+")
UNLIKE = {
    "id",
    "message_id",
    "references",
    "in_reply_to",
    "next_try_at",
    "created_at",
    "sent_at",
    "at",
    "mail_at",
}
UNLIKE |= {"details", "attempts", "began_at", "until", "expires_at", "outgoing_id", "returned_at"}


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(
        address="it@example.org", desk=it_desk, takes_plus=True, authserv_id="mx.example.org",
        auto_reply="We **have** it.", auto_replies={"fa": "رسید."}, signature="IT",
    )  # fmt: skip


@pytest.fixture
def people(ann, ben, cleo, dov, first_line):
    """Readers of all kinds."""
    farid = UserFactory(name="Farid", email="farid@example.org", language="fa", time_zone="Asia/Tehran")
    gone = UserFactory(name="Gone", email="gone@example.org")
    angry = UserFactory(name="Angry", email="Angry@example.org")
    Suppression.objects.create(address=gone.email, why=Suppression.Why.DEAD)
    Suppression.objects.create(address=angry.email.lower(), why=Suppression.Why.COMPLAINT)
    local = timezone.localtime()
    Rhythm.objects.create(
        user=cleo, quiet_from=time(local.hour), quiet_until=(local + timedelta(hours=2)).time()
    )
    Preference.objects.create(user=ben, reason=Reason.TEAM, in_bell=False, mail=MailWhen.AT_ONCE)
    Preference.objects.create(user=ann, reason=Reason.WAITING, mail=MailWhen.DIGEST)
    MailTemplate.objects.create(
        reason=Reason.ANSWERED, desk=first_line.desk, body="Hi {person.name}\n\n{words}"
    )
    return {"farid": farid, "gone": gone, "angry": angry}


@pytest.fixture
def events(settings, mailbox, people, ann, ben, cleo, dov, hana, printing, network, solved):
    """Much happens before a worker looks."""
    settings.EMAIL_URL = "smtp://localhost:2525"
    settings.MAIL_MEASURE = replace(settings.MAIL_MEASURE, an_hour=3, in_ten_minutes=9)
    by_mail = [by_mail_from(dov, mailbox, number) for number in range(3)]
    opened(requester=dov, category=printing, is_by_machine=True)
    ticket = opened(requester=ann, category=printing, is_signed_in=True)
    ticket.add_participant(people["farid"], by=ben)
    ticket.reply("Two words.", by=ben)
    ticket.reply("And **more**.", by=ben)
    ticket.note("Look, Cleo!", by=ben, mentions=[cleo])
    ticket.take(by=cleo)
    ticket.reply("It still burns.", by=ann)
    ticket.wait("requester", by=cleo)
    ticket.reply("It could be taken back.", by=ben, hold=timedelta(seconds=10))
    ticket.resolve(by=cleo, code=solved, resolution="Put it out.")
    ticket.refuse("No, it smokes.", by=ann)
    ticket.note_undelivered(ticket.messages.public().first(), to=ann.email, why="dead")
    for kind in (Event.Kind.WARNED, Event.Kind.BREACHED):
        ticket.record(kind, tell=["assignee", "lead", "requester"], passed=[], clock=0)
    others(people, ann, ben, cleo, hana, printing, network, ticket)
    by_mail[0].reply("More.", by=dov)
    by_mail[0].merge_into(ticket, by=ben)
    by_mail[1].reply("Yes?", by=ben)
    gone_out = timezone.now() - timedelta(minutes=1)
    Event.objects.update(next_try_at=gone_out)
    Event.objects.exclude(held_until=None).update(held_until=gone_out)
    Message.objects.filter(goes_out_at__gt=gone_out).update(goes_out_at=gone_out)
    return list(Event.objects.filter(is_settled=False).order_by("pk"))


def by_mail_from(person, mailbox, number):
    ticket = opened(requester=person, desk=mailbox.desk, channel=Channel.EMAIL, subject=f"Matter {number}")
    Letter.objects.create(
        ticket=ticket, mailbox=mailbox, sender=person.email, mail_id=f"<{number}@example.net>", size=1,
        fate=Letter.Fate.OPENED, subject=ticket.subject,
    )  # fmt: skip
    return ticket


def others(people, ann, ben, cleo, hana, printing, network, ticket):
    walled = hana.teams.get().desk
    opened(requester=ann, desk=walled, is_signed_in=True).reply("Between us.", by=hana)
    for name, person in people.items():
        is_late = {"is_late": True} if name == "farid" else {}
        asked = opened(requester=person, category=printing, is_signed_in=True, details=is_late)
        asked.follow(by=cleo)
        asked.reply("We are coming.", by=ben)
    asked.reply("We are here.", by=ben)
    asked.assign(ben, by=cleo)
    asked.hand_over(network, by=ben, reason="A cable")
    left = opened(requester=UserFactory(is_active=False), category=printing, is_signed_in=True)
    left.reply("Anybody?", by=ben)


def one_by_one(events):
    for event in events:
        event.react()


def as_handfuls(_events):
    sweep_reactions()


def outcome_of(work, events):
    """All rows that are there after `work`, without what chance and time have put there; and the moments."""
    with transaction.atomic():
        work(Event.objects.filter(pk__in=[event.pk for event in events]).order_by("pk"))
        rows, moments = [], []
        for model in (Notification, Outgoing, Event, GuestLink, Breaker, Suppression, Ticket):
            for row in model.objects.order_by("pk"):
                rows.append((model.__name__, facts_of(row)))
                held = getattr(row, "mail_at", None) or getattr(row, "next_try_at", None)
                moments.append(held.timestamp() if held and model is not Event else 0)
        chains = chains_of(Outgoing.objects.order_by("pk"))
        transaction.set_rollback(True)
    return rows, chains, moments


def facts_of(row):
    return {
        name: CHANCE.sub("…", value) if isinstance(value, str) else value
        for name, value in vars(row).items()
        if name not in UNLIKE and not name.startswith("_") and not name.endswith("updated_at")
    }


def chains_of(mails):
    """The mails each of them refers to, by their place among all."""
    places = {mail.message_id: place for place, mail in enumerate(mails)}
    return [
        [places.get(name, name) for name in [*mail.references.split(), mail.in_reply_to]] for mail in mails
    ]


def test_a_handful_leaves_what_one_after_the_other_would(events):
    alone, handful = outcome_of(one_by_one, events), outcome_of(as_handfuls, events)
    for mine, theirs in zip(handful[0], alone[0], strict=True):
        assert mine == theirs
    assert handful[1] == alone[1]
    assert handful[2] == pytest.approx(alone[2], abs=60)
    mails = [facts for name, facts in handful[0] if name == "Outgoing"]
    assert {"", "hour", "dead", "complaint"} <= {facts["reason"] for facts in mails}
    assert {name for name, _facts in handful[0]} == {
        "Notification", "Outgoing", "Event", "GuestLink", "Breaker", "Suppression", "Ticket",
    }  # fmt: skip
    assert not any(facts.get("trouble") for _name, facts in handful[0])


@pytest.fixture
def mails(mailbox, ben):
    return [by_mail_from(UserFactory(), mailbox, number) for number in range(12)]


def test_a_handful_asks_once_what_is_the_same_and_writes_once(mails, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        sweep_reactions()
    assert (Notification.objects.count(), Outgoing.objects.count()) == (24, 12)

    Event.objects.update(is_settled=False, pending=[NOTIFY], next_try_at=timezone.now())
    sweep_reactions()
    assert (Notification.objects.count(), Outgoing.objects.count()) == (24, 12)
    assert not Event.objects.filter(is_settled=False).exists()


def test_the_trouble_of_one_event_is_its_own(mails):
    ill, lost = mails[3].events.get(), mails[5].events.get()
    Event.objects.filter(pk=ill.pk).update(details=[])
    Event.objects.filter(pk=lost.pk).update(pending=["notifications.reactions.of_another_release"])
    sweep_reactions()
    assert list(Event.objects.filter(is_settled=False)) == [ill, lost]
    assert list(Event.objects.exclude(trouble="")) == [ill, lost]
    assert (Notification.objects.count(), Outgoing.objects.count()) == (20, 10)


def test_a_bell_brings_those_that_wait_beside_it(mails):
    react(mails[5].events.get().pk)
    assert Outgoing.objects.count() == 12
