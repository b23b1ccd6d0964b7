"""A mail server that takes what we send, and can be away, put off or stall."""

import asyncio
import re
import time

from aiosmtpd.controller import Controller

HEADER = rb"(?im)^%s:[ \t]*(?:\r?\n[ \t]+)?([^\r\n]+)"


class Sink:
    """SMTP on a port. `mood` is "fine", "later" (451) or "stalls" (takes the words, and never answers)."""

    def __init__(self, port):
        self.port, self.mood, self.mails = port, "fine", []
        # How many mails it has held without an answer.
        self.stalled = 0
        self.controller = None

    def be_there(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=60)
        self.controller.start()

    def be_away(self):
        """Nobody answers at the port any more."""
        self.controller.stop()
        self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        if self.mood == "later":
            return "451 4.3.0 Please come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.stalled += self.mood == "stalls"
        while self.mood == "stalls":
            await asyncio.sleep(0.2)
            if server.transport is None or server.transport.is_closing():
                return "451 4.3.0 Nobody is there"
        head = envelope.content[:8000]
        self.mails.append((time.monotonic(), *(found(name, head) for name in (b"Message-ID", b"Subject"))))
        return "250 OK"


def found(name, head):
    match = re.search(HEADER % name, head)
    return match[1].decode().strip() if match else ""
