"""The mail that brings signed links to whoever reads the letters of an address."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from tickets.known import Known
from tickets.models import GuestLink, Ticket

MOST = 5


def send_links(email):
    """Send the owner of `email` a link to each of their newest open tickets; nothing when there is none."""
    person = User.objects.filter(email=email, is_active=True).first()
    tickets = newest_open(person) if person else []
    if not tickets:
        return
    with translation.override(person.language):
        entries = [{"ticket": ticket, "address": address_for(ticket, person)} for ticket in tickets]
        context = {"entries": entries, "site_name": settings.SITE_NAME}
        EmailMessage(
            _("The links to your requests"),
            render_to_string("portal/mail/links.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def newest_open(person):
    tickets = Ticket.objects.asked_by(person)
    return list(tickets.filter(Known(tickets).within("open")).order_by("-public_updated_at")[:MOST])


def address_for(ticket, person):
    """The whole address of the signed link of `person` to `ticket`, built from SITE_URL."""
    link = GuestLink.objects.for_person(ticket, person)
    return settings.SITE_URL + reverse("portal:guest", args=[link.token])
