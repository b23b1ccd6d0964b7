"""What lies behind the words of a mail: its look in a document of its own, pictures, invitations, the original."""

import base64
import re
from email.message import EmailMessage

import pytest
from django.core import signing
from django.core.files.storage import default_storage
from django.urls import reverse

from channels import posting
from channels.email import document
from channels.email.intake import keep
from channels.email.reply_addresses import reply_address
from channels.models import Letter, MailBody, Mailbox, MailPicture
from channels.tasks import sweep_letters
from tickets.models import Attachment, GuestLink

pytestmark = pytest.mark.django_db

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
RICH = """<p style="color: #c00">It <b>smokes</b>. <a href="https://evil.example/">here</a></p>
<img src="https://tracker.example/a.png" alt="A chart"><img src="cid:shot@example.org"><img src="cid:other@x">
<div class="gmail_quote"><blockquote>Before</blockquote></div>"""
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


@pytest.fixture
def mailbox(it_desk, first_line, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id="mx.example.org")


@pytest.fixture
def arrive(mailbox):
    """Brings a mail in, and returns the Message that it became."""

    def bring(words="It smokes.", html="", *, files=(), sender="Ann Archer <ann@example.org>", **headers):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, "support@example.org", "The printer"
        mail["Authentication-Results"] = "mx.example.org; dmarc=pass"
        mail["Message-ID"] = f"<{Letter.objects.count()}.4711@example.org>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(words)
        if html:
            mail.add_alternative(html, subtype="html")
        for content, kind, options in files:
            mail.add_attachment(content, *kind.split("/"), **options)
        letter = keep(mail.as_bytes(), mailbox=mailbox)
        sweep_letters()
        letter.refresh_from_db()
        return letter.message

    return bring


@pytest.fixture
def rich(ann, arrive):
    """A mail with formatting, a quotation, a picture of its own, one from elsewhere, and one that nothing shows."""
    files = [
        (PNG, "image/png", {"cid": "<shot@example.org>", "filename": "shot.png"}),
        (PNG + b"\0", "image/png", {"cid": "<loose@example.org>", "filename": "loose.png"}),
    ]
    return arrive(html=RICH, files=files)


def shown(client, message, query=""):
    return client.get(reverse("mails:shown", args=[message.pk]) + query)


def pictures(page):
    return re.findall(r'src="(/mail/[^"]+)"', page)


def test_the_page_of_the_ticket_has_the_words_and_a_quiet_way_to_all_of_it(client, ben, ann, rich):
    whole = reverse("mails:whole", args=[rich.pk])
    for person, door in ((ben, "tickets:ticket"), (ann, "portal:ticket")):
        client.force_login(person)
        page = client.get(reverse(door, args=[rich.ticket.number])).content.decode()
        assert "It smokes." in page
        assert f'hx-get="{whole}"' in page
        assert "<iframe" not in page
        part = client.get(whole, headers={"HX-Request": "true"}).content.decode()
        assert f'src="{whole}shown/?"' in part
        assert "<html" not in part
        assert "<html" in client.get(whole).content.decode()


def test_a_mail_of_plain_words_has_nothing_more_to_show(client, ben, ann, arrive):
    message = arrive("It smokes.")
    client.force_login(ben)

    page = client.get(reverse("tickets:ticket", args=[message.ticket.number])).content.decode()

    assert not MailBody.objects.exists()
    assert "Show the whole mail" not in page
    assert "Show the original" in page


def test_what_was_said_before_and_the_signature_are_folded(client, ben, ann, arrive):
    message = arrive("It smokes.\n\nOn Monday, Ben <ben@example.com> wrote:\n> Does it?\n\n-- \nAnn")
    client.force_login(ben)

    page = shown(client, message).content.decode()

    assert "<details><summary>Quoted text</summary>" in page
    assert "<details><summary>Signature</summary>" in page


def test_mc01_the_document_of_a_mail_may_do_nothing(client, ben, rich):
    client.force_login(ben)

    answer = shown(client, rich)
    policy, page = answer["Content-Security-Policy"], answer.content.decode()

    assert policy.startswith("default-src 'none'; img-src 'self' data:; style-src 'nonce-")
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert (answer["X-Frame-Options"], answer["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")
    assert re.search(r'<style nonce="(.+)">', page)[1] in policy
    assert not re.search(r'<[^>]* style="', page)
    assert 'rel="noopener noreferrer nofollow" title="evil.example" target="_blank" class="h"' in page


def test_mc05_nothing_is_fetched_until_somebody_asks(client, ben, rich, elsewhere):
    client.force_login(ben)
    held = shown(client, rich).content.decode()
    part = client.get(reverse("mails:whole", args=[rich.pk]), headers={"HX-Request": "true"}).content.decode()

    assert "Show pictures" in part
    assert ' src="https://' not in held
    [own] = pictures(held)
    assert client.get(own).status_code == 200
    assert elsewhere.asked == []

    asked = shown(client, rich, "?pictures=1").content.decode()
    [_own, remote] = sorted(pictures(asked), reverse=True)
    assert "https://tracker" not in re.sub(r'data-remote-src="[^"]*"', "", asked)
    answer = client.get(remote)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", PNG)
    assert elsewhere.asked == ["https://tracker.example/a.png"]


@pytest.fixture
def elsewhere(monkeypatch):
    """The network, which keeps what was asked of it and answers a picture."""

    class Elsewhere:
        asked, answer = [], PNG

        def get(self, address, **limits):
            posting.check_address(address)
            self.asked.append(address)
            return self.answer

    there = Elsewhere()
    there.asked = []
    monkeypatch.setattr(posting, "get", there.get)
    return there


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<html>", b""]
)
def test_mc06_only_pictures_come_from_elsewhere(client, ben, rich, elsewhere, content):
    elsewhere.answer = content
    client.force_login(ben)
    remote = [
        one for one in pictures(shown(client, rich, "?pictures=1").content.decode()) if "elsewhere" in one
    ]

    assert client.get(remote[0]).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "http://[::1]/",
        "http://10.0.0.1/",
        "ftp://example.org/",
        "http://a:b@example.org/",
    ],
)
def test_mc05_nothing_inside_is_ever_fetched(address, settings):
    settings.WEBHOOKS_MAY_STAY_INSIDE = True

    with pytest.raises(posting.Refused):
        posting.get(address, accept="image/*", most=10, seconds=1)


def test_the_proxy_is_open_to_nobody(client, ben, rich, elsewhere):
    claim = {"user": ben.pk, "mail": rich.pk, "address": "https://a.example/"}
    forged = signing.dumps(claim, salt="another")

    for given in ("", "x", forged):
        assert client.get(reverse("mails:elsewhere"), {"pass": given}).status_code == 404
        assert client.get(reverse("mails:picture"), {"pass": given}).status_code == 404
    assert elsewhere.asked == []


def test_a_picture_goes_by_the_right_to_its_ticket(client, ann, ben, dov, rich):
    client.force_login(ben)
    [own] = pictures(shown(client, rich).content.decode())
    client.logout()
    # The frame carries no cookie: the signature says whose right it is.
    assert client.get(own).status_code == 200
    theirs = signing.dumps({"user": dov.pk, "picture": MailPicture.objects.get().pk}, salt=document.SALT)
    assert client.get(reverse("mails:picture"), {"pass": theirs}).status_code == 404
    ben.is_active = False
    ben.save()
    assert client.get(own).status_code == 404


def test_strangers_find_no_mail_and_requesters_no_original(client, ann, dov, hana, rich):
    doors = ("mails:whole", "mails:shown", "mails:original", "mails:source")
    for person in (None, dov, hana):
        client.logout()
        if person:
            client.force_login(person)
        for door in doors:
            assert client.get(reverse(door, args=[rich.pk])).status_code in (302, 403, 404), (person, door)
    client.force_login(ann)
    assert [client.get(reverse(door, args=[rich.pk])).status_code for door in doors] == [200, 200, 403, 403]


def test_a_guest_sees_the_mail_of_their_own_ticket_alone(client, ann, rich):
    token = GuestLink.objects.for_person(rich.ticket, ann).token

    answer = shown(client, rich, f"?guest={token}")

    assert answer.status_code == 200
    assert client.get(pictures(answer.content.decode())[0]).status_code == 200
    assert shown(client, rich, "?guest=x").status_code == 404
    page = client.get(reverse("portal:guest", args=[token])).content.decode()
    assert f"{reverse('mails:whole', args=[rich.pk])}?guest={token}" in page


def test_mail_that_is_an_inner_note_stays_with_agents(client, ann, ben, printer, arrive):
    to = reply_address("support@example.org", printer.number, ann.pk)
    message = arrive("I am away.", "<p>I am <b>away</b>.</p>", Auto_Submitted="auto-replied", Cc=to)
    assert message.is_internal

    for person, status in ((ann, 404), (ben, 200)):
        client.force_login(person)
        assert shown(client, message).status_code == status


def test_what_lets_people_in_is_not_passed_on_to_all_who_read_along(client, ben, ann, printer, arrive):
    token = GuestLink.objects.for_person(printer, ann).token
    to = reply_address("support@example.org", printer.number, ann.pk)
    link = f"https://desk.example/portal/g/{token}/"
    message = arrive(
        html=f'<p>It <b>smokes</b>.</p><blockquote type="cite"><a href="{link}">{link}</a> {to}</blockquote>'
    )
    client.force_login(ben)

    page = shown(client, message).content.decode()

    assert token not in page
    assert to not in page
    assert "/portal/g/" in page


def test_older_rules_are_replaced_by_cleaning_again(client, ben, rich):
    client.force_login(ben)
    MailBody.objects.update(rules=0, html="<p onclick=alert(1)>Old</p><b>old</b>", css="")
    page = shown(client, rich).content.decode()
    assert "smokes" in page
    assert "onclick" not in page
    assert shown(client, rich).content

    # When the mail itself is no longer kept, what was made of it is cleaned.
    MailBody.objects.update(rules=0, html="<p onclick=alert(1)>Old</p>", letter=None)
    page = shown(client, rich).content.decode()
    assert "<p>Old</p>" in page


def test_pictures_among_the_words_are_no_files_and_the_others_are(rich):
    assert [one.name for one in Attachment.objects.all()] == ["loose.png"]
    assert MailPicture.objects.get().content_id == "shot@example.org"


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


def test_agents_read_the_original_as_words_and_take_it_along(client, ben, ann, arrive):
    message = arrive("It smokes. " * 30_000, "<script>alert(1)</script><p>It <b>smokes</b>.</p>")
    client.force_login(ben)

    page = client.get(reverse("mails:original", args=[message.pk])).content.decode()
    assert "From: Ann Archer &lt;ann@example.org&gt;" in page
    assert "There is more." in page
    assert len(page) < 300_000
    taken = client.get(reverse("mails:source", args=[message.pk]))
    assert taken["Content-Disposition"] == f'attachment; filename="{message.ticket.number}-{message.pk}.eml"'
    assert taken["Content-Type"] == "application/octet-stream"
    assert b"<script>alert(1)</script>" in b"".join(taken.streaming_content)

    default_storage.delete(Letter.objects.get().raw.name)
    for door in ("mails:original", "mails:source"):
        assert "no longer kept" in client.get(reverse(door, args=[message.pk])).content.decode()


def test_many_mails_cost_no_more_statements_than_one(
    client, ben, ann, printer, arrive, django_assert_max_num_queries
):
    to = reply_address("support@example.org", printer.number, ann.pk)
    for turn in range(4):
        arrive(f"It smokes {turn}.", f"<p>It <b>smokes</b> {turn}.</p>", Cc=to)
    client.force_login(ben)
    client.get(reverse("tickets:ticket", args=[printer.number]))

    with django_assert_max_num_queries(13):
        client.get(reverse("tickets:ticket", args=[printer.number]))
