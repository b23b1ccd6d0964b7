"""Misuse cases 1, 3 and 5: one mail made of every attack, seen by everybody it reaches, in a real browser."""

from email.message import EmailMessage

import pytest
from django.conf import settings
from django.urls import reverse

from channels.email.intake import keep
from channels.email.reading import read
from channels.models import MailBody, Mailbox
from channels.tasks import sweep_letters
from helpdesk.tests.hostile_mail import HOSTILE_MAIL
from helpdesk.tests.test_misuse_words import MORE_THAN_WORDS, WATCH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOVED = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return ["fixed", "absolute"].includes(style.position) || style.backgroundImage !== "none";
}).map((element) => element.outerHTML.slice(0, 200))"""


def hostile_letter(sender):
    """The Letter of a mail from `sender` that holds all attacks, as HTML and as plain text."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "support@example.org", HOSTILE_MAIL[0]
    mail["Authentication-Results"] = "mx.example.org; dmarc=pass"
    mail.set_content("\n".join(HOSTILE_MAIL))
    mail.add_alternative("\n".join(f"<div>{attack}</div>" for attack in HOSTILE_MAIL), subtype="html")
    mail.add_attachment("\n".join(HOSTILE_MAIL), subtype="html", filename="a.html", disposition="inline")
    return keep(mail.as_bytes(), mailbox=Mailbox.objects.get())


@pytest.fixture
def message(it_desk, first_line, ann, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id="mx.example.org")
    letter = hostile_letter("ann@example.org")
    sweep_letters()
    letter.refresh_from_db()
    # Each by itself, too: an attack that swallows the rest would hide what comes behind it.
    alone = [read(attack_alone(attack)) for attack in HOSTILE_MAIL]
    body = MailBody.objects.get(message=letter.message)
    body.html = "\n".join([body.html, *(mail.shown_html for mail in alone), "<p>the end</p>"])
    body.css = "\n".join([body.css, *(mail.shown_css for mail in alone)])
    body.save()
    return letter.message


def attack_alone(attack):
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + f"{attack}<p>behind</p>".encode()


def watched(page, live_server, said):
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (said.append(f"DIALOG {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda trouble: said.append(str(trouble)))
    page.on(
        "request", lambda request: said.append(request.url) if not is_ours(request.url, live_server) else None
    )
    return page


def is_ours(url, live_server):
    return url.startswith((live_server.url, "data:image", "blob:", "about:"))


def come_in(client, page, live_server, person):
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def test_mc01_a_mail_of_attacks_is_harmless_wherever_it_is_seen(client, live_server, page, message, ann, ben):
    number, said, found, framed = message.ticket.number, [], [], 0
    watched(page, live_server, said)
    places = {
        ben: [reverse("tickets:ticket", args=[number]), reverse("tickets:print", args=[number])],
        ann: [reverse("portal:ticket", args=[number]), reverse("portal:print", args=[number])],
    }
    places[ben] += [reverse(f"mails:{door}", args=[message.pk]) for door in ("whole", "shown", "original")]
    assert len(HOSTILE_MAIL) > 150
    for person, addresses in places.items():
        come_in(client, page, live_server, person)
        for address in addresses:
            page.goto(live_server.url + address)
            opened = page.locator(f"#mail-{message.pk} > summary")
            if opened.count():
                opened.click()
                page.locator("iframe").wait_for()
            page.wait_for_load_state("networkidle")
            for frame in page.frames:
                found += [f"{address} holds {html}" for html in frame.evaluate(MORE_THAN_WORDS)]
                if "/shown/" in frame.url:
                    framed += "the end" in frame.inner_text("body")
                    found += [f"{address} moves {html}" for html in frame.evaluate(MOVED)]
            found += [f"{address} says {line}" for line in said]
            said.clear()
    page.goto("about:blank")
    assert framed == 5
    assert not found, "\n".join(found)
