"""The way of a letter through the house, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from channels.models import Letter
from core import numbers
from core.commas import listed

STEPS = {
    "arrived": _("It arrived and was kept."),
    "read": _("It was read."),
    "begun": _("Reading it was begun once more."),
    "thread": _("It answers ticket #%(ticket)s: %(how)s."),
    "left out": _("Files that are not taken here were left out: %(files)s."),
    "key": _("It brings a link or a code of another service: agents alone see it."),
    "passed on": _("A colleague passed it on; %(sender)s wrote it first."),
    "report": _("It is a report about a mail of ours."),
    "again": _("It was to be read once more."),
    "too large": _("It is too large: only its head was taken, %(size)s in all lie where it was found."),
    "rule": _("The rule “%(rule)s” held."),
    "by hand": _("%(by)s made a ticket of it."),
    "unwanted": _("%(by)s said that it is not wanted."),
    "removed": _("The original was removed, as it had been kept long enough."),
    Letter.Fate.OPENED: _("It became a ticket."),
    Letter.Fate.ADDED: _("Its words were added to the ticket."),
    Letter.Fate.NOTED: _("It was noted on the ticket, and nobody was disturbed."),
    Letter.Fate.DOUBLE: _("The same mail had arrived before."),
    Letter.Fate.QUARANTINED: _("It was put into quarantine."),
    Letter.Fate.REFUSED: _("It was refused."),
}
HOW = {
    "address": _("it was sent to the address we gave for answers"),
    "quoted address": _("it quotes the address we gave for answers"),
    "our Message-ID": _("it refers to a mail of ours"),
    "their own Message-ID": _("it refers to an earlier mail of theirs"),
    "a mail to them": _("it refers to a mail that was also addressed to them"),
    "return address": _("it came to the return address of a mail of ours"),
    "echo": _("it came right after an automatic answer of ours"),
    "late echo": _("its words show that an automatic mail of ours has set it off"),
    "number": _("its subject has the number, and its sender has a part in that ticket"),
}
REASONS = {
    "own": _("We have sent this mail ourselves."),
    "double": "",
    "report_unknown": _("It reports about a mail, but names none that we have sent."),
    "bounce": _("A mail of ours could not be delivered."),
    "complaint": _("Somebody took a mail of ours for spam."),
    "receipt": _("A mail of ours was opened."),
    "no_sender": _("It names nobody who sent it."),
    "no_desk": _("There is no desk that takes tickets."),
    "colleague": _("It names a colleague as its sender, and nothing proves that."),
    "colleague_token": _("It is a colleague's, and answers no mail that we wrote to them."),
    "colleague_rights": _("It is a colleague's, and they do not work on this ticket."),
    "colleague_away": _("A colleague is away."),
    "not_understood": _("It is a colleague's, and it was not clear what to do. They were told."),
    "key": _("It brings a link or a code of another service, which nobody but agents may see."),
    "rule": _("The rule says so."),
    "unwanted": "",
    "trouble": _("Something went wrong while it was taken in."),
    "too much time": _("Reading it took too much time."),
    "too much memory": _("Reading it took too much memory."),
    "crashed": _("Reading it failed."),
}


@dataclass(frozen=True)
class Told:
    """One step: when, what happened, and why (or "")."""

    at: datetime
    words: str
    why: str


def told_steps(letter):
    """The steps of a Letter, the first one first."""
    return [_told(*step) for step in letter.steps]


def _told(at, what, details):
    facts = {
        "ticket": details.get("ticket", ""),
        "how": HOW.get(details.get("how"), details.get("how", "")),
        "sender": details.get("sender", ""),
        "rule": details.get("rule", ""),
        "by": details.get("by", ""),
        "size": numbers.size(details["size"]) if "size" in details else "",
        "files": listed(str(name) for name, _code in details.get("files", [])),
    }
    return Told(parse_datetime(at), str(STEPS[what]) % facts, why_of(details.get("reason", "")))


def why_of(reason):
    """The reason of a fate in words, or ""."""
    return str(REASONS.get(reason, reason))
