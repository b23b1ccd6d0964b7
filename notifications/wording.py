"""One sentence for each thing a person hears of: the same in the bell, in a mail and in a summary."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notifications.models import Reason
from tickets.models import Event
from tickets.sentences import isolated

SENTENCES = {
    Reason.ACKNOWLEDGED: _("Your request has arrived"),
    Reason.ANSWERED: _("%(actor)s answered"),
    Reason.WAITING: _("%(actor)s needs your answer"),
    Reason.RESOLVED: _("%(actor)s says that this is solved"),
    Reason.CLOSED: _("Your request is closed"),
    Reason.REOPENED: _("%(actor)s works on your request again"),
    Reason.INVITED: _("%(actor)s added you to this request"),
    Reason.DELAYED: _("Your request is still being worked on"),
    Reason.ESCALATED: _("A request of your organization is still being worked on"),
    Reason.ASSIGNED: _("%(actor)s gave you this ticket"),
    Reason.MENTIONED: _("%(actor)s mentioned you in a note"),
    Reason.HEARD: _("%(actor)s replied"),
    Reason.OUTCOME: _("%(actor)s reopened this ticket"),
    Reason.PROMISE: _("A promise is soon due"),
    Reason.TEAM: _("New for your team"),
    Reason.FOLLOWED: _("Something changed"),
}
# Where one reason covers several kinds of events, each has its own sentence.
BY_KIND = {
    (Reason.OUTCOME, Event.Kind.ACCEPTED): _("%(actor)s accepted the solution"),
    (Reason.OUTCOME, Event.Kind.REFUSED): _("%(actor)s says that it still fails"),
    (Reason.OUTCOME, Event.Kind.CLOSED): _("%(actor)s closed this ticket"),
    (Reason.DELAYED, Event.Kind.BREACHED): _("Your request takes longer than we promised"),
    (Reason.ESCALATED, Event.Kind.BREACHED): _(
        "A request of your organization takes longer than we promised"
    ),
    (Reason.PROMISE, Event.Kind.BREACHED): _("A promise was not kept in time"),
    (Reason.TEAM, Event.Kind.OPENED): _("A new ticket for your team"),
    (Reason.TEAM, Event.Kind.REPLIED): _("%(actor)s replied, and nobody has taken it yet"),
    (Reason.TEAM, Event.Kind.HANDED_OVER): _("%(actor)s handed this to your team"),
    (Reason.TEAM, Event.Kind.REFUSED): _("%(actor)s says that it still fails, and it is nobody's"),
    (Reason.TEAM, Event.Kind.REOPENED): _("%(actor)s reopened this, and it is nobody's"),
    (Reason.FOLLOWED, Event.Kind.REPLIED): _("%(actor)s replied"),
    (Reason.FOLLOWED, Event.Kind.NOTED): _("%(actor)s wrote a note"),
    (Reason.FOLLOWED, Event.Kind.ASSIGNED): _("%(actor)s assigned this ticket"),
    (Reason.FOLLOWED, Event.Kind.HANDED_OVER): _("%(actor)s handed this to a team"),
    (Reason.FOLLOWED, Event.Kind.RESOLVED): _("%(actor)s resolved this ticket"),
    (Reason.FOLLOWED, Event.Kind.ACCEPTED): _("%(actor)s accepted the solution"),
    (Reason.FOLLOWED, Event.Kind.REFUSED): _("%(actor)s says that it still fails"),
    (Reason.FOLLOWED, Event.Kind.CLOSED): _("%(actor)s closed this ticket"),
    (Reason.FOLLOWED, Event.Kind.REOPENED): _("%(actor)s reopened this ticket"),
    (Reason.REOPENED, Event.Kind.UNMERGED): _("Your request goes on by itself again"),
    (Reason.TEAM, Event.Kind.UNMERGED): _("%(actor)s undid a merge, and this ticket is nobody's"),
    (Reason.OUTCOME, Event.Kind.UNMERGED): _("%(actor)s undid the merge of this ticket"),
    (Reason.FOLLOWED, Event.Kind.UNDELIVERED): _("An answer could not be delivered"),
    (Reason.FOLLOWED, Event.Kind.UNMERGED): _("%(actor)s undid the merge of this ticket"),
}
# What ended because it goes on in another ticket, by whether its reader reads that one, too.
MERGED = {
    (Reason.CLOSED, True): _("Your request was merged into #%(number)s, and we go on there"),
    (Reason.CLOSED, False): _("We solve your request together with others"),
    (Reason.INVITED, True): _("Your request #%(number)s was merged into this one, and we go on here"),
    (Reason.FOLLOWED, False): _("%(actor)s merged this ticket into #%(number)s"),
}
WHY = {
    Reason.ACKNOWLEDGED: _("You get this mail because you have sent a request."),
    Reason.ANSWERED: _("You get this mail because somebody answered your request."),
    Reason.WAITING: _("You get this mail because your answer is needed."),
    Reason.RESOLVED: _("You get this mail because your request was solved."),
    Reason.CLOSED: _("You get this mail because your request was closed."),
    Reason.REOPENED: _("You get this mail because your request is worked on again."),
    Reason.INVITED: _("You get this mail because you were added to a request."),
    Reason.DELAYED: _("You get this mail because a time was promised for your request."),
    Reason.ESCALATED: _("You get this mail because you are the contact of your organization."),
    Reason.ASSIGNED: _("You get this mail because a ticket was given to you."),
    Reason.MENTIONED: _("You get this mail because a colleague mentioned you."),
    Reason.HEARD: _("You get this mail because the requester wrote on your ticket."),
    Reason.OUTCOME: _("You get this mail because the requester accepted, refused or reopened your ticket."),
    Reason.PROMISE: _("You get this mail because something was promised and you can see to it."),
    Reason.TEAM: _("You get this mail because there is something new for your team that is nobody's yet."),
    Reason.FOLLOWED: _("You get this mail because you follow this ticket or work on it."),
}


def sentence(notice):
    """What happened, in the reader's language: “Ben Baker answered”."""
    actor, details = notice.event.actor, notice.event.details
    words = BY_KIND.get((notice.reason, notice.event.kind)) or SENTENCES[notice.reason]
    number = details.get("merged_into") or details.get("came_from")
    if number:
        is_reader = goes_on_in(notice) is not None or "came_from" in details
        words = MERGED.get((notice.reason, is_reader), words)
    who = isolated(actor) if actor else gettext("The helpdesk")
    return str(words) % {"actor": who, "number": isolated(number)}


def goes_on_in(notice):
    """The number of the ticket that this one ended for, if the reader took part there in that moment; else None."""
    details = notice.event.details
    return details["merged_into"] if notice.user_id in details.get("readers", []) else None


def why(notice):
    """Why its reader gets a mail about it, in one sentence."""
    if notice.reason == Reason.CLOSED and "merged_into" in notice.event.details:
        return _("You get this mail because your request was merged into another one.")
    return WHY[notice.reason]
