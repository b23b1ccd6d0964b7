"""What was put aside waits for somebody: it becomes a ticket, is read again, or is not wanted. Nothing is lost."""

import errno
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from channels.email import clearing, rescue
from channels.email.intake import keep
from channels.email.reading import apart
from channels.models import Letter, Mailbox, Rule
from channels.tasks import clear_shelf, sweep_letters
from channels.tests.arriving import arrived, mail
from tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db

Fate = Letter.Fate


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def colleague(mailbox, ben):
    """A mail that says it is from Ben, and nothing proves it."""
    letter = arrived(mail(sender=ben.email), mailbox=mailbox)
    assert letter.fate == Fate.QUARANTINED
    return letter


def pressed(client, letter, **facts):
    place = reverse("channels:quarantine_ticket", args=[letter.pk])
    return client.post(place, facts)


def test_somebody_who_has_looked_makes_a_ticket_of_it_once(admin, colleague, it_desk, dov):
    page = admin.get(reverse("channels:quarantine_ticket", args=[colleague.pk]))
    assert page.context["form"].initial == {"address": colleague.sender, "desk": it_desk}
    for _press in range(2):
        pressed(admin, colleague, address=dov.email, desk=it_desk.pk)
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.subject, ticket.desk, ticket.channel) == (
        dov,
        "The printer",
        it_desk,
        "email",
    )
    assert ticket.messages.public().get().body == "It smokes."
    assert "Ada Admin" in ticket.messages.get(is_internal=True).body
    colleague.refresh_from_db()
    assert (colleague.fate, colleague.ticket) == (Fate.OPENED, ticket)
    way = admin.get(reverse("channels:arrived_letter", args=[colleague.pk])).content.decode()
    assert "Ada Admin made a ticket of it." in way


def test_who_asks_must_be_somebody(admin, colleague, it_desk):
    assert pressed(admin, colleague, address="nobody", desk=it_desk.pk).status_code == 422
    assert not Ticket.objects.exists()


def test_what_cannot_be_read_becomes_its_head_with_all_of_it_as_a_file(mailbox, it_desk, ada, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(apart.reader, "seconds", 0)
        letter = arrived(mail("x" * 90_000, subject="Unreadable"), mailbox=mailbox)
    assert (letter.reason, letter.sender) == ("too much time", "")

    class Weary(apart.Reader):
        """Reads nothing but short mail."""

        def read(self, raw, *, authserv_id=None):
            is_short = isinstance(raw, bytes) and len(raw) < 5_000
            return (
                super().read(raw, authserv_id=authserv_id) if is_short else apart.Reading(trouble="crashed")
            )

    monkeypatch.setattr(rescue, "Reader", Weary)
    ticket = rescue.make_ticket(letter, by=ada, address="zoe@example.net")
    assert ticket.subject == "Unreadable"
    file = Attachment.objects.get()
    assert (file.message.ticket, file.name) == (ticket, "mail.eml")
    letter.refresh_from_db()
    assert file.file.read() == letter.raw.read()


def test_one_without_a_sender_gets_one_from_whoever_knows(admin, mailbox, it_desk):
    letter = arrived(b"Subject: Help\r\n\r\nWho am I?\r\n", mailbox=mailbox)
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "no_sender")
    pressed(admin, letter, address="zoe@example.net", desk=it_desk.pk)
    ticket = Ticket.objects.get()
    assert (ticket.requester.email, ticket.messages.first().body) == ("zoe@example.net", "Who am I?")


def test_a_full_disk_takes_the_files_and_not_the_words(mailbox, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    raw = with_file()
    letter = keep(raw, mailbox=mailbox)
    monkeypatch.setattr("channels.email.sorting.receive_upload", full)
    sweep_letters()
    letter.refresh_from_db()
    assert letter.ticket.messages.public().get().body == "It smokes."
    assert ["left out", {"files": [["a.csv", "no_room"]]}] in [step[1:] for step in letter.steps]
    assert letter.raw.read() == raw


def with_file():
    return (
        b"From: zoe@example.net\r\nSubject: Files\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nIt smokes.\r\n--b\r\nContent-Type: text/csv\r\n"
        b"Content-Disposition: attachment; filename=a.csv\r\n\r\n1;2\r\n--b--\r\n"
    )


def test_not_wanted_is_a_refusal_that_can_be_thought_better_of(admin, colleague):
    for _press in range(2):
        admin.post(reverse("channels:quarantine_refusal", args=[colleague.pk]))
    colleague.refresh_from_db()
    assert (colleague.fate, colleague.reason) == (Fate.REFUSED, "unwanted")
    assert [step[1] for step in colleague.steps].count("unwanted") == 1
    page = admin.get(reverse("channels:arrived_letter", args=[colleague.pk])).content.decode()
    assert "Ada Admin said that it is not wanted." in page
    assert "Make a ticket of it" in page


def test_what_a_rule_refused_becomes_a_ticket_after_all(admin, mailbox, it_desk):
    Rule.objects.create(name="Everything", is_refusing=True)
    letter = arrived(mail(), mailbox=mailbox)
    pressed(admin, letter, address=letter.sender, desk=it_desk.pk)
    letter.refresh_from_db()
    assert letter.ticket.requester.email == "zoe@example.net"


def test_several_at_once(admin, mailbox, ben, it_desk):
    letters = [arrived(mail(sender=ben.email, subject=f"No. {turn}"), mailbox=mailbox) for turn in range(2)]
    nobody = arrived(b"Subject: Help\r\n\r\nWho am I?\r\n", mailbox=mailbox)
    assert 'type="checkbox"' in admin.get(reverse("channels:arrived")).content.decode()
    chosen = {"letter": [one.pk for one in (*letters, nobody)] + ["rubbish"]}
    for _press in range(2):
        admin.post(reverse("channels:quarantine_several"), chosen | {"do": "ticket"})
    assert {ticket.subject for ticket in Ticket.objects.all()} == {"No. 0", "No. 1"}
    admin.post(reverse("channels:quarantine_several"), chosen | {"do": "unwanted"})
    fates = dict(Letter.objects.values_list("pk", "fate"))
    assert fates == {letters[0].pk: Fate.OPENED, letters[1].pk: Fate.OPENED, nobody.pk: Fate.REFUSED}


def test_mail_of_a_closed_desk_is_decided_by_its_own(admin, hana, it_desk):
    walled = Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    letter = arrived(b"Subject: Salary\r\n\r\nWords.\r\n", mailbox=walled)
    assert pressed(admin, letter, address="zoe@example.net", desk=it_desk.pk).status_code == 404
    assert admin.post(reverse("channels:quarantine_refusal", args=[letter.pk])).status_code == 404
    admin.post(reverse("channels:quarantine_several"), {"letter": [letter.pk], "do": "unwanted"})
    letter.refresh_from_db()
    assert letter.fate == Fate.QUARANTINED


@pytest.mark.parametrize("who", ["ann", "ben"])
def test_only_admins_decide(client, request, who, colleague):
    client.force_login(request.getfixturevalue(who))
    assert pressed(client, colleague, address="x@example.org").status_code in (403, 404)
    assert client.post(reverse("channels:quarantine_several")).status_code in (403, 404)


def aged(letter, days):
    """As if it had come so many days ago, and its file with it."""
    moment = timezone.now() - timedelta(days=days)
    Letter.objects.filter(pk=letter.pk).update(arrived_at=moment)


@pytest.fixture
def old_files(monkeypatch):
    monkeypatch.setattr(clearing, "UNNEEDED", timedelta(0))


def test_raw_mail_is_removed_after_its_time_and_its_way_stays(admin, mailbox, colleague, old_files, settings):
    settings.MAIL_KEPT_DAYS = 400
    old, young = (arrived(mail(subject=one), mailbox=mailbox) for one in ("Old", "Young"))
    twin = arrived(old.raw.read(), mailbox=mailbox)
    for letter, days in ((old, 401), (young, 399), (colleague, 999), (twin, 1)):
        aged(letter, days)
    clear_shelf()
    for letter in (old, young, colleague, twin):
        letter.refresh_from_db()
    assert [one.is_kept for one in (old, young, colleague, twin)] == [False, True, True, True]
    # The same bytes came twice: they stay as long as one of both needs them.
    assert default_storage.exists(twin.raw.name)
    aged(twin, 401)
    clear_shelf()
    assert not default_storage.exists(twin.raw.name)
    assert default_storage.exists(colleague.raw.name)
    page = admin.get(reverse("channels:arrived_letter", args=[old.pk])).content.decode()
    assert "The original was removed" in page
    assert "It became a ticket." in page
    assert admin.get(reverse("channels:original", args=[old.pk])).status_code == 404


def test_for_ever_is_for_ever(mailbox, old_files, settings):
    settings.MAIL_KEPT_DAYS = 0
    letter = arrived(mail(), mailbox=mailbox)
    aged(letter, 9_999)
    clear_shelf()
    assert default_storage.exists(letter.raw.name)


def test_a_file_without_a_letter_goes_and_a_letter_without_a_file_is_told(admin, mailbox, old_files):
    stray, lost = (arrived(mail(subject=one), mailbox=mailbox) for one in ("Stray", "Lost"))
    Letter.objects.filter(pk=stray.pk).delete()
    content = lost.raw.read()
    default_storage.delete(lost.raw.name)
    assert admin.get(reverse("channels:original", args=[lost.pk])).status_code == 404
    clear_shelf()
    assert not default_storage.exists(stray.raw.name)
    assert Letter.objects.filter(missing_at__isnull=False).get() == lost
    page = admin.get(reverse("channels:arrived_letter", args=[lost.pk])).content.decode()
    assert "The original is missing" in page
    assert admin.get(reverse("channels:original", args=[lost.pk])).status_code == 404
    default_storage.save(lost.raw.name, ContentFile(content))
    clear_shelf()
    assert not Letter.objects.filter(missing_at__isnull=False).exists()


def test_what_is_being_kept_at_this_moment_is_not_swept(mailbox):
    letter = keep(mail(), mailbox=mailbox)
    name = letter.raw.name
    letter.delete()
    clear_shelf()
    assert default_storage.exists(name)
