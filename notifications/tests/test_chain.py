"""The whole way of a word: from the portal to the mail server, with Redis there or gone."""

import time

import pytest
from celery import current_app

from channels.models import Outgoing
from channels.tasks import sweep_outbox
from channels.tests.conftest import free_port, mail_server
from channels.tests.test_outbox import due_now, read
from core import bell
from notifications.models import Notification
from tickets.tasks import sweep_reactions
from tickets.tests.factories import opened

__all__ = ["mail_server"]
pytestmark = pytest.mark.django_db


def work():
    """What a worker does by itself every few seconds."""
    sweep_reactions()
    sweep_outbox()


def test_both_sides_are_told_in_one_thread(mail_server, ann, ben, printing, settings, solved):
    ticket = opened(requester=ann, category=printing, is_signed_in=True)
    work()
    ticket.take(by=ben)
    ticket.reply("We are coming.", by=ben)
    work()
    ticket.reply("Please hurry!", by=ann)
    work()
    ticket.resolve(by=ben, code=solved, resolution="Put it out.")
    work()

    mails = [read(envelope) for envelope in mail_server.letters]
    to_ann = [mail for mail in mails if mail["To"] == ann.email]
    assert [mail["Auto-Submitted"] for mail in to_ann] == ["auto-replied", None, "auto-generated"]
    assert [mail["Subject"].startswith("Re: ") for mail in to_ann] == [False, True, True]
    root = f"<ticket.{ticket.number}@{settings.MAIL_DOMAIN}>"
    for earlier, later in zip(to_ann, to_ann[1:], strict=False):
        assert later["In-Reply-To"] == earlier["Message-ID"]
        assert later["References"].split()[0] == root
    for mail in mails:
        assert mail.get_body(("plain",)).get_content()
        assert mail.get_body(("html",)).get_content()
    assert [mail["Subject"] for mail in mails if mail["To"] == ben.email] == [
        f"[#{ticket.number}] {ticket.subject}"
    ]


def test_mail_that_fails_for_one_is_tried_again_and_nobody_hears_twice(mail_server, ann, dov, ben, printing):
    ticket = opened(requester=ann, category=printing, is_signed_in=True)
    ticket.add_participant(dov, by=ben)
    work()
    mail_server.letters.clear()
    mail_server.answers = ["451 Not now"]
    ticket.reply("We are coming.", by=ben)
    work()
    assert len(mail_server.letters) == 1
    due_now()
    work()
    assert sorted(read(envelope)["To"] for envelope in mail_server.letters) == [ann.email, dov.email]


def test_without_redis_nobody_waits_and_the_sweeps_tell_everybody(
    mail_server, ann, ben, printing, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(current_app.conf, "broker_url", f"redis://127.0.0.1:{free_port()}/0")
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        ticket = opened(requester=ann, category=printing, is_signed_in=True)
        ticket.reply("We are coming.", by=ben)
    assert time.monotonic() - began < 1
    assert bell._ringer.is_alive()

    work()
    assert Notification.objects.filter(user=ann).count() == 2
    assert set(Outgoing.objects.filter(to=ann.email).values_list("state", flat=True)) == {"sent"}
    assert len(mail_server.letters) == 2
