"""Mail leaves by the servers of Microsoft 365 and Google with tokens, which are renewed when they are refused."""

import base64
import json

import pytest
from aiosmtpd.smtp import AuthResult
from django.db.models.functions import Now

from channels import tasks
from channels.email.answers import told_by
from channels.email.carrying import connection_for
from channels.email.smtp import TokenRefused
from channels.email.trying import Trial
from channels.email.watching import Watch
from channels.models import Line, Mailbox, Outgoing, Transport
from channels.tests.accounts import account_at
from channels.tests.conftest import Server
from channels.tests.test_oauth import USER, key_file, running_vendor, vendor
from channels.tests.test_outbox import letter
from channels.tried import told_test

__all__ = ["key_file", "running_vendor", "vendor"]
pytestmark = pytest.mark.django_db


class Forgetful(set):
    """Takes back every token at once."""

    def add(self, token):
        pass


class TokenServer(Server):
    """Lets in whoever shows a token that the vendor gave, and says no as Google does: by a challenge first."""

    def __init__(self, vendor):
        super().__init__()
        self.vendor, self.shown, self.answered = vendor, [], []

    async def auth_XOAUTH2(self, server, words):  # noqa: N802
        user, bearer, *_rest = base64.b64decode(words[1]).decode().split("\x01")
        token = bearer.removeprefix("auth=Bearer ")
        self.shown.append((user.removeprefix("user="), token))
        if token in self.vendor.good:
            return AuthResult(success=True)
        self.answered.append(await server.challenge_auth(json.dumps({"status": "401", "schemes": "bearer"})))
        return AuthResult(success=False, handled=False, message="535 5.7.3 Authentication unsuccessful")


@pytest.fixture
def own(elsewhere, vendor, it_desk):
    """The server of the IT desk's mailbox at Microsoft: its Transport, with the running server as `server`."""
    options = {"auth_require_tls": False, "auth_exclude_mechanism": ["LOGIN", "PLAIN"]}
    controller = elsewhere(TokenServer(vendor), **options)
    transport = Transport(
        name="Microsoft", host="127.0.0.1", port=controller.port, security="none", user=USER,
        sign_in="microsoft", tenant="example.org", client_id="4711",
    )  # fmt: skip
    transport.secret = "s3cret"
    transport.save()
    Mailbox.objects.create(address=USER, desk=it_desk, transport=transport)
    transport.server = controller.handler
    return transport


def sent(printer):
    row = letter(printer)
    Line.objects.update(resting_until=Now())
    Outgoing.objects.update(next_try_at=Now())
    tasks.sweep_outbox()
    row.refresh_from_db()
    return row


def test_a_token_is_shown_kept_and_asked_for_anew_once_it_is_refused(own, vendor, printer):
    assert [sent(printer).state, sent(printer).state] == ["sent", "sent"]
    assert vendor.asked[0]["scope"] == "https://outlook.office365.com/.default"
    assert own.server.shown == [(USER, "token-1")] * 2

    # Taken back before its end: nobody has to notice.
    vendor.good.clear()
    assert sent(printer).state == "sent"
    assert own.server.shown[2:] == [(USER, "token-1"), (USER, "token-2")]
    assert own.server.answered == [b""]
    own.refresh_from_db()
    assert own.token == "token-2"
    assert Line.objects.count() == 0


def test_what_keeps_us_out_is_said_and_no_mail_is_lost(own, vendor, printer, monkeypatch):
    vendor.refusal = {"error_description": "AADSTS7000222: expired"}
    row = sent(printer)
    assert (row.state, row.attempts) == ("waiting", 0)
    assert "The client secret has ended" in row.answer
    assert "The client secret has ended" in Line.objects.get().words
    assert own.server.shown == []
    account = account_at(1, "x", Mailbox.objects.get())
    assert Trial(account, Watch(), 1).write() is None
    assert [step.words for step in told_test(account)] == [Line.objects.get().words]

    # A new token that is refused as well is not asked for again and again.
    vendor.refusal = None
    monkeypatch.setattr(vendor, "good", Forgetful())
    with pytest.raises(TokenRefused) as refused:
        connection_for(own).open()
    assert len(own.server.shown) == 1
    assert told_by(refused.value) == ("token refused", "5.7.3 Authentication unsuccessful")
    own.refresh_from_db()
    assert own.token == ""


def test_google_is_signed_in_to_with_its_key_file(own, vendor, key_file, printer):
    own.sign_in, own.secret = "google", key_file
    own.save()
    assert sent(printer).state == "sent"
    assert own.server.shown == [(USER, "token-1")]


def test_a_server_that_takes_no_tokens_is_shown_none(own, elsewhere, printer):
    own.port = elsewhere().port
    own.save()
    assert "XOAUTH2" in sent(printer).answer
