"""Who visits what in a measurement: people, tickets and addresses found in the seeded database."""

import re
from itertools import cycle

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from helpdesk.bench.visitor import Visitor
from tickets.models import Category, Message, Ticket

DEEP_PAGES = 20
LONG = 20


class World:
    """The cast of one measurement, on one port."""

    def __init__(self, port):
        self.port = port
        self.agent = self._busiest(User.objects.filter(role=Role.AGENT), "assignee", Ticket.objects.open())
        self.requester = self._busiest(
            User.objects.filter(role=Role.REQUESTER), "requester", Ticket.objects.all()
        )

    def visitor_of(self, user):
        """A visitor who is signed in as `user`."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookies = {
            settings.SESSION_COOKIE_NAME: session.session_key,
            settings.CSRF_COOKIE_NAME: _get_new_csrf_string(),
        }
        return Visitor(self.port, cookies)

    def deep_page(self):
        """The queue twenty pages down, as its own links lead there."""
        visitor, address = self.visitor_of(self.agent), reverse("tickets:queue") + "?view=all"
        for _page in range(DEEP_PAGES):
            _seconds, _response, page = visitor.visit(address)
            link = re.search(
                rb'<a[^>]*rel="next"[^>]*href="([^"]+)"|<a[^>]*href="([^"]+)"[^>]*rel="next"', page
            )
            if not link:
                break
            query = (link[1] or link[2]).decode().replace("&amp;", "&")
            address = query if query.startswith("/") else reverse("tickets:queue") + query
        return address

    def long_tickets(self):
        """Addresses of tickets with some twenty messages, one after the other for ever."""
        worked = Ticket.objects.worked_by(self.agent)
        long = (
            Message.objects.filter(ticket__in=worked.order_by("-pk")[:20_000])
            .values("ticket__number")
            .annotate(count=Count("pk"))
            .filter(count__gte=LONG, count__lte=LONG + 10)
            .values_list("ticket__number", flat=True)[:50]
        )
        return cycle([reverse("tickets:ticket", args=[number]) for number in long])

    def own_open_tickets(self):
        numbers = Ticket.objects.worked_by(self.agent).open().order_by("-pk").values_list("number", flat=True)
        return cycle([reverse("tickets:reply", args=[number]) for number in numbers[:200]])

    def new_ticket(self):
        """What an agent types into the form of a new ticket, in a category that asks nothing more."""
        categories = Category.objects.in_use().filter(desk__in=self.agent.desks)
        plain = next(category for category in categories if not category.fields_asked())
        return {
            "person": self.requester.email,
            "category": plain.pk,
            "subject": "It is slow",
            "body": "It has been slow since Monday.",
            "channel": "phone",
            "impact": 3,
            "urgency": 2,
        }

    def _busiest(self, people, role, tickets):
        top = (
            tickets.filter(**{f"{role}__in": people})
            .values(role)
            .annotate(count=Count("pk"))
            .order_by("-count")
        )
        return User.objects.get(pk=top[0][role])
