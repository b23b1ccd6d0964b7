"""What stands in a mail: the right words for its reader in their language, and never a note or a name too many."""

from datetime import UTC, datetime

import pytest

from accounts.tests.factories import UserFactory
from channels.models import Mailbox, Outgoing
from notifications.tests.test_hearing import mailed, react
from tickets.models import Event, GuestLink, Identity
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
CANARY = "zq7canary"


@pytest.fixture
def sure(ann, printing):
    """A ticket whose requester was signed in."""
    return opened(requester=ann, category=printing, is_signed_in=True)


def test_the_acknowledgement_has_the_number_and_says_what_happens_next(sure, ann, settings):
    react()
    mail = mailed(ann, "acknowledged").get()
    link = GuestLink.objects.get(ticket=sure, user=ann)

    assert mail.subject == f"[#{sure.number}] The printer on the third floor is on fire"
    for body in (mail.text, mail.html):
        assert f"#{sure.number}" in body
        assert "somebody at IT reads it" in body
        assert link.token in body
        assert f"{settings.SITE_URL}/" in body


def test_a_solution_asks_and_its_links_lead_to_the_page(sure, ann, ben, solved):
    sure.resolve(by=ben, code=solved, resolution="Put it out.")
    react("resolved")
    mail = mailed(ann, "resolved").get()
    assert "#acceptance" in mail.text
    assert "#refusal" in mail.html
    assert "Ben Baker says that this is solved" in mail.text


def test_mc12_no_note_and_nothing_inner_leaves_in_a_customers_mail(sure, ann, ben, cleo, network, solved):
    sure.note(f"Note {CANARY}", by=ben, mentions=[cleo])
    sure.hand_over(network, by=ben, reason=f"Reason {CANARY}")
    sure.tag(by=ben, add=[CANARY])
    sure.wait("requester", by=ben, reason=f"Why {CANARY}")
    sure.reply("Public words", by=cleo)
    sure.close(by=cleo)
    sure.reopen(by=cleo, reason=f"Because {CANARY}")
    sure.resolve(by=cleo, code=solved, resolution="Public end")
    react()

    mails = Outgoing.objects.filter(recipient=ann)
    assert mails.count() >= 5
    for mail in mails:
        assert CANARY not in mail.subject + mail.text + mail.html
        assert "Network" not in mail.text + mail.html
    assert CANARY in mailed(cleo, "mentioned").get().text


def test_a_reply_quotes_the_public_words_before_it(sure, ann, ben):
    sure.note(f"Note {CANARY}", by=ben)
    sure.reply("We are coming.", by=ben)
    react("replied")
    mail = mailed(ann, "answered").get()
    assert "Before that, Ann Archer wrote (" in mail.text
    assert "> It smells, too." in mail.text
    assert CANARY not in mail.html


def test_mc36_words_that_look_like_code_are_printed_as_they_stand(sure, ann, ben, it_desk):
    evil = "{{ settings.SECRET_KEY }} {% load x %} {x.__class__} %(actor)s %s <script>alert(1)</script>"
    Mailbox.objects.create(address="it@example.com", desk=it_desk, signature=evil)
    ben.name = "{{ x }} %(number)s <b>"
    ben.save()
    sure.reply(evil, by=ben)
    react("replied")
    mail = mailed(ann, "answered").get()
    assert mail.text.count(evil) == 2
    assert "<script>" not in mail.html
    assert "{{ settings.SECRET_KEY }} {% load x %} {x.__class__} %(actor)s %s" in mail.html
    assert "{{ x }} %(number)s <b> answered" in mail.text


def test_a_persian_reader_gets_a_persian_mail_from_right_to_left(printing, ben):
    leyla = UserFactory(name="لیلا", language="fa", time_zone="Asia/Tehran")
    ticket = opened(requester=leyla, category=printing, subject="چاپگر", is_signed_in=True)
    event = ticket.reply("درست شد", by=ben)
    Event.objects.filter(pk=event.pk).update(at=datetime(2026, 11, 21, 8, 30, tzinfo=UTC))
    react("replied")
    mail = mailed(leyla, "answered").get()

    assert '<html lang="fa" dir="rtl">' in mail.html
    assert "۱۴۰۵" in mail.text
    assert "۱۲:۰۰" in mail.text
    assert "درست شد" in mail.text


def test_mc20_an_address_that_somebody_typed_gets_one_mail_an_hour_without_their_words(
    printing, dov, mail_times
):
    evil = "Buy my pills at https://evil.example"
    tickets = [opened(requester=dov, category=printing, subject=evil, body=evil) for _turn in range(12)]
    assert tickets[0].identity == Identity.NONE
    react()
    (mail,) = mailed(dov, "acknowledged")
    assert "evil.example" not in mail.subject + mail.text + mail.html
    assert mail.subject == f"[#{tickets[0].number}] Your request to IT"

    mail_times(minutes=59)
    assert Outgoing.objects.filter(to=dov.email).count() == 1
    mail_times(minutes=2)
    assert Outgoing.objects.filter(to=dov.email).count() == 2
    summary = Outgoing.objects.get(kind="digest")
    assert "evil.example" not in summary.text + summary.html
    assert f"#{tickets[11].number}" in summary.text


def test_a_request_that_an_agent_opens_is_acknowledged_in_its_own_words(printing, ann, ben):
    opened(requester=ann, category=printing, by=ben, subject="By phone")
    react("opened")
    assert "By phone" in mailed(ann, "acknowledged").get().subject


def helping_mail(mailbox_facts, printer, ann, ben, it_desk, reply=True):
    Mailbox.objects.create(address="support@example.org", desk=it_desk, **mailbox_facts)
    printer.assign(ben, by=ben)
    if reply:
        printer.reply("It smokes.", by=ann)
    else:
        printer.note("Look, @Ben Baker.", by=None, mentions=[ben])
    react("replied" if reply else "noted")
    return mailed(ben, "heard" if reply else "mentioned").get()


ANSWERABLE = {"takes_plus": True, "authserv_id": "mx.example.org"}


def test_agents_read_how_to_answer_by_mail_and_requesters_do_not(printer, ann, ben, it_desk):
    mail = helping_mail(ANSWERABLE, printer, ann, ben, it_desk)
    line = "Answer this mail to reply to Ann Archer. The first line may begin with these: #note, #solved"
    assert line in mail.text
    assert line in mail.html
    printer.reply("Open a window.", by=ben)
    react("replied")
    assert "#note" not in mailed(ann, "answered").get().text


def test_an_answer_to_a_note_would_be_a_note_and_says_so(printer, ann, ben, it_desk):
    mail = helping_mail(ANSWERABLE, printer, ann, ben, it_desk, reply=False)
    assert "Answer this mail to write a note. To reply to Ann Archer begin with #reply." in mail.text


@pytest.mark.parametrize("missing", ["takes_plus", "authserv_id"])
def test_where_answers_of_agents_cannot_work_none_is_promised(printer, ann, ben, it_desk, missing):
    facts = {name: value for name, value in ANSWERABLE.items() if name != missing}
    assert "#note" not in helping_mail(facts, printer, ann, ben, it_desk).text


def test_who_sent_too_large_a_mail_is_told_in_the_acknowledgement(printing, ann):
    facts = {"too_large": 83 * 1024 * 1024, "most": 50 * 1024 * 1024}
    opened(requester=ann, category=printing, is_signed_in=True, details=facts)
    react()
    mail = mailed(ann, "acknowledged").get()
    for body in (mail.text, mail.html):
        assert "Your mail was too large for us (83\u00a0MB; we take at most 50\u00a0MB)" in body
