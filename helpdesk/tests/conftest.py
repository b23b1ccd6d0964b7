"""The cast of the whole house: a secret ticket behind walls, and one outsider of every role."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from accounts.roles import Role
from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory, UserFactory
from channels.email.reading.showing import RULES
from channels.models import Letter, MailBody
from tickets.models import Attachment, Draft, GuestLink, SavedView
from tickets.tests.conftest import ada, ann, ben, cleo, first_line, it_desk, network, printer, printing  # noqa: F401
from tickets.tests.factories import CategoryFactory, opened

CANARY = "zq7canary"


@pytest.fixture
def secret(db, settings, tmp_path):
    """A ticket of the walled HR desk with a canary in everything, and the one agent who works there."""
    settings.MEDIA_ROOT = tmp_path
    desk = DeskFactory(name="HR", slug="hr", is_walled=True)
    hana = AgentFactory(name="Hana", teams=[TeamFactory(desk=desk)])
    asker = UserFactory(name="Asker", email="asker@example.org")
    ticket = opened(
        requester=asker,
        category=CategoryFactory(desk=desk, is_in_portal=False),
        subject=f"Secret {CANARY}",
        body=f"Words {CANARY}",
        tags=[CANARY],
    )
    ticket.take(by=hana)
    note = ticket.note(f"Note {CANARY}", by=hana).message
    attachment = Attachment.objects.create(
        message=note,
        uploader=hana,
        name=f"{CANARY}.txt",
        content_type="text/plain",
        size=len(CANARY),
        sha256="c" * 64,
        file=ContentFile(CANARY.encode(), name="canary"),
    )
    letter = Letter.objects.create(
        ticket=ticket,
        message=note,
        subject=CANARY,
        sender=CANARY,
        raw="letters/none",
        size=1,
        sha256="c" * 64,
    )
    MailBody.objects.create(message=note, letter=letter, html=CANARY, rules=RULES, is_more=True)
    view = SavedView.objects.create(name=f"View {CANARY}", owner=hana)
    draft = Draft.objects.create(user=hana, ticket=ticket, mode=Draft.Mode.NOTE, content={"body": CANARY})
    link = GuestLink.objects.for_person(ticket, asker)
    return {"ticket": ticket, "hana": hana, "asker": asker, "message": note, "attachment": attachment,
            "view": view, "draft": draft, "link": link}  # fmt: skip


@pytest.fixture
def outsiders(db):
    """One person of every role who has no part in the secret ticket."""
    team = TeamFactory()
    people = {role: AgentFactory(role=role, teams=[team]) for role in Role if role != Role.REQUESTER}
    return {None: None, Role.REQUESTER: UserFactory(), **people}


@pytest.fixture
def browse(client, live_server, page):
    """`browse(ben, "/desk/")`: the page as Ben's browser shows it; what it complains of is kept in `page.said`."""

    def go(user, address):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.set_viewport_size({"width": 1440, "height": 900})
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(live_server.url + address)
        return page

    yield go
    # Nothing may be on its way when the tables are emptied.
    page.goto("about:blank")
    page.wait_for_timeout(500)
