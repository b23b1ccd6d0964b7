"""Mail that comes back leads to its very row, silences a dead address, and is believed by its token alone."""

from email.message import EmailMessage

import pytest
from django.urls import reverse

from channels.email.intake import keep
from channels.email.return_addresses import return_address, row_of
from channels.models import Letter, Mailbox, Outgoing, Suppression
from channels.outbox import post
from channels.tasks import sweep_letters, sweep_outbox
from tickets.models import Event

pytestmark = pytest.mark.django_db

Fate = Letter.Fate


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, takes_plus=True)


@pytest.fixture
def answered(printer, ann, ben, mailbox, mail_server):
    """Posts an answer of Ben to Ann, and returns its row once it has gone."""

    def send(words="We are coming."):
        event = printer.reply(words, by=ben)
        row = post(to=ann.email, kind="answered", subject="x", text=words, ticket=printer, event=event,
                   recipient=ann, is_automatic=False)  # fmt: skip
        sweep_outbox()
        row.refresh_from_db()
        return row

    return send


def bounce(row, *, status="5.1.1", words="550 5.1.1 User unknown", to="", action="failed", about=None):
    """A delivery report (RFC 3464) about a row, to the address it came from or to `to`; returns its Letter."""
    raw = f"""From: MAILER-DAEMON@mx.example.net
To: {to or return_address(row.sent_by, row.pk)}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {about or row.to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}
--b--
"""
    return read(raw)


def feedback(row, kind, fields):
    return read(f"""From: someone@mx.example.net
To: {return_address(row.sent_by, row.pk)}
Subject: Report
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain

A report.
--b
Content-Type: message/{kind}

{fields}
--b--
""")


def read(raw):
    letter = keep(raw.replace("\n", "\r\n").encode(), mailbox=Mailbox.objects.get())
    sweep_letters()
    letter.refresh_from_db()
    return letter


def lines(ticket, *kinds):
    found = ticket.events.filter(kind__in=kinds or ["undelivered", "reported"])
    return [(line.kind, line.details.get("why") or line.details.get("what")) for line in found]


def test_each_mail_leaves_with_a_return_address_of_its_own(answered, printer, mailbox, mail_server):
    human = answered()
    machine = post(to="zoe@example.org", kind="closed", subject="x", text="x", ticket=printer)
    sweep_outbox()
    assert [row_of([one.mail_from]) for one in mail_server.letters] == [human.pk, machine.pk]
    assert [b"From: IT <support@example.org>" in one.content for one in mail_server.letters] == [True, True]


def test_without_plus_a_machines_mail_comes_back_to_nobody(answered, printer, mailbox, mail_server):
    Mailbox.objects.update(takes_plus=False)
    answered()
    post(to="zoe@example.org", kind="closed", subject="x", text="x", ticket=printer)
    sweep_outbox()
    assert [one.mail_from for one in mail_server.letters] == ["support@example.org", "<>"]


@pytest.mark.parametrize("word", ["MAIL", "DATA"])
def test_where_no_empty_sender_is_taken_the_mailbox_stands_in(printer, mailbox, mail_server, word):
    Mailbox.objects.update(takes_plus=False)
    mail_server.refuses_nobody = word
    row = post(to="zoe@example.org", kind="closed", subject="x", text="x", ticket=printer)
    sweep_outbox()
    row.refresh_from_db()
    assert (row.state, [one.mail_from for one in mail_server.letters]) == ("sent", ["support@example.org"])


def test_a_bounce_leads_to_its_row_and_nothing_more_is_written_there(answered, printer, ann, mail_server):
    first, row = answered("One."), answered("Two.")
    letter = bounce(row)
    assert (letter.fate, letter.ticket) == (Fate.NOTED, printer)
    row.refresh_from_db()
    first.refresh_from_db()
    assert (row.returned_as, first.returned_as) == ("dead", "")
    silence = Suppression.objects.get()
    assert (silence.address, silence.why, silence.outgoing, silence.letter) == (
        ann.email,
        "dead",
        row,
        letter,
    )
    bounce(row)
    assert lines(printer) == [("undelivered", "dead")]

    third = answered("Three.")
    assert (third.state, third.reason, len(mail_server.letters)) == ("stopped", "dead", 2)
    assert lines(printer) == [("undelivered", "dead")] * 2
    assert third.returned_at


@pytest.mark.parametrize("address", ["support@example.org", "support+r-1-aaaaaaaaaaaaaaaa@example.org"])
def test_a_bounce_without_a_genuine_token_is_refused(answered, printer, address):
    letter = bounce(answered(), to=address)
    assert (letter.fate, letter.reason) == (Fate.REFUSED, "report_unknown")
    assert not Suppression.objects.exists()
    assert lines(printer) == []


def test_where_their_mail_is_passed_on_to_says_nothing_of_their_own_address(answered, printer):
    bounce(answered(), about="forwarded@elsewhere.example")
    assert not Suppression.objects.exists()
    assert lines(printer) == [("undelivered", "dead")]


@pytest.mark.parametrize(
    ("status", "words", "action", "told"),
    [
        ("4.4.1", "450 4.4.1 Timeout", "delayed", ("reported", "later")),
        ("5.2.2", "552 5.2.2 Mailbox full", "failed", ("reported", "full")),
        ("5.7.1", "550 5.7.1 Message refused", "failed", ("undelivered", "policy")),
    ],
)
def test_what_is_not_the_addresss_fault_does_not_silence_it(answered, printer, status, words, action, told):
    bounce(answered(), status=status, words=words, action=action)
    assert not Suppression.objects.exists()
    assert lines(printer) == [told]
    assert Outgoing.objects.refused_by_rule().exists() is (told[1] == "policy")


def test_after_a_complaint_only_people_write(answered, printer, ann, mail_server):
    row = answered()
    letter = feedback(row, "feedback-report", "Feedback-Type: abuse\nVersion: 1\nUser-Agent: x/1")
    assert (letter.fate, letter.reason) == (Fate.NOTED, "complaint")
    stopped = post(to=ann.email, kind="closed", subject="x", text="x", ticket=printer, recipient=ann)
    assert (stopped.state, stopped.reason) == ("stopped", "complaint")
    assert answered().state == "sent"
    assert lines(printer) == [("reported", "complaint")]


def test_a_receipt_is_a_line_and_nothing_else(answered, printer, ann):
    row = answered()
    displayed = "Disposition: manual-action/MDN-sent-manually; displayed"
    letter = feedback(row, "disposition-notification", f"Final-Recipient: rfc822; {ann.email}\n{displayed}")
    assert (letter.fate, lines(printer)) == (Fate.NOTED, [("reported", "receipt")])
    assert not Suppression.objects.exists()


def test_an_absence_note_to_the_return_address_is_a_machines(answered, printer, ann):
    row = answered()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = ann.email, return_address(row.sent_by, row.pk), "Away"
    mail.set_content("I am at the seaside.")
    letter = read(mail.as_string())
    assert (letter.fate, letter.ticket) == (Fate.NOTED, printer)
    assert printer.events.last().kind == Event.Kind.NOTED


def test_an_agent_sends_it_again_once_and_the_address_is_written_to(answered, client, printer, ann, ben, dov):
    row = answered()
    bounce(row)
    address = reverse("deliveries:sending", args=[printer.number, row.pk])
    client.force_login(dov)
    assert client.post(address).status_code == 403
    client.force_login(ben)
    assert address in client.get(printer.get_absolute_url()).content.decode()
    ann.email = "ann.new@example.org"
    ann.save()
    client.post(address)
    client.post(address)
    sweep_outbox()
    row.refresh_from_db()
    assert (row.state, row.to) == ("sent", "ann.new@example.org")
    assert not Suppression.objects.standing().exists()
    assert lines(printer) == [("undelivered", "dead"), ("reported", "again")]
    bounce(row)
    assert lines(printer)[-1] == ("undelivered", "dead")


def test_nobody_sends_again_what_they_may_not_see(answered, client, hana, printer):
    row = answered()
    bounce(row)
    client.force_login(hana)
    assert client.post(reverse("deliveries:sending", args=[printer.number, row.pk])).status_code == 404
    assert client.post(reverse("deliveries:lifting", args=[printer.number])).status_code == 404
    assert Suppression.objects.standing().exists()


def test_who_is_about_to_write_is_told_and_may_lift_it(answered, client, printer, ben):
    told = "There is no mailbox"
    client.force_login(ben)
    row = answered()
    assert told not in client.get(printer.get_absolute_url()).content.decode()
    bounce(row)
    assert told in client.get(printer.get_absolute_url()).content.decode()
    lifting = reverse("deliveries:lifting", args=[printer.number])
    assert client.get(lifting).status_code == 405
    client.post(lifting)
    client.post(lifting)
    assert Suppression.objects.get().lifted_by == ben
    assert told not in client.get(printer.get_absolute_url()).content.decode()


def test_administrators_find_and_lift_addresses(answered, client, ada, ben):
    bounce(answered())
    page = reverse("admin:channels_suppression_changelist")
    client.force_login(ben)
    assert client.get(page).status_code == 302
    client.force_login(ada)
    assert "ann@" in client.get(page, {"q": "ann"}).content.decode()
    client.post(page, {"action": "lift", "_selected_action": [Suppression.objects.get().pk]})
    assert not Suppression.objects.standing().exists()


def test_a_refusal_at_once_counts_like_a_report(printer, ann, ben, mailbox, mail_server):
    mail_server.answers = ["550 5.1.1 No such user"]
    event = printer.reply("We are coming.", by=ben)
    post(to=ann.email, kind="answered", subject="x", text="x", ticket=printer, event=event, recipient=ann,
         is_automatic=False)  # fmt: skip
    sweep_outbox()
    assert Suppression.objects.get().said == "550 5.1.1 No such user"
    assert Outgoing.objects.get().returned_as == "dead"
