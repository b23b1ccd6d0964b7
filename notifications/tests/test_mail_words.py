"""Admins write the words of our mails: chosen by desk and language, and never able to break the frame."""

import pytest
from django.urls import reverse

from accounts.tests.factories import DeskFactory, UserFactory
from channels.models import Mailbox, Outgoing
from notifications.letters import digest_letter, notice_letter
from notifications.models import Beside, MailTemplate, Notification, Reason
from notifications.tests.test_hearing import mailed, react
from notifications.usual_words import usual_body
from tickets.models import GuestLink
from tickets.tests.factories import CategoryFactory, opened

pytestmark = pytest.mark.django_db
ANSWERED = reverse("mail_words:edit", args=["answered"])
CANARY = "zq7canary"


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def sure(ann, printing):
    return opened(requester=ann, category=printing, is_signed_in=True)


def words(desk=None, language="", body=None, reason="answered", **facts):
    return MailTemplate.objects.create(
        reason=reason, desk=desk, language=language, body=body or f"{desk}/{language} {{words}}", **facts
    )


def test_only_admins_come_in(client, ann, ben, cleo, ada):
    for person, status in ((ann, 403), (ben, 403), (cleo, 403), (ada, 200)):
        client.force_login(person)
        for address in (ANSWERED, reverse("mail_words:index")):
            assert client.get(address).status_code == status
    assert client.get(reverse("mail_words:edit", args=["nothing"])).status_code == 404
    assert client.get(f"{ANSWERED}?language=xx").status_code == 404


def test_the_most_specific_words_are_chosen(it_desk):
    other = DeskFactory()
    everywhere, french = words(), words(language="fr")
    of_it, french_of_it = words(it_desk), words(it_desk, "fr")
    choose = MailTemplate.objects.fitting
    assert choose("answered", it_desk, "fr") == french_of_it
    assert choose("answered", it_desk, "tr") == of_it
    assert choose("answered", other, "fr") == french
    assert choose("answered", other, "tr") == everywhere
    assert choose("closed", it_desk, "fr") is None


def test_each_reader_gets_the_words_of_desk_and_language(sure, ann, ben, it_desk):
    claire = UserFactory(language="fr")
    sure.add_participant(claire, by=ben)
    react()
    words(
        it_desk,
        "fr",
        "Bonjour {person.name}, {agent.name} de {desk} :\n\n{words}",
        subject="{desk}: {ticket.subject}",
    )
    words(it_desk, "", "Hello {person.name}!\n\n{words}")
    sure.reply("All **good**.", by=ben)
    react("replied")

    french, english = mailed(claire, "answered").get(), mailed(ann, "answered").get()
    assert f"Bonjour {claire}, Ben Baker de IT :\n\nAll **good**." in french.text
    assert "<strong>good</strong>" in french.html
    assert "Hello Ann Archer!" in english.html
    assert "Bonjour" not in english.text + english.html


def test_the_frame_stays_whatever_is_written(sure, ann, ben, it_desk):
    Mailbox.objects.create(address="it@example.com", desk=it_desk, signature="Yours, IT", takes_plus=True)
    words(body="Nothing else.", subject="Mine\r\nBcc: everybody@example.org")
    sure.reply("Hidden", by=ben)
    react("replied")
    mail = mailed(ann, "answered").get()
    assert GuestLink.objects.filter(ticket=sure, user=ann).exists()
    assert mail.subject == f"[#{sure.number}] Mine Bcc: everybody@example.org"
    for body in (mail.text, mail.html):
        for part in (
            "/portal/g/",
            "Yours, IT",
            "because somebody answered",
            "simply answer this mail",
            f"#{sure.number}",
        ):
            assert part in body
        assert "Hidden" not in body


def test_mc12_notes_never_reach_the_requesters_side(sure, ann, ben, cleo):
    for reason in Reason:
        words(reason=reason, body="{what} {ticket.subject} {requester.name} {promise}\n\n{words}")
    note = sure.note(f"Note {CANARY}", by=ben, mentions=[cleo])
    react()
    assert CANARY in mailed(cleo, "mentioned").get().text
    notice = Notification(user=ann, event=note, ticket=sure, reason=Reason.ANSWERED)
    assert CANARY not in str(notice_letter(notice, words(language="en")))


def test_mc20_words_of_an_unproven_requester_never_come_back(printing):
    evil = "Buy at https://evil.example"
    stranger = UserFactory(name=evil, email="victim@example.net")
    words(
        reason="acknowledged",
        body="{person.name} {ticket.subject} {what} {desk}",
        subject="{person.name} {ticket.subject}",
    )
    opened(requester=stranger, category=printing, subject=evil, body=evil)
    react()
    mail = mailed(stranger, "acknowledged").get()
    assert "victim@example.net" in mail.text
    assert "evil.example" not in mail.subject + mail.text + mail.html


def test_what_is_not_on_the_list_is_refused_at_its_field_and_kept(admin):
    typed = {"subject": "{link} for you", "body": "Hello {persn.name}, {x.__class__} {{ y }}", "do": "save"}
    answer = admin.post(ANSWERED, typed)
    errors = answer.context["form"].errors
    assert answer.status_code == 422
    assert "{link} means nothing here" in errors["subject"][0]
    assert "{persn.name} means nothing here" in errors["body"][0]
    assert "{person.name}" in errors["body"][0]
    assert "{requester.name}" not in errors["body"][0]
    assert "Hello {persn.name}" in answer.content.decode()
    assert not MailTemplate.objects.exists()
    alone = admin.post(ANSWERED, {"body": "He said {words}", "do": "save"})
    assert "{words} needs a line of its own." in alone.context["form"].errors["body"]


def test_words_are_saved_changed_and_taken_back(admin, ada, it_desk):
    address = f"{ANSWERED}?desk={it_desk.pk}&language=fa"
    first = admin.get(address).context["form"]["body"].value()
    assert first == usual_body("answered")
    for body in ("سلام", "سلام!\n\n{words}"):
        assert (
            admin.post(address, {"subject": "{ticket.subject}", "body": body, "do": "save"}).status_code
            == 302
        )
    row = MailTemplate.objects.get()
    assert (row.reason, row.desk, row.language, row.body) == (
        "answered",
        it_desk,
        "fa",
        "سلام!\n\n{words}",
    )
    page = admin.get(address)
    assert [line.user for line in page.context["changes"]] == [ada, ada]
    assert 'dir="rtl"' in page.context["preview"]["frame"]
    assert "فارسی" in admin.get(reverse("mail_words:index")).content.decode()

    gone = admin.post(reverse("mail_words:removal", args=[row.pk]))
    assert gone.url == address
    assert admin.get(address).context["form"]["body"].value() == first
    assert admin.post(reverse("mail_words:removal", args=[row.pk])).status_code == 404


def test_the_preview_is_what_a_test_mail_brings(admin, ada, it_desk):
    Mailbox.objects.create(
        address="it@example.com",
        desk=it_desk,
        signature="Yours",
        signatures={"fr": "Bien à vous"},
        auto_reply="We *read* daily.",
    )
    address = f"{reverse('mail_words:edit', args=['acknowledged'])}?desk={it_desk.pk}&language=fr"
    typed = {"subject": "Reçu : {ticket.number}", "body": "# Bonjour {person.name}\n\n{desk} {link}"}
    seen = admin.post(address, typed | {"do": "preview"}, headers={"HX-Request": "true"})
    preview = seen.context["preview"]
    admin.post(address, typed | {"do": "test"})
    mail = Outgoing.objects.get(to=ada.email)
    assert (mail.subject, mail.text, mail.html) == (preview["subject"], preview["text"], preview["html"])
    for part in ("Bonjour Ada Admin", "Bien à vous", "We <em>read</em> daily."):
        assert part in mail.html
    assert b"<html" not in seen.content[:200]
    assert not MailTemplate.objects.exists()


def test_the_preview_without_script_is_the_whole_page_with_what_was_typed(admin):
    seen = admin.post(ANSWERED, {"subject": "", "body": "Mine {nope}", "do": "preview"})
    assert seen.status_code == 200
    assert "Mine {nope}" in seen.context["preview"]["text"]
    assert "{nope} means nothing here" in seen.content.decode()


def test_more_words_and_more_readers_cost_no_more_statements(
    sure, ben, printing, django_assert_max_num_queries, django_assert_num_queries, admin
):
    with django_assert_max_num_queries(12):
        admin.get(reverse("mail_words:index"))
    for language in ("", "en", "tr", "fr", "ru", "fa"):
        words(language=language)
        words(printing.desk, language)
    notices = [Notification(pk=pk, user=ben, event=None, ticket=sure, reason="answered") for pk in range(5)]
    with django_assert_num_queries(1):
        assert len(MailTemplate.objects.fitting_each(notices)) == 5
    with django_assert_max_num_queries(12):
        admin.get(reverse("mail_words:index"))
    with django_assert_max_num_queries(14):
        admin.get(ANSWERED)


def test_every_kind_of_mail_has_a_sample(admin):
    CategoryFactory()
    for reason in [*Reason, *Beside]:
        page = admin.get(reverse("mail_words:edit", args=[reason]) + "?language=fa")
        assert page.context["preview"]["text"]


def test_the_preview_shows_plain_text_as_words(admin, it_desk):
    attack = "<script>alert(1)</script>"
    Mailbox.objects.create(address="it@example.com", desk=it_desk, signature=attack, auto_reply=attack)
    page = admin.get(f"{reverse('mail_words:edit', args=['acknowledged'])}?desk={it_desk.pk}")
    assert attack not in page.content.decode()
    assert page.content.decode().count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_a_summary_begins_with_own_words(sure, ann, ben):
    notices = [Notification(user=ann, event=sure.events.first(), ticket=sure, reason=Reason.ANSWERED)]
    built_in = digest_letter(ann, notices)
    assert built_in["subject"] == "What is new on your tickets"
    assert "<h1>What is new on your tickets</h1>" in built_in["html"]
    own = words(reason="digest", body="Good morning {person.name}! <b>", subject="{house}: {what}")
    mail = digest_letter(ann, notices, own)
    assert mail["subject"].endswith(": What is new on your tickets")
    assert mail["text"].startswith(f"Good morning {ann}! <b>\n")
    assert "&lt;b&gt;" in mail["html"]
    for body in (mail["text"], mail["html"]):
        assert sure.subject in body


def test_mails_about_an_account_say_own_words_and_keep_their_link(client, ann, mailoutbox):
    evil = "Buy at https://evil.example"
    ann.name = evil
    ann.save()
    words(reason="password", language="fr", body="Salut")
    words(
        reason="password", subject="Hi", body="# Hello\n\nA new one for {address} at {house}: {person.name}"
    )
    client.post(reverse("account_reset_password"), {"email": ann.email})
    (mail,) = mailoutbox
    assert mail.subject == "Hi"
    assert ">Choose a new password</a>" in mail.alternatives[0][0]
    assert mail.body.startswith("Hello\n\nA new one for ann@example.org at ")
    for body in (mail.body, mail.alternatives[0][0]):
        assert "/accounts/password/reset/key/" in body
        assert "your password stays as it is" in body
        assert evil not in body


def test_words_of_a_summary_are_for_no_desk_and_know_no_ticket(admin, it_desk):
    address = reverse("mail_words:edit", args=["digest"])
    assert admin.get(f"{address}?desk={it_desk.pk}").status_code == 404
    page = admin.get(address).content.decode()
    assert 'id="desk"' not in page
    assert admin.post(address, {"do": "save", "subject": "", "body": "{ticket.subject}"}).status_code == 422
    admin.post(address, {"do": "save", "subject": "{house}", "body": "Hello {person.name}"})
    assert MailTemplate.objects.get().reason == "digest"
    assert "Summaries and accounts" in admin.get(reverse("mail_words:index")).content.decode()
