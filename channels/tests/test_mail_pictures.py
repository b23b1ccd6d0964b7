"""Pictures of mail: its own by the right of the ticket, those from elsewhere only when somebody asks."""

import re

import pytest
from django.core import signing
from django.urls import reverse

from channels import posting
from channels.email import document
from channels.models import MailPicture
from channels.tests.mailing import PNG, arrive, mailbox, pictures, rich, shown
from tickets.models import Attachment

__all__ = ["arrive", "mailbox", "rich"]
pytestmark = pytest.mark.django_db


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


def test_pictures_among_the_words_are_no_files_and_the_others_are(rich):
    assert [one.name for one in Attachment.objects.all()] == ["loose.png"]
    assert MailPicture.objects.get().content_id == "shot@example.org"
