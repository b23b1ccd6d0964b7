"""What a step may do besides telling people. Each is done by the house itself, to a ticket that is locked.

A step keeps its actions as plain JSON, in their order:

    {"do": "notify", "whom": "assignee" | "team" | "lead" | "manager" | "requester" | "contact" |
     id of a person}
    {"do": "raise"}
    {"do": "tag", "tag": "in danger"}
    {"do": "level", "tier": 2}
    {"do": "task", "words": "Call the customer.", "whom": "assignee" | "lead" | id of a person}
    {"do": "webhook", "webhook": id of a Webhook}
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Team, User
from accounts.roles import Role
from channels.models import Webhook
from sla.models import Route
from tickets.models import Priority

TOLD = ("assignee", "team", "lead", "manager", "requester", "contact")
ASKED = ("assignee", "lead")


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


def task(ticket, action):
    """Something to do, as a note that calls whoever shall do it."""
    people = [person for person in asked(action["whom"], ticket) if ticket.is_worked_by(person)]
    ticket.note(action["words"], by=None, mentions=people)


def tell_webhook(ticket, action, firing):
    """Tell another program: facts, and none of the words that people wrote."""
    clock = firing.clock
    Webhook.objects.call(
        action["webhook"],
        key=f"sla:{clock.pk}:{firing.step}:{firing.arming}",
        kind="sla.breached" if firing.step == firing.BREACH or clock.is_breached else "sla.warned",
        at=firing.fired_at,
        facts={
            "ticket": ticket.number,
            "url": settings.SITE_URL + ticket.get_absolute_url(),
            "metric": clock.metric,
            "step": firing.step,
            "passed_at": firing.due_at.isoformat(),
            "due_at": clock.due_at and clock.due_at.isoformat(),
            "is_breached": clock.is_breached,
            "is_late": firing.is_late,
            "priority": ticket.priority,
            "desk": ticket.desk_id,
            "team": ticket.team_id,
        },
    )


def asked(whom, ticket):
    """The people a task names."""
    if whom == "assignee":
        return [ticket.assignee] if ticket.assignee else []
    if whom == "lead":
        return User.objects.working_at(ticket.desk).filter(role=Role.LEAD)
    return User.objects.filter(pk=whom, is_active=True)


# The call bears the key of the firing.
WEBHOOK = "webhook"
# Who is told: the notices of the house know these words (notifications/audience.py).
NOTIFY = "notify"
ACTIONS = {"raise": raise_priority, "tag": tag, "level": level, "task": task}
# What may measure the clock by other terms. A step that has done so once never fires for that clock again.
CHANGING = {"raise", "tag", "level"}


def check_action(action):
    """Raise ValidationError, in words for who typed it, for an action that could not be done."""
    match action:
        case {"do": "notify", "whom": whom} if whom in TOLD or is_id(whom):
            return
        case {"do": "task", "whom": whom, "words": str(words)} if words.strip() and (
            whom in ASKED or is_id(whom)
        ):
            return
        case {"do": "tag", "tag": str(word)} if word.strip():
            return
        case {"do": "level", "tier": tier} if tier in Team.Tier.values:
            return
        case {"do": "webhook", "webhook": pk} if is_id(pk) and Webhook.objects.filter(pk=pk).exists():
            return
        case {"do": "raise"}:
            return
    raise ValidationError(_("This step says nothing that can be done: %(action)s"), params={"action": action})


def is_id(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
