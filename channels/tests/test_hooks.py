"""Mail that is brought by HTTP: kept before anybody is thanked, each once, and only from those who can prove it."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from channels.email import proving
from channels.models import Inlet, Letter, Mailbox
from channels.views import hooks

pytestmark = pytest.mark.django_db
RAW = (
    b"From: ann@example.org\r\nTo: it@example.com\r\nMessage-ID: <1@c.example>\r\n\r\n\xe9\xff Hi\r\n--x\r\n"
)


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="it@example.com", desk=it_desk)


@pytest.fixture
def plain(mailbox):
    return Inlet.objects.create(mailbox=mailbox)


def moment(**ago):
    return str(int((timezone.now() - timedelta(**ago)).timestamp()))


def bring(inlet, raw=RAW, name="msg_1", at=None, signed=None, **headers):
    at = at or moment()
    proof = proving.signature(inlet.own_secret, name, at, raw if signed is None else signed)
    headers = {"webhook-id": name, "webhook-timestamp": at, "webhook-signature": proof, **headers}
    address = f"/mail/in/{inlet.hook_key}/"
    # As strict as a browser would be met: the signature stands for the token.
    client = Client(enforce_csrf_checks=True)
    return client.post(address, raw, content_type="message/rfc822", headers=headers)


def test_a_script_brings_a_mail_as_it_is(plain):
    assert bring(plain).status_code == 200
    letter = Letter.objects.get()
    assert letter.raw.read() == RAW
    assert (letter.mailbox, letter.fate) == (plain.mailbox, "waiting")
    plain.refresh_from_db()
    assert plain.heard_at


def test_mc35_what_is_brought_again_is_one_letter(plain):
    assert [bring(plain).status_code for _turn in range(3)] == [200] * 3
    assert Letter.objects.count() == 1
    assert bring(plain, name="msg_2").status_code == 200
    assert Letter.objects.count() == 2


def test_another_mail_under_a_known_id_is_not_lost_in_silence(plain):
    bring(plain)
    assert bring(plain, raw=RAW + b"Another").status_code == 409
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"signed": b"other bytes"}, {"webhook-signature": ""}, {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v1,\xe9"}, {"webhook-timestamp": ""}, {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "9" * 40}, {"webhook-id": ""}, {"webhook-id": "msg_2"}, {"webhook-id": "x" * 201},
        {"at": "old"}, {"at": "early"},
    ],
)  # fmt: skip
def test_mc35_without_a_proof_of_now_nothing_is_taken(plain, facts):
    times = {"old": moment(minutes=11), "early": moment(minutes=-11)}
    facts = {name: times.get(value, value) for name, value in facts.items()}
    assert bring(plain, **facts).status_code == 401
    assert not Letter.objects.exists()
    plain.refresh_from_db()
    assert plain.trouble


def test_mc35_what_is_too_large_is_not_even_read(plain, monkeypatch):
    monkeypatch.setattr(hooks, "AS_MUCH", 1)
    monkeypatch.setattr(hooks, "most_bytes", lambda: len(RAW))
    assert bring(plain).status_code == 200
    read = []
    monkeypatch.setattr("django.http.HttpRequest.read", lambda self, *size: read.append(size))
    assert bring(plain, raw=RAW + b"x", name="msg_2").status_code == 413
    assert not read
    assert Letter.objects.count() == 1


def test_nobody_answers_at_unknown_addresses_and_to_other_methods(plain, client):
    assert client.get(f"/mail/in/{plain.hook_key}/").status_code == 405
    plain.hook_key = "unknown"
    assert bring(plain).status_code == 404
    Inlet.objects.update(is_active=False)
    plain.refresh_from_db()
    assert bring(plain).status_code == 404


def test_when_it_cannot_be_kept_whoever_brought_it_is_told(plain, settings, tmp_path):
    (tmp_path / "letters").write_text("in the way")
    with pytest.raises(OSError, match="letters"):
        bring(plain)
    assert not Letter.objects.exists()


@pytest.fixture
def mailgun(mailbox):
    inlet = Inlet(mailbox=mailbox, way="mailgun")
    inlet.signing_key = "key-1"
    inlet.save()
    return inlet


def by_mailgun(inlet, *, is_multipart, at=None, key="key-1", token="t" * 50, **fields):  # noqa: S107
    at = at or moment()
    proof = hmac.new(key.encode(), f"{at}{token}".encode(), hashlib.sha256).hexdigest()
    fields = {
        "recipient": "it@example.com", "sender": "ann@example.org", "timestamp": at, "token": token,
        "signature": proof, "body-mime": RAW, **fields,
    }  # fmt: skip
    body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
    if is_multipart:
        body, kind = b"", "multipart/form-data; boundary=3f9c"
        for name, value in fields.items():
            head = f'--3f9c\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            body += head.encode() + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"
        body += b"--3f9c--\r\n"
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/mail/in/{inlet.hook_key}/mime", body, content_type=kind)


@pytest.mark.parametrize("is_multipart", [True, False])
def test_mailgun_brings_the_bytes_as_they_were(mailgun, is_multipart):
    for _turn in range(2):
        assert by_mailgun(mailgun, is_multipart=is_multipart).status_code == 200
    letter = Letter.objects.get()
    assert letter.raw.read() == RAW
    assert (letter.envelope_from, letter.envelope_to) == ("ann@example.org", "it@example.com")


@pytest.mark.parametrize(
    ("facts", "status"),
    [({"key": "key-2"}, 401), ({"at": "1"}, 401), ({"signature": ""}, 401), ({"body-mime": b""}, 400)],
)  # fmt: skip
def test_mailgun_must_prove_it_and_bring_a_mail(mailgun, facts, status):
    assert by_mailgun(mailgun, is_multipart=True, **facts).status_code == status
    assert not Letter.objects.exists()


def by_postmark(inlet, told, password=None):
    proof = base64.b64encode(f"mail:{password or inlet.own_password}".encode()).decode()
    address = f"/mail/in/{inlet.hook_key}/"
    headers = {"Authorization": f"Basic {proof}"}
    return Client().post(address, json.dumps(told), content_type="application/json", headers=headers)


def test_postmark_brings_raw_mail_with_the_password_of_the_address(mailbox):
    inlet = Inlet.objects.create(mailbox=mailbox, way="postmark")
    told = {"MessageID": "73e6d360", "RawEmail": "Subject: Ö\r\n\r\nx", "OriginalRecipient": "it@example.com"}
    assert by_postmark(inlet, told, password="guess").status_code == 401  # noqa: S106
    assert by_postmark(inlet, {"MessageID": "1", "TextBody": "x"}).status_code == 400
    inlet.refresh_from_db()
    assert "RawEmail" in inlet.trouble
    assert [by_postmark(inlet, told).status_code for _turn in range(2)] == [200, 200]
    assert Letter.objects.get().raw.read() == "Subject: Ö\r\n\r\nx".encode()
