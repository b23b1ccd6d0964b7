"""What comes by mail is told to whom it concerns, at the address we know, and never more than it may say."""

import pytest

from channels.email.reply_addresses import reply_address
from channels.models import Outgoing
from channels.tests.test_letters import arrive, mailbox
from notifications.models import Notification
from notifications.tests.test_hearing import react

__all__ = ["arrive", "mailbox"]
pytestmark = pytest.mark.django_db


def test_mc16_answers_go_to_the_known_address_alone(arrive, ann, ben):
    letter = arrive(sender=ann.email, dmarc="", Reply_To="spy@example.net", Cc="max@example.net")
    letter.ticket.reply("Open a window.", by=ben)
    react()
    assert set(Outgoing.objects.values_list("to", flat=True)) - {ben.email} == {ann.email}


def test_mc19_of_a_key_of_another_service_nobody_is_told(arrive, printer, ann, ben, cleo):
    printer.assign(ben, by=ben)
    printer.follow(by=cleo)
    react()
    before = (Notification.objects.count(), Outgoing.objects.count())
    plus = reply_address("support@example.org", printer.number, ann.pk)
    arrive("Confirm your address: https://x.example/zq7key", sender="no-reply@x.example", to=plus)
    react()
    assert (Notification.objects.count(), Outgoing.objects.count()) == before


def test_of_an_absence_note_nobody_is_told(arrive, printer, ann, ben):
    printer.assign(ben, by=ben)
    react()
    before = Notification.objects.count()
    plus = reply_address("support@example.org", printer.number, ann.pk)
    arrive("I am away.", sender=ann.email, to=plus, Auto_Submitted="auto-replied")
    react()
    assert Notification.objects.count() == before
