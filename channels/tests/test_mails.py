"""What lies behind the words of a mail: its look in a document of its own, and the original."""

import re

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from channels.email.reply_addresses import reply_address
from channels.models import Letter, MailBody
from channels.tests.mailing import arrive, mailbox, pictures, rich, shown
from tickets.models import GuestLink

__all__ = ["arrive", "mailbox", "rich"]
pytestmark = pytest.mark.django_db


def test_the_page_of_the_ticket_has_the_words_and_a_quiet_way_to_all_of_it(client, ben, ann, rich):
    whole = reverse("mails:whole", args=[rich.pk])
    for person, door in ((ben, "tickets:ticket"), (ann, "portal:ticket")):
        client.force_login(person)
        page = client.get(reverse(door, args=[rich.ticket.number])).content.decode()
        assert "It smokes." in page
        assert f'hx-get="{whole}"' in page
        assert "<iframe" not in page
        part = client.get(whole, headers={"HX-Request": "true"}).content.decode()
        assert f'src="{whole}shown/?"' in part
        assert "<html" not in part
        assert "<html" in client.get(whole).content.decode()


def test_a_mail_of_plain_words_has_nothing_more_to_show(client, ben, ann, arrive):
    message = arrive("It smokes.")
    client.force_login(ben)

    page = client.get(reverse("tickets:ticket", args=[message.ticket.number])).content.decode()

    assert not MailBody.objects.exists()
    assert "Show the whole mail" not in page
    assert "Show the original" in page


def test_what_was_said_before_and_the_signature_are_folded(client, ben, ann, arrive):
    message = arrive("It smokes.\n\nOn Monday, Ben <ben@example.com> wrote:\n> Does it?\n\n-- \nAnn")
    client.force_login(ben)

    page = shown(client, message).content.decode()

    assert "<details><summary>Quoted text</summary>" in page
    assert "<details><summary>Signature</summary>" in page


def test_mc01_the_document_of_a_mail_may_do_nothing(client, ben, rich):
    client.force_login(ben)

    answer = shown(client, rich)
    policy, page = answer["Content-Security-Policy"], answer.content.decode()

    assert policy.startswith("default-src 'none'; img-src 'self' data:; style-src 'nonce-")
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert (answer["X-Frame-Options"], answer["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")
    assert re.search(r'<style nonce="(.+)">', page)[1] in policy
    assert not re.search(r'<[^>]* style="', page)
    assert 'rel="noopener noreferrer nofollow" title="evil.example" target="_blank" class="h"' in page


def test_strangers_find_no_mail_and_requesters_no_original(client, ann, dov, hana, rich):
    doors = ("mails:whole", "mails:shown", "mails:original", "mails:source")
    for person in (None, dov, hana):
        client.logout()
        if person:
            client.force_login(person)
        for door in doors:
            assert client.get(reverse(door, args=[rich.pk])).status_code in (302, 403, 404), (person, door)
    client.force_login(ann)
    assert [client.get(reverse(door, args=[rich.pk])).status_code for door in doors] == [200, 200, 403, 403]


def test_a_guest_sees_the_mail_of_their_own_ticket_alone(client, ann, rich):
    token = GuestLink.objects.for_person(rich.ticket, ann).token

    answer = shown(client, rich, f"?guest={token}")

    assert answer.status_code == 200
    assert client.get(pictures(answer.content.decode())[0]).status_code == 200
    assert shown(client, rich, "?guest=x").status_code == 404
    page = client.get(reverse("portal:guest", args=[token])).content.decode()
    assert f"{reverse('mails:whole', args=[rich.pk])}?guest={token}" in page


def test_mail_that_is_an_inner_note_stays_with_agents(client, ann, ben, printer, arrive):
    to = reply_address("support@example.org", printer.number, ann.pk)
    message = arrive("I am away.", "<p>I am <b>away</b>.</p>", Auto_Submitted="auto-replied", Cc=to)
    assert message.is_internal

    for person, status in ((ann, 404), (ben, 200)):
        client.force_login(person)
        assert shown(client, message).status_code == status


def test_what_lets_people_in_is_not_passed_on_to_all_who_read_along(client, ben, ann, printer, arrive):
    token = GuestLink.objects.for_person(printer, ann).token
    to = reply_address("support@example.org", printer.number, ann.pk)
    link = f"https://desk.example/portal/g/{token}/"
    message = arrive(
        html=f'<p>It <b>smokes</b>.</p><blockquote type="cite"><a href="{link}">{link}</a> {to}</blockquote>'
    )
    client.force_login(ben)

    page = shown(client, message).content.decode()

    assert token not in page
    assert to not in page
    assert "/portal/g/" in page


def test_older_rules_are_replaced_by_cleaning_again(client, ben, rich):
    client.force_login(ben)
    MailBody.objects.update(rules=0, html="<p onclick=alert(1)>Old</p><b>old</b>", css="")
    page = shown(client, rich).content.decode()
    assert "smokes" in page
    assert "onclick" not in page
    assert shown(client, rich).content

    # When the mail itself is no longer kept, what was made of it is cleaned.
    MailBody.objects.update(rules=0, html="<p onclick=alert(1)>Old</p>", letter=None)
    page = shown(client, rich).content.decode()
    assert "<p>Old</p>" in page


def test_agents_read_the_original_as_words_and_take_it_along(client, ben, ann, arrive):
    message = arrive("It smokes. " * 30_000, "<script>alert(1)</script><p>It <b>smokes</b>.</p>")
    client.force_login(ben)

    page = client.get(reverse("mails:original", args=[message.pk])).content.decode()
    assert "From: Ann Archer &lt;ann@example.org&gt;" in page
    assert "There is more." in page
    assert len(page) < 300_000
    taken = client.get(reverse("mails:source", args=[message.pk]))
    assert taken["Content-Disposition"] == f'attachment; filename="{message.ticket.number}-{message.pk}.eml"'
    assert taken["Content-Type"] == "application/octet-stream"
    assert b"<script>alert(1)</script>" in b"".join(taken.streaming_content)

    default_storage.delete(Letter.objects.get().raw.name)
    for door in ("mails:original", "mails:source"):
        assert "no longer kept" in client.get(reverse(door, args=[message.pk])).content.decode()


def test_many_mails_cost_no_more_statements_than_one(
    client, ben, ann, printer, arrive, django_assert_max_num_queries
):
    to = reply_address("support@example.org", printer.number, ann.pk)
    for turn in range(4):
        arrive(f"It smokes {turn}.", f"<p>It <b>smokes</b> {turn}.</p>", Cc=to)
    client.force_login(ben)
    client.get(reverse("tickets:ticket", args=[printer.number]))

    with django_assert_max_num_queries(13):
        client.get(reverse("tickets:ticket", args=[printer.number]))
