"""What a passed threshold does: it tells people, raises, tags, and hands the ticket on; each once."""

import pytest

from accounts.tests.factories import TeamFactory
from sla.models import Deed, Route
from sla.reactions import act
from sla.tests.conftest import half_an_hour_later, let_pass
from sla.ticking import tick
from tickets.models import Event
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def test_a_step_raises_the_priority_once(promise, ann, printing):
    promise({"do": "raise"})
    ticket = opened(requester=ann, category=printing)
    before = ticket.priority
    event = half_an_hour_later(ticket)
    act(event)
    ticket.refresh_from_db()
    assert ticket.priority == before - 1
    assert Deed.objects.get().result == Deed.DONE


def test_a_step_tags(promise, ann, printing):
    promise({"do": "tag", "tag": "in danger"})
    ticket = opened(requester=ann, category=printing)
    half_an_hour_later(ticket)
    assert ticket.tags == ["in danger"]


def test_a_step_hands_on_to_the_next_tier_and_never_back(promise, ann, printing, network, it_desk):
    promise({"do": "level", "tier": 2})
    Route.objects.create(desk=it_desk, tier=2, team=network)
    ticket = opened(requester=ann, category=printing)
    half_an_hour_later(ticket)
    assert ticket.team == network
    line = ticket.events.get(kind=Event.Kind.HANDED_OVER)
    assert line.details["reason"] == "A promise is in danger."
    higher = opened(requester=ann, category=printing)
    higher.hand_over(TeamFactory(desk=it_desk, tier=3), by=None)
    half_an_hour_later(higher)
    assert higher.team.tier == 3


def test_the_line_of_the_category_goes_before_that_of_the_desk(promise, ann, printing, network, it_desk):
    promise({"do": "level", "tier": 2})
    Route.objects.create(desk=it_desk, tier=2, team=TeamFactory(desk=it_desk, tier=2))
    Route.objects.create(desk=it_desk, category=printing, tier=2, team=network)
    ticket = opened(requester=ann, category=printing)
    half_an_hour_later(ticket)
    assert ticket.team == network


def test_what_was_solved_meanwhile_is_moot(promise, ann, ben, printing, solved):
    promise({"do": "raise"})
    ticket = opened(requester=ann, category=printing)
    let_pass(ticket, minutes=31)
    tick()
    before = ticket.priority
    ticket.resolve(by=ben, code=solved)
    ticket.events.get(kind=Event.Kind.WARNED).react()
    ticket.refresh_from_db()
    assert ticket.priority == before
    assert Deed.objects.get().result == Deed.MOOT


def test_the_highest_level_is_a_suppliers_case_beside_the_own_team(
    promise, ann, printing, network, lexow, it_desk
):
    promise({"do": "level", "tier": 4}, {"do": "level", "tier": 2})
    Route.objects.create(desk=it_desk, tier=4, team=lexow)
    Route.objects.create(desk=it_desk, tier=2, team=network)
    ticket = opened(requester=ann, category=printing)
    half_an_hour_later(ticket)
    assert ticket.supplier_cases.get().team == lexow
    assert (ticket.team, ticket.waiting_for) == (printing.team, "supplier")


def test_a_step_may_hand_the_ticket_itself_to_the_supplier(promise, ann, printing, lexow, it_desk):
    promise({"do": "level", "tier": 4, "keep_team": False})
    Route.objects.create(desk=it_desk, tier=4, team=lexow)
    ticket = opened(requester=ann, category=printing)
    half_an_hour_later(ticket)
    assert ticket.team == lexow
    assert ticket.supplier_cases.get().team == lexow
