"""How an agent can answer a notice by mail, in one line; said only where it works."""

from django.utils.translation import gettext as _

from channels.email.orders import WAYS, listed_marks, takes_orders, usual_way
from channels.writers import mailbox_for
from notifications.models.preference import ASKING
from tickets.sentences import isolated

BESIDE_WORDS = ["#note", "#solved", "#waiting", "#close", "#mine"]


def how_to_answer(notice):
    """The line for the mail about a notice, or ""."""
    if notice.reason in ASKING or not takes_orders(mailbox_for(notice.ticket.desk)):
        return ""
    name, way = isolated(notice.ticket.requester), usual_way(notice.event)
    if way == "reply":
        words = _("Answer this mail to reply to %(name)s. The first line may begin with these: %(marks)s.")
        return words % {"name": name, "marks": listed_marks(BESIDE_WORDS)}
    if way == "note":
        words = _("Answer this mail to write a note. To reply to %(name)s begin with %(marks)s.")
        return words % {"name": name, "marks": listed_marks(["#reply"])}
    words = _("You can answer this mail if you begin with one of these: %(marks)s.")
    return words % {"marks": listed_marks(WAYS)}
