"""Every route × every role × every relation to a ticket: nobody passes who should not (MC9, MC29, ASVS 5.0 8.2).

The list of routes comes from the URL configuration, so a new route is in this matrix the day it is born.
"""

import re

import pytest
from django.contrib.auth import SESSION_KEY

from accounts.roles import MAY, Role
from helpdesk.tests.conftest import CANARY
from helpdesk.tests.test_house import POLICY_OF_LIBRARIES, policy_of, routes
from tickets.models import Attachment, GuestLink

# A second signed path of its own tests: the stream answers for ever and is not a page.
NOT_PAGES = {"live/"}
LOGIN = "/accounts/login/"


def own_routes():
    for route, view in routes():
        if policy_of(route, view) not in POLICY_OF_LIBRARIES.values() and route not in NOT_PAGES:
            yield route, view


def addresses(route, secret):
    """The address of `route` when it speaks of the secret: each of its parameters filled in with a secret thing."""
    things = {
        "number": secret["ticket"].number,
        "key": secret["attachment"].key,
        # What an address says about itself may stand on the page of its refusal.
        "name": "any.txt",
        "message": secret["message"].pk,
        "token": "forged:token:of-nothing",
        "user": secret["asker"].pk,
        "link": secret["link"].pk,
        "category": secret["ticket"].category_id,
        "field": "requester",
        "party": "requester",
        "reason": "acknowledged",
    }
    if "<" not in route:
        return ["/" + route]
    filled = [route]
    for converter, parameter in re.findall(r"<(?:(\w+):)?(\w+)>", route):
        mark = f"<{converter}:{parameter}>" if converter else f"<{parameter}>"
        values = [things[parameter]] if parameter in things else any_thing(parameter, secret)
        filled = [address.replace(mark, str(value)) for address in filled for value in values]
    return ["/" + address for address in filled]


def any_thing(parameter, secret):
    assert parameter in {"pk", "slug", "action"}, f"Say in things() what <{parameter}> is in the matrix."
    if parameter == "pk":
        return {secret[thing].pk for thing in ("message", "view", "draft", "attachment", "ticket")}
    return ["tag"]


def test_mc09_strangers_pass_open_doors_only(secret, client):
    for route, view in own_routes():
        for address in addresses(route, secret):
            for method in (client.get, client.post):
                response = method(address)
                assert CANARY not in body_of(response), f"{address} tells a stranger"
                if policy_of(route, view) != "open":
                    assert response.status_code in {302, 405}, (
                        f"{address}: {response.status_code} to a stranger"
                    )
                    assert response.headers.get("Location", LOGIN).startswith(LOGIN), address


@pytest.mark.parametrize("role", list(Role))
def test_mc09_insiders_pass_only_doors_of_their_role_and_see_nothing_foreign(role, secret, outsiders, client):
    user = outsiders[role]
    before = state_of(secret)
    for route, view in own_routes():
        policy = policy_of(route, view)
        for address in addresses(route, secret):
            for method in (client.get, client.post):
                come_in(client, user)
                response = method(address)
                assert CANARY not in body_of(response), f"{address} tells a foreign {role}"
                if policy in MAY and role not in MAY[policy]:
                    assert is_refusal(response), f"{address}: {response.status_code} to a {role}"
                assert response.status_code < 500, address
    assert state_of(secret) == before


def is_refusal(response):
    # The administration sends insiders without the right to its own sign-in, which tells them the same.
    return response.status_code in {403, 405} or response.headers.get("Location", "").startswith(
        "/admin/login/"
    )


def test_mc12_the_requester_sees_no_note_by_any_door(secret, client):
    ticket = secret["ticket"]
    ticket.messages.filter(is_internal=False).update(body="open words", html="<p>open words</p>")
    ticket.tags, ticket.subject, ticket.last_words = [], "Open subject", f"Note {CANARY}"
    ticket.last_public_words = "open words"
    ticket.save(update_fields=["tags", "subject", "last_words", "last_public_words"])
    for route, _view in own_routes():
        for address in addresses(route, secret):
            come_in(client, secret["asker"])
            assert CANARY not in body_of(client.get(address)), f"{address} tells the requester a note"


def test_mc29_no_get_changes_anything(secret, client):
    before = state_of(secret)
    for person in ("hana", "asker"):
        for route, _view in own_routes():
            for address in addresses(route, secret):
                come_in(client, secret[person])
                assert client.get(address).status_code < 500, address
    assert state_of(secret) == before


def come_in(client, user):
    """Sign in unless `user` is signed in still; some of the doors sign people out."""
    if client.session.get(SESSION_KEY) != str(user.pk):
        client.force_login(user)


def state_of(secret):
    ticket = secret["ticket"]
    ticket.refresh_from_db()
    facts = {field.attname: getattr(ticket, field.attname) for field in ticket._meta.concrete_fields}
    related = [
        list(rows.order_by("pk").values_list("pk", flat=True))
        for rows in (ticket.events, ticket.messages, ticket.participants, ticket.followers, ticket.drafts)
    ]
    link = GuestLink.objects.get(pk=secret["link"].pk)
    return facts, related, link.revoked_at, Attachment.objects.filter(message__ticket=ticket).count()


def body_of(response):
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")
