"""Admins set up an account by the way its vendor wants; what they type as a secret is never read again."""

import json

import pytest
from django.urls import reverse

from channels.models import Account, Mailbox

pytestmark = pytest.mark.django_db
KEY = json.dumps({"client_email": "a@b.example", "private_key": "-----BEGIN PRIVATE KEY-----"})


@pytest.fixture
def typed(client, ada, it_desk):
    client.force_login(ada)
    return {
        "mailbox": Mailbox.objects.create(address="support@example.org", desk=it_desk).pk,
        "is_active": "on", "protocol": "imap", "host": "mail.example.org", "port": "993", "security": "tls",
        "user": "support@example.org", "sign_in": "password", "password": "s3cret", "folder": "INBOX",
        "afterwards": "seen", "listens": "on",
    }  # fmt: skip


def add(client, typed, **more):
    return client.post(reverse("admin:channels_account_add"), {**typed, **more})


def change(client, typed, **more):
    address = reverse("admin:channels_account_change", args=[Account.objects.get().pk])
    return client.post(address, {**typed, "password": "", **more})


def errors(answer):
    return answer.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("way", "needed"),
    [
        ({"sign_in": "password", "password": ""}, {"password"}),
        ({"sign_in": "microsoft"}, {"tenant", "client_id", "client_secret"}),
        ({"sign_in": "microsoft", "tenant": "a/../b", "client_id": "x", "client_secret": "y"}, {"tenant"}),
        ({"sign_in": "google"}, {"key_file"}),
        ({"sign_in": "google", "key_file": "[1]"}, {"key_file"}),
    ],
)
def test_each_way_asks_for_what_it_needs(client, typed, way, needed):
    assert set(errors(add(client, typed, **way))) == needed


@pytest.mark.parametrize(
    ("way", "secret"),
    [
        (
            {"sign_in": "microsoft", "tenant": "example.org", "client_id": "4711", "client_secret": "of-ms"},
            "of-ms",
        ),
        ({"sign_in": "google", "key_file": KEY}, KEY),
    ],
)
def test_a_secret_is_kept_sealed_and_shown_to_nobody(client, typed, way, secret):
    assert add(client, typed, **way).status_code == 302
    account = Account.objects.get()
    assert account.secret == secret
    assert secret not in account.sealed_secret
    account.keep_token("t0ken", 3600)
    page = client.get(reverse("admin:channels_account_change", args=[account.pk])).content.decode()
    assert "of-ms" not in page
    assert "PRIVATE KEY" not in page

    # The same again keeps it, and another user drops the token that was for the former one.
    empty = {**way, "client_secret": "", "key_file": ""}
    assert change(client, typed, **empty).status_code == 302
    assert Account.objects.get().token == "t0ken"
    change(client, typed, **empty, user="other@example.org")
    assert (Account.objects.get().secret, Account.objects.get().token) == (secret, "")


def test_nobody_has_the_password_sent_to_a_server_of_their_own(client, typed):
    add(client, typed)
    assert set(errors(change(client, typed, host="evil.example"))) == {"password"}
    assert change(client, typed, host="new.example.org", password="s3cret").status_code == 302
    assert Account.objects.get().host == "new.example.org"
