"""Every mail is a row first, goes once, and is never lost: refused, delayed, or with the server gone."""

import email
import email.policy
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from channels import tasks
from channels.email.backend import OutboxBackend
from channels.models import Line, Mailbox, Outgoing
from channels.outbox import post
from channels.tests.conftest import use


def letter(ticket=None, to="ann@example.org", **facts):
    return post(to=to, kind="answered", subject="Printer", text="Hello", ticket=ticket, **facts)


def due_now():
    Line.objects.all().delete()
    Outgoing.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


def read(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


@pytest.mark.django_db
def test_a_mail_goes_once_and_keeps_the_answer(mail_server):
    row = letter()
    tasks.sweep_outbox()
    tasks.sweep_outbox()
    tasks.deliver(row.pk)

    row.refresh_from_db()
    assert (row.state, row.answer) == ("sent", "250 OK queued as 4711")
    assert [read(one)["Message-ID"] for one in mail_server.letters] == [row.message_id]


@pytest.mark.django_db
def test_not_now_means_later(mail_server):
    mail_server.answers = ["451 4.7.1 Please come again"]
    row = letter()
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert (row.state, row.parked_at) == ("waiting", None)
    assert "Please come again" in row.answer
    assert row.next_try_at > timezone.now() + timedelta(seconds=30)

    due_now()
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert (row.state, len(mail_server.letters)) == ("sent", 1)


@pytest.mark.django_db
def test_a_refused_address_is_parked_with_its_reason_and_the_next_mail_goes_on(mail_server):
    mail_server.answers = ["550 5.1.1 No such user"]
    refused, fine = letter(to="gone@example.org"), letter()
    tasks.sweep_outbox()

    refused.refresh_from_db()
    fine.refresh_from_db()
    assert refused.parked_at
    assert "550 5.1.1 No such user" in refused.answer
    assert fine.state == "sent"

    refused.run_again()
    tasks.sweep_outbox()
    refused.refresh_from_db()
    assert refused.state == "sent"


@pytest.mark.django_db
def test_a_server_that_is_gone_loses_nothing(mail_server, settings):
    there = settings.EMAIL_PORT
    use(settings, 1)
    rows = [letter(to=f"person{number}@example.org") for number in range(3)]
    tasks.sweep_outbox()
    # The server's trouble uses up no try of any mail.
    assert set(Outgoing.objects.values_list("attempts", "parked_at")) == {(0, None)}
    assert "refused" in Outgoing.objects.first().answer

    use(settings, there)
    due_now()
    tasks.sweep_outbox()
    assert len(mail_server.letters) == len(rows)


@pytest.mark.django_db
def test_the_order_within_a_ticket_is_kept(mail_server, printer):
    mail_server.answers = ["451 Later"]
    first, second, other = letter(printer), letter(printer), letter(printer, to="zoe@example.org")
    tasks.sweep_outbox()
    tasks.deliver(second.pk)
    assert [read(one)["To"] for one in mail_server.letters] == [other.to]

    due_now()
    tasks.sweep_outbox()
    assert [read(one)["Message-ID"] for one in mail_server.letters][1:] == [
        first.message_id,
        second.message_id,
    ]


@pytest.mark.django_db
def test_a_parked_mail_does_not_hold_up_those_after_it(mail_server, printer):
    mail_server.answers = ["550 No"]
    letter(printer)
    second = letter(printer)
    tasks.sweep_outbox()
    second.refresh_from_db()
    assert second.state == "sent"


@pytest.mark.django_db
def test_an_event_is_posted_to_a_person_once(printer, ann):
    event = printer.events.get()
    assert letter(printer, event=event, recipient=ann)
    assert letter(printer, event=event, recipient=ann) is None
    assert Outgoing.objects.count() == 1


@pytest.mark.django_db
def test_without_a_server_mail_is_kept_and_never_sent(settings):
    settings.EMAIL_URL = ""
    row = letter()
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("kept", 0)


@pytest.mark.django_db
def test_a_claim_that_another_worker_took_over_is_not_sent_twice(mail_server):
    row = letter()
    (mine,) = Outgoing.objects.all().claim(1)
    due_now()
    (theirs,) = Outgoing.objects.all().claim(1)
    assert theirs == row
    assert theirs.hold_for_sending()
    assert not mine.hold_for_sending()


@pytest.mark.django_db
def test_mail_of_the_accounts_becomes_rows_whose_words_are_blanked_once_sent(mail_server):
    message = EmailMultiAlternatives("Reset", "secret-link", "Desk <desk@example.com>", ["ann@example.org"])
    message.attach_alternative("<p>secret-link</p>", "text/html")
    OutboxBackend().send_messages([message])
    assert not mail_server.letters

    tasks.sweep_outbox()
    row = Outgoing.objects.get()
    assert (row.state, row.text, row.html, row.is_readable) == ("sent", "", "", False)
    assert read(mail_server.letters[0]).get_body(("html",)).get_content().strip() == "<p>secret-link</p>"


@pytest.mark.django_db
def test_blind_copies_travel_alone(mail_server):
    OutboxBackend().send_messages(
        [EmailMultiAlternatives("Hello", "x", "d@example.com", ["ann@example.org"], bcc=["spy@example.org"])]
    )
    tasks.sweep_outbox()
    assert [one.rcpt_tos for one in mail_server.letters] == [["ann@example.org"], ["spy@example.org"]]
    assert not any(b"spy@example.org" in one.content for one in mail_server.letters[:1])


@pytest.mark.django_db
def test_a_desk_writes_from_its_own_mailbox_else_from_the_default_one(printer, it_desk, settings):
    assert letter(printer).sender == settings.DEFAULT_FROM_EMAIL
    Mailbox.objects.create(address="help@example.com", is_default=True, name="Help, Inc.")
    assert letter(printer).sender == '"Help, Inc." <help@example.com>'
    Mailbox.objects.create(address="it@example.com", desk=it_desk)
    row = letter(printer)
    assert (row.sender, row.reply_to) == ("IT <it@example.com>", "it@example.com")


@pytest.mark.django_db
def test_an_answer_that_was_refused_for_good_is_told_once(mail_server, printer, ann, ben):
    mail_server.answers = ["550 5.1.1 No such user"] * 3
    event = printer.reply("We look at it.", by=ben)
    rows = [letter(printer, to=ann.email, event=event, recipient=ann)]
    rows.append(letter(printer, to=ben.email, event=event, recipient=ben))
    for _turn in range(2):
        tasks.sweep_outbox()
        due_now()
        Outgoing.objects.update(parked_at=None)
    [line] = printer.events.filter(kind="undelivered")
    assert line.details == {
        "about": event.message_id, "to": ann.email, "why": "dead", "mail": rows[0].pk,
    }  # fmt: skip
