"""The one mail that tells a colleague why their mail was not carried out. Sent by machine, and braked."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels.models import Outgoing
from channels.outbox import post
from tickets.sentences import isolated

KIND = "sent_back"
# For one person and ticket: whoever answers this by machine is left alone then.
MOST, WITHIN = 3, timedelta(days=1)


def send_back(ticket, agent, trouble):
    """Tell `agent` that nothing was done with their mail about `ticket`, and why (what `str(trouble)` says)."""
    lately = timezone.now() - WITHIN
    told = Outgoing.objects.filter(ticket=ticket, to=agent.email, kind=KIND, created_at__gte=lately)
    if told.count() >= MOST:
        return
    with translation.override(agent.language):
        facts = {"number": ticket.number}
        words = [
            _("Your mail about #%(number)s was not carried out, and nobody was told of it.") % facts,
            str(trouble),
            _("These can stand in the first line, more than one, too:") + "\n" + legend(),
            _("Open the ticket: %(address)s")
            % {"address": f"{settings.SITE_URL}{ticket.get_absolute_url()}"},
        ]
        post(
            to=agent.email,
            kind=KIND,
            ticket=ticket,
            recipient=agent,
            subject=ticket.subject,
            text="\n\n".join(words) + "\n",
            is_sealed=ticket.desk.is_walled,
        )


def legend():
    """The marks and what each does, a line each."""
    lines = {
        "#note": _("an internal note"),
        "#reply": _("an answer to the requester"),
        "#solved": _("the ticket is solved"),
        "#waiting": _("it waits for the requester"),
        "#close": _("it is closed"),
        "#mine": _("you take it"),
    }
    return "\n".join(f"{isolated(mark)} – {meaning}" for mark, meaning in lines.items())
