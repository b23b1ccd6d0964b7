"""What a step may do besides telling people. Each is one verb of the ticket, done by the house itself."""

from django.utils.translation import gettext as _

from accounts.models import Team
from sla.models import Route
from tickets.models import Priority


def raise_priority(ticket, action):
    """One priority higher; nothing above urgent."""
    if ticket.priority > Priority.URGENT:
        ticket.prioritize(ticket.priority - 1, by=None)


def tag(ticket, action):
    ticket.tag(add=[action["tag"]], by=None)


def level(ticket, action):
    """On to the team of a tier, by the routing table. It only rises by itself: never to the same tier or below."""
    tier = action["tier"]
    if ticket.tier >= tier:
        return
    team, reason = Route.objects.team_for(ticket, tier), _("A promise is in danger.")
    if team is None:
        return
    elif tier == Team.Tier.VENDOR:
        # The own team goes on looking after it, unless the step says otherwise.
        ticket.send_to_supplier(team, by=None, reason=reason, keep_team=action.get("keep_team", True))
    else:
        ticket.hand_over(team, by=None, reason=reason)


ACTIONS = {"raise": raise_priority, "tag": tag, "level": level}
# Who is told: the notices of the house know these words (notifications/audience.py).
NOTIFY = "notify"
