"""People in To and Cc: nobody reads or hears anything before an agent has let them in, and nobody is asked twice."""

import pytest
from django.urls import reverse

from accounts.models import User
from channels.models import Letter, Mailbox
from channels.tests.test_letters import arrive, asked, mailbox
from tickets.models import Doubt, Ticket
from tickets.tests.at_desk import AtDesk

__all__ = ["arrive", "asked", "mailbox"]
pytestmark = pytest.mark.django_db
ZOE = "Zoe Zimmer <zoe@example.net>"


def asked_about(ticket):
    return list(ticket.addressed.undecided().values_list("address", flat=True))


@pytest.fixture
def copied(arrive, ann):
    """A mail of Ann's to us and to Zoe, whom nobody knows."""
    return arrive(sender=ann.email, to=f"support@example.org, {ZOE}", Message_ID="<first@example.org>")


def test_mc18_a_stranger_in_cc_waits_for_an_agent_and_reads_nothing(copied, client, ann, ben):
    ticket = copied.ticket
    assert asked_about(ticket) == ["zoe@example.net"]
    assert not User.objects.filter(email="zoe@example.net").exists()
    assert not ticket.participants.exists()

    page = AtDesk(client, ben).look("ticket", ticket).content.decode()
    assert "Also addressed:" in page
    assert "zoe@example.net" in page
    client.force_login(ann)
    portal = client.get(reverse("portal:ticket", args=[ticket.number])).content.decode()
    assert "Also addressed" not in portal


@pytest.mark.parametrize("smoothly", [False, True])
def test_an_agent_lets_them_in_once(copied, client, ben, hana, ann, smoothly):
    ticket, row = copied.ticket, copied.ticket.addressed.get()
    assert AtDesk(client, hana).press("addressed_addition", ticket, row.pk).status_code == 404
    assert AtDesk(client, ann).press("addressed_addition", ticket, row.pk).status_code == 403
    desk = AtDesk(client, ben)
    for _press in range(2):
        shown = desk.press("addressed_addition", ticket, row.pk, smoothly=smoothly)
    if smoothly:
        # Whoever was about to send sees who gets it now.
        assert '<span class="chip"><bdi>Zoe Zimmer</bdi></span>' in shown.content.decode()
    zoe = ticket.participants.get().user
    assert (zoe.email, zoe.name) == ("zoe@example.net", "Zoe Zimmer")
    assert ticket in Ticket.objects.visible_to(zoe)
    assert asked_about(ticket) == []
    assert ticket.events.filter(kind="participant_added").count() == 1


def test_whoever_was_left_out_is_never_asked_about_again(copied, arrive, client, ben, hana, ann):
    ticket, row = copied.ticket, copied.ticket.addressed.get()
    assert AtDesk(client, hana).press("addressed_refusal", ticket, row.pk).status_code == 404
    for _press in range(2):
        AtDesk(client, ben).press("addressed_refusal", ticket, row.pk)
    row.refresh_from_db()
    assert row.left_out_by == ben

    again = arrive("More.", sender=ann.email, In_Reply_To="<first@example.org>", Cc=ZOE)
    assert again.ticket == ticket
    assert asked_about(ticket) == []
    assert "zoe@example.net" not in AtDesk(client, ben).look("ticket", ticket).content.decode()


def test_what_they_answer_to_all_joins_and_lets_nobody_in(copied, arrive):
    letter = arrive("I know more.", sender=ZOE, In_Reply_To="<first@example.org>", Cc="max@example.net")
    assert (letter.fate, letter.ticket) == (Letter.Fate.ADDED, copied.ticket)
    assert Doubt.STRANGER in letter.message.doubts
    assert not Ticket.objects.visible_to(letter.message.author).exists()
    assert asked_about(copied.ticket) == ["zoe@example.net"]


def test_answers_of_people_in_cc_with_a_part_join(arrive, ann, ben, dov):
    first = arrive(sender=ann.email, Cc=dov.email, Message_ID="<first@example.org>")
    first.ticket.add_participant(dov, by=ben)
    assert asked_about(first.ticket) == []
    second = arrive("Me, too.", sender=dov.email, In_Reply_To="<first@example.org>", Cc=ann.email)
    assert second.ticket == first.ticket
    assert Doubt.STRANGER not in second.message.doubts
    assert asked_about(first.ticket) == []


def test_we_and_colleagues_and_mailboxes_that_nobody_reads_are_left_out(arrive, hana, ben, ann):
    Mailbox.objects.create(address="hr@example.org", desk=hana.desks[0])
    copies = f"{ben.email}, HR+x@example.org, no-reply@example.net, {ann.email}, broken@, zoe@example.net"
    letter = arrive(sender=ann.email, to="support+1@example.org", Cc=copies)
    assert asked_about(letter.ticket) == ["zoe@example.net"]


@pytest.mark.parametrize(
    ("facts", "is_asked"),
    [
        ({"dmarc": "fail"}, False),
        ({"dmarc": ""}, True),
        ({"List_Id": "<all.example.org>"}, False),
        ({"Auto_Submitted": "auto-generated"}, False),
    ],
)
def test_nobody_is_asked_about_for_forgers_and_machines(arrive, ann, facts, is_asked):
    assert bool(asked_about(arrive(sender=ann.email, Cc=ZOE, **facts).ticket)) is is_asked


def test_agents_read_when_nothing_proves_who_named_them(arrive, client, ann, ben):
    letter = arrive(sender=ann.email, Cc=ZOE, dmarc="")
    page = AtDesk(client, ben).look("ticket", letter.ticket).content.decode()
    assert "by somebody who is not confirmed" in page


def test_a_page_with_many_of_them_costs_no_more(copied, client, ben, django_assert_max_num_queries):
    people = [(f"p{number}@example.net", "") for number in range(19)]
    copied.ticket.ask_about(people, message=copied.message)
    desk = AtDesk(client, ben)
    desk.look("ticket", copied.ticket)
    with django_assert_max_num_queries(12):
        page = desk.look("ticket", copied.ticket).content.decode()
    assert page.count("/addition/") == 10
