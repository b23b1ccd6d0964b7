"""Admins set up servers and webhooks; what they type as a secret is never shown again."""

import pytest
from django.urls import reverse

from channels.models import Inlet, Line, Mailbox, Transport

pytestmark = pytest.mark.django_db
SERVER = {
    "name": "IT", "way": "smtp", "host": "smtp.example.org", "port": 587, "security": "starttls", "user": "it",
    "sign_in": "password", "password": "hunter2", "is_active": "on",
}  # fmt: skip


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def saved(admin, model, facts, row=None):
    """What the form says is wrong, after it was sent; nothing when it was saved."""
    name = f"admin:channels_{model._meta.model_name}"
    address = reverse(f"{name}_change", args=[row.pk]) if row else reverse(f"{name}_add")
    answer = admin.post(address, facts)
    return dict(answer.context["adminform"].form.errors) if answer.status_code == 200 else {}


def page(admin, row):
    return admin.get(reverse(f"admin:channels_{row._meta.model_name}_change", args=[row.pk])).content.decode()


def test_a_password_is_kept_encrypted_and_never_shown(admin):
    assert saved(admin, Transport, SERVER) == {}
    row = Transport.objects.get()
    assert row.password == "hunter2"  # noqa: S105
    assert "hunter2" not in row.sealed_password
    shown = page(admin, row)
    assert "hunter2" not in shown
    assert row.sealed_password not in shown

    assert saved(admin, Transport, {**SERVER, "password": "", "port": 2525}, row) == {}
    row.refresh_from_db()
    assert (row.password, row.port) == ("hunter2", 2525)


def test_a_password_is_not_carried_to_another_server(admin):
    saved(admin, Transport, SERVER)
    row = Transport.objects.get()
    for change in ({"host": "evil.example"}, {"way": "mailgun"}):
        assert list(saved(admin, Transport, {**SERVER, **change, "password": ""}, row)) == ["password"]
        assert saved(admin, Transport, {**SERVER, **change, "password": "new"}, row) == {}
        row.refresh_from_db()


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"host": ""}, "host"), ({"security": "none"}, "security"), ({"password": ""}, "password"),
        ({"way": "postmark", "password": ""}, "password"), ({"way": "carrier-pigeon"}, "way"),
        ({"way": "brevo", "signing_key": "x"}, "signing_key"),
    ],
)  # fmt: skip
def test_what_could_never_work_or_be_read_on_its_way_is_refused(admin, facts, wrong):
    assert list(saved(admin, Transport, {**SERVER, **facts})) == [wrong]
    assert not Transport.objects.exists()


def test_a_server_of_a_vendor_needs_what_its_token_is_asked_for_with(admin):
    by_token = {
        **SERVER,
        "sign_in": "microsoft",
        "tenant": "example.org",
        "client_id": "4711",
        "password": "",
    }
    assert list(saved(admin, Transport, {**by_token, "user": ""})) == ["user", "client_secret"]
    assert saved(admin, Transport, {**by_token, "client_secret": "of-ms"}) == {}
    row = Transport.objects.get()
    row.keep_token("t0ken", 3600)
    assert (row.secret, row.has_token) == ("of-ms", True)
    shown = page(admin, row)
    assert "of-ms" not in shown
    assert "SMTP.SendAsApp" in shown

    # Nobody has a token of ours shown to a server of their own.
    assert list(saved(admin, Transport, {**by_token, "host": "evil.example"}, row)) == ["client_secret"]
    assert list(saved(admin, Transport, {**by_token, "sign_in": "google"}, row)) == ["key_file"]
    assert list(saved(admin, Transport, {**SERVER, "password": ""}, row)) == ["password"]
    assert saved(admin, Transport, {**by_token, "user": "other@example.org"}, row) == {}
    row.refresh_from_db()
    assert (row.secret, row.token) == ("of-ms", "")
    assert saved(admin, Transport, {**by_token, "way": "postmark", "password": "key"}, row) == {}
    row.refresh_from_db()
    assert (row.has_token, row.password) == (False, "key")


def test_a_provider_is_told_where_to_report(admin):
    for way, has_password in [("postmark", True), ("mailgun", False)]:
        saved(admin, Transport, {**SERVER, "name": way, "way": way})
        row = Transport.objects.get(name=way)
        shown = page(admin, row)
        assert f"/mail/reports/{row.hook_key}/" in shown
        assert (row.own_password in shown) is has_password


def test_how_a_server_goes_stands_beside_it(admin):
    saved(admin, Transport, SERVER)
    row = Transport.objects.get()
    assert "Nothing went wrong." in page(admin, row)
    Line.objects.note_failed(row, "535 Who are you?")
    assert "535 Who are you?" in page(admin, row)
    assert "535 Who are you?" in admin.get(reverse("admin:channels_transport_changelist")).content.decode()


def test_a_script_is_given_its_address_and_its_secret(admin, it_desk):
    mailbox = Mailbox.objects.create(address="it@example.com", desk=it_desk)
    assert saved(admin, Inlet, {"mailbox": mailbox.pk, "way": "plain", "is_active": "on"}) == {}
    row = Inlet.objects.get()
    shown = page(admin, row)
    assert f"/mail/in/{row.hook_key}/" in shown
    assert row.shown_secret in shown

    facts = {"mailbox": mailbox.pk, "way": "mailgun", "is_active": "on"}
    assert list(saved(admin, Inlet, facts, row)) == ["signing_key"]
    assert saved(admin, Inlet, {**facts, "signing_key": "key-1"}, row) == {}
    shown = page(admin, row)
    assert f"/mail/in/{row.hook_key}/mime" in shown
    assert "key-1" not in shown


def test_only_admins_see_any_of_it(client, ben, cleo):
    for person in (ben, cleo):
        client.force_login(person)
        for model in ("transport", "inlet"):
            answer = client.get(reverse(f"admin:channels_{model}_changelist"))
            assert answer.status_code in (302, 403)
