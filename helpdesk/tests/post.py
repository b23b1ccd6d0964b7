"""An SMTP server that keeps what it is sent, for tests (RFC 5321; aiosmtpd)."""

from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from helpdesk.tests.running import eventually, free_port


class PostBox:
    """Accepts every mail; `to(address)` gives those of one person, oldest first."""

    def __init__(self):
        self.mails = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 kept"

    def to(self, address):
        return [mail for recipients, mail in self.mails if address in recipients]

    def wait_for(self, address, count, seconds=40):
        """The first `count` mails to `address`; an AssertionError when they do not come in time."""
        assert eventually(lambda: len(self.to(address)) >= count, seconds), [
            (mail["subject"], recipients) for recipients, mail in self.mails
        ]
        return self.to(address)


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
