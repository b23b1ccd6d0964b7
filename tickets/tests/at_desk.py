"""Somebody in front of a browser at the agents' side."""

from django.urls import reverse

HTMX = {"HTTP_HX_REQUEST": "true"}


class AtDesk:
    """`user` signed in with `client`; `press("note", ticket, body="…")` POSTs, `look("ticket", ticket)` GETs."""

    def __init__(self, client, user):
        self.client, self.user = client, user
        client.force_login(user)

    def press(self, name, ticket, *more, smoothly=False, **data):
        """POST to a door of `ticket`; `smoothly` the way htmx does."""
        headers = HTMX if smoothly else {}
        return self.client.post(reverse(f"tickets:{name}", args=[ticket.number, *more]), data, **headers)

    def look(self, name, ticket, *more, smoothly=False, **query):
        headers = HTMX if smoothly else {}
        return self.client.get(reverse(f"tickets:{name}", args=[ticket.number, *more]), query, **headers)


def seen(ticket):
    """The last event a person who has just opened the page has seen."""
    return ticket.events.last().pk
