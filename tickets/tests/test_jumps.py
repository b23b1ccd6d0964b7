"""The way through a long conversation: every message to jump to, for those who work on the ticket alone."""

import pytest
from django.urls import reverse

from tickets.tests.at_desk import AtDesk


@pytest.fixture
def long_one(printer, ann, ben):
    for number in range(6):
        printer.reply(f"Question {number}", by=ann)
        printer.note(f"Thought {number}", by=ben)
    return printer


def test_a_long_talk_offers_every_message(desk, long_one):
    message = long_one.messages.get(body="Thought 2")
    page = desk.look("ticket", long_one).content.decode()
    assert reverse("tickets:jumps", args=[long_one.number]) in page
    assert f"message-{message.pk}" not in page
    menu = desk.look("jumps", long_one, smoothly=True).content.decode()
    assert "<html" not in menu
    assert menu.count("data-menu-entry") == 13
    assert f"?whole=1&amp;in=#message-{message.pk}" in menu
    assert f'id="message-{message.pk}"' in desk.look("ticket", long_one, whole=1).content.decode()
    assert "<html" in desk.look("jumps", long_one).content.decode()


def test_a_short_talk_offers_no_jumps(desk, printer):
    assert "jump-menu" not in desk.look("ticket", printer).content.decode()


def test_what_was_opened_stays_open_when_news_come(desk, long_one):
    page = desk.look("ticket", long_one, whole=1).content.decode()
    assert f"{reverse('tickets:timeline', args=[long_one.number])}?show=all&amp;in=&amp;whole=1" in page


def test_its_cost_does_not_grow_with_the_talk(desk, long_one, ann, django_assert_max_num_queries):
    desk.look("jumps", long_one, smoothly=True)
    for _turn in range(2):
        with django_assert_max_num_queries(7):
            desk.look("jumps", long_one, smoothly=True)
        for number in range(20):
            long_one.reply(f"More {number}", by=ann)


def test_requesters_may_not_and_strangers_see_nothing(client, long_one, ann, hana):
    assert AtDesk(client, ann).look("jumps", long_one).status_code == 403
    assert AtDesk(client, hana).look("jumps", long_one).status_code == 404
