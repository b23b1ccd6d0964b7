"""A ticket at a glance, beside the queue: its facts, last words and a reply, and nothing of it for anybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tickets.models import Draft, ReadMark
from tickets.tests.at_desk import AtDesk, seen
from tickets.tests.factories import opened


@pytest.fixture
def talked(printer, ann, ben):
    printer.note("Second time this week", by=ben)
    printer.reply("We are coming.", by=ben)
    printer.note("The fuse is out", by=ben)
    printer.reply("Please hurry.", by=ann)
    return printer


def glanced(desk, ticket, **query):
    return desk.look("glance", ticket, smoothly=True, **query).content.decode()


def test_it_shows_the_facts_and_the_last_three_messages_in_their_order(desk, talked):
    html = glanced(desk, talked, **{"in": "unassigned"})
    for words in (talked.subject, "Ann Archer", "Unassigned", "New"):
        assert words in html
    assert html.index("We are coming.") < html.index("The fuse is out") < html.index("Please hurry.")
    assert "Second time this week" not in html
    assert html.count("Internal note") == 1
    assert f"{talked.get_absolute_url()}?in=unassigned" in html
    assert "<html" not in html


def test_what_was_taken_back_is_not_shown(desk, talked):
    message = talked.messages.get(body="Please hurry.")
    type(message).objects.filter(pk=message.pk).update(withdrawn_at=message.created_at)
    html = glanced(desk, talked)
    assert "Please hurry." not in html
    assert "Second time this week" in html


def test_looking_twice_marks_nothing_as_read_and_writes_nothing(desk, talked, django_assert_max_num_queries):
    events = talked.events.count()
    for _turn in range(2):
        with django_assert_max_num_queries(6):
            assert desk.look("glance", talked, smoothly=True).status_code == 200
        for number in range(9):
            talked.note(f"Note {number}", by=None)
    assert not ReadMark.objects.exists()
    assert talked.events.count() == events + 18


def test_a_reply_is_the_tickets_own_and_can_be_taken_back(desk, talked, ben):
    response = desk.press("reply", talked, body="On my way", seen=seen(talked), beside="list", smoothly=True)
    html, message = response.content.decode(), talked.messages.last()
    assert (message.body, message.is_internal, message.is_on_hold) == ("On my way", False, True)
    assert 'id="glance-ticket"' in html
    assert "Sending in" in html
    assert "We are coming." not in html

    html = desk.press("withdrawal", talked, message.pk, beside="list", smoothly=True).content.decode()
    assert 'id="glance-ticket"' in html
    assert ">On my way</textarea>" in html
    assert Draft.objects.of(ben).get().content["body"] == "On my way"


def test_what_has_gone_out_cannot_be_taken_back(desk, talked):
    message = talked.messages.get(body="We are coming.")
    response = desk.press("withdrawal", talked, message.pk, beside="list", smoothly=True)
    assert response.status_code == 409
    assert 'id="glance-ticket"' in response.content.decode()
    assert "We are coming." in response.content.decode()


def test_words_that_arrived_stand_above_the_field_and_the_text_is_kept(desk, talked, ann):
    opened_with = seen(talked)
    talked.reply("It is out already!", by=ann)
    facts = {"body": "Bring water", "beside": "list", "smoothly": True}
    response = desk.press("reply", talked, seen=opened_with, **facts)
    html = response.content.decode()
    assert response.status_code == 409
    assert "It is out already!" in html.split("<textarea")[0].split("<form")[-1]
    assert ">Bring water</textarea>" in html
    assert f'name="seen" value="{seen(talked)}"' in html
    assert talked.messages.filter(body="Bring water").count() == 0
    assert desk.press("reply", talked, seen=seen(talked), **facts).status_code == 200
    assert talked.messages.filter(body="Bring water").count() == 1


def test_empty_words_come_back_and_a_second_press_adds_nothing(desk, talked):
    facts = {"seen": seen(talked), "beside": "list", "smoothly": True}
    assert desk.press("reply", talked, body=" ", **facts).status_code == 422
    for _press in range(2):
        assert desk.press("reply", talked, body="On my way", **facts).status_code == 200
    assert talked.messages.filter(body="On my way").count() == 1


def test_a_draft_of_the_tickets_page_is_in_the_field_with_its_files(desk, talked):
    upload = desk.client.post(reverse("tickets:upload"), {"file": SimpleUploadedFile("log.txt", b"smoke")})
    desk.press("draft", talked, mode="reply", body="Half a", attachments=upload.json()["id"])
    html = glanced(desk, talked)
    assert ">Half a</textarea>" in html
    assert "log.txt" in html
    assert upload.json()["id"] in html


def test_the_choice_of_the_tickets_page_is_offered_and_not_forgotten(desk, talked):
    desk.press("reply", talked, body="Which floor?", then="waiting", is_next="on")
    assert "Send as Waiting" in glanced(desk, talked)
    desk.press("reply", talked, body="And which room?", then="waiting", beside="list", smoothly=True)
    assert desk.client.session["composer"] == {"then": "waiting", "is_next": True}


def test_without_script_it_is_the_ticket_itself(desk, talked):
    assert desk.look("glance", talked).url == talked.get_absolute_url()
    answer = desk.press("reply", talked, body="On my way", beside="list", **{"in": "view=open"})
    assert answer.url.startswith(f"{talked.get_absolute_url()}?in=view")


def test_requesters_may_not_and_the_other_desk_sees_nothing(client, talked, ann, hana):
    for person, status in ((ann, 403), (hana, 404)):
        at_desk = AtDesk(client, person)
        assert at_desk.look("glance", talked, smoothly=True).status_code == status
        pressed = at_desk.press("reply", talked, body="Hm", beside="list", smoothly=True)
        assert pressed.status_code == status
    assert client.post(reverse("tickets:glance", args=[talked.number])).status_code == 405
    client.logout()
    assert client.get(reverse("tickets:glance", args=[talked.number])).status_code == 302


def test_who_merely_asked_at_another_desk_sees_no_note(client, hana, printing):
    asked = opened(requester=hana, category=printing)
    assert AtDesk(client, hana).look("glance", asked, smoothly=True).status_code == 404
