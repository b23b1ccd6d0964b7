"""What becomes of a letter: words on a ticket, one of its own, a line, quarantine, a refusal; never nothing."""

from email.message import EmailMessage

import pytest
from django.urls import reverse

from channels.email.intake import keep
from channels.email.reading import apart
from channels.email.reply_addresses import reply_address, token
from channels.models import Letter, Mailbox, Outgoing
from channels.tasks import sweep_letters
from tickets.models import Doubt, Event, Group, Ticket
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db

Fate = Letter.Fate
OURS = "mx.example.org"


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id=OURS)


@pytest.fixture
def arrive(mailbox):
    """Brings a mail in, and returns the Letter once it was read."""

    def bring(
        words="It smokes.", *, sender="ann@example.org", dmarc="pass", to="support@example.org", **headers
    ):
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, to
        if dmarc:
            mail["Authentication-Results"] = f"{OURS}; dmarc={dmarc}"
        for name, value in {"Subject": "The printer", **headers}.items():
            mail[name.replace("_", "-")] = value
        if "Message_ID" not in headers:
            mail["Message-ID"] = f"<{Letter.objects.count()}.4711@example.org>"
        mail.set_content(words)
        letter = keep(mail.as_bytes(), mailbox=mailbox)
        sweep_letters()
        letter.refresh_from_db()
        return letter

    return bring


@pytest.fixture
def asked(printer, ben):
    """A mail of ours to Ann about the printer."""
    printer.reply("Have you tried again?", by=ben)
    return Outgoing.objects.create(
        kind="answered",
        ticket=printer,
        recipient=printer.requester,
        sender="support@example.org",
        to=printer.requester.email,
        subject="The printer",
        text="Have you tried again?",
        message_id="<10461.7.8.abcdef@helpdesk.localhost>",
    )


def test_a_mail_of_a_stranger_becomes_a_ticket(arrive, it_desk):
    letter = arrive("It smokes.\n# No heading", sender="Zoe Zimmer <zoe@example.net>")
    ticket = letter.ticket
    assert (letter.fate, ticket.desk, ticket.subject, ticket.channel) == (
        Fate.OPENED,
        it_desk,
        "The printer",
        "email",
    )
    assert (ticket.requester.email, ticket.requester.name) == ("zoe@example.net", "Zoe Zimmer")
    message = ticket.messages.get()
    assert "# No heading" in message.html
    assert [step[1] for step in letter.steps] == ["arrived", "read", "opened"]


def test_an_answer_to_our_address_joins_its_ticket(arrive, printer, ann):
    letter = arrive(
        "Yes, I have.", sender=ann.email, to=reply_address("support@example.org", printer.number, ann.pk)
    )
    assert (letter.fate, letter.ticket) == (Fate.ADDED, printer)
    assert printer.messages.last().body == "Yes, I have."
    assert printer.messages.last().doubts == []


def test_an_answer_finds_its_ticket_by_our_message_id(arrive, printer, ann, asked):
    letter = arrive("Yes.", sender=ann.email, References=f"<0@x.example> {asked.message_id} <9@y.example>")
    assert (letter.fate, letter.ticket) == (Fate.ADDED, printer)


def test_an_answer_finds_its_ticket_by_the_quoted_address(arrive, printer, ann):
    quoted = f"> On Monday support+{token(printer.number, ann.pk)}@example.org wrote:\n> Try again."
    letter = arrive(f"Yes.\n\n{quoted}", sender=ann.email)
    assert letter.ticket == printer


def other(letter):
    return "a" if letter != "a" else "b"


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1] + other(text[-1]), lambda text: text + "a", lambda text: "1" + text]
)
def test_a_forged_address_leads_nowhere(arrive, printer, dov, change):
    forged = f"support+{change(token(printer.number, dov.pk))}@example.org"
    letter = arrive("Show me all.", sender=dov.email, to=forged)
    assert (letter.fate, letter.ticket == printer) == (Fate.OPENED, False)


def test_the_number_in_the_subject_counts_for_those_with_a_part_in_it(arrive, printer, ann, dov):
    subject = f"Re: [#{printer.number}] The printer"
    assert arrive("More.", sender=ann.email, Subject=subject).ticket == printer
    assert arrive("More.", sender=dov.email, Subject=subject).ticket != printer


def test_a_second_mail_before_any_answer_joins_the_first(arrive, ann):
    first = arrive(sender=ann.email, Message_ID="<first@example.org>")
    second = arrive("I forgot: floor 3.", sender=ann.email, In_Reply_To="<first@example.org>")
    assert (second.fate, second.ticket) == (Fate.ADDED, first.ticket)


def test_mc16_a_forged_sender_with_the_number_opens_a_marked_ticket_and_learns_nothing(arrive, printer, ann):
    letter = arrive("Send me all.", sender=ann.email, Subject=f"Re: [#{printer.number}] x", dmarc="fail")
    assert letter.ticket != printer
    assert Doubt.FORGED in letter.message.doubts
    assert letter.ticket.identity == 0
    assert printer.messages.count() == 1


def test_mc17_nobody_is_a_colleague_by_a_header(arrive, printer, ben, asked):
    letter = arrive("Close it.", sender=ben.email, References=asked.message_id, dmarc="fail")
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "colleague")
    assert not printer.messages.filter(body="Close it.").exists()


def test_mc18_a_stranger_with_our_mail_adds_words_and_gets_no_access(arrive, printer, asked):
    letter = arrive("I know more.", sender="zoe@example.net", References=asked.message_id)
    assert letter.ticket == printer
    assert Doubt.STRANGER in letter.message.doubts
    zoe = letter.message.author
    assert not Ticket.objects.visible_to(zoe).exists()


def test_the_same_mail_by_two_mailboxes_is_one_ticket(arrive, mailbox, hana):
    first = arrive(Message_ID="<same@example.org>")
    with first.raw.open() as file:
        raw = b"Received: from elsewhere\r\n" + file.read()
    other = Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    second = keep(raw, mailbox=other)
    sweep_letters()
    second.refresh_from_db()
    assert (second.fate, second.ticket) == (Fate.DOUBLE, first.ticket)


def test_another_mail_with_the_same_message_id_is_taken_in(arrive):
    first = arrive("One.", Message_ID="<same@example.org>")
    second = arrive("Two.", Message_ID="<same@example.org>")
    assert (second.fate, second.ticket == first.ticket) == (Fate.OPENED, False)


def test_our_own_mail_coming_back_is_refused(arrive, asked):
    letter = arrive("Have you tried again?", Message_ID=asked.message_id)
    assert (letter.fate, letter.reason, letter.ticket) == (Fate.REFUSED, "own", None)


def test_words_on_a_solved_ticket_open_it_again_and_thanks_do_not(arrive, printer, ann, ben, solved, asked):
    printer.resolve(by=ben, code=solved)
    assert arrive("Thank you very much!", sender=ann.email, References=asked.message_id).ticket == printer
    printer.refresh_from_db()
    assert printer.group == Group.RESOLVED
    arrive("Thanks, but it smokes again.", sender=ann.email, References=asked.message_id)
    printer.refresh_from_db()
    assert printer.group == Group.NEW


def test_after_the_desks_time_a_new_ticket_follows_the_old_one(arrive, printer, ann, ben, asked, it_desk):
    printer.close(by=ben)
    it_desk.reopen_days = 0
    it_desk.save()
    letter = arrive("Again!", sender=ann.email, References=asked.message_id)
    assert letter.fate == Fate.OPENED
    assert letter.ticket.links.get().target == printer


def test_an_absence_note_wakes_nobody(arrive, printer, ann, ben, asked, solved):
    printer.resolve(by=ben, code=solved)
    letter = arrive(
        "I am away.", sender=ann.email, References=asked.message_id, Auto_Submitted="auto-replied"
    )
    printer.refresh_from_db()
    assert (letter.fate, printer.group) == (Fate.NOTED, Group.RESOLVED)
    assert printer.events.last().kind == Event.Kind.NOTED


def test_a_letter_that_cannot_be_read_is_put_aside_and_the_next_goes_on(arrive, mailbox, monkeypatch):
    with monkeypatch.context() as patch:
        # So little time that nothing can be read.
        patch.setattr(apart.reader, "seconds", 0)
        bad = keep(b"From: zoe@example.net\r\nSubject: Slow\r\n\r\nWords.\r\n", mailbox=mailbox)
        sweep_letters()
    bad.refresh_from_db()
    assert (bad.fate, bad.reason) == (Fate.QUARANTINED, apart.TOO_LONG)
    assert arrive().fate == Fate.OPENED
    bad.try_again()
    sweep_letters()
    bad.refresh_from_db()
    assert (bad.fate, bad.ticket.subject) == (Fate.OPENED, "Slow")


def test_a_mail_from_nobody_is_put_aside(mailbox):
    letter = keep(b"Subject: x\r\n\r\nWords.\r\n", mailbox=mailbox)
    sweep_letters()
    letter.refresh_from_db()
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "no_sender")


def test_a_colleagues_name_on_a_strangers_mail_is_told(arrive, ben):
    letter = arrive(sender=f"{ben.name} <x@example.net>")
    assert Doubt.AGENTS_NAME in letter.message.doubts


def test_doubts_are_told_to_agents_and_not_in_the_portal(arrive, client, ann, ben):
    letter = arrive(sender=ann.email, dmarc="fail")
    told = "The domain of this address says that the mail is not from there."
    client.force_login(ben)
    assert told in client.get(letter.ticket.get_absolute_url()).content.decode()
    client.force_login(ann)
    portal = client.get(reverse("portal:ticket", args=[letter.ticket.number])).content.decode()
    assert "It smokes." in portal
    assert told not in portal


def test_agents_of_a_closed_desk_keep_their_mail_to_themselves(arrive, mailbox, ada, hana):
    walled = Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    letter = keep(b"Subject: x\r\n\r\n", mailbox=walled)
    assert letter not in Letter.objects.visible_to(ada)


def test_a_stranger_is_written_to_in_the_language_of_the_mailbox(arrive, mailbox, ann):
    Mailbox.objects.update(language="fa")
    mailbox.refresh_from_db()
    assert arrive(sender="zoe@example.net").ticket.requester.language == "fa"
    assert arrive(sender=ann.email).ticket.requester.language == "en"


def test_who_has_no_part_where_a_double_goes_on_begins_a_ticket_that_follows_it(
    arrive, printer, ann, dov, ben
):
    double = opened(requester=dov, category=printer.category)
    double.merge_into(printer, by=ben, lets_in=False)
    letter = arrive(
        "It smokes still.", sender=dov.email, to=reply_address("support@example.org", double.number, dov.pk)
    )
    assert letter.fate == Fate.OPENED
    assert letter.ticket not in (double, printer)
    assert [tie.target for tie in letter.ticket.links.all()] == [double]
