"""The administration shows mail that was given up, and sends it again."""

import pytest
from django.urls import reverse

from channels.models import Mailbox
from channels.tests.test_outbox import letter
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
LIST = "admin:channels_outgoing_changelist"


@pytest.fixture
def refused(mail_server):
    row = letter(to="gone@example.org")
    row.note_trouble(ValueError("No such user"), is_final=True)
    return row


def test_what_was_given_up_is_found_and_run_again(client, ada, refused):
    fine = letter()
    client.force_login(ada)
    page = client.get(reverse(LIST), {"parked": "yes"}).content.decode()
    assert refused.to in page
    assert fine.to not in page

    client.post(reverse(LIST), {"action": "run_again", "_selected_action": [refused.pk, fine.pk]})
    refused.refresh_from_db()
    assert (refused.parked_at, refused.attempts) == (None, 0)


def test_nobody_writes_or_deletes_mail_by_hand(client, ada, refused):
    client.force_login(ada)
    assert client.get(reverse("admin:channels_outgoing_add")).status_code == 403
    assert client.get(reverse("admin:channels_outgoing_delete", args=[refused.pk])).status_code == 403
    shown = client.get(reverse("admin:channels_outgoing_change", args=[refused.pk])).content.decode()
    assert "No such user" in shown


def test_mail_of_a_closed_desk_is_not_listed(client, ada, ann, hana):
    letter(opened(requester=ann, desk=hana.teams.get().desk))
    client.force_login(ada)
    assert ann.email not in client.get(reverse(LIST)).content.decode()


def test_a_mailbox_is_set_up_without_typing_json(client, ada, it_desk):
    client.force_login(ada)
    address = reverse("admin:channels_mailbox_add")
    page = client.get(address)
    assert b"signatures" in page.content
    form = page.context["adminform"].form
    data = {"address": "it@example.com", "desk": it_desk.pk, "is_active": "on", "signature": "Your IT desk"}
    assert client.post(address, data).status_code == 302, form.errors
    assert Mailbox.objects.for_desk(it_desk).sender(it_desk) == "IT <it@example.com>"
