"""A thread is a thread in every mail reader, and nothing a stranger typed becomes a header."""

import pytest

from channels import tasks
from channels.email.reply_addresses import way_of
from channels.models import Letter, Mailbox, Outgoing
from channels.outbox import post
from channels.tests.test_outbox import letter, read
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def test_mails_about_a_ticket_to_one_person_are_one_thread(printer, settings):
    root = f"<ticket.{printer.number}@{settings.MAIL_DOMAIN}>"
    first, second, third = letter(printer), letter(printer), letter(printer)

    assert first.subject == f"[#{printer.number}] Printer"
    assert second.subject == third.subject == f"Re: [#{printer.number}] Printer"
    assert (first.in_reply_to, first.references) == (root, root)
    assert third.in_reply_to == second.message_id
    assert third.references == f"{root} {first.message_id} {second.message_id}"


def test_a_thread_keeps_its_subject_when_the_ticket_gets_another_one(printer, ann):
    letter(printer)
    row = post(to=ann.email, kind="closed", subject="Fire", text="x", ticket=printer)
    assert row.subject == f"Re: [#{printer.number}] Printer"


def test_a_long_chain_keeps_its_first_and_last_ten(printer):
    for _turn in range(25):
        row = letter(printer)
    ids = row.references.split()
    assert len(ids) == 20
    assert ids[0].startswith("<ticket.")
    assert ids[-1] == Outgoing.objects.filter(ticket=printer, to=row.to).order_by("-pk")[1].message_id


def test_two_people_have_threads_of_their_own(printer):
    letter(printer)
    assert letter(printer, to="zoe@example.org").in_reply_to.startswith("<ticket.")


def test_machine_made_mail_says_so_and_a_persons_words_do_not(printer, mail_server):
    letter(printer)
    letter(printer, to="zoe@example.org", is_automatic=False)
    tasks.sweep_outbox()
    automatic, human = map(read, mail_server.letters)
    assert automatic["Auto-Submitted"] == "auto-generated"
    assert automatic["X-Auto-Response-Suppress"] == "All"
    assert human["Auto-Submitted"] is None
    assert human["X-Loop"] == "helpdesk.localhost"


def test_mc22_line_breaks_never_become_headers(ann, printing, mail_server):
    evil = "Fire\r\nBcc: spy@example.org\n\n<b>\x00\u2028X: y"
    Mailbox.objects.create(address="help@example.com", is_default=True, name="Help\r\nBcc: spy@example.org")
    ticket = opened(requester=ann, category=printing, subject=evil.replace("\x00", ""))
    post(to=ann.email, kind="answered", subject=evil, text="x", ticket=ticket)
    tasks.sweep_outbox()

    (envelope,) = mail_server.letters
    mail = read(envelope)
    assert envelope.rcpt_tos == [ann.email]
    assert (mail["Bcc"], mail["X"]) == (None, None)
    assert mail["Subject"] == f"[#{ticket.number}] Fire Bcc: spy@example.org <b> X: y"
    assert [address.addr_spec for address in mail["From"].addresses] == ["help@example.com"]


def test_names_and_domains_of_every_language_are_sent_right(printer, it_desk, mail_server):
    Mailbox.objects.create(address="yardim@example.com", desk=it_desk, name="Yardım Masası ✓")
    letter(printer, to="jan@bücher.example")
    tasks.sweep_outbox()
    (envelope,) = mail_server.letters
    assert envelope.rcpt_tos == ["jan@xn--bcher-kva.example"]
    assert str(read(envelope)["From"]) == "Yardım Masası ✓ <yardim@example.com>"


@pytest.mark.parametrize("takes_plus", [False, True])
def test_answers_go_to_an_address_with_a_plus_only_where_it_is_delivered(printer, it_desk, takes_plus):
    Mailbox.objects.create(address="support@example.org", desk=it_desk, takes_plus=takes_plus)
    row = post(
        to="ann@example.org", kind="x", subject="x", text="x", ticket=printer, recipient=printer.requester
    )
    assert row.reply_to.startswith("support+") is takes_plus
    way = way_of(row.reply_to)
    assert (way and (way.number, way.person)) == (
        (printer.number, printer.requester.pk) if takes_plus else None
    )


def came(ticket, mail_id, fate="added"):
    """A mail of the requester that lies on the ticket."""
    return Letter.objects.create(
        ticket=ticket, fate=fate, mail_id=mail_id, sender="ann@example.org", size=1, sha256="0" * 64
    )


def test_an_answer_names_the_mail_that_lies_in_their_own_mailbox(printer, settings):
    root = f"<ticket.{printer.number}@{settings.MAIL_DOMAIN}>"
    came(printer, "CAF1+x=y@mail.gmail.com", fate="opened")
    first, second = letter(printer), letter(printer)
    for row in (first, second):
        assert row.subject == f"Re: [#{printer.number}] Printer"
        assert row.in_reply_to == "<CAF1+x=y@mail.gmail.com>"
        assert row.references == f"{root} <CAF1+x=y@mail.gmail.com>"

    came(printer, "B7@phx.prod.outlook.com")
    third = letter(printer)
    assert third.in_reply_to == "<B7@phx.prod.outlook.com>"
    assert third.references.split() == [
        root,
        "<CAF1+x=y@mail.gmail.com>",
        first.message_id,
        second.message_id,
        "<B7@phx.prod.outlook.com>",
    ]
    assert third.subject == first.subject


def test_a_long_talk_still_ends_with_the_mail_that_is_answered(printer):
    for turn in range(15):
        came(printer, f"{turn}@client.example")
        row = letter(printer)
    ids = row.references.split()
    assert (len(ids), ids[0], ids[-1]) == (
        20,
        f"<ticket.{printer.number}@helpdesk.localhost>",
        "<14@client.example>",
    )


@pytest.mark.parametrize(
    "mail_id", ["a b@x", "a>\r\nBcc: spy@example.org", "<a><b>", "ü@x", "", "long" * 100 + "@x"]
)
def test_mc22_what_a_stranger_calls_a_message_never_becomes_a_header(printer, mail_id):
    came(printer, mail_id)
    row = letter(printer)
    assert row.in_reply_to == row.references == f"<ticket.{printer.number}@helpdesk.localhost>"


def test_an_absence_note_and_mail_of_other_tickets_are_not_answered(printer, ann, printing):
    came(printer, "absent@client.example", fate="noted")
    came(opened(requester=ann, category=printing), "other@client.example", fate="opened")
    assert letter(printer).in_reply_to.startswith("<ticket.")


def test_the_subject_has_the_number_once_and_one_re(printer, ann):
    ticket = opened(requester=ann, category=printer.category, subject="AW: Re: [#4] Antw: Toner")
    subjects = [
        post(to=ann.email, kind="x", subject=ticket.subject, text="x", ticket=ticket).subject
        for _turn in range(3)
    ]
    begun = f"[#{ticket.number}] Toner"
    assert subjects == [begun, f"Re: {begun}", f"Re: {begun}"]


def test_both_parts_leave_as_utf8_text_before_html(printer, mail_server):
    letter(printer, html="<p>Drucker: ölig, принтер, چاپگر ✓</p>")
    tasks.sweep_outbox()
    mail = read(mail_server.letters[0])
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in mail.iter_parts()} == {"utf-8"}
    assert "принтер, چاپگر ✓" in mail.get_body(("html",)).get_content()
