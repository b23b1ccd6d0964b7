"""What admins may put into the words of our mails: a closed list for each reason, and what it stands for there."""

from typing import NamedTuple

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from notifications.models.mail_template import Beside
from notifications.models.preference import ASKING, Reason

WORDLESS = {Reason.ACKNOWLEDGED, Reason.INVITED, Reason.DELAYED, Reason.ESCALATED}
PROMISING = {Reason.ACKNOWLEDGED, Reason.ANSWERED, Reason.REOPENED}
OF_AGENTS = set(Reason) - {Reason.ACKNOWLEDGED, Reason.DELAYED, Reason.ESCALATED, Reason.PROMISE}


class Placeholder(NamedTuple):
    """`{name}`, what it means, whether it fits into a subject, and whether it needs a line of its own."""

    name: str
    meaning: str
    is_for_subject: bool = True
    is_block: bool = False

    def __str__(self):
        return f"{{{self.name}}}"


EVERYWHERE = [
    Placeholder("ticket.number", _("The number, such as #10461")),
    Placeholder("ticket.subject", _("The subject of the ticket")),
    Placeholder("desk", _("The desk that has the ticket")),
    Placeholder("person.name", _("The name of the reader")),
    Placeholder("what", _("What has happened, in one sentence")),
    Placeholder("link", _("The address of the page"), is_for_subject=False),
]
NAME, WHAT = EVERYWHERE[3:5]
HOUSE = Placeholder("house", _("The name of this helpdesk"))
ADDRESS = Placeholder("address", _("The mail address it goes to"))
WORDS = Placeholder("words", _("What was written, on a line of its own"), is_for_subject=False, is_block=True)
AGENT = Placeholder("agent.name", _("Who has done it"))
REQUESTER = Placeholder("requester.name", _("Who has asked"))
PROMISE = Placeholder("promise", _("Until when something is promised; its line is left out if nothing is"))


def offered(reason):
    """The Placeholders of mails for `reason`. Nothing inner is among those of the requester's side (MC12)."""
    if reason in Beside.values:
        # A name may have been chosen by whoever typed another's address (MC20).
        return [WHAT, HOUSE, NAME if reason == Beside.DIGEST else ADDRESS]
    found = list(EVERYWHERE)
    if reason not in WORDLESS:
        found.append(WORDS)
    if reason in OF_AGENTS:
        found.append(AGENT)
    if reason in PROMISING:
        found.append(PROMISE)
    return found if reason in ASKING else [*found, REQUESTER]


def values_of(facts):
    """{name: value} for the facts of one mail (notifications/letters.py), of the names its reason offers."""
    notice, ticket = facts["notice"], facts["ticket"]
    known = {
        "ticket.number": f"#{ticket.number}",
        "ticket.subject": facts["shown_subject"],
        "desk": str(ticket.desk),
        "person.name": facts["reader"],
        "what": facts["title"],
        "link": facts["url"],
        "words": facts["words"],
        "agent.name": facts["actor"],
        # Asked of the database only where it is said.
        "requester.name": SimpleLazyObject(lambda: str(ticket.requester)),
        "promise": facts["promise"],
    }
    return {one.name: known[one.name] for one in offered(notice.reason)}
