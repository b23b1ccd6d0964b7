"""Guests by signed link: exactly one ticket, for one person, until it is revoked."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tickets.models import Group, GuestLink
from tickets.tests.factories import opened

NOUNS = ["reply", "acceptance", "refusal", "reopening", "reading", "upload"]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def link(printer, ann):
    return GuestLink.objects.for_person(printer, ann)


def door(link, noun=""):
    return reverse(f"portal:guest_{noun}" if noun else "portal:guest", args=[link.token])


def test_a_guest_reads_answers_and_accepts(client, link, printer, ann, ben, solved):
    assert printer.subject in client.get(door(link)).content.decode()
    client.post(door(link, "reply"), {"body": "From the train"})
    printer.resolve(by=ben, code=solved)
    client.post(door(link, "acceptance"))

    printer.refresh_from_db()
    assert printer.group == Group.CLOSED
    assert (printer.messages.last().author, printer.messages.last().body) == (ann, "From the train")


def test_a_guest_refuses_and_opens_again(client, link, printer, ann, ben, solved):
    printer.resolve(by=ben, code=solved)
    client.post(door(link, "refusal"), {"body": "No"})
    printer.refresh_from_db()
    assert printer.is_open
    printer.close(by=ben)
    client.post(door(link, "reopening"), {"body": "Back again"})
    printer.refresh_from_db()
    assert printer.is_open


def test_a_guest_sends_a_file_while_typing(client, link, printer):
    key = client.post(door(link, "upload"), {"file": SimpleUploadedFile("a.png", PNG)}).json()["id"]
    client.post(door(link, "reply"), {"body": "See", "attachments": key})
    file = printer.messages.last().attachments.get()
    address = reverse("tickets:attachment", args=[file.key, file.name])

    assert client.get(address).status_code == 404
    assert client.get(f"{address}?guest={link.token}").status_code == 200
    link.revoke()
    assert client.get(f"{address}?guest={link.token}").status_code == 404


def test_get_changes_nothing_for_a_mail_scanner(client, link, printer, ben, solved):
    printer.resolve(by=ben, code=solved)
    before = printer.events.count()
    for noun in NOUNS:
        assert client.get(door(link, noun)).status_code == 405
    client.get(door(link))
    assert printer.events.count() == before
    assert not printer.read_marks.exists()


@pytest.mark.parametrize(
    "trouble", ["revoked", "expired", "removed", "switched off", "forged", "foreign purpose"]
)
def test_mc39_a_dead_link_opens_one_polite_page(client, link, printer, ann, dov, ben, trouble):
    token = link.token
    match trouble:
        case "revoked":
            link.revoke()
        case "expired":
            GuestLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        case "removed":
            printer.add_participant(dov, by=ann)
            token = GuestLink.objects.for_person(printer, dov).token
            printer.remove_participant(dov, by=ann)
        case "switched off":
            type(ann).objects.filter(pk=ann.pk).update(is_active=False)
        case "forged":
            token = token[:-2] + "xx"
        case _:
            token = signing.dumps(link.pk, salt="something.else")
    answer = client.get(reverse("portal:guest", args=[token]))
    assert answer.status_code == 404
    assert printer.subject not in answer.content.decode()
    for noun in NOUNS:
        assert client.post(reverse(f"portal:guest_{noun}", args=[token]), {"body": "x"}).status_code == 404
    assert printer.messages.count() == 1


def test_a_link_opens_one_ticket_only_and_no_account(client, link, ann, it_desk):
    other = opened(requester=ann, desk=it_desk)
    client.get(door(link))
    assert client.get(reverse("portal:ticket", args=[other.number])).status_code == 302
    assert client.get(reverse("portal:tickets")).status_code == 302


def test_the_address_is_told_to_nobody(client, link):
    answer = client.get(door(link))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_a_participant_who_may_only_read_writes_nothing(client, printer, dov, ben):
    printer.add_participant(dov, by=ben, may_reply=False)
    link = GuestLink.objects.for_person(printer, dov)
    assert client.get(door(link)).status_code == 200
    for noun in ["reply", "acceptance", "refusal", "reopening"]:
        assert client.post(door(link, noun), {"body": "x"}).status_code == 403


def test_the_requester_revokes_all_links(client, link, printer, ann):
    client.force_login(ann)
    for _time in range(2):
        client.post(reverse("portal:link_revocation", args=[printer.number]))
    assert client.get(door(link)).status_code == 404
    assert list(printer.events.values_list("kind", flat=True)) == ["opened", "guest_link_revoked"]


def test_links_are_sent_by_mail_once_an_hour_and_the_answer_tells_nothing(client, printer, ann, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    place = reverse("portal:follow")
    known = client.post(place, {"email": ann.email})
    client.post(place, {"email": ann.email})
    unknown = client.post(place, {"email": "nobody@example.org"})

    assert [letter.to for letter in mail.outbox] == [[ann.email]]
    assert "/portal/g/" in mail.outbox[0].body
    assert printer.subject in mail.outbox[0].body
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert client.post(place, {"email": "nonsense"}).status_code == 422
