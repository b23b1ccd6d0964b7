"""The page that tells where a mail went."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from channels.email.intake import keep
from channels.email.reading import apart
from channels.models import Account, Letter, Mailbox
from channels.tasks import sweep_letters

pytestmark = pytest.mark.django_db

INDEX = reverse("channels:arrived")
RAW = b"From: Zoe <zoe@example.net>\r\nSubject: %s\r\nMessage-ID: <%d@example.net>\r\n\r\nWords.\r\n"


@pytest.fixture
def letters(it_desk):
    mailbox = Mailbox.objects.create(address="support@example.org", desk=it_desk)
    kept = [keep(RAW % (subject, turn), mailbox=mailbox) for turn, subject in enumerate([b"Toner", b"Paper"])]
    sweep_letters()
    return [Letter.objects.get(pk=one.pk) for one in kept]


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Toner", "Paper"}),
        ({"text": "zoe@EXAMPLE.net"}, {"Toner", "Paper"}),
        ({"text": "<1@example.net>"}, {"Paper"}),
        ({"text": "ton"}, {"Toner"}),
        ({"fate": "refused"}, set()),
        ({"since": "2999-01-01"}, set()),
        ({"since": "rubbish"}, {"Toner", "Paper"}),
        ({"text": "\x00"}, {"Toner", "Paper"}),
    ],
)
def test_a_mail_is_found_by_what_people_know_of_it(admin, letters, asked, found):
    page = admin.get(INDEX, asked)
    assert {row.subject for row in page.context["page"]} == found


def test_each_step_is_told(admin, letters):
    page = admin.get(reverse("channels:arrived_letter", args=[letters[0].pk])).content.decode()
    for words in (
        "It arrived and was kept.",
        "It was read.",
        "It became a ticket.",
        f"#{letters[0].ticket.number}",
    ):
        assert words in page


def test_the_original_is_never_a_page(admin, letters):
    answer = admin.get(reverse("channels:original", args=[letters[0].pk]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == RAW % (b"Toner", 0)


def test_what_is_in_quarantine_is_read_once_more_and_only_once(admin, it_desk, letters, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(apart.reader, "seconds", 0)
        slow = keep(RAW % (b"Slow", 7), mailbox=letters[0].mailbox)
        sweep_letters()
    page = admin.get(reverse("channels:arrived_letter", args=[slow.pk])).content.decode()
    assert "Reading it took too much time." in page
    for _press in range(2):
        admin.post(reverse("channels:read_again", args=[slow.pk]))
        sweep_letters()
    slow.refresh_from_db()
    assert slow.ticket.subject == "Slow"
    assert [step[1] for step in slow.steps].count("again") == 1


def test_mail_of_a_closed_desk_is_nobody_elses(admin, hana, letters):
    walled = Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    secret = keep(RAW % (b"Salary", 8), mailbox=walled)
    sweep_letters()
    assert "Salary" not in admin.get(INDEX).content.decode()
    for name in ("arrived_letter", "original"):
        assert admin.get(reverse(f"channels:{name}", args=[secret.pk])).status_code == 404
    assert admin.post(reverse("channels:read_again", args=[secret.pk])).status_code == 404


@pytest.mark.parametrize("who", ["ann", "ben", "cleo"])
def test_only_admins_trace_mail(client, request, who, letters):
    client.force_login(request.getfixturevalue(who))
    assert client.get(INDEX).status_code in (403, 404)


def test_an_account_keeps_its_password_and_never_shows_it(admin, letters):
    facts = {
        "mailbox": letters[0].mailbox_id, "is_active": "on", "protocol": "imap", "host": "imap.example.org",
        "port": 993, "security": "tls", "user": "support", "password": "quiet harbour", "folder": "INBOX",
        "afterwards": "seen", "sign_in": "password",
    }  # fmt: skip
    admin.post(reverse("admin:channels_account_add"), facts)
    account = Account.objects.get()
    assert account.password == "quiet harbour"  # noqa: S105  of the test
    change = reverse("admin:channels_account_change", args=[account.pk])
    assert "quiet harbour" not in admin.get(change).content.decode()
    admin.post(change, facts | {"password": "", "user": "help"})
    account.refresh_from_db()
    assert (account.user, account.password) == ("help", "quiet harbour")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"security": "none"}, "security"), ({"afterwards": "move"}, "move_to"), ({"password": ""}, "password")],
)
def test_what_could_not_work_is_refused_at_its_field(admin, letters, wrong, field):
    facts = {
        "mailbox": letters[0].mailbox_id, "protocol": "imap", "host": "imap.example.org", "port": 993,
        "security": "tls", "user": "support", "password": "quiet harbour", "folder": "INBOX", "afterwards": "seen",
        "sign_in": "password",
    }  # fmt: skip
    page = admin.post(reverse("admin:channels_account_add"), facts | wrong)
    assert field in page.context["adminform"].form.errors
    assert not Account.objects.exists()


def test_what_another_left_half_written_is_not_taken_for_the_mail(letters):
    name = letters[0].raw.name
    letters[0].raw.storage.delete(name)
    letters[0].raw.storage.save(name, ContentFile(b"From: Zo"))
    again = keep(RAW % (b"Toner", 0), mailbox=letters[0].mailbox)
    assert again.raw.name != name
    assert again.raw.read() == RAW % (b"Toner", 0)
