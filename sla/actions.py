"""What a step may do besides telling people. Each is one verb of the ticket, done by the house itself."""

from django.utils.translation import gettext as _

from accounts.models import Team
from sla.models import Route
from tickets.models import Priority, WaitingFor


def raise_priority(ticket, action):
    """One priority higher; nothing above urgent."""
    if ticket.priority > Priority.URGENT:
        ticket.prioritize(ticket.priority - 1, by=None)


def tag(ticket, action):
    ticket.tag(add=[action["tag"]], by=None)


def level(ticket, action):
    """On to the team of a tier, by the routing table. It only rises by itself: never to the same tier or below."""
    tier = action["tier"]
    if ticket.team and ticket.team.tier >= tier:
        return
    team = Route.objects.team_for(ticket, tier)
    if team is None:
        return
    ticket.hand_over(team, by=None, reason=_("A promise is in danger."))
    if tier == Team.Tier.VENDOR:
        ticket.wait(WaitingFor.SUPPLIER, by=None, reason=str(team))


ACTIONS = {"raise": raise_priority, "tag": tag, "level": level}
# Who is told: the notices of the house know these words (notifications/audience.py).
NOTIFY = "notify"
