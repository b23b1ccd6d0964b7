"""Mail that is too large: its head is a ticket, both sides are told, and the mail stays where it lies."""

import io
import os
import re
import smtplib
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from channels.email import fetching, pieces
from channels.email.door import open_door
from channels.email.intake import keep
from channels.email.reading.apart import ROOT
from channels.email.reply_addresses import reply_address
from channels.models import Account, Letter, Mailbox, Outgoing
from channels.tasks import sweep_letters
from channels.tests.arriving import arrived, mail
from channels.tests.conftest import free_port
from channels.tests.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.django_db

LARGE = (
    b"From: Zoe <zoe@example.net>\r\nTo: support@example.org\r\nSubject: Pictures\r\n"
    b"Message-ID: <large@example.net>\r\n\r\n" + b"words of a very long mail\r\n" * 1_000
)


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@pytest.fixture
def little(settings):
    """A house that takes mail of at most ten kilobytes."""
    settings.MAIL_MAX_BYTES = 10_000


@pytest.fixture(scope="module")
def server():
    if not Dovecot.is_here():
        pytest.skip("!!! Dovecot is missing: apt install dovecot-imapd dovecot-pop3d !!!")
    server = Dovecot(free_port(), free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["imap", "pop3"])
def account(request, server, mailbox):
    port = server.imap_port if request.param == "imap" else server.pop3_port
    account = Account(
        mailbox=mailbox,
        protocol=request.param,
        host="127.0.0.1",
        port=port,
        security="none",
        user=f"{request.param}-{request.function.__name__}"[:60],
        takes_old=True,
        afterwards="delete",
    )
    account.password = PASSWORD
    account.save()
    return account


def test_its_head_is_a_ticket_and_all_of_it_stays_on_the_server(server, account, little):
    server.put(account.user, LARGE)
    assert fetching.fetch(account) == 1
    sweep_letters()
    letter = Letter.objects.get()
    assert (letter.subject, letter.sender, letter.full_size >= len(LARGE)) == (
        "Pictures",
        "zoe@example.net",
        True,
    )
    assert b"very long mail" not in letter.raw.read()
    note = letter.ticket.messages.get(is_internal=True)
    assert "too large" in note.body
    assert "support@example.org" in note.body
    event = letter.ticket.events.get(kind="opened")
    assert event.details["too_large"] == letter.full_size
    assert fetching.fetch(account) == 0
    assert Letter.objects.count() == 1
    assert len(server.flags(account.user)) == 1


def test_a_large_mail_comes_in_pieces_byte_for_byte(server, account, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 5_000)
    dotted = LARGE + b"..\r\n.\r\n" + b"x" * 9_000 + b"\r\n.end\r\n"
    server.put(account.user, dotted)
    assert fetching.fetch(account) == 1
    assert Letter.objects.get().raw.read() == dotted
    assert server.flags(account.user) == []


def test_who_hands_in_too_much_is_told_so_at_the_door(mailbox, little, transactional_db):
    port = free_port()
    door = open_door("127.0.0.1", port)
    with smtplib.SMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPResponseException) as refused:
        client.sendmail("zoe@example.net", ["support@example.org"], LARGE)
    door.stop()
    assert refused.value.smtp_code == 552
    assert not Letter.objects.exists()


def test_who_pipes_too_much_is_told_so(mailbox, little, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LARGE)))
    with pytest.raises(SystemExit) as end:
        call_command("receive_mail", mailbox="support@example.org")
    assert end.value.code == 65
    assert not Letter.objects.exists()


@pytest.fixture
def answer_largely(mailbox, little, printer):
    """Answers on the ticket with too large a mail; what was written into the outbox to whom so far."""
    plus = reply_address(mailbox.address, printer.number, printer.requester_id)

    def bring(sender="ann@example.org", **headers):
        head = mail("", sender=sender, subject="Pictures", **headers)
        letter = arrived(head, mailbox=mailbox, full_size=50_000, envelope_to=plus)
        assert letter.ticket == printer
        return list(
            Outgoing.objects.filter(kind="too_large").values_list("to", "ticket", "state").order_by("pk")
        )

    return bring


def test_who_answers_with_too_large_a_mail_is_told_once(answer_largely, printer, ann, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    told = [(ann.email, printer.pk, "waiting")]
    assert answer_largely() == told
    assert answer_largely() == told
    row = Outgoing.objects.get()
    assert "Your mail was too large for us (48.8\u00a0KB; we take at most 9.7\u00a0KB)" in row.text
    assert (row.is_outward, row.headers["Auto-Submitted"]) == (True, "auto-generated")
    assert printer.messages.filter(is_internal=True, body__contains="too large").count() == 2


@pytest.mark.parametrize("headers", [{"Auto-Submitted": "auto-replied"}, {"Precedence": "bulk"}])
def test_a_machine_with_too_large_a_mail_is_told_nothing(answer_largely, headers):
    assert answer_largely(**headers) == []


def test_a_stranger_with_too_large_a_mail_hears_nothing_of_the_ticket(answer_largely):
    ((to, ticket, _state),) = answer_largely(sender="zoe@example.net")
    assert (to, ticket, Outgoing.objects.get().subject) == ("zoe@example.net", None, "Pictures")


MEASURED = """
import base64, os, resource, sys, tempfile
import django
from django.conf import settings
django.setup()
from channels.email.reading.apart import Reader
from channels.email.shelf import lay_down
from django.core.files.storage import default_storage

def pieces():
    yield b"From: zoe@example.net\\r\\nSubject: Fifty\\r\\nMIME-Version: 1.0\\r\\n"
    yield b"Content-Type: application/zip; name=a.zip\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n"
    line = base64.b64encode(bytes(57)) + b"\\r\\n"
    for _turn in range(20 * 1024 * 1024 // (len(line) * 1024)):
        yield line * 1024

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

before = peak()
shelved = lay_down(pieces())
laid = peak() - before
reader = Reader()
with default_storage.open(shelved.name) as file:
    mail = reader.read(file).mail
reader.close()
print(laid, peak() - before, shelved.size // 2**20, len(mail.attachments[0].content) // 2**20)
"""


def test_d15_a_large_mail_never_lies_in_memory_twice(tmp_path):
    """The process that keeps it and has it read grows by hardly more than its one file: 39 MB for a mail of 50 MB,
    17 MB for the 20 MB here. The child that reads has limits of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "VAR_DIR": str(tmp_path),
    }
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", MEASURED],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    laid, peak, size, content = map(int, done.stdout.split())
    assert (size, content) == (19, 14)
    assert (laid < 8, peak < 24) == (True, True), f"{laid} MB, then {peak} MB more"


def test_who_answers_their_own_new_mail_with_too_large_a_one_is_told_though_both_are_read_together(
    mailbox, little, ann, settings
):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    first = mail("It smokes.", sender="ann@example.org")
    keep(first, mailbox=mailbox)
    named = re.search(rb"Message-ID: (\S+)", first)[1].decode()
    second = arrived(mail("", sender="ann@example.org", In_Reply_To=named), mailbox=mailbox, full_size=50_000)
    assert (second.fate, second.ticket.messages.filter(is_internal=False).count()) == ("added", 2)
    assert list(Outgoing.objects.filter(kind="too_large").values_list("to", "ticket")) == [
        (ann.email, second.ticket_id)
    ]
