"""A handful of mails is sorted as one, and comes to the same as one mail after the other."""

import re
from email import message_from_bytes
from email.policy import default

import pytest

from channels.email import reading_room, sorting
from channels.email.intake import keep
from channels.models import Letter, Mailbox
from channels.tasks import sweep_letters
from channels.tests.arriving import mail
from tickets.models import Event, Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id="mx.example.org")


PROVEN = {"Authentication_Results": "mx.example.org; dmarc=pass"}


def handful():
    """New mails, answers to them and to each other, a newcomer who writes twice, a double, a machine, nobody."""
    told = [
        {"words": "It smokes.", "sender": "ann@example.org", "own": "<a1@example.org>"},
        {"words": "And beeps.", "sender": "ann@example.org", "own": "<a2@example.org>",
         "In_Reply_To": "<a1@example.org>"},
        {"words": "Dark here.", "sender": "Neo <neo@example.net>", "own": "<n1@example.net>"},
        {"words": "Darker.", "sender": "Neo <neo@example.net>", "own": "<n2@example.net>"},
        {"words": "Still dark.", "sender": "Neo <neo@example.net>", "own": "<n3@example.net>",
         "References": "<n1@example.net>"},
        {"words": "It smokes.", "sender": "ann@example.org", "own": "<a1@example.org>"},
        {"words": "I am away.", "sender": "bo@example.net", "own": "<b1@example.net>",
         "Auto_Submitted": "auto-replied"},
        {"words": "Nobody.", "sender": "", "own": "<x@example.net>"},
        {"words": "With Cc.", "sender": "ann@example.org", "own": "<c1@example.org>",
         "Cc": "eve@example.com"},
    ]  # fmt: skip
    return [_named(mail(**PROVEN, **one), name) for one in told for name in [one.pop("own")]]


def _named(raw, name):
    return re.sub(rb"Message-ID: \S+", b"Message-ID: " + name.encode(), raw)


def story():
    """What became of them all, without keys and times."""
    letters = list(Letter.objects.order_by("pk").select_related("ticket"))
    tickets = list(Ticket.objects.order_by("pk"))
    places = {ticket.pk: place for place, ticket in enumerate(tickets)}
    told = [
        (
            one.fate,
            one.reason,
            one.sender,
            one.subject,
            one.mail_id,
            places.get(one.ticket_id),
            bool(one.message_id),
        )
        for one in letters
    ]
    steps = [[what for _at, what, _details in one.steps] for one in letters]
    facts = [
        (
            one.requester.email,
            one.requester.name,
            one.subject,
            one.last_words,
            one.is_answered,
            one.identity,
            one.channel,
        )
        for one in tickets
    ]
    words = [
        (places[one.ticket_id], one.author.email, one.body, one.html, one.is_internal, one.doubts)
        for one in Message.objects.order_by("ticket", "pk")
    ]
    events = [
        (places[one.ticket_id], one.kind, one.standing["group"], one.pending, bool(one.message_id))
        for one in Event.objects.order_by("ticket", "pk")
    ]
    asked = [[one.address for one in ticket.addressed.all()] for ticket in tickets]
    return told, steps, facts, words, events, asked


def test_a_handful_comes_to_the_same_as_one_after_the_other(mailbox, ann, caplog):
    for raw in handful():
        keep(raw, mailbox=mailbox)
        sweep_letters()
    one_by_one = story()
    for model in (Event, Letter, Message, Ticket):
        model.objects.all()._raw_delete(
            using="default"
        ) if model is Letter else model._base_manager.all().delete()
    type(ann).objects.filter(email__in=["neo@example.net", "bo@example.net"]).delete()
    for raw in handful():
        keep(raw, mailbox=mailbox)
    sweep_letters()
    assert story() == one_by_one
    assert "one by one" not in caplog.text


def test_the_others_are_sorted_when_one_of_them_is_trouble(mailbox, ann, monkeypatch):
    letters = [keep(mail(f"Words {turn}.", sender="ann@example.org"), mailbox=mailbox) for turn in range(3)]
    settle = sorting.settle

    def fails_for_one(letter, *facts):
        if letter.pk == letters[1].pk:
            raise RuntimeError("the printer is on fire")
        settle(letter, *facts)

    monkeypatch.setattr(sorting, "settle", fails_for_one)
    sweep_letters()
    first, second, third = Letter.objects.order_by("pk")
    assert (first.fate, second.fate, third.fate) == ("opened", "waiting", "opened")
    assert "on fire" in second.trouble
    assert Ticket.objects.count() == Message.objects.count() == 2


def test_a_letter_that_another_worker_has_by_now_is_left_to_it(mailbox, ann):
    for turn in range(2):
        keep(mail(f"Words {turn}.", sender="ann@example.org"), mailbox=mailbox)
    mine = Letter.objects.all().claim(2)
    pairs = [(letter, reading_room._read_one(letter)) for letter in mine]
    Letter.objects.filter(pk=mine[0].pk).update(attempts=2)
    assert not reading_room._sorted_together(pairs)
    assert not Ticket.objects.exists()
    for letter, read in pairs[1:]:
        reading_room._sort_one(letter, read)
    assert [one.fate for one in Letter.objects.order_by("pk")] == ["waiting", "opened"]


def test_files_of_a_handful_are_on_their_messages(mailbox, ann):
    for turn in range(2):
        made = message_from_bytes(mail(f"See the file, {turn}.", sender="ann@example.org"), policy=default)
        made.add_attachment(
            b"%PDF-1.7 the same", maintype="application", subtype="pdf", filename=f"{turn}.pdf"
        )
        keep(made.as_bytes(), mailbox=mailbox)
    sweep_letters()
    found = [(message.body, *message.attachments.all()) for message in Message.objects.order_by("pk")]
    assert [(body, file.name) for body, file in found] == [
        ("See the file, 0.", "0.pdf"),
        ("See the file, 1.", "1.pdf"),
    ]
    assert {file.file.name for _body, file in found} == {found[0][1].file.name}
    assert found[0][1].file.read() == b"%PDF-1.7 the same"
    assert found[0][1].key != found[1][1].key
