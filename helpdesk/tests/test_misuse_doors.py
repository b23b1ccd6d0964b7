"""Misuse cases that are tried at every door there is: 11, 15, 29, 30 and 31."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from channels.models import Outgoing
from helpdesk.tests.conftest import CANARY
from helpdesk.tests.test_house import policy_of, routes
from helpdesk.tests.test_matrix import LOGIN, addresses, body_of, come_in, own_routes
from notifications.tests.test_hearing import react
from tickets.models import Message, Ticket

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
    for route, view in own_routes():
        if policy_of(route, view) != "open":
            for address in addresses(route, secret):
                for answer in (client.get(address), client.post(address, {"body": "x"})):
                    assert answer.status_code in {302, 405}, address
                    assert answer.headers.get("Location", LOGIN).startswith(LOGIN), address
    assert not [address for address in doors(secret) if CANARY in body_of(client.get(address))]


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


def test_mc31_no_form_takes_facts_it_does_not_ask_for(secret, client, cleo):
    ticket, sent = Ticket.objects.get(pk=secret["ticket"].pk), 0
    people = {person.pk: facts_of(person) for person in User.objects.all()}
    for person in ("hana", "asker"):
        for address in doors(secret):
            come_in(client, secret[person])
            for action, known in forms_on(client, address):
                come_in(client, secret[person])
                extra = {name: value for name, value in raising(cleo).items() if name not in known}
                client.post(action, {**known, **extra})
                sent += 1
    assert sent > 40
    now = Ticket.objects.get(pk=ticket.pk)
    for name in ("number", "requester_id", "opened_at", "identity", "channel", "desk_id"):
        assert getattr(now, name) == getattr(ticket, name), name
    assert {pk: facts_of(User.objects.get(pk=pk)) for pk in people} == people
    for message in Message.objects.exclude(pk=secret["message"].pk):
        assert message.author in {secret["hana"], secret["asker"]}
        assert message.is_from_requester == (message.author == secret["asker"])
        assert (timezone.now() - message.created_at).total_seconds() < 600


def raising(other):
    return {**RAISING, "requester": str(other.pk), "requester_id": str(other.pk), "author": str(other.pk)}


def forms_on(client, address):
    """(address, fields as they stand, with words where there are none) of each form a page lets one send."""
    answer = client.get(address)
    if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
        return
    reader = FormReader()
    reader.feed(body_of(answer))
    for form in reader.forms:
        if form["method"] == "post" and "logout" not in form["action"]:
            yield form["action"] or address, {"body": "Words", "reason": "Words", **form["fields"]}


def facts_of(person):
    return person.role, person.sight, person.is_vip, person.is_active, person.password, person.department_id


class FormReader(HTMLParser):
    """The forms of a page, each with its `action`, `method` and `fields`."""

    def __init__(self):
        super().__init__()
        self.forms, self.select = [], None

    def handle_starttag(self, tag, attrs):
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                {"fields": {}, "action": facts.get("action", ""), "method": facts.get("method")}
            )
        elif tag == "select":
            self.select = facts.get("name")
        elif self.forms and tag == "option" and self.select and "selected" in facts:
            self.forms[-1]["fields"][self.select] = facts.get("value", "")
        elif self.forms and tag in ("input", "textarea") and facts.get("name"):
            is_off = facts.get("type") in ("checkbox", "radio", "file") and "checked" not in facts
            words = facts.get("value") or ("Words" if tag == "textarea" else "")
            if not is_off:
                self.forms[-1]["fields"][facts["name"]] = words
