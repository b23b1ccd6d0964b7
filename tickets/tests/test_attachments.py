"""Attached files: a download and never a page, for those who may read the message and nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.tests.factories import TeamFactory
from tickets.uploads import receive_upload

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attached(ticket, by, name="page.html", content=HTML, is_internal=False):
    file = receive_upload(SimpleUploadedFile(name, content), by=by)
    say = ticket.note if is_internal else ticket.reply
    say("See here", by=by, files=[file])
    return file


def address(file):
    return reverse("tickets:attachment", args=[file.key, file.name])


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "feed.xml", "paper.pdf"])
def test_mc06_nothing_is_ever_shown_as_a_page(client, ann, printer, name):
    file = attached(printer, ann, name)
    client.force_login(ann)
    answer = client.get(address(file))

    assert body(answer) == HTML
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    "name",
    ['a"b;c.txt', "گزارش نهایی.txt", "x" * 300 + ".txt", "a\r\nSet-Cookie: b.txt", "\u202etxt.exe.txt"],
)
def test_mc07_the_header_is_well_formed_whatever_the_name(client, ann, printer, name):
    file = attached(printer, ann, name, b"words")
    client.force_login(ann)
    header = client.get(address(file))["Content-Disposition"]

    assert header.startswith("attachment; filename")
    assert "\r" not in header
    assert "\u202e" not in header


def test_mc08_only_readers_of_the_message_get_the_file(client, ann, ben, dov, hana, printer, network):
    public, internal = attached(printer, ann), attached(printer, ben, is_internal=True, content=HTML + b"2")
    expected = {ann: (200, 404), ben: (200, 200), dov: (404, 404), hana: (404, 404)}
    for person, (of_public, of_internal) in expected.items():
        client.force_login(person)
        assert client.get(address(public)).status_code == of_public
        assert client.get(address(internal)).status_code == of_internal
    client.logout()
    assert client.get(address(public)).status_code == 404

    printer.hand_over(TeamFactory(), by=ben)
    client.force_login(ben)
    assert client.get(address(public)).status_code == 404
    assert client.get(address(internal)).status_code == 404


def test_an_upload_on_its_way_is_seen_by_its_uploader_only(client, ann, dov):
    file = receive_upload(SimpleUploadedFile("a.png", PNG), by=ann)
    client.force_login(ann)
    assert client.get(address(file)).status_code == 200
    client.force_login(dov)
    assert client.get(address(file)).status_code == 404


def test_a_picture_is_a_picture_and_is_not_sent_twice(client, ann, printer):
    file = attached(printer, ann, "fire.png", PNG)
    client.force_login(ann)
    answer = client.get(address(file))

    assert answer["Content-Type"] == "image/png"
    assert client.get(address(file), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_on_a_second_host_a_short_lived_pass_opens_the_file(client, ann, dov, printer, settings, monkeypatch):
    settings.ATTACHMENTS_URL, settings.ALLOWED_HOSTS = "http://files.example.net", ["*"]
    file = attached(printer, ann)
    client.force_login(dov)
    assert client.get(address(file)).status_code == 404
    client.force_login(ann)
    passed = client.get(address(file)).url
    assert passed.startswith("http://files.example.net/files/")

    client.logout()
    there = {"SERVER_NAME": "files.example.net"}
    path = passed.removeprefix("http://files.example.net")
    assert body(client.get(path, **there)) == HTML
    assert client.get(path + "x", **there).status_code == 404
    assert client.get(address(file), **there).status_code == 404
    monkeypatch.setattr("tickets.views.attachments.LIFETIME_SECONDS", -1)
    assert client.get(path, **there).status_code == 404
