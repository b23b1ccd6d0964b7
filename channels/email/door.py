"""A door that mail servers hand letters in by: SMTP (RFC 5321) or LMTP (RFC 2033), for this machine or a trusted net.

It takes what is for a mailbox of ours, answers 250 once the letter is kept, and 451 when it could not be: whoever
brought it then has it still.
"""

import asyncio
import logging

from aiosmtpd.controller import Controller
from django.db import close_old_connections

from channels.email.gathering import GatheringLmtp, GatheringSmtp
from channels.email.intake import keep
from channels.email.large import most_bytes
from channels.email.pieces import of_file
from channels.email.shelf import lay_down
from channels.models import Mailbox

log = logging.getLogger(__name__)

OK, NOBODY_HERE, LATER = (
    "250 OK",
    "550 5.1.1 Nobody here has this address",
    "451 4.3.0 Please try again later",
)


class Door:
    """What aiosmtpd asks for each letter."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        try:
            mailbox = await asyncio.to_thread(_in_order, mailbox_of, address)
        except Exception:  # whatever it is, it may be well again later
            log.exception("A letter could not be taken in")
            return LATER
        if mailbox is None:
            return NOBODY_HERE
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        try:
            await asyncio.to_thread(_in_order, take_in, envelope)
        except Exception:  # nothing of it may be lost: they have it still
            log.exception("A letter could not be kept")
            return LATER
        return OK


class SmtpController(Controller):
    def factory(self):
        return GatheringSmtp(self.handler, **self.SMTP_kwargs)


class LmtpController(Controller):
    def factory(self):
        return GatheringLmtp(self.handler, **self.SMTP_kwargs)


def open_door(host, port, *, is_lmtp=False):
    """Listen until `stop()` of what is returned is called."""
    kind = LmtpController if is_lmtp else SmtpController
    door = kind(Door(), hostname=host, port=port, data_size_limit=most_bytes())
    door.start()
    return door


def mailbox_of(address):
    """The Mailbox that has an address, with or without what follows a plus in it; None if there is none."""
    local, _at, domain = address.rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    return Mailbox.objects.in_use().filter(address__iexact=plain).first()


def take_in(envelope):
    """Keep a letter once for each mailbox of ours that it is for."""
    addresses = {mailbox_of(address): address for address in envelope.rcpt_tos}
    shelved = lay_down(of_file(envelope.content))
    for mailbox, address in addresses.items():
        keep(
            shelved,
            mailbox=mailbox,
            envelope_from=envelope.mail_from,
            envelope_to=address,
        )


def _in_order(act, *facts):
    # Threads of this pool live on; their connections may have died meanwhile.
    close_old_connections()
    try:
        return act(*facts)
    finally:
        close_old_connections()
