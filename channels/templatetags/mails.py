"""What stands under the words of a message that came by mail, on pages of the rooms below."""

from django import template
from django.db.models import Count

from channels.meetings import meetings_of
from channels.models import MailBody

register = template.Library()


@register.inclusion_tag("channels/_mail.html")
def rest_of_mail(message, ticket, guest_query=""):
    """The invitations in a mail, and the way to all of it; nothing under other messages, or when there is no more.

    Asked once for all messages of a `ticket`, which has to be the same object each time.
    """
    if message.channel != "email" or message.corrected_at:
        return {}
    mail = _mails_of(ticket).get(message.pk)
    meetings = meetings_of(mail.invitations) if mail else []
    return {"mail": mail, "meetings": meetings, "guest_query": guest_query}


def _mails_of(ticket):
    if not hasattr(ticket, "mails_shown"):
        rows = MailBody.objects.filter(message__ticket=ticket.pk).defer("html", "css")
        rows = rows.annotate(picture_count=Count("pictures"))
        ticket.mails_shown = {row.pk: row for row in rows}
    return ticket.mails_shown
