"""Two helpdesks that answer each other fall silent, whatever the other one says or keeps to itself (MC21)."""

import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db.models import Count, F
from django.utils import timezone

from channels.email.intake import keep
from channels.models import Letter, Mailbox, Outgoing
from channels.tasks import sweep_letters, sweep_outbox
from channels.tests.conftest import mail_server
from channels.tests.test_outbox import read
from notifications.models import Notification
from notifications.tasks import sweep_held_mail
from tickets.models import Doubt, Event, Group, Message, Ticket
from tickets.tasks import sweep_reactions

__all__ = ["mail_server"]
pytestmark = pytest.mark.django_db

OTHER = "help@other.example"
TURNS = 12
TELLING = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "X-Loop": "other.example"}


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id="mx.example.org")


@pytest.fixture
def other(mailbox, mail_server):
    """Another helpdesk: it answers each mail of ours by an automatic one, and opens a matter of its own with it."""

    class Other:
        sent = 0

        def write(self, subject="The printer", words="Please help.", **headers):
            self.put_in(subject, words, **headers)
            work()

        def put_in(self, subject, words, sender=OTHER, **headers):
            self.sent += 1
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = sender, mailbox.address, subject
            mail["Message-ID"] = f"<{self.sent}@other.example>"
            mail["Authentication-Results"] = "mx.example.org; dmarc=pass"
            for name, value in headers.items():
                mail[name.replace("_", "-")] = value
            mail.set_content(words)
            keep(mail.as_bytes(), mailbox=mailbox)

        def answer(self, ours, *, is_telling=False, is_threaded=True, is_new_subject=False):
            subject = f"[#{900 + self.sent}] " + ("We have it" if is_new_subject else str(ours["Subject"]))
            headers = {"In_Reply_To": ours["Message-ID"]} if is_threaded else {}
            headers |= TELLING if is_telling else {}
            self.write(subject, f"Your request is number {900 + self.sent}. We come back to you.", **headers)

        def answer_all(self, **manner):
            """As long as something comes, at most TURNS times."""
            for turn in range(TURNS):
                if len(self.received()) <= turn:
                    return
                self.answer(self.received()[turn], **manner)

        def received(self):
            return [read(one) for one in mail_server.letters if one.rcpt_tos == [OTHER]]

    return Other()


def work():
    sweep_letters()
    sweep_reactions()
    sweep_outbox()


@pytest.mark.parametrize(
    "manner",
    [
        {"is_telling": True},
        {},
        {"is_threaded": False},
        {"is_threaded": False, "is_new_subject": True},
    ],
)
def test_mc21_two_helpdesks_fall_silent(other, manner):
    other.write()
    other.answer_all(**manner)
    assert 1 <= len(other.received()) <= 3
    assert Ticket.objects.filter(requester__email=OTHER).count() == 1


def test_mc21_a_slow_helpdesk_that_tells_nothing_falls_silent_at_once(other):
    other.write()
    for turn in range(TURNS):
        hours_pass()
        if len(other.received()) <= turn:
            break
        Outgoing.objects.filter(to=OTHER).update(sent_at=F("sent_at") - timedelta(minutes=5))
        other.answer(other.received()[turn], is_threaded=False, is_new_subject=True)
    assert len(other.received()) == 1
    assert Ticket.objects.filter(requester__email=OTHER).count() == 1


def test_mc21_what_is_solved_stays_so_however_late_another_helpdesk_says_that_our_mail_has_come(
    other, ben, solved
):
    other.write()
    ticket = Ticket.objects.get()
    ticket.resolve(by=ben, code=solved, resolution="Done.")
    work()
    many_hours_pass()
    other.answer(other.received()[-1], is_threaded=False, is_new_subject=True)
    ticket.refresh_from_db()
    assert (ticket.group, ticket.messages.last().doubts) == (Group.RESOLVED, [Doubt.MACHINE])
    assert Ticket.objects.count() == 1


SLOW = {
    "quotes": (1, "Hi, one of us reads this within the day.", True),
    "says_the_same": (4, "One of us reads this within the day.", False),
}


@pytest.mark.parametrize("manner", SLOW)
def test_mc21_one_that_answers_after_hours_falls_silent(other, manner):
    most, words, is_quoting = SLOW[manner]
    other.write()
    for turn in range(5):
        many_hours_pass()
        if len(other.received()) <= turn:
            break
        ours = Outgoing.objects.filter(to=OTHER, state="sent").first()
        quote = "\n".join(f"> {line}" for line in ours.text.splitlines()) if is_quoting else ""
        other.write(f"Hello {turn}", f"{words}\n\n{quote}")
    assert len(other.received()) <= 3
    assert Ticket.objects.filter(requester__email=OTHER).count() <= most


def many_hours_pass():
    """Two hours and a bit, of which mail knows nothing."""
    span = timedelta(hours=2, minutes=5)
    Outgoing.objects.update(created_at=F("created_at") - span, sent_at=F("sent_at") - span)
    Letter.objects.update(arrived_at=F("arrived_at") - span)
    Notification.objects.update(mail_at=F("mail_at") - span)
    sweep_held_mail()
    work()


SIGNATURE = "Zoe Zimmer\nAccounts Department, Zimmer and Sons, Long Road 12, London"


OF_PEOPLE = [
    ("A mouse", "I need a mouse, too."),
    ("A mouse", SIGNATURE),
    ("Account 4712", "Please unlock the account 4712."),
    ("[#902] A mouse", "Thank you for contacting us. We have got your mouse 902, and it is the wrong one."),
    ("[#902] A mouse", "Have you received your ticket 902 from us?"),
    ("A mouse", "> We have your request.\nThat is what you said to my colleague. I need a mouse."),
    ("A mouse", "Your request page is great. I have received your mail, and I need a mouse, too."),
]


def test_a_person_who_writes_of_two_things_gets_two_tickets(other):
    for place, (_subject, words) in enumerate(OF_PEOPLE):
        first = "Please unlock the account 4711." if "unlock" in words else SIGNATURE
        other.put_in("The printer", first, sender=f"p{place}@other.example")
    work()
    Outgoing.objects.update(sent_at=timezone.now() - timedelta(minutes=40))
    for place, (subject, words) in enumerate(OF_PEOPLE):
        other.put_in(subject, words, sender=f"p{place}@other.example")
    work()
    opened = Ticket.objects.values_list("requester__email").annotate(many=Count("pk"))
    assert dict(opened) == {f"p{place}@other.example": 2 for place in range(len(OF_PEOPLE))}
    assert not Message.objects.filter(is_internal=True).exists()


def hours_pass():
    """What is held for an hour goes; nothing of it is younger than that."""
    an_hour = timedelta(minutes=61)
    Outgoing.objects.update(created_at=F("created_at") - an_hour, sent_at=F("sent_at") - an_hour)
    Letter.objects.update(arrived_at=F("arrived_at") - an_hour)
    Notification.objects.update(mail_at=F("mail_at") - an_hour)
    sweep_held_mail()
    work()


@pytest.mark.parametrize("manner", [{"is_telling": True}, {}, {"is_threaded": False}])
def test_mc21_what_is_finished_stays_so(other, ben, solved, manner):
    other.write()
    ticket = Ticket.objects.get(requester__email=OTHER)
    ticket.resolve(by=ben, code=solved, resolution="Done.")
    ticket.close(by=ben)
    work()
    other.answer(other.received()[-1], **manner)
    ticket.refresh_from_db()
    assert ticket.group == Group.CLOSED
    assert Ticket.objects.filter(requester__email=OTHER).count() == 1


def test_mc21_a_machine_that_says_the_same_again_is_known_however_slow(other, ben, solved):
    words = "Thank you for writing to us. Your request has the number 4711, and one of us reads it within the day."
    other.write()
    ticket = Ticket.objects.get(requester__email=OTHER)
    (ours,) = other.received()
    long_ago = timezone.now() - timedelta(hours=1)
    for number in (4711, 4712):
        Outgoing.objects.filter(to=OTHER).update(sent_at=long_ago)
        other.write("Got it", words.replace("4711", str(number)), In_Reply_To=ours["Message-ID"])
        ticket.refresh_from_db()
        if number == 4711:
            ticket.resolve(by=ben, code=solved, resolution="Done.")
            work()
    ticket.refresh_from_db()
    assert ticket.group == Group.RESOLVED


def test_mc21_an_absence_note_disturbs_nobody(other, ben, mail_server):
    other.write()
    ticket = Ticket.objects.get(requester__email=OTHER)
    ticket.take(by=ben)
    ticket.wait("requester", by=ben)
    work()
    Notification.objects.all().delete()
    mail_server.letters.clear()
    other.write("Out of office", "I am away.", In_Reply_To=Outgoing.objects.filter(to=OTHER).first().message_id,
                Auto_Submitted="auto-replied")  # fmt: skip
    ticket.refresh_from_db()
    line = ticket.events.last()
    assert (line.kind, line.message.doubts) == (Event.Kind.NOTED, [Doubt.MACHINE])
    assert ticket.group == Group.WAITING
    assert (Notification.objects.count(), mail_server.letters) == (0, [])


def test_a_person_who_answers_at_once_what_was_sent_before_is_heard(other, ben, solved):
    """Their mail has merely crossed one of ours."""
    other.write()
    ticket = Ticket.objects.get(requester__email=OTHER)
    ticket.reply("Have you tried again?", by=ben)
    work()
    asked = Outgoing.objects.filter(to=OTHER, kind="answered").get()
    ticket.resolve(by=ben, code=solved, resolution="Done.")
    work()
    other.write("Re: The printer", "Yes, and it still smokes.", In_Reply_To=asked.message_id)
    ticket.refresh_from_db()
    assert ticket.group != Group.RESOLVED
    assert not ticket.messages.last().is_internal


def test_a_second_matter_soon_after_is_a_ticket_of_its_own(other):
    other.write()
    Outgoing.objects.update(sent_at=timezone.now() - timedelta(minutes=3))
    other.write("A mouse", "I need a mouse, too.")
    assert Ticket.objects.filter(requester__email=OTHER).count() == 2


def test_mail_of_this_house_is_taken_in_and_not_answered(other, mailbox, mail_server):
    raw = EmailMessage()
    raw["From"], raw["To"], raw["Subject"] = mailbox.address, mailbox.address, "Hello"
    raw.set_content("To ourselves.")
    letter = keep(raw.as_bytes(policy=email.policy.SMTP), mailbox=mailbox)
    work()
    letter.refresh_from_db()
    assert letter.fate == Letter.Fate.OPENED
    assert mail_server.letters == []
