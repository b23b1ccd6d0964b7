"""The demo world behind a web server of its own, and the address of every page that somebody finds there."""

import json
import re
import shutil
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib import admin
from django.core import signing
from django.db import connection
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from channels.email.intake import keep
from channels.models import Account, Inlet, Letter, MailBody, Mailbox, Outgoing, Rule, Transport
from helpdesk.demo import PASSWORD, making
from helpdesk.tests import template
from helpdesk.tests.test_house import routes
from notifications import unsubscribing
from sla.models import Calendar, Policy
from tickets.models import Category, Event, Group, GuestLink, Link, Priority, SavedView, Ticket

CAST = {
    None: None,
    "requester": "emma@meridian.example",
    "lead": "cleo@meridian.example",
    "admin": "ada@meridian.example",
}
# Whose eyes a page is seen with, where several people see the same.
THEIRS = {
    None: re.compile("portal|accounts|notices"),
    "requester": re.compile("portal|accounts|notices|me/"),
    "lead": re.compile("desk/|mail/"),
    "admin": re.compile("setup|styleguide|admin"),
}
# What a page looks like with something chosen: states that have an address but no route of their own.
STATES = {
    "portal/tickets/": ["?tab=done", "?tab=shared"],
    "portal/search/": ["?q=laptop", "?q=qqqq"],
    "portal/follow/": ["?sent=1"],
    "desk/": ["?view=all", "?status=1", "?q=qqqq"],
    "desk/search/": ["?q=printer", "?q=qqqq"],
    "desk/tickets/<int:number>/": ["?mode=note"],
    "desk/reports/service-levels/": ["?group=agent&range=own"],
    "desk/reports/service-levels/clocks/": ["?state=none"],
    "desk/tickets/<int:number>/merging/": ["?q=printer", "?q=qqqq"],
    "notices/": ["?tab=done"],
    "setup/mail/words/<slug:reason>/": ["?language=fa"],
}
# Routes that allauth and the administration write as patterns.
WRITTEN_AS_PATTERNS = {
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "/accounts/confirm-email/abc/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "/accounts/password/reset/key/1-abc/",
}
# Not pages: the stream never ends, files and the questions of machines are no HTML, in a mail no script runs.
NOT_PAGES = re.compile(
    r"live/|mail/<int:pk>/shown/|files/|healthz|readyz|admin/jsi18n|admin/autocomplete|admin/r/|admin/\("
)


@dataclass
class Town:
    """`url` of the web server, and by person the session cookie and the addresses of all pages."""

    url: str
    cookies: dict
    pages: dict

    def visitor(self, browser, person, **options):
        """A new browser page of `person`, who is signed in."""
        context = browser.new_context(base_url=self.url, **options)
        if person:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.cookies[person]}
            context.add_cookies([{**cookie, "url": self.url}])
        return context.new_page()


@pytest.fixture(scope="module")
def inhabited(django_db_setup, django_db_blocker, tmp_path_factory, worker_id):
    """A demo world of the module's own, and by person the addresses of all their pages.

    Needs the mark `django_db` on the module, or there is no test database to stand beside.
    """
    shared, media = tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("town") / "media"
    if worker_id != "master":
        shared = shared.parent
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        usual = connection.settings_dict["TEST"]["NAME"]
        world = usual.removesuffix(f"_{worker_id}") + "_world"
        found = ensure_world(world, shared / "world")
        shutil.copytree(shared / "world" / "media", media)
        with template.copied(world, f"{usual}_town"):
            yield found


@pytest.fixture(scope="module")
def town(inhabited):
    """The demo world behind a web server, and everybody's way through it."""
    # Signed in anew: who came in long ago is asked again who it is.
    cookies = {person: signed_in(person).session.session_key for person in CAST}
    server = LiveServer("localhost")
    yield Town(server.url, cookies, inhabited)
    server.stop()


def ensure_world(name, place):
    """Have the demo world in the database `name` and in `place`, which all of this run share.

    Made by the first who comes, so what an earlier run left behind is never used. Returns the addresses of pages.
    """
    source = template.ensure()
    with template.alone():
        if not (place / "pages.json").exists():
            make_world(source, name, place)
    return dict(json.loads((place / "pages.json").read_text()))


def make_world(source, name, place):
    template.copy(source, name)
    shutil.rmtree(place, ignore_errors=True)
    (place / "media").mkdir(parents=True)
    with template.connected_to(name), override_settings(MEDIA_ROOT=place / "media"):
        making.make()
        merge_two()
        put_aside()
        found = [(person, list(pages(person, signed_in(person)))) for person in CAST]
    (place / "pages.json").write_text(json.dumps(found))


def merge_two():
    """Something that can be undone: of the usual new tickets, the newest is a double of the one before."""
    lead = User.objects.get(email=CAST["lead"])
    fresh = Ticket.objects.worked_by(lead).filter(group=Group.NEW).exclude(priority=Priority.URGENT)
    target, double = fresh.exclude(tags__overlap=["outage"])[:2]
    double.merge_into(target, by=lead)
    # Nobody has to hear of it any more, as of all that the demo tells.
    Event.objects.unfinished().update(pending=[], is_settled=True)


def put_aside():
    """A mail in quarantine, a rule for mail, and ways for mail that nobody uses yet."""
    letter = keep(b"Subject: Who am I?\r\n\r\nWords.\r\n", mailbox=Mailbox.objects.get())
    letter.subject = "Who am I?"
    letter.settle(Letter.Fate.QUARANTINED, reason="no_sender")
    asked = [
        {"field": "header", "operator": "matches", "value": "^bulk", "header": "Precedence"},
        {"field": "files", "operator": "no", "value": "", "header": ""},
    ]
    Rule.objects.create(name="Newsletters", conditions=asked, tags=["news"], is_last=True)
    Transport.objects.create(name="Microsoft 365", host="smtp.office365.com", sign_in="microsoft")
    Inlet.objects.create(mailbox=Mailbox.objects.get())


def signed_in(person):
    """A client that came in by the front door, so that no page asks again who it is."""
    client = Client()
    if CAST[person]:
        client.post("/accounts/login/", {"login": CAST[person], "password": PASSWORD})
        assert settings.SESSION_COOKIE_NAME in client.cookies, f"{person} cannot sign in"
    return client


def pages(person, client):
    """Every address that shows a whole page to `person`, of those that are theirs."""
    samples, found = samples_of(person), []
    for route, _view in routes():
        for address in addresses(route, samples) if THEIRS[person].match(route) else ():
            answer = client.get(address)
            if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content[:2000]:
                found.append(address)
    return found


def addresses(route, samples):
    """The address of `route` with each parameter filled in, in each of its states; none without a sample."""
    if NOT_PAGES.match(route):
        return []
    if route in WRITTEN_AS_PATTERNS:
        return [WRITTEN_AS_PATTERNS[route]]
    place = max((start for start in samples if route.startswith(start)), key=len)
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(samples[place].get(match[1], "<")), route)
    if re.search(r"[<^]", filled):
        return []
    return [f"/{filled}{state}" for state in ("", *STATES.get(route, ()))]


def samples_of(person):
    """What the parameters of a route stand for, by how the route begins."""
    user = User.objects.filter(email=CAST[person]).first()
    asked = Ticket.objects.filter(requester=user).order_by("-updated_at")
    worked = Ticket.objects.worked_by(user) if user else Ticket.objects.none()
    # The liveliest page is the one with something of everything.
    busy = worked.filter(group=Group.IN_PROGRESS, requester__organization__isnull=False).first()
    said = busy and busy.messages.filter(author=user).first()
    # A link opens a ticket only to those who have a part in it.
    solved = Ticket.objects.filter(group=Group.RESOLVED).first()
    link = GuestLink.objects.for_person(solved, solved.requester)
    view = SavedView.objects.filter(owner=user).first()
    double = worked.filter(links__kind=Link.Kind.MERGED).first()
    samples = {
        "": {},
        "portal/request/": {"category": Category.objects.filter(fields__isnull=False).first().pk},
        "portal/tickets/": {"number": asked[0].number} if asked else {},
        "portal/g/": {"token": link.token},
        "desk/filter/": {"field": "status"},
        "desk/views/": {"pk": view.pk} if view else {},
        "desk/tickets/": {"number": busy.number} if busy else {},
        "desk/tickets/<int:number>/messages/": {"number": busy.number, "pk": said.pk} if said else {},
        "desk/tickets/<int:number>/merging/undoing/": {"number": double.number} if double else {},
        "desk/reports/agents/": {"user": user.pk} if user else {},
        "notices/": {"token": signing.dumps(reader().pk, salt=unsubscribing.SALT)},
        "setup/service-levels/calendars/": {"pk": Calendar.objects.order_by("pk").first().pk},
        "setup/service-levels/policies/": {
            "pk": Policy.objects.order_by("pk").first().pk,
            "party": "requester",
        },
        **samples_of_mail(),
    }
    for model in admin.site._registry:
        row = model._base_manager.order_by("pk").first()
        place = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        samples[place] = {"object_id": row.pk} if row else {}
    return samples


def samples_of_mail():
    newest = {"setup/mail/accounts/": Account, "setup/mail/arrived/": Letter, "setup/mail/rules/": Rule}
    rows = {place: model.objects.order_by("pk").last() for place, model in newest.items()}
    found = {place: {"pk": row.pk} if row else {} for place, row in rows.items()}
    # Doors of these are tried by everybody, whether there is something behind them or not.
    for place, model in {"mail/": MailBody, "setup/mail/": Outgoing}.items():
        row = model.objects.order_by("pk").last()
        found[place] = {"pk": row.pk if row else 0}
    return found | {"setup/mail/words/": {"reason": "acknowledged"}}


def reader():
    return User.objects.get(email=CAST["requester"])
