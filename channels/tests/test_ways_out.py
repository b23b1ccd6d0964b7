"""Mail of a mailbox leaves by its own server, and a server that is ill keeps nobody waiting but its own mail."""

import asyncio
import datetime
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.mail import EmailMessage
from django.db.models.functions import Now

from channels import tasks
from channels.email.backend import OutboxBackend
from channels.models import Line, Mailbox, Outgoing, Transport
from channels.models.signing import FORMAT
from channels.tests.conftest import Server, free_port
from channels.tests.test_outbox import letter, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(elsewhere, it_desk):
    """The server of the IT desk's mailbox: its Transport, with the running server as `server`."""
    controller = elsewhere()
    transport = Transport.objects.create(
        name="IT", host="127.0.0.1", port=controller.port, security=Transport.Security.NONE
    )
    Mailbox.objects.create(address="it@example.com", desk=it_desk, transport=transport)
    transport.server = controller.handler
    return transport


def breaks(transport, port=None):
    transport.port = port or free_port()
    transport.save()


def test_mail_of_a_mailbox_leaves_by_its_server_and_all_other_by_the_houses(mail_server, own, printer):
    theirs, ours = letter(printer), letter()
    tasks.sweep_outbox()
    assert [read(one)["Message-ID"] for one in own.server.letters] == [theirs.message_id]
    assert [read(one)["Message-ID"] for one in mail_server.letters] == [ours.message_id]


def test_a_mailbox_with_its_own_server_needs_none_of_the_house(settings, own, printer):
    settings.EMAIL_URL = ""
    assert [letter(printer).state, letter().state] == ["waiting", "kept"]
    Transport.objects.update(is_active=False)
    assert letter(printer).state == "kept"


def test_mail_of_the_accounts_leaves_by_the_server_of_its_sender(settings, own):
    settings.EMAIL_URL = ""
    OutboxBackend().send_messages([EmailMessage("Reset", "x", "Desk <IT@example.com>", ["ann@example.org"])])
    tasks.sweep_outbox()
    assert [one.rcpt_tos for one in own.server.letters] == [["ann@example.org"]]


def test_what_waits_goes_by_the_house_once_its_server_is_switched_off(mail_server, own, printer):
    letter(printer)
    Transport.objects.update(is_active=False)
    tasks.sweep_outbox()
    assert (len(own.server.letters), len(mail_server.letters)) == (0, 1)


@pytest.mark.parametrize("who_is_dead", ["own", "house"])
def test_a_dead_server_holds_no_mail_of_another(mail_server, own, settings, printer, who_is_dead):
    if who_is_dead == "own":
        breaks(own)
    else:
        settings.EMAIL_PORT = free_port()
    for number in range(30):
        letter(printer if who_is_dead == "own" else None, to=f"person{number}@example.org")
    letter(None if who_is_dead == "own" else printer)
    tasks.sweep_outbox()
    tasks.sweep_outbox()

    arrived = mail_server.letters if who_is_dead == "own" else own.server.letters
    assert len(arrived) == 1
    waiting = Outgoing.objects.filter(state="waiting")
    # The server's trouble uses up no try of any mail.
    assert {row.attempts for row in waiting} == {0}
    assert Line.objects.get().transport == (own if who_is_dead == "own" else None)


def test_a_server_that_stalls_is_waited_for_once(mail_server, elsewhere, own, settings, printer):
    class Stalling(Server):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            await asyncio.sleep(1)
            return "250 OK"

    settings.EMAIL_TIMEOUT = 0.2
    breaks(own, elsewhere(Stalling()).port)
    for number in range(5):
        letter(printer, to=f"person{number}@example.org")
    fine = letter()
    began = time.monotonic()
    tasks.sweep_outbox()
    tasks.sweep_outbox()
    assert time.monotonic() - began < 2
    fine.refresh_from_db()
    assert fine.state == "sent"


def test_after_its_rest_one_worker_finds_out_whether_it_is_back(mail_server, own, printer):
    there = own.port
    breaks(own)
    letter(printer)
    tasks.sweep_outbox()
    Line.objects.update(resting_until=Now())
    line = Line.objects.get()
    assert (line.take_turn(), line.take_turn()) == (True, False)

    Line.objects.update(resting_until=Now())
    Outgoing.objects.update(next_try_at=Now())
    breaks(own, there)
    tasks.sweep_outbox()
    assert (len(own.server.letters), Line.objects.count()) == (1, 0)


def test_a_refused_address_is_no_illness_of_the_server(own, printer):
    own.server.answers = ["550 5.1.1 No such user"]
    gone, fine = letter(printer, to="gone@example.org"), letter(printer)
    tasks.sweep_outbox()
    gone.refresh_from_db()
    fine.refresh_from_db()
    assert (bool(gone.parked_at), fine.state, Line.objects.count()) == (True, "sent", 0)


def test_a_secret_sealed_with_another_key_holds_only_its_own_mail(mail_server, own, printer):
    own.user, own.sealed_password = "it", "gAAAA"
    own.save()
    held, fine = letter(printer), letter()
    tasks.sweep_outbox()
    held.refresh_from_db()
    fine.refresh_from_db()
    assert (held.state, held.parked_at, fine.state) == ("waiting", None, "sent")
    assert "SECRET_KEY" in held.answer


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a52_no_mail_for_a_server_whose_certificate_nobody_vouches_for(
    own, elsewhere, printer, tmp_path, security
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(selfmade(tmp_path))
    way = {"tls": "ssl_context", "starttls": "tls_context"}[security]
    controller = elsewhere(**{way: context})
    own.security = security
    breaks(own, controller.port)
    row = letter(printer)
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert not controller.handler.letters
    assert "certificate verify failed" in row.answer.lower()


def test_a_server_that_offers_no_encryption_gets_no_password(own, printer):
    own.security = Transport.Security.STARTTLS
    own.save()
    row = letter(printer)
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert (row.state, own.server.letters) == ("waiting", [])


def selfmade(folder):
    """A certificate for 127.0.0.1 that no authority has signed, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    place = folder / "server.pem"
    place.write_bytes(key.private_bytes(*FORMAT) + certificate.public_bytes(serialization.Encoding.PEM))
    return place
