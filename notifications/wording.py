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
    Reason.ASSIGNED: _("%(actor)s gave you this ticket"),
    Reason.MENTIONED: _("%(actor)s mentioned you in a note"),
    Reason.HEARD: _("%(actor)s replied"),
    Reason.OUTCOME: _("%(actor)s reopened this ticket"),
    Reason.TEAM: _("New for your team"),
    Reason.FOLLOWED: _("Something changed"),
}
# Where one reason covers several kinds of events, each has its own sentence.
BY_KIND = {
    (Reason.OUTCOME, Event.Kind.ACCEPTED): _("%(actor)s accepted the solution"),
    (Reason.OUTCOME, Event.Kind.REFUSED): _("%(actor)s says that it still fails"),
    (Reason.OUTCOME, Event.Kind.CLOSED): _("%(actor)s closed this ticket"),
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
}


def sentence(notice):
    """What happened, in the reader's language: “Ben Baker answered”."""
    actor = notice.event.actor
    words = BY_KIND.get((notice.reason, notice.event.kind)) or SENTENCES[notice.reason]
    return str(words) % {"actor": isolated(actor) if actor else gettext("The helpdesk")}
