"""Mail of a mailbox with a key carries a signature that everybody can check by the record the admin publishes."""

import dkim
import pytest
from django.urls import reverse

from channels import tasks
from channels.models import Mailbox
from channels.outbox import post
from channels.tests.test_outbox import letter, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(it_desk):
    mailbox = Mailbox(address="it@Bücher.example", desk=it_desk, dkim_selector="helpdesk")
    mailbox.renew_dkim_key()
    mailbox.dkim_signs = True
    mailbox.save()
    return mailbox


def is_genuine(raw, mailbox):
    name, text = mailbox.dkim_record
    records = {f"{name}.".encode(): text.encode()}
    return dkim.verify(raw, dnsfunc=lambda asked, timeout=5: records.get(asked))


def test_mail_verifies_with_the_published_record(mail_server, signing, printer):
    post(
        to="ann@example.org", kind="x", subject="Ölig ✓ " + "long " * 40, ticket=printer, html="<p>چاپگر ✓</p>",
        text="Grüße\n.\nFrom me\n" + "ж" * 2000 + " \n\n\n",
        headers={"List-Unsubscribe": "<https://x.example/u>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip
    tasks.sweep_outbox()
    raw = mail_server.letters[0].content
    assert is_genuine(raw, signing)
    assert raw.isascii()
    signed = read(mail_server.letters[0])["DKIM-Signature"].lower()
    assert "d=xn--bcher-kva.example" in signed
    names = signed.split(" h=", 1)[1].split(";", 1)[0].replace(" ", "").split(":")
    assert {"from", "subject", "message-id", "list-unsubscribe", "list-unsubscribe-post"} <= set(names)


@pytest.mark.parametrize(
    ("said", "forged"),
    [(b"Hello", b"Hullo"), (b"<https://x.example/u>", b"<https://y.example/u>"), (b"To: ann", b"To: eve")],
)  # fmt: skip
def test_what_was_changed_on_the_way_does_not(mail_server, signing, printer, said, forged):
    letter(printer, headers={"List-Unsubscribe": "<https://x.example/u>"})
    tasks.sweep_outbox()
    raw = mail_server.letters[0].content
    assert is_genuine(raw, signing)
    assert said in raw
    assert not is_genuine(raw.replace(said, forged), signing)
    assert not is_genuine(b"Subject: Another\r\n" + raw, signing)


def test_other_mailboxes_sign_nothing(mail_server, signing):
    letter()
    tasks.sweep_outbox()
    assert b"DKIM" not in mail_server.letters[0].content


def test_a_selector_makes_a_key_that_nobody_is_shown(client, ada, it_desk):
    client.force_login(ada)
    facts = {"address": "it@example.com", "desk": it_desk.pk, "is_active": "on"}
    client.post(reverse("admin:channels_mailbox_add"), {**facts, "dkim_selector": "2026-a"})
    mailbox = Mailbox.objects.get()
    address = reverse("admin:channels_mailbox_change", args=[mailbox.pk])
    page = client.get(address).content.decode()
    name, text = mailbox.dkim_record
    assert name == "2026-a._domainkey.example.com"
    assert name in page
    assert text in page
    assert mailbox.sealed_dkim_key not in page
    assert "PRIVATE KEY" not in page

    client.post(address, {**facts, "dkim_selector": "2026-a", "dkim_signs": "on"})
    mailbox.refresh_from_db()
    assert (mailbox.dkim_record, mailbox.dkim_signs) == ((name, text), True)
    client.post(address, {**facts, "dkim_selector": "2026-b", "dkim_signs": "on"})
    mailbox.refresh_from_db()
    assert (mailbox.dkim_record[1] != text, mailbox.dkim_signs) == (True, False)
    refused = client.post(address, {**facts, "dkim_selector": "No! "})
    assert "dkim_selector" in refused.context["adminform"].form.errors
