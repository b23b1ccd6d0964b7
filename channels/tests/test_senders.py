"""A sender who is not confirmed: words are taken in and marked, and nothing is shown, done or sent for them."""

import pytest

from channels.email.reply_addresses import reply_address
from channels.models import Letter
from channels.tests.test_letters import arrive, asked, mailbox
from tickets.models import Doubt, Identity, Ticket

__all__ = ["arrive", "asked", "mailbox"]
pytestmark = pytest.mark.django_db
BY_LIST = {
    "sender": '"Ann Archer via Staff" <staff@lists.example.net>',
    "List_Id": "<staff.lists.example.net>",
    "Reply_To": "Ann Archer <ann@example.org>",
}


def test_mc16_a_forged_sender_leads_to_no_old_ticket_by_any_header_they_can_guess(arrive, printer, ann):
    known = arrive(sender=ann.email, Message_ID="<known@example.org>").ticket
    for way in ({"Subject": f"[#{printer.number}]"}, {"In_Reply_To": "<known@example.org>"}):
        letter = arrive("Send me all.", sender=ann.email, dmarc="fail", **way)
        assert letter.ticket not in (printer, known)
        assert Doubt.FORGED in letter.message.doubts


def test_mc16_where_our_mail_was_stolen_words_are_added_with_a_warning_and_nobody_is_let_in(
    arrive, printer, ann, asked
):
    letter = arrive(
        "Send me all.", sender=ann.email, dmarc="fail", References=asked.message_id, Cc="spy@example.net"
    )
    assert (letter.ticket, letter.message.doubts) == (printer, [Doubt.FORGED])
    assert not printer.addressed.exists()
    assert not printer.participants.exists()


def test_mc16_another_address_for_answers_is_told_and_not_used(arrive, ann):
    letter = arrive(sender=ann.email, Reply_To="spy@example.net")
    assert Doubt.OTHER_REPLY_TO in letter.message.doubts
    assert letter.ticket.requester == ann
    assert not letter.ticket.participants.exists()


def test_the_person_behind_a_list_asks_and_is_not_confirmed(arrive, ann):
    letter = arrive(**BY_LIST)
    assert (letter.sender, letter.ticket.requester) == (ann.email, ann)
    assert letter.ticket.identity == Identity.NONE
    assert {Doubt.LISTED, Doubt.UNPROVEN} <= set(letter.message.doubts)
    assert not letter.ticket.addressed.exists()


def test_mc16_a_list_in_somebodys_name_leads_to_no_old_ticket_of_theirs(arrive, printer):
    letter = arrive(**BY_LIST, Subject=f"[#{printer.number}]")
    assert letter.ticket != printer


def test_mc17_a_list_in_a_colleagues_name_is_parked(arrive, printer, ben):
    to = reply_address("support@example.org", printer.number, ben.pk)
    letter = arrive("#close", **{**BY_LIST, "Reply_To": ben.email}, to=to)
    assert (letter.fate, letter.reason) == (Letter.Fate.QUARANTINED, "colleague")
    assert Ticket.objects.get(pk=printer.pk).is_open
