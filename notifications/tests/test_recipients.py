"""To whom a reply goes stands beside it before it is sent, and it goes to nobody else."""

import pytest
from django.urls import reverse

from channels.models import Outgoing
from channels.tasks import sweep_outbox
from channels.tests.conftest import mail_server
from channels.tests.test_outbox import read
from tickets.tasks import sweep_reactions
from tickets.tests.factories import opened

__all__ = ["mail_server"]
pytestmark = pytest.mark.django_db


def test_those_shown_beside_a_reply_are_those_who_get_it(client, mail_server, ann, ben, dov, printing):
    ticket = opened(requester=ann, category=printing, is_signed_in=True)
    ticket.add_participant(dov, by=ben)
    ticket.take(by=ben)
    sweep_reactions()
    Outgoing.objects.all().delete()

    client.force_login(ben)
    page = client.get(reverse("tickets:ticket", args=[ticket.number])).content.decode()
    shown = page.split('class="recipients', 1)[1].split("</div>", 1)[0]
    assert [person in shown for person in map(str, (ann, dov, ben))] == [True, True, False]

    ticket.reply("We are coming.", by=ben)
    sweep_reactions()
    sweep_outbox()
    assert sorted(one.rcpt_tos for one in mail_server.letters) == [[ann.email], [dov.email]]
    for mail in map(read, mail_server.letters):
        assert (mail["Bcc"], mail["Cc"]) == (None, None)
        assert [one.addr_spec for one in mail["To"].addresses] in ([ann.email], [dov.email])


def test_mc15_a_note_leaves_for_nobody_on_the_requesters_side(mail_server, ann, ben, cleo, dov, printing):
    ticket = opened(requester=ann, category=printing, is_signed_in=True)
    ticket.add_participant(dov, by=ben)
    sweep_reactions()
    sweep_outbox()
    mail_server.letters.clear()

    ticket.note("canary-7f3a", by=ben, mentions=[cleo, ann, dov])
    ticket.reply("We are coming.", by=ben)
    sweep_reactions()
    sweep_outbox()
    told = {envelope.rcpt_tos[0]: read(envelope).as_string() for envelope in mail_server.letters}
    assert {ann.email, dov.email} <= told.keys()
    assert not {address for address, words in told.items() if "canary-7f3a" in words} & {ann.email, dov.email}
