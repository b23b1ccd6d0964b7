"""Whom a mail was also addressed to: known people with a part in its ticket have that already, and of all others an
agent decides (trust.md, MC18). Until then they read nothing and are sent nothing.

Nobody is asked about for a mail that its sender's domain disowns, that a stranger sent to a thread, or that a machine
or a list wrote: whoever forges a mail could otherwise have an agent let in whom they like. Where nothing is proven
either way, as at houses whose server does not check senders, an agent is asked and told so: a name that nobody ever
hears of would be lost, and asking adds nobody.
"""

from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User
from accounts.names import tidy
from accounts.roles import STAFF
from channels.email.senders import may_be_believed
from channels.email.verification import SERVICES
from channels.models import Mailbox
from tickets.models import Doubt

MOST_ASKED_ABOUT = 20
LONGEST = 254


def ask_about_others(letter, mail, message):
    """Have an agent asked about whoever else a mail names, whose words are this Message; costs nothing when it names
    nobody but the mailbox it came to."""
    people = others_in(mail)
    if letter.mailbox:
        home = plain(letter.mailbox.address.lower())
        people = {address: name for address, name in people.items() if plain(address) != home}
    if not people or not may_name_others(mail, message):
        return
    staff = User.objects.filter(email__in=people, role__in=STAFF).values_list("email", flat=True)
    inside, own = {*staff, *with_a_part(message.ticket)}, ours()
    strangers = [
        (address, name)
        for address, name in people.items()
        if address not in inside and plain(address) not in own
    ]
    if strangers:
        message.ticket.ask_about(strangers[:MOST_ASKED_ABOUT], message=message)


def may_name_others(mail, message):
    """Whether the sender of a mail may have an agent asked about others (see above)."""
    is_outsider = message.is_internal or Doubt.STRANGER in message.doubts
    return may_be_believed(mail) and not mail.no_auto_reply and not is_outsider


def others_in(mail):
    """{address: name} of everybody in To and Cc who could read and answer, but for the sender."""
    found = {}
    for one in [*mail.to, *mail.cc]:
        address = one.address.lower()
        if address != mail.sender.address.lower() and is_address(address) and not SERVICES.match(address):
            found.setdefault(address, tidy(one.name))
    return found


def is_address(address):
    """Whether mail can be sent there, as far as its form tells."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST


def is_ours(address):
    """Whether an address is one of this house, with or without what follows a plus in it."""
    return plain(address.lower()) in ours()


def ours():
    """Every address this house has or had."""
    written_from = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    addresses = Mailbox.objects.values_list("address", flat=True)
    return {plain(one.lower()) for one in [written_from, *addresses]}


def with_a_part(ticket):
    """The addresses of those who have a part in a ticket."""
    parts = ticket.participants.values_list("user__email", flat=True)
    return {ticket.requester.email, *parts}


def plain(address):
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
