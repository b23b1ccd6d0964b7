"""Other programs are told at least once, recognisably, signed, and never inside our own walls."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from channels import webhooks
from channels.models import Webhook, WebhookCall
from channels.posting import is_public, post_json

pytestmark = pytest.mark.django_db


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it was told, and answers what it is asked to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        """Nothing: tests are quiet."""


@pytest.fixture
def receiver(settings):
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.heard, server.answer = [], 204
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(receiver):
    address = f"http://localhost:{receiver.server_port}/hook?a=1"
    return Webhook.objects.create(name="Pager", address=address)


def told(hook, key="sla:1:breach:0"):
    Webhook.objects.call(hook.pk, key=key, kind="sla.breached", at=timezone.now(), facts={"ticket": 10001})
    return WebhookCall.objects.get(key=key)


def call():
    made = webhooks.call(WebhookCall.objects.all())
    WebhookCall.objects.filter(sent_at=None).update(next_try_at=Now())
    return made


def test_it_is_told_once_signed_and_with_its_key(hook, receiver):
    told(hook)
    told(hook)
    assert (call(), call()) == (1, 0)
    [(headers, body)] = receiver.heard
    assert json.loads(body)["data"] == {"ticket": 10001}
    assert headers["Idempotency-Key"] == headers["webhook-id"] == "sla:1:breach:0"
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{signature}"


@pytest.mark.parametrize("answer", [302, 404, 500])
def test_what_was_not_taken_is_tried_again_and_given_up_at_last(hook, receiver, answer):
    row = told(hook)
    receiver.answer = answer
    for _turn in range(WebhookCall.MOST_ATTEMPTS + 1):
        assert call() == 0
    row.refresh_from_db()
    assert len(receiver.heard) == row.attempts == WebhookCall.MOST_ATTEMPTS
    assert row.parked_at
    assert str(answer) in row.answer
    assert {headers["Idempotency-Key"] for headers, _body in receiver.heard} == {row.key}
    receiver.answer = 200
    row.run_again()
    assert call() == 1


def test_a_receiver_that_is_gone_is_not_asked_again(hook, receiver):
    receiver.answer = 410
    row = told(hook)
    call()
    row.refresh_from_db()
    assert (row.attempts, bool(row.parked_at)) == (1, True)


def test_nobody_home_is_tried_later(hook, receiver):
    receiver.shutdown()
    receiver.server_close()
    row = told(hook)
    webhooks.call(WebhookCall.objects.all())
    row.refresh_from_db()
    assert row.parked_at is None
    assert row.next_try_at > timezone.now() + timedelta(seconds=30)


def test_our_own_network_is_never_called(hook, receiver, settings):
    settings.WEBHOOKS_MAY_STAY_INSIDE = False
    row = told(hook)
    call()
    row.refresh_from_db()
    assert row.parked_at
    assert not receiver.heard


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "::1", "::", "::127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "fec0::1", "fd00::1", "64:ff9b::a00:1",
        "2002:0a00:0001::1", "ff02::1",
    ],
)  # fmt: skip
def test_what_is_not_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_what_is(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://x.example/",
        "file:///etc/passwd",
        "https://",
        "https://me:secret@x.example/",
        "x.example",
        "https://x. y/",
    ],
)
def test_what_is_no_address_is_refused_at_its_field(address):
    with pytest.raises(ValidationError):
        Webhook(name="Odd", address=address).full_clean()
    with pytest.raises(ValueError, match=r"\."):
        post_json(address, b"{}", {})
