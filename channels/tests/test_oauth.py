"""Mailboxes of Microsoft 365 and Google are read with tokens that nobody sees, and that are renewed in time."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from channels.email import oauth
from channels.email.answers import in_words
from channels.email.oauth import Credentials, OAuthFailed, access_token
from channels.models import Account, Letter, Mailbox
from channels.tests.accounts import fetched, letter, needs_dovecot
from channels.tests.conftest import free_port
from channels.tests.dovecot import Dovecot
from channels.tests.vendor import Vendor

USER = "support@example.org"


@pytest.fixture(scope="module")
def running_vendor():
    with Vendor() as vendor:
        yield vendor


@pytest.fixture
def vendor(running_vendor, monkeypatch, settings):
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    monkeypatch.setattr(oauth, "PLACES", dict.fromkeys(oauth.PLACES, running_vendor.base))
    running_vendor.refusal, running_vendor.asked, running_vendor.good = None, [], set()
    return running_vendor


@pytest.fixture(scope="module")
def server(running_vendor):
    server = Dovecot(free_port(), free_port(), vendor=running_vendor.base)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def key_file():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return json.dumps(
        {
            "type": "service_account",
            "client_email": "helpdesk@project.iam.gserviceaccount.com",
            "private_key": key.private_bytes(*kinds).decode(),
            # A stranger's: it must never be asked.
            "token_uri": "https://evil.example/token",
        }
    )


def account_of(mailbox, port, **facts):
    account = Account(
        mailbox=mailbox, host="127.0.0.1", port=port, security="none", user=USER, takes_old=True, **facts
    )
    account.secret = "s3cret"
    account.save()
    return account


@needs_dovecot
@pytest.mark.django_db
@pytest.mark.parametrize("protocol", ["imap", "pop3"])
def test_a_mailbox_of_microsoft_is_read_with_a_token(server, vendor, it_desk, protocol):
    mailbox = Mailbox.objects.create(address=USER, desk=it_desk)
    port = server.imap_port if protocol == "imap" else server.pop3_port
    ids = {"tenant": "example.org", "client_id": "4711"}
    account = account_of(mailbox, port, protocol=protocol, sign_in="microsoft", **ids)
    server.put(USER, letter(protocol))
    assert fetched(account) >= 1, account.trouble
    assert Letter.objects.exists()
    asked = vendor.asked[0]
    assert (asked["client_id"], asked["client_secret"]) == ("4711", "s3cret")
    assert asked["scope"] == "https://outlook.office365.com/.default"
    fetched(account)
    assert len(vendor.asked) == 1

    account.token_ends_at = timezone.now() + timedelta(minutes=4)
    account.save()
    fetched(account)
    assert len(vendor.asked) == 2
    account.refresh_from_db()
    assert account.token == "token-2"
    assert "token-2" not in account.sealed_token

    # Taken back before its end: said in words, and the next turn asks for a new one.
    vendor.good.clear()
    fetched(account)
    assert "The server refuses" in account.trouble
    fetched(account)
    assert account.failing_since is None


def test_google_is_asked_for_the_mailbox_and_nobody_else_is(vendor, key_file):
    assert access_token(Credentials("google", USER, key_file)) == "token-1"
    asked = vendor.asked[0]
    assert asked["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert asked["assertion"].count(".") == 2
    with pytest.raises(ValueError, match="gives no tokens"):
        oauth.asked("GET", "https://evil.example/token", None, None, None)


@pytest.mark.parametrize(
    ("sign_in", "refusal", "words"),
    [
        ("microsoft", {"error_description": "AADSTS7000215: Invalid client secret"}, "take its value"),
        ("microsoft", {"error_description": "AADSTS7000222: expired"}, "has ended"),
        ("microsoft", {"error": "x", "error_description": "No\r\n\u202esuch" + "!" * 900}, "No such!"),
        ("google", {"error": "unauthorized_client"}, "for the whole domain"),
        ("google", {"error": "invalid_grant", "error_description": "Invalid email"}, "Invalid email"),
    ],
)
def test_why_there_is_no_token_stands_in_plain_words(vendor, key_file, sign_in, refusal, words):
    vendor.refusal = refusal
    secret = key_file if sign_in == "google" else "s3cret"
    with pytest.raises(OAuthFailed) as failure:
        access_token(Credentials(sign_in, USER, secret, "example.org", "4711"))
    assert words in in_words(failure.value)
    assert len(in_words(failure.value)) < 300


def test_vendors_that_cannot_be_reached_or_do_not_know_us_are_told_of(vendor, monkeypatch):
    def told(*facts):
        with pytest.raises(OAuthFailed) as failure:
            access_token(Credentials(*facts))
        return failure.value.code

    assert told("microsoft", USER, "s3cret", "unknown", "4711") == "no tenant"
    assert told("google", USER, "{}") == "no key file"
    monkeypatch.setattr(oauth, "PLACES", dict.fromkeys(oauth.PLACES, f"http://127.0.0.1:{free_port()}"))
    assert told("microsoft", USER, "s3cret", "example.org", "4711") == "no vendor"
