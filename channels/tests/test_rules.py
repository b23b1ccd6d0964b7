"""Rules decide about a mail before it is a ticket, in their order, and every decision can be seen afterwards."""

import time
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from channels.email.conditions import Condition, Facts
from channels.email.reading import read
from channels.email.reading.languages import language_of
from channels.email.reply_addresses import reply_address
from channels.models import Letter, Mailbox, Rule
from channels.tests.arriving import arrived, mail
from tickets.models import Ticket
from tickets.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


def rule(*conditions, name="A rule", **facts):
    asked = [dict(zip(("field", "operator", "value", "header"), one, strict=False)) for one in conditions]
    return Rule.objects.create(name=name, order=Rule.next_place(), conditions=asked, **facts)


RAW = (
    b"From: Zoe Zimmer <zoe@Shop.example>\r\nTo: support@example.org\r\nCc: boss@example.org\r\n"
    b"Subject: Invoice 4711\r\nX-Spam-Flag: YES\r\nX-Spam-Flag: really\r\nAuto-Submitted: auto-generated\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe invoice is attached, please have a look.\r\n"
    b"--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n1;2\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("asked", "is_so"),
    [
        (("sender", "ends", "@shop.example"), True),
        (("sender", "is", "zoe zimmer"), True),
        (("sender", "contains", "bob"), False),
        (("to", "is", "BOSS@example.org"), True),
        (("subject", "matches", r"invoice \d+$"), True),
        (("subject", "matches", r"^\d+"), False),
        (("header", "is", "yes", "x-spam-flag"), True),
        (("header", "is", "really", "X-Spam-Flag:"), True),
        (("header", "contains", "yes", "X-Other"), False),
        (("text", "contains", "ATTACHED"), True),
        (("language", "is", "en"), True),
        (("size", "over", "1"), False),
        (("size", "under", "0,5"), True),
        (("automatic", "yes"), True),
        (("files", "no"), False),
    ],
)
def test_what_can_be_asked_of_a_mail(asked, is_so):
    condition = Condition(*asked)
    condition.check()
    assert condition.holds(Facts(Letter(size=len(RAW)), read(RAW))) == is_so


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        (("subject", "matches", "("), "value"),
        (("subject", "matches", "(?<=a)b"), "value"),
        (("text", "matches", "a" * 301), "value"),
        (("subject", "over", "5"), "operator"),
        (("size", "over", "much"), "value"),
        (("header", "is", "yes"), "header"),
        (("text", "contains", " "), "value"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_part(asked, part):
    with pytest.raises(ValidationError) as refused:
        Condition(*asked).check()
    assert list(refused.value.message_dict) == [part]


def test_mc40_a_pattern_that_is_bait_takes_no_time():
    facts = SimpleNamespace(text=["a" * 100_000 + "!"])
    begin = time.process_time()
    for bait in (r"(a+)+$", r"(a|aa)+$", r"(.*)*(.*)*x", r"(a?){100}a{100}$"):
        Condition("text", "matches", bait).holds(facts)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The printer is not working, please help", "en"),
        ("Bonjour, je ne peux pas imprimer, merci", "fr"),
        ("Merhaba, yazıcı için bir sorun var", "tr"),
        ("Принтер не работает, помогите пожалуйста", "ru"),
        ("چاپگر کار نمی‌کند، لطفاً کمک کنید", "fa"),
        ("4711", ""),
    ],
)
def test_a_language_is_guessed_unless_it_is_named(text, language):
    assert language_of({}, text) == language
    assert language_of({"content-language": ["de-AT, en"]}, text) == "de"


def test_rules_decide_in_their_order_and_later_ones_may_change_it(
    mailbox, it_desk, first_line, network, printing
):
    rule(("subject", "contains", "printer"), name="Printers", category=printing, priority=2, tags=["paper"])
    rule(name="Everything", team=network, tags=["mail"])
    letter = arrived(mail(), mailbox=mailbox)
    ticket = letter.ticket
    assert (ticket.desk, ticket.category, ticket.team, ticket.priority) == (it_desk, printing, network, 2)
    assert ticket.tags == ["mail", "paper"]
    assert [step[2]["rule"] for step in letter.steps if step[1] == "rule"] == ["Printers", "Everything"]


def test_after_the_last_word_no_further_rule_is_asked(mailbox, network):
    rule(name="First", priority=1, is_last=True)
    rule(name="Never", priority=4)
    assert arrived(mail(), mailbox=mailbox).ticket.priority == 1


def test_a_category_of_the_former_desk_does_not_go_along(mailbox, hana, printing):
    rule(name="Printers", category=printing)
    rule(name="HR", desk=hana.desks[0])
    ticket = arrived(mail(), mailbox=mailbox).ticket
    assert (ticket.desk, ticket.category, ticket.team) == (hana.desks[0], None, None)


def test_what_is_retired_or_switched_off_decides_nothing(mailbox, it_desk):
    rule(name="Old", category=CategoryFactory(desk=it_desk, is_active=False))
    rule(name="Off", priority=1, is_active=False)
    ticket = arrived(mail(), mailbox=mailbox).ticket
    assert (ticket.category, ticket.priority) == (None, 3)


def test_a_mail_that_is_refused_keeps_its_reason_and_is_no_ticket(mailbox):
    rule(("sender", "ends", "@example.net"), name="Newsletters", is_refusing=True)
    letter = arrived(mail(), mailbox=mailbox)
    assert (letter.fate, letter.reason, letter.ticket) == (Letter.Fate.REFUSED, "rule", None)
    assert ["rule", "Newsletters"] in [[what, facts.get("rule")] for _at, what, facts in letter.steps]
    assert letter.raw.read()
    assert not Ticket.objects.exists()


def test_an_answer_to_a_ticket_goes_past_all_rules(mailbox, printer, ann):
    rule(name="All", is_refusing=True)
    to = reply_address("support@example.org", printer.number, ann.pk)
    letter = arrived(mail(sender=ann.email, Cc=to), mailbox=mailbox)
    assert (letter.fate, letter.ticket) == (Letter.Fate.ADDED, printer)


def test_mail_of_a_closed_desk_follows_only_rules_of_its_own(mailbox, hana, it_desk):
    walled = Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    rule(name="All to IT", desk=it_desk)
    assert arrived(mail(), mailbox=walled).ticket.desk == hana.desks[0]
    rule(name="Theirs", priority=1, mailbox=walled)
    letter = arrived(mail(subject="Salary"), mailbox=walled)
    assert (letter.ticket.desk, letter.ticket.priority) == (hana.desks[0], 1)


def test_a_rule_of_one_mailbox_is_not_for_another(mailbox):
    other = Mailbox.objects.create(address="sales@example.org")
    rule(name="Sales", priority=1, mailbox=other)
    assert arrived(mail(), mailbox=mailbox).ticket.priority == 3
    assert arrived(mail(subject="Other"), mailbox=other).ticket.priority == 1
