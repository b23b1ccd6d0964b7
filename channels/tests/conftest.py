"""A mail server of our own: real SMTP on a free port, whose answers a test may choose."""

import asyncio
import socket

import pytest
from aiosmtpd.controller import Controller

from channels.models import Mailbox
from channels.tests.accounts import account_at
from channels.tests.dovecot import Dovecot
from tickets.tests.conftest import *  # noqa: F403  the same cast


class Server:
    """Keeps what it accepts. `answers` are given first, one for each recipient; then everything is fine."""

    def __init__(self):
        self.letters = []
        self.answers = []
        # At which word mail without a sender is refused, and whether the words of a mail are never answered.
        self.refuses_nobody, self.stalls = "", False

    async def handle_MAIL(self, server, session, envelope, address, mail_options):  # noqa: N802
        if address == "<>" and self.refuses_nobody == "MAIL":
            return "553 5.1.8 Say who you are"
        envelope.mail_from, envelope.mail_options = address, mail_options
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if envelope.mail_from == "<>" and self.refuses_nobody == "DATA":
            return "554 5.7.60 Not as this sender"
        if self.stalls:
            await asyncio.sleep(0.2)
            return "451 Too slow"
        self.letters.append(envelope)
        return "250 OK queued as 4711"


@pytest.fixture
def mail_server(settings):
    """A running server that this house is set to send through."""
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    use(settings, controller.port)
    yield server
    controller.stop()


@pytest.fixture
def elsewhere():
    """Opens further servers: `elsewhere(handler, **facts of the Controller)` gives a running Controller."""
    running = []

    def open_one(handler=None, **facts):
        controller = Controller(handler or Server(), hostname="127.0.0.1", port=free_port(), **facts)
        controller.start()
        running.append(controller)
        return controller

    yield open_one
    for controller in running:
        controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def use(settings, port):
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


@pytest.fixture(scope="session")
def server():
    """A Dovecot on which anybody may sign in."""
    server = Dovecot(free_port(), free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def user(request):
    """A name that nobody on the server has had before."""
    return request.node.name.replace("[", "-").rstrip("]")[:60]


@pytest.fixture
def account(server, user, it_desk):
    """An account of that name there; its mail comes to support@example.org."""
    mailbox = Mailbox.objects.create(address="support@example.org", desk=it_desk)
    return account_at(server.imap_port, user, mailbox)
