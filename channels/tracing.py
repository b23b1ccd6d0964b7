"""The way of a letter through the house, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from channels.models import Letter
from core.commas import listed

STEPS = {
    "arrived": _("It arrived and was kept."),
    "read": _("It was read."),
    "thread": _("It answers ticket #%(ticket)s: %(how)s."),
    "left out": _("Files that are not taken here were left out: %(files)s."),
    "report": _("It is a report about a mail of ours."),
    "again": _("It was to be read once more."),
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
    "return address": _("it came to the return address of a mail of ours"),
    "echo": _("it came right after an automatic answer of ours"),
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
        "files": listed(str(name) for name, _code in details.get("files", [])),
    }
    return Told(parse_datetime(at), str(STEPS[what]) % facts, why_of(details.get("reason", "")))


def why_of(reason):
    """The reason of a fate in words, or ""."""
    return str(REASONS.get(reason, reason))
