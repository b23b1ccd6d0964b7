"""What comes with the words of a mail: files, attached mails, invitations."""

import re
from email.message import EmailMessage

import pytest
from django.urls import reverse

from channels.email.intake import keep
from channels.models import Mailbox
from channels.tasks import sweep_letters
from channels.tests.mailing import arrive, mailbox

__all__ = ["arrive", "mailbox"]
pytestmark = pytest.mark.django_db

INVITATION = """BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
DTSTART:20261201T090000Z
DTEND:20261201T100000Z
SUMMARY:Look at the printer
LOCATION:Room 4
ORGANIZER;CN=Ann Archer:mailto:ann@example.org
ATTENDEE;PARTSTAT=DECLINED;CN=Bob:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
"""


def test_an_attached_mail_is_one_file_with_a_readable_name(ann, arrive):
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Bob <bob@example.org>", "About: toner/ink"
    inner.set_content("Words inside.")
    outer = EmailMessage()
    outer.set_content("See below.")
    outer.add_attachment(inner)
    [part] = outer.iter_attachments()

    message = arrive(files=[]) and _brought(arrive, part)

    assert [one.name for one in message.attachments.all()] == ["About_ toner_ink.eml"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\secret\\a.txt", "a.txt"),
        ('a"b.txt', "a_b.txt"),
        ("exe.\u202etxt", "exe.txt"),
        ("x" * 300 + ".txt", None),
    ],
)
def test_mc07_names_of_mailed_files_become_harmless(client, ann, ben, arrive, name, kept):
    message = arrive(files=[(b"Words.", "text/plain", {"filename": name})])
    [file] = message.attachments.all()
    client.force_login(ben)

    answer = client.get(reverse("tickets:attachment", args=[file.key, file.name]))

    assert file.name == (kept or file.name)
    assert len(file.name) <= 200
    assert file.name.endswith(".txt")
    assert file.file.name == f"attachments/{file.sha256[:2]}/{file.sha256}"
    assert answer["Content-Disposition"].startswith("attachment; filename")


def _brought(arrive, part):
    raw = (
        b"From: ann@example.org\r\nTo: support@example.org\r\nSubject: Forwarded\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\n"
        b"Content-Type: message/rfc822\r\n\r\n" + part.get_content().as_bytes() + b"\r\n--b--\r\n"
    )
    letter = keep(raw, mailbox=Mailbox.objects.get())
    sweep_letters()
    letter.refresh_from_db()
    return letter.message


@pytest.mark.parametrize(
    ("method", "words"), [("REQUEST", "Invitation"), ("CANCEL", "called off"), ("REPLY", "declined")]
)
def test_an_invitation_is_a_card_in_the_readers_own_time(client, ann, ben, arrive, method, words):
    ben.time_zone = "Europe/Istanbul"
    ben.save()
    calendar = INVITATION.format(method=method).encode()
    message = arrive(files=[(calendar, "text/calendar", {"filename": "invite.ics"})])
    client.force_login(ben)

    page = client.get(reverse("tickets:ticket", args=[message.ticket.number])).content.decode()

    card = re.search(r'<section class="message-body meeting.*?</section>', page, re.DOTALL)[0]
    for said in (
        words,
        "Look at the printer",
        "Room 4",
        "Ann Archer",
        "Bob",
        "1 December 2026, 12:00 – 13:00 +03",
    ):
        assert said in card
    assert [one.name for one in message.attachments.all()] == ["invite.ics"]
