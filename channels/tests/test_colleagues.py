"""Agents by mail: what they answer is done as on the page, by nobody who only says to be them (misuse case 17)."""

import pytest

from accounts.roles import Role
from channels.email.marks import asked_in
from channels.email.reply_addresses import reply_address
from channels.models import Letter, Outgoing
from channels.tests.test_letters import arrive, mailbox
from tickets.models import Channel, Doubt, Event, Group, Identity, Ticket, WaitingFor
from tickets.models.conversable import UNDO_SEND

__all__ = ["arrive", "mailbox"]
pytestmark = pytest.mark.django_db
Fate = Letter.Fate
FOOT = "You get this mail because the requester wrote on your ticket."


def noticed(ticket, agent, event, number=1):
    """A mail of ours to `agent` about an event."""
    return Outgoing.objects.create(
        kind="heard",
        ticket=ticket,
        event=event,
        recipient=agent,
        sender="support@example.org",
        to=agent.email,
        subject="The printer",
        text=f"Ann Archer replied\n\nIt smokes.\n\n-- \n{FOOT}\n",
        message_id=f"<10461.{number}.8.abcdef@helpdesk.localhost>",
    )


@pytest.fixture
def heard(printer, ann, ben):
    """Our mail to Ben with what Ann wrote last."""
    return noticed(printer, ben, printer.reply("It smokes.", by=ann))


@pytest.fixture
def answer(arrive, ben, heard):
    """Ben answers it from his own mail program."""

    def write(words, **facts):
        return arrive(words, **{"sender": ben.email, "In_Reply_To": heard.message_id, **facts})

    return write


def sent_back(agent):
    return Outgoing.objects.filter(kind="sent_back", to=agent.email)


def test_an_agent_replies_by_mail_and_can_take_it_back_for_a_while(answer, printer, ben):
    letter = answer("Please open a window.\n\nOn Monday Helpdesk wrote:\n> It smokes.\n> " + FOOT)
    message = printer.messages.last()
    assert (letter.fate, letter.message) == (Fate.ADDED, message)
    assert (message.author, message.channel, message.is_internal) == (ben, Channel.EMAIL, False)
    assert (message.body, message.is_from_requester) == ("Please open a window.", False)
    assert message.is_on_hold
    assert message.goes_out_at - message.created_at == UNDO_SEND
    printer.refresh_from_db()
    assert printer.is_answered


def test_by_the_signed_address_alone_a_mark_says_whom_it_is_for(arrive, printer, ben):
    to = reply_address("support@example.org", printer.number, ben.pk)
    letter = arrive("Please open a window.", sender=ben.email, to=to)
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "not_understood")
    assert "#reply" in sent_back(ben).get().text
    assert arrive("#reply Please open a window.", sender=ben.email, to=to).fate == Fate.ADDED
    assert printer.messages.last().body == "Please open a window."


@pytest.mark.parametrize(
    "mark", ["#note", "#Note:", "#INTERNAL", "#dahili", "#заметка", "#یادداشت", "*#note*"]
)
def test_a_note_stays_inside_and_its_mark_goes(answer, printer, mark):
    message = answer(f"{mark}\nCall her.").message
    assert (message.is_internal, message.body) == (True, "Call her.")


def test_an_answer_to_a_note_is_a_note(arrive, printer, ben, cleo):
    mail = noticed(printer, ben, printer.note("She is a nuisance.", by=cleo))
    message = arrive("She is.", sender=ben.email, In_Reply_To=mail.message_id).message
    assert message.is_internal


def test_where_either_could_be_meant_nothing_is_done(arrive, printer, ben, cleo):
    printer.assign(ben, by=cleo)
    mail = noticed(printer, ben, printer.events.last())
    letter = arrive("Thank you.", sender=ben.email, In_Reply_To=mail.message_id)
    assert (letter.fate, letter.message) == (Fate.QUARANTINED, None)
    assert printer.messages.count() == 1


def test_a_mail_passed_on_to_a_ticket_is_a_note(answer, printer):
    words = (
        "See below.\n\n---------- Forwarded message ---------\nFrom: Max <max@example.net>\nTo: Ben\n"
        "Date: Mon, 2 Nov 2026\nSubject: Toner\n\nOurs is secret."
    )
    assert answer(words, Subject="Fwd: Toner").message.is_internal


def test_marks_move_the_ticket_along_with_the_words(answer, printer, ben, solved):
    message = answer("#solved #mine\nIt was the toner.").message
    printer.refresh_from_db()
    assert (printer.group, printer.assignee, message.body) == (Group.RESOLVED, ben, "It was the toner.")
    # The solution is told when the words are, and taken back with them.
    assert printer.events.get(kind=Event.Kind.RESOLVED).message == message
    printer.withdraw(message, by=ben)
    printer.refresh_from_db()
    assert printer.is_open


@pytest.mark.parametrize(
    ("mark", "holds"),
    [
        ("#waiting", lambda ticket: ticket.waiting_for == WaitingFor.REQUESTER),
        ("#close", lambda ticket: ticket.group == Group.CLOSED),
        ("#mine", lambda ticket: ticket.assignee.name == "Ben Baker"),
    ],
)
def test_a_mark_alone_is_enough(answer, printer, mark, holds):
    words = printer.messages.count()
    assert answer(f"{mark}\n\nOn Monday Helpdesk wrote:\n> It smokes.").fate == Fate.ADDED
    printer.refresh_from_db()
    assert holds(printer)
    assert printer.messages.count() == words


@pytest.mark.parametrize(
    "words",
    ["#slved Done.", "Hello\n#note Call her.", "#note #reply x", "#solved #close x", "#note", "#reply"],
)
def test_what_is_not_understood_does_nothing_and_is_told_once(answer, printer, ben, words):
    before = (printer.messages.count(), printer.events.count())
    letter = answer(words)
    assert (letter.fate, letter.reason, letter.ticket) == (Fate.QUARANTINED, "not_understood", printer)
    assert (printer.messages.count(), printer.events.count()) == before
    mail = sent_back(ben).get()
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert "#note – an internal note" in mail.text


def test_it_is_told_three_times_a_day_at_most(answer, ben):
    for _time in range(5):
        answer("#slved")
    assert sent_back(ben).count() == 3


def test_a_mark_that_is_not_possible_undoes_all_of_it(answer, printer, ben):
    printer.close(by=ben)
    assert answer("#solved #mine Here you are.").reason == "not_understood"
    printer.refresh_from_db()
    assert printer.assignee is None
    assert not printer.messages.filter(body="Here you are.").exists()


def test_our_own_mail_never_goes_out_with_the_words(answer, printer):
    letter = answer(f"Please open a window.\n{FOOT}")
    assert letter.reason == "not_understood"
    assert not printer.messages.filter(body__contains=FOOT).exists()


def test_the_signature_of_the_house_may_go_out(answer, printer, mailbox, heard):
    mailbox.signature = "Meridian Works, Harbour Street 7"
    mailbox.save()
    heard.text += mailbox.signature
    heard.save()
    assert answer(f"Please open a window.\n{mailbox.signature}").fate == Fate.ADDED


def test_an_absence_note_of_a_colleague_reaches_nobody(answer, printer):
    letter = answer("I am away.", Auto_Submitted="auto-replied")
    assert (letter.fate, letter.reason) == (Fate.REFUSED, "colleague_away")
    assert not printer.messages.filter(body="I am away.").exists()


@pytest.mark.parametrize("dmarc", ["fail", ""])
def test_mc17_a_forged_agent_with_their_token_is_parked(answer, printer, ben, dmarc):
    to = reply_address("support@example.org", printer.number, ben.pk)
    letter = answer("#close", dmarc=dmarc, to=to)
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "colleague")
    assert not sent_back(ben).exists()
    printer.refresh_from_db()
    assert printer.is_open


def test_mc17_one_of_several_senders_is_nobody_for_certain(answer, printer, ben):
    letter = answer("#close", sender=f"{ben.email}, spy@example.net")
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "colleague")


@pytest.mark.parametrize("by_address", [False, True])
def test_mc17_the_token_of_another_agent_is_parked(answer, arrive, heard, printer, ben, cleo, by_address):
    to = reply_address("support@example.org", printer.number, ben.pk if by_address else cleo.pk)
    way = {"to": to} if by_address else {"In_Reply_To": heard.message_id}
    letter = arrive("#close", sender=cleo.email, **way)
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "colleague_token")


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("colleague_rights", {"teams": []}),
        ("colleague", {"is_active": False}),
    ],
)
def test_mc17_withdrawn_rights_and_switched_off_accounts_are_parked(answer, printer, ben, reason, facts):
    if "teams" in facts:
        ben.teams.clear()
    ben.is_active = facts.get("is_active", True)
    ben.save()
    letter = answer("#close")
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, reason)
    printer.refresh_from_db()
    assert printer.is_open


def test_mc17_whoever_lost_the_role_writes_as_everybody_does(answer, printer, ben):
    ben.role = Role.REQUESTER
    ben.save()
    message = answer("#close").message
    assert Doubt.STRANGER in message.doubts
    assert message.is_from_requester
    printer.refresh_from_db()
    assert printer.is_open


def test_an_agent_who_asked_at_another_desk_answers_as_everybody_does(arrive, hana, printer, ben):
    printer.add_participant(hana, by=ben)
    letter = arrive("Ours, too.", sender=hana.email, Subject=f"Re: [#{printer.number}] The printer")
    assert letter.message.is_from_requester


FORWARD = """Please help him.

---------- Forwarded message ---------
From: Max Muster <max@example.net>
Date: Mon, 2 Nov 2026 at 10:00
Subject: No toner
To: Ben Baker <ben@example.com>

There is no toner left.
"""


def test_what_an_agent_passes_on_is_the_ticket_of_who_wrote_it(arrive, ben):
    letter = arrive(FORWARD, sender=ben.email, Subject="Fwd: No toner")
    ticket = letter.ticket
    assert (ticket.requester.email, ticket.requester.name) == ("max@example.net", "Max Muster")
    assert (ticket.subject, ticket.channel, ticket.identity) == ("No toner", Channel.EMAIL, Identity.NONE)
    words, note = ticket.messages.all()
    assert (words.body, words.author) == ("There is no toner left.", ticket.requester)
    assert (note.body, note.is_internal, note.author) == ("Please help him.", True, ben)
    assert ticket.events.get(kind=Event.Kind.OPENED).actor == ben
    assert "passed on" in [step[1] for step in letter.steps]


@pytest.mark.parametrize("dmarc", ["fail", ""])
def test_mc17_nobody_asks_for_others_without_proof(arrive, ben, dmarc):
    letter = arrive(FORWARD, sender=ben.email, Subject="Fwd: No toner", dmarc=dmarc)
    assert (letter.fate, letter.reason) == (Fate.QUARANTINED, "colleague")
    assert not Ticket.objects.exists()


def test_a_customer_or_another_desks_agent_passes_on_for_themselves(arrive, ann, hana):
    for sender in (ann, hana):
        assert arrive(FORWARD, sender=sender.email, Subject="Fwd: No toner").ticket.requester == sender


def test_a_colleagues_own_mail_is_their_own_ticket(arrive, ben):
    letter = arrive("My screen is dark.", sender=ben.email)
    assert (letter.fate, letter.ticket.requester) == (Fate.OPENED, ben)


def test_a_number_and_a_bold_word_are_no_marks():
    for words in ("#42 is the same.", "*Really*, it is.", "The C# one."):
        asked = asked_in(words)
        assert (asked.words, asked.marks, asked.unknown) == (words, frozenset(), ())
