"""Letters are handed in: by a mail server, and by a pipe."""

import io
import smtplib
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from channels.email.door import open_door
from channels.models import Letter, Mailbox
from channels.tests.conftest import free_port

RAW = b"From: zoe@example.net\r\nSubject: Toner\r\n\r\nWords.\r\n"


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@pytest.fixture(params=["smtp", "lmtp"])
def server(request, transactional_db):
    port = free_port()
    door = open_door("127.0.0.1", port, is_lmtp=request.param == "lmtp")
    with (smtplib.SMTP if request.param == "smtp" else smtplib.LMTP)("127.0.0.1", port) as client:
        yield client
    door.stop()


def test_a_letter_for_us_is_kept_before_the_server_hears_so(server, mailbox):
    server.sendmail("zoe@example.net", ["support+1-2-abc@EXAMPLE.org"], RAW)
    letter = Letter.objects.get()
    assert (letter.mailbox, letter.envelope_to) == (mailbox, "support+1-2-abc@EXAMPLE.org")
    assert letter.raw.read() == RAW


def test_a_letter_for_somebody_else_is_refused(server, mailbox):
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        server.sendmail("zoe@example.net", ["nobody@example.org"], RAW)
    assert not Letter.objects.exists()


def test_when_it_cannot_be_kept_whoever_brings_it_has_it_still(server, mailbox, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file"
    with pytest.raises((smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused)) as refused:
        server.sendmail("zoe@example.net", ["support@example.org"], RAW)
    assert "451" in str(refused.value)
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_pipe_brings_a_letter(mailbox, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(RAW)))
    call_command("receive_mail", mailbox="Support@example.org", sender="zoe@example.net")
    assert Letter.objects.get().envelope_from == "zoe@example.net"


@pytest.mark.django_db
def test_a_pipe_for_an_unknown_mailbox_says_that_nobody_is_there(capsys):
    with pytest.raises(SystemExit) as end:
        call_command("receive_mail", mailbox="nobody@example.org", stderr=io.StringIO())
    assert end.value.code == 67


def test_dots_and_long_lines_come_as_they_were(server, mailbox):
    raw = RAW + b".hidden\r\n..twice\r\n.\r\n" + b"x" * 5_000 + b"\r\n"
    server.sendmail("zoe@example.net", ["support@example.org"], raw)
    assert Letter.objects.get().raw.read() == raw
