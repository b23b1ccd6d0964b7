"""Misuse cases that are tried at every door there is: 11, 15, 29, 30 and 31."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from channels.models import Outgoing
from helpdesk.tests.test_house import routes
from helpdesk.tests.test_matrix import addresses, body_of, come_in, own_routes
from notifications.tests.test_hearing import react
from tickets.models import Ticket

# Reading is never refused for want of a token; these doors know nothing but reading.
SAFE = {405, 404}
ELSEWHERE = [
    "//evil.example", "/\\evil.example", "https:evil.example", "https:/evil.example", "https://evil.example",
    "http://testserver@evil.example/", "/%09/evil.example", "\t//evil.example", "%2F%2Fevil.example",
    "javascript:alert(1)", "https://testserver.evil.example/", "//evil.example\\@testserver/",
]  # fmt: skip
RAISING = {
    "is_staff": "on", "is_superuser": "on", "role": "admin", "sight": "organization", "is_vip": "on",
    "number": "1", "opened_at": "2001-01-01", "created_at": "2001-01-01", "identity": "3", "channel": "api",
    "is_from_requester": "on", "author": "1", "actor": "1", "desk": "1", "department": "1", "password": "x",
    "first_replied_at": "2001-01-01", "reopened_count": "99", "requester": "1", "requester_id": "1",
}  # fmt: skip


def doors(secret, also=()):
    for route, _view in [*own_routes(), *((route, None) for route in also)]:
        yield from addresses(route, secret)


def test_mc11_every_door_closes_at_once_for_who_is_switched_off(secret, client):
    client.force_login(secret["hana"])
    assert client.get(secret["ticket"].get_absolute_url()).status_code == 200
    User.objects.filter(pk=secret["hana"].pk).update(is_active=False)
    closed = [address for address in doors(secret) if is_let_in(client, address, secret)]
    assert not closed, closed


def is_let_in(client, address, secret):
    answers = [client.get(address), client.post(address, {"body": "x"})]
    return any("zq7canary" in body_of(answer) for answer in answers) or secret["ticket"].messages.count() > 2


def test_mc11_a_guest_link_dies_with_the_part_its_reader_had(secret, client, cleo):
    ticket, guest = secret["ticket"], cleo
    ticket.add_participant(guest, by=secret["hana"])
    page = f"/portal/g/{type(secret['link']).objects.for_person(ticket, guest).token}/"
    assert ticket.subject in body_of(client.get(page))
    ticket.remove_participant(guest, by=secret["hana"])
    assert ticket.subject not in body_of(client.get(page))
    assert client.post(f"{page}reply/", {"body": "I am still here"}).status_code in {403, 404, 410}
    assert not ticket.messages.filter(body="I am still here").exists()


def test_mc15_who_reads_along_inside_is_named_to_no_requester(secret, client, cleo):
    ticket, hana = secret["ticket"], secret["hana"]
    boss = User.objects.create(name="Quiet Reader", email="quiet@example.com", role="agent")
    hana.teams.get().members.add(boss)
    ticket.follow(by=boss)
    ticket.note("Look", by=hana, mentions=[boss])
    ticket.reply("We are coming.", by=hana)
    react()
    mails = Outgoing.objects.filter(recipient=secret["asker"])
    assert mails.exists()
    words = [f"{mail.subject}{mail.text}{mail.html}{mail.sender}{mail.headers}" for mail in mails]
    come_in(client, secret["asker"])
    words += [body_of(client.get(address)) for address in doors(secret) if address.startswith("/portal/")]
    link = f"/portal/g/{secret['link'].token}/"
    words += [body_of(Client().get(address)) for address in (link, f"{link}print/")]
    assert not [text for text in words if "Quiet" in text or "quiet@" in text]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_mc29_no_door_opens_for_a_form_of_somebody_else(secret, headers):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(secret["hana"])
    browser.get("/me/")
    token = browser.cookies["csrftoken"].value
    form = {"csrfmiddlewaretoken": token if headers else "", "body": "x"}
    others = [route for route, _view in routes() if route.startswith(("accounts/", "admin/"))]
    opened = {
        address: answer.status_code
        for address in doors(
            secret, also=[route for route in others if "<" not in route and "^" not in route]
        )
        if (answer := browser.post(address, form, headers=headers)).status_code not in {403, *SAFE}
    }
    # One press in a mail program, without a page: it carries its own signed token (RFC 8058).
    assert not {address for address in opened if "/unsubscribe/" not in address}, opened


@pytest.mark.parametrize("person", ["hana", "asker"])
def test_mc30_no_door_leads_to_another_host(secret, client, person):
    also = ["accounts/login/", "accounts/logout/", "accounts/reauthenticate/"]
    following = [
        address
        for address in doors(secret, also)
        if "marked" in sent_on(client, secret[person], address, "/marked/")
    ]
    assert len(following) >= 3, "Nothing is tried here."
    for address in following:
        for elsewhere in ELSEWHERE:
            place = sent_on(client, secret[person], address, elsewhere)
            # As a browser reads it: without white space, and with either kind of slash.
            arrived = urljoin(f"http://testserver{address}", place.strip().replace("\\", "/"))
            assert urlsplit(arrived).netloc == "testserver", (address, elsewhere, place)


def sent_on(client, person, address, place):
    """Where the answer to a form sends one that names `place` in all ways there are."""
    come_in(client, person)
    facts = dict.fromkeys(("next", "back", "in", "url", "return", "redirect", "place"), place)
    answer = client.post(address, facts, query_params=facts, headers={"Referer": place})
    return answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""


def test_mc31_no_door_takes_facts_it_does_not_ask_for(secret, client, cleo):
    ticket, before = secret["ticket"], Ticket.objects.get(pk=secret["ticket"].pk)
    people = {person.pk: facts_of(person) for person in User.objects.all()}
    facts = {**RAISING, "body": "Words", "requester": str(cleo.pk), "requester_id": str(cleo.pk)}
    for person in ("hana", "asker"):
        for address in doors(secret):
            come_in(client, secret[person])
            client.post(address, facts)
    now = Ticket.objects.get(pk=ticket.pk)
    for name in ("number", "requester_id", "opened_at", "identity", "channel", "desk_id"):
        assert getattr(now, name) == getattr(before, name), name
    assert {pk: facts_of(User.objects.get(pk=pk)) for pk in people} == people
    assert not User.objects.filter(email="").exists()
    for message in now.messages.exclude(pk=secret["message"].pk):
        assert message.author in {secret["hana"], secret["asker"]}
        assert message.is_from_requester == (message.author == secret["asker"])
        assert (timezone.now() - message.created_at).total_seconds() < 600


def facts_of(person):
    return person.role, person.sight, person.is_vip, person.is_active, person.password, person.department_id
