"""The agents' page of one ticket, as a whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from tickets.models import Event, Message, ReadMark, Ticket

MOST_STATEMENTS = 12


def long_talk(ticket, ann, ben, count):
    for number in range(count):
        speaker, is_asking = (ann, True) if number % 2 else (ben, False)
        ticket.reply(f"Word {number}", by=speaker, as_requester=is_asking)


def page(desk, ticket, **query):
    response = desk.look("ticket", ticket, **query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_the_words_the_facts_and_the_box(desk, printer, ann):
    html = page(desk, printer)
    for words in (
        "It smells, too.",
        printer.subject,
        "Printing",
        ann.email,
        "Add note",
        f"#{printer.number}",
    ):
        assert words in html


def test_requesters_are_turned_away_and_other_desks_see_nothing(client, printer, ann, hana, dov):
    for person, status in ((ann, 403), (dov, 403), (hana, 404)):
        client.force_login(person)
        assert client.get(printer.get_absolute_url()).status_code == status


def test_an_agent_who_merely_asks_elsewhere_never_gets_the_agents_page(client, printer, ben, hana):
    printer.note("canary", by=ben)
    printer.add_participant(hana, by=ben)
    client.force_login(hana)
    assert client.get(printer.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [20, 200])
def test_its_cost_does_not_grow_with_the_talk(desk, printer, ann, ben, count, django_assert_max_num_queries):
    long_talk(printer, ann, ben, count)
    printer.correct(printer.messages.filter(author=ben).last(), "Better words", by=ben)
    printer.add_participant(UserFactory(), by=ben)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        page(desk, printer)


def test_the_whole_talk_costs_no_more_statements(desk, printer, ann, ben, django_assert_max_num_queries):
    long_talk(printer, ann, ben, 60)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert "Word 30" in page(desk, printer, whole=1)


def test_the_middle_of_a_long_talk_is_one_line(desk, printer, ann, ben):
    long_talk(printer, ann, ben, 20)
    html = page(desk, printer)
    assert "15 earlier messages" in html
    assert "Word 10" not in html
    assert "Word 19" in html


def test_it_opens_at_the_first_words_one_has_not_read(desk, printer, ann, ben):
    printer.mark_read(by=ben, up_to=printer.events.last().pk)
    assert "data-unread" not in page(desk, printer)
    news = printer.reply("And smoke", by=ann)
    html = page(desk, printer)
    assert html.index("data-unread") < html.index(f"message-{news.message_id}")


def test_the_words_of_a_resolution_are_read_at_the_desk_too(desk, printer, ben, solved):
    printer.resolve(by=ben, code=solved, resolution="The <fuse> was gone")
    assert "The &lt;fuse&gt; was gone" in page(desk, printer).split('id="timeline"')[1].split("composer")[0]


def test_filters_show_only_what_they_name(desk, printer, ben):
    printer.note("Between us", by=ben)
    assert "Between us" not in page(desk, printer, show="messages").split("composer")[0]
    assert "It smells" not in page(desk, printer, show="notes").split('id="panel"')[0].split("composer")[0]


def test_looking_changes_nothing(desk, printer, ben):
    before = [
        list(Ticket.objects.values()),
        list(Event.objects.values()),
        Message.objects.count(),
        ReadMark.objects.count(),
    ]
    names = ["ticket", "timeline", "position", "print", "assignment", "hand_over", "status", "waiting"]
    names += ["resolution", "priority", "description", "tags", "participants", "colleagues"]
    for name in names:
        assert desk.look(name, printer).status_code == 200
        assert desk.look(name, printer, smoothly=True).status_code == 200
    after = [
        list(Ticket.objects.values()),
        list(Event.objects.values()),
        Message.objects.count(),
        ReadMark.objects.count(),
    ]
    assert before == after


def test_the_conversation_answers_304_until_something_happens(desk, client, printer, ann):
    first = desk.look("timeline", printer, smoothly=True)
    address = first.wsgi_request.path
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    printer.reply("News", by=ann)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_conversation_is_fresh_once_a_held_reply_has_gone_out(desk, client, printer, ben, time_machine):
    message = printer.reply("On its way", by=ben, hold=timedelta(seconds=10)).message
    held = desk.look("timeline", printer, smoothly=True)
    time_machine.move_to(message.goes_out_at + timedelta(seconds=1), tick=False)
    assert desk.look("timeline", printer, smoothly=True)["ETag"] != held["ETag"]


def test_paper_has_no_notes_unless_they_are_ticked(desk, printer, ben):
    printer.note("canary", by=ben)
    held = printer.reply("not yet gone", by=ben, hold=timedelta(seconds=10))
    assert held.message.goes_out_at > timezone.now()

    sheet = desk.look("print", printer).content.decode()
    assert "canary" not in sheet
    assert "not yet gone" not in sheet
    assert "canary" in desk.look("print", printer, notes=1).content.decode()


def test_what_strangers_wrote_cannot_run(desk, printer, ann):
    printer.reply("<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>", by=ann)
    html = page(desk, printer)
    assert "<script>alert" not in html
    assert "javascript:alert" not in html.replace("[x](javascript:alert(1))", "")
    assert "<img src=x" not in html
