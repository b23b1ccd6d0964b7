"""In measure: brakes that count rows, the pace of a provider, and a server that refuses, stalls and comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from channels import tasks
from channels.models import Breaker, Mailbox, Outgoing
from channels.outbox import post
from channels.tests.conftest import free_port, use
from channels.tests.test_outbox import due_now, letter, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(settings):
    def set_to(**facts):
        settings.MAIL_MEASURE = replace(settings.MAIL_MEASURE, **facts)

    return set_to


def automatic(to="zoe@example.org", **facts):
    return post(to=to, kind="closed", subject="x", text="x", **facts)


def test_an_address_hears_once_a_day_of_a_ticket_from_a_machine(mail_server, printer, ann, ben):
    def acknowledged(**facts):
        return automatic(ticket=printer, is_reply=True, **facts)

    first, second = acknowledged(), acknowledged()
    assert (first.state, second.state, second.reason) == ("waiting", "stopped", "answered")
    assert acknowledged(to=ann.email).state == "waiting"
    assert letter(printer, to="zoe@example.org", is_automatic=False).state == "waiting"
    assert acknowledged(to=ben.email, recipient=ben).state == "waiting"
    assert acknowledged(to=ben.email, recipient=ben).state == "waiting"

    Outgoing.objects.update(created_at=F("created_at") - timedelta(days=1, minutes=1))
    assert acknowledged().state == "waiting"


def test_what_is_over_the_measure_of_an_hour_goes_later_and_holds_up_no_answer(
    mail_server, measured, printer, ben
):
    measured(an_hour=2)
    rows = [automatic(ticket=printer) for _turn in range(4)]
    human = letter(printer, to="zoe@example.org", is_automatic=False)
    colleague = [automatic(to=ben.email, recipient=ben) for _turn in range(4)]
    for _turn in range(3):
        tasks.sweep_outbox()
    sent = set(Outgoing.objects.filter(state="sent").values_list("pk", flat=True))
    assert sent == {row.pk for row in [*rows[:2], human, *colleague]}
    assert [row.reason for row in rows] == ["", "", "hour", "hour"]
    assert rows[3].next_try_at > timezone.now() + timedelta(minutes=59)

    due_now()
    tasks.sweep_outbox()
    tasks.sweep_outbox()
    assert not Outgoing.objects.unfinished().exists()


def test_a_storm_stops_automatic_mail_of_its_mailbox_until_somebody_lets_it_go_on(
    mail_server, measured, printer, it_desk, ada
):
    Mailbox.objects.create(address="it@example.org", desk=it_desk)
    measured(in_ten_minutes=3)
    for number in range(5):
        automatic(to=f"person{number}@example.org", ticket=printer)
    other = automatic(to="person@example.org")
    human = letter(printer, to="person4@example.org", is_automatic=False)
    assert Breaker.objects.open().get().address == "it@example.org"

    tasks.sweep_outbox()
    assert {read(one)["Message-ID"] for one in mail_server.letters} == {other.message_id, human.message_id}
    assert Outgoing.objects.unfinished().count() == 5

    assert Breaker.objects.filter(address="it@example.org").resume(ada) == 1
    tasks.sweep_outbox()
    assert not Outgoing.objects.unfinished().exists()


def test_the_pace_of_a_provider_is_kept_and_the_order_too(mail_server, measured, printer):
    measured(a_minute_to={"example.net": 2})
    slow = [letter(to=f"p{number}@example.net") for number in range(5)]
    fine = letter()
    tasks.sweep_outbox()
    ids = [read(one)["Message-ID"] for one in mail_server.letters]
    assert ids == [slow[0].message_id, slow[1].message_id, fine.message_id]
    waiting = list(Outgoing.objects.unfinished().order_by("next_try_at"))
    assert [row.pk for row in waiting] == [row.pk for row in slow[2:]]
    assert {row.attempts for row in waiting} == {0}
    assert waiting[-1].next_try_at > timezone.now() + timedelta(seconds=75)


def test_d8_a_server_that_refuses_stalls_and_comes_back_gets_all_in_order(
    mail_server, measured, settings, printer
):
    there, settings.EMAIL_TIMEOUT = settings.EMAIL_PORT, 0.05
    rows = [letter(printer, to=f"p{number % 10}@example.org", is_automatic=False) for number in range(30)]

    use(settings, free_port())
    tasks.sweep_outbox()
    use(settings, there)
    mail_server.answers = ["451 4.3.0 Later"] * 30
    due_now()
    tasks.sweep_outbox()
    mail_server.answers, mail_server.stalls = [], True
    due_now()
    tasks.sweep_outbox()
    assert Outgoing.objects.unfinished().filter(parked_at=None).count() == 30

    mail_server.stalls = False
    mail_server.letters.clear()
    latest = timezone.now() + timedelta(minutes=10)
    assert not Outgoing.objects.filter(next_try_at__gt=latest).exists()
    for _turn in range(4):
        due_now()
        tasks.sweep_outbox()
    gone = [(one.rcpt_tos[0], read(one)["Message-ID"]) for one in mail_server.letters]
    assert len(gone) == len(rows)
    for row in rows[:10]:
        mine = [message_id for to, message_id in gone if to == row.to]
        assert mine == [one.message_id for one in rows if one.to == row.to]


def test_an_outage_of_an_hour_delays_no_mail_by_more_than_ten_minutes_more():
    row, waited = Outgoing(), timedelta(0)
    while waited < timedelta(hours=1):
        row.attempts += 1
        pause = row._pause()
        waited += pause
    assert pause < timedelta(minutes=10)
    tries = [Outgoing(attempts=number)._pause() for number in range(1, Outgoing.MOST_ATTEMPTS)]
    assert timedelta(days=1) < sum(tries, timedelta(0)) < timedelta(days=3)


def test_mc22_nothing_that_is_typed_becomes_a_header_or_a_recipient(mail_server, printer, ann):
    evil = "a\r\nBcc: spy@example.org\r\n\x00\u2028X-Evil: y"
    stored = evil.replace("\x00", "")
    Mailbox.objects.create(address="help@example.com", is_default=True, name=stored)
    ann.name = stored
    ann.save()
    headers = {"X-House": stored, "X-Bad\r\nBcc": "spy@example.org", "Bcc": "spy@example.org"}
    good = post(to=ann.email, kind="x", subject=evil, text=stored, recipient=ann, headers=headers)
    two = ["a@example.org\r\nRCPT TO:<spy@example.org>", "a@example.org, spy@example.org"]
    bad = [post(to=to, kind="x", subject="x", text="x") for to in two]
    tasks.sweep_outbox()
    (envelope,) = mail_server.letters
    mail = read(envelope)
    assert envelope.rcpt_tos == [ann.email]
    assert (mail["Message-ID"], mail["Bcc"], mail["X-Evil"]) == (good.message_id, None, None)
    assert set(mail.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Reply-To", "Date",
        "Message-ID", "X-Loop", "Auto-Submitted", "X-Auto-Response-Suppress", "X-House",
    }  # fmt: skip
    for row in bad:
        row.refresh_from_db()
        assert row.parked_at
