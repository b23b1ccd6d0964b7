"""The page that shows administrators what was sent, or would have been."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from channels.email.backend import OutboxBackend
from channels.models import Outgoing
from channels.outbox import post
from channels.tests.test_outbox import letter
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def page(client, row=None):
    return client.get(reverse("channels:letter", args=[row.pk]) if row else reverse("channels:sent"))


def test_only_administrators_pass(client, ann, ben, cleo, ada):
    row = letter()
    assert page(client).status_code == 302
    for person, status in [(ann, 403), (ben, 403), (cleo, 403), (ada, 200)]:
        client.force_login(person)
        assert page(client).status_code == status
        assert page(client, row).status_code == status


def test_without_a_server_the_links_of_the_accounts_can_be_read_here(client, ada, mail_server, settings):
    settings.EMAIL_URL = ""
    OutboxBackend().send_messages(
        [EmailMessage("Reset", "secret-link", "d@example.com", ["ann@example.org"])]
    )
    client.force_login(ada)
    assert "secret-link" in page(client, Outgoing.objects.get()).content.decode()


def test_with_a_server_they_cannot(client, ada, mail_server):
    OutboxBackend().send_messages(
        [EmailMessage("Reset", "secret-link", "d@example.com", ["ann@example.org"])]
    )
    client.force_login(ada)
    assert "secret-link" not in page(client, Outgoing.objects.get()).content.decode()


def test_mail_of_a_closed_desk_is_not_the_administrators_to_read(client, ada, hana, ann):
    ticket = opened(requester=ann, desk=hana.teams.get().desk)
    sealed, summary = letter(ticket), letter(is_sealed=True)
    client.force_login(ada)
    assert page(client, sealed).status_code == page(client, summary).status_code == 404
    assert "ann@example.org" not in page(client).content.decode()


def test_formatted_mail_stands_in_a_sandbox_and_its_markup_is_inert(client, ada):
    html = "<style>p{}</style><p>Hello</p><script>alert(1)</script>"
    row = post(to="ann@example.org", kind="x", subject="<script>", text="<b>", html=html)
    client.force_login(ada)
    shown = page(client, row).content.decode()
    assert 'sandbox srcdoc="&lt;link rel=&quot;stylesheet&quot;' in shown
    assert "<script>alert" not in shown
    assert "&lt;style&gt;" not in shown


def test_what_was_given_up_is_sent_again_by_one_press(client, ada, ben):
    row = letter()
    row.state = "waiting"
    row.save()
    row.note_trouble(ValueError("No such user"), is_final=True)
    address = reverse("channels:again", args=[row.pk])
    client.force_login(ben)
    assert client.post(address).status_code == 403

    client.force_login(ada)
    assert client.get(address).status_code == 405
    client.post(address)
    client.post(address)
    row.refresh_from_db()
    assert (row.parked_at, row.attempts) == (None, 0)


def test_a_long_list_costs_as_much_as_a_short_one(client, ada, django_assert_max_num_queries):
    for number in range(60):
        letter(to=f"person{number}@example.org")
    client.force_login(ada)
    with django_assert_max_num_queries(12):
        assert page(client).content.decode().count("<bdi>person") == 50
