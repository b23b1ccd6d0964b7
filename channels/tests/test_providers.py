"""Mail that leaves by a provider: under our own Message-ID or beside theirs, and what they report of it is heard."""

import base64
import hashlib
import hmac
import json
import re
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from channels import tasks
from channels.email import providers, proving
from channels.models import Line, Mailbox, Transport
from channels.outbox import post
from channels.tests.test_hooks import moment
from channels.tests.test_outbox import letter

pytest.importorskip("anymail")
pytestmark = pytest.mark.django_db
ANSWERS = {
    "mailgun": lambda heard: {"id": heard.message_id(), "message": "Queued. Thank you."},
    "postmark": lambda heard: {
        "ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "ann@example.org", "SubmittedAt": "2026",
    },
    "resend": lambda heard: {"id": "49a3999c"},
    "brevo": lambda heard: {"messageId": "<2026@smtp-relay.mailin.fr>"},
}  # fmt: skip


class Heard(BaseHTTPRequestHandler):
    """Keeps what it is told, and answers as `server.answer` says: (status, JSON)."""

    def do_POST(self):  # noqa: N802
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(self)
        status, told = self.server.answer(self)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def said(self):
        return unquote_plus(self.body.decode())

    def message_id(self):
        return re.search(r"<\d+\.[^>]+>", self.said())[0]

    def log_message(self, *said):
        """Say nothing."""


@pytest.fixture
def provider(request, monkeypatch, it_desk):
    """A Transport by a provider that runs here, with that as `server`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Heard)
    server.heard, server.answer = [], lambda heard: (200, ANSWERS[request.param](heard))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    here = {"api_url": f"http://127.0.0.1:{server.server_port}/"}
    monkeypatch.setitem(
        providers.PROVIDERS, request.param, replace(providers.PROVIDERS[request.param], options=here)
    )
    transport = Transport(name="P", way=request.param)
    transport.password, transport.signing_key = "key-1", "whsec_" + base64.b64encode(b"key-2").decode()
    transport.save()
    Mailbox.objects.create(address="it@example.com", desk=it_desk, transport=transport, takes_plus=True)
    transport.server = server
    yield transport
    server.shutdown()
    server.server_close()


everybody = pytest.mark.parametrize("provider", list(ANSWERS), indirect=True)
of_mailgun = pytest.mark.parametrize("provider", ["mailgun"], indirect=True)


@everybody
def test_a_mail_leaves_once_with_all_its_marks_and_is_known_by_their_id(provider, printer):
    first = letter(printer, html="<p>Hello</p>")
    tasks.sweep_outbox()
    tasks.sweep_outbox()
    first.refresh_from_db()
    (heard,) = provider.server.heard
    assert first.state == "sent"
    assert first.provider_id
    assert first.provider_id in first.answer
    said = heard.said()
    assert "key-1" in str(heard.headers) or heard.headers["Authorization"].startswith("Basic ")
    # Where they put an id of their own in its place, whoever answers refers to ours nevertheless.
    assert said.count(first.message_id.strip("<>")) == (1 if provider.way == "mailgun" else 2)
    assert "auto-generated" in said
    assert "Hello" in said


@of_mailgun
@pytest.mark.parametrize(
    ("status", "parked", "failing"), [(400, True, False), (401, False, True), (429, False, True), (503, False, True)]
)  # fmt: skip
def test_what_they_refuse_is_the_mail_or_the_way(provider, printer, status, parked, failing):
    provider.server.answer = lambda heard: (status, {"message": "No thank you"})
    row = letter(printer)
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert (row.state, bool(row.parked_at), Line.objects.exists()) == ("waiting", parked, failing)
    assert "No thank you" in row.answer
    assert "key-1" not in row.answer + row.trouble


@pytest.mark.parametrize("provider", ["postmark"], indirect=True)
def test_an_address_they_write_to_no_more_is_final(provider, printer):
    words = "You tried. Found inactive addresses: ann@example.org.\nInactive recipients"
    answer = {"ErrorCode": 406, "Message": f"{words} are ones that have bounced."}
    provider.server.answer = lambda heard: (422, answer)
    row = letter(printer)
    tasks.sweep_outbox()
    row.refresh_from_db()
    assert (bool(row.parked_at), row.answer) == (True, "rejected")


@pytest.fixture
def answered(provider, printer, ann, ben):
    """An agent's answer that has left."""
    event = printer.reply("We look at it.", by=ben)
    row = post(to=ann.email, kind="x", subject="x", text="x", ticket=printer, event=event, recipient=ann)
    tasks.sweep_outbox()
    row.refresh_from_db()
    return row


def report(transport, told, **headers):
    client = Client(enforce_csrf_checks=True)
    address = f"/mail/reports/{transport.hook_key}/"
    return client.post(address, json.dumps(told), content_type="application/json", headers=headers)


def undelivered(ticket):
    return ticket.events.filter(kind="undelivered").count()


def of_mail(row, key):
    at, token = moment(), "t" * 50
    data = {
        "event": "failed", "severity": "permanent", "reason": "bounce", "recipient": row.to, "id": "e1",
        "timestamp": 1.0, "message": {"headers": {"message-id": row.provider_id.strip("<>")}},
        "delivery-status": {"code": 550, "message": "5.1.1 No such user"},
    }  # fmt: skip
    proof = hmac.new(key.encode(), f"{at}{token}".encode(), hashlib.sha256).hexdigest()
    return {"signature": {"timestamp": at, "token": token, "signature": proof}, "event-data": data}


@of_mailgun
def test_a_bounce_is_told_once_and_only_if_it_is_proven(provider, answered, printer):
    assert report(provider, of_mail(answered, "guess")).status_code == 401
    assert undelivered(printer) == 0
    told = of_mail(answered, provider.signing_key)
    assert [report(provider, told).status_code for _turn in range(2)] == [200, 200]
    assert undelivered(printer) == 1


@of_mailgun
def test_a_provider_speaks_of_mail_that_left_by_it_alone(provider, answered, printer):
    other = Transport(name="Q", way="mailgun")
    other.signing_key = provider.signing_key
    other.save()
    assert report(other, of_mail(answered, provider.signing_key)).status_code == 200
    assert undelivered(printer) == 0


@pytest.mark.parametrize("provider", ["resend"], indirect=True)
def test_reports_signed_as_webhooks_are(provider, answered, printer):
    told = {"type": "email.bounced", "created_at": "2026-11-22T00:00:00Z", "data": {
        "email_id": answered.provider_id, "to": [answered.to], "bounce": {"message": "gone", "type": "Permanent"},
    }}  # fmt: skip
    at, body = moment(), json.dumps(told).encode()
    headers = {"svix-id": "m1", "svix-timestamp": at}
    assert report(provider, told, **headers, **{"svix-signature": "v1,AA=="}).status_code == 401
    proof = proving.signature(b"key-2", "m1", at, body)
    assert report(provider, told, **headers, **{"svix-signature": proof}).status_code == 200
    assert undelivered(printer) == 1


@pytest.mark.parametrize("provider", ["postmark"], indirect=True)
def test_reports_that_bring_the_password_of_their_address(provider, answered, printer):
    told = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 1, "MessageID": answered.provider_id,
            "Email": answered.to, "BouncedAt": "2026-11-22T00:00:00Z", "Details": "smtp;550"}  # fmt: skip
    assert report(provider, told).status_code == 401
    proof = base64.b64encode(f"mail:{provider.own_password}".encode()).decode()
    assert report(provider, told, Authorization=f"Basic {proof}").status_code == 200
    assert undelivered(printer) == 1
    assert report(provider, ["?"], Authorization=f"Basic {proof}").status_code == 400
