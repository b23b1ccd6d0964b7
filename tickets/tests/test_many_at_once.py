"""Many people answer one ticket in the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.tests.factories import AgentFactory
from tickets.models import Event
from tickets.tests.at_desk import AtDesk

MANY = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_replies_at_once_are_fifty_messages_on_one_timeline(transactional_db, printer, first_line):
    people = [AgentFactory(teams=[first_line]) for _number in range(MANY)]
    desks = [AtDesk(Client(), person) for person in people]

    def answer(desk):
        try:
            return desk.press("reply", printer, body=f"Says {desk.user}", then="waiting").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(answer, desks)) == {302}

    events = list(printer.events.filter(kind=Event.Kind.REPLIED))
    assert len({event.message_id for event in events}) == MANY
    assert {event.message.author for event in events} == set(people)
    assert [event.message_id for event in events] == sorted(event.message_id for event in events)
    assert printer.events.filter(kind=Event.Kind.WAITING).count() == 1
    printer.refresh_from_db()
    assert printer.last_words == events[-1].message.body
