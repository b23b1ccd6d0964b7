"""A ticket at a glance, beside the queue: its facts and last words, and nothing of it for anybody else."""

import pytest
from django.urls import reverse

from tickets.models import ReadMark
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import opened


@pytest.fixture
def talked(printer, ann, ben):
    printer.note("Second time this week", by=ben)
    printer.note("The fuse is out", by=ben)
    printer.reply("We are coming.", by=ben)
    printer.reply("Please hurry.", by=ann)
    return printer


def test_it_shows_the_facts_the_last_message_and_the_last_note(desk, talked):
    html = desk.look("glance", talked, smoothly=True, **{"in": "unassigned"}).content.decode()
    for words in (talked.subject, "Ann Archer", "Please hurry.", "The fuse is out", "Unassigned", "New"):
        assert words in html
    assert "We are coming." not in html
    assert "Second time this week" not in html
    assert f"{talked.get_absolute_url()}?in=unassigned" in html
    assert "<html" not in html


def test_what_was_taken_back_is_not_shown(desk, talked):
    message = talked.messages.get(body="Please hurry.")
    type(message).objects.filter(pk=message.pk).update(withdrawn_at=message.created_at)
    html = desk.look("glance", talked, smoothly=True).content.decode()
    assert "Please hurry." not in html
    assert "We are coming." in html


def test_looking_twice_marks_nothing_as_read_and_writes_nothing(desk, talked, django_assert_max_num_queries):
    events = talked.events.count()
    for _turn in range(2):
        with django_assert_max_num_queries(5):
            assert desk.look("glance", talked, smoothly=True).status_code == 200
    assert not ReadMark.objects.exists()
    assert talked.events.count() == events


def test_without_script_it_is_the_ticket_itself(desk, talked):
    assert desk.look("glance", talked).url == talked.get_absolute_url()


def test_requesters_may_not_and_the_other_desk_sees_nothing(client, talked, ann, hana):
    assert AtDesk(client, ann).look("glance", talked, smoothly=True).status_code == 403
    assert AtDesk(client, hana).look("glance", talked, smoothly=True).status_code == 404
    assert client.post(reverse("tickets:glance", args=[talked.number])).status_code == 405
    client.logout()
    assert client.get(reverse("tickets:glance", args=[talked.number])).status_code == 302


def test_who_merely_asked_at_another_desk_sees_no_note(client, hana, printing):
    asked = opened(requester=hana, category=printing)
    assert AtDesk(client, hana).look("glance", asked, smoothly=True).status_code == 404
