"""Who a mail is from, as far as that is proven, and what speaks against it."""

from dataclasses import replace

from accounts.roles import STAFF
from channels.email.known import domain
from tickets.models import Doubt, Identity

# Letters that look alike, as they are typed to deceive (of the thousands of UTS 39 those of addresses).
ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "3": "e", "5": "s", "-": "", ".": ""})


def unveiled(mail):
    """The mail as from the person behind a mailing list that sends it as its own, and never proven where the proof
    may be of another: of the list, of one of several senders, or of nobody who stands in From."""
    is_of_another = mail.behind is not None or mail.is_sender_weak
    if not is_of_another:
        return mail
    verdict = "none" if mail.dmarc_verdict == "pass" else mail.dmarc_verdict
    return replace(mail, sender=mail.behind or mail.sender, dmarc_verdict=verdict)


def may_be_believed(mail):
    """Whether it may well be from whom it names: nothing speaks against it, and no list's word stands for it."""
    return mail.dmarc_verdict != "fail" and mail.behind is None


def identity_of(mail):
    """Identity by what our own server found: a domain that vouches for the address, or nothing."""
    return Identity.VERIFIED_MAIL if mail.dmarc_verdict == "pass" else Identity.NONE


def doubts_about(mail, person, thread, known):
    """The Doubts that agents read beside the words; `known` is what the house knows (Known)."""
    questions = {
        Doubt.FORGED: mail.dmarc_verdict == "fail",
        Doubt.UNPROVEN: mail.dmarc_verdict == "none",
        Doubt.OTHER_REPLY_TO: goes_elsewhere(mail),
        Doubt.AGENTS_NAME: has_agents_name(mail, person, known),
        Doubt.LOOKALIKE: looks_like_another(mail, known),
        Doubt.STRANGER: thread is not None and not has_part(thread.ticket, person),
        Doubt.LISTED: mail.behind is not None,
        Doubt.MACHINE: mail.is_auto,
    }
    return [doubt for doubt, is_so in questions.items() if is_so]


def goes_elsewhere(mail):
    """Whether an answer would go to a domain it did not come from."""
    home = domain(mail.sender.address)
    return any(domain(one.address) != home for one in mail.reply_to)


def has_agents_name(mail, person, known):
    """Whether it bears the name of somebody who works here, and is from somebody else."""
    name = mail.sender.name.strip()
    return bool(name) and person.role not in STAFF and known.is_colleagues_name(name)


def looks_like_another(mail, known):
    """Whether the domain is not one of ours or of a customer, and looks like the one of somebody who works here."""
    own = domain(mail.sender.address)
    plain = own.translate(ALIKE)
    ours = known.colleagues_domains
    return own not in ours and any(plain == one.translate(ALIKE) for one in ours)


def has_part(ticket, person):
    """Whether somebody is on the requester's side of a ticket."""
    return ticket.requester_id == person.pk or ticket.participants.filter(user=person).exists()
