"""Desks, and who works at them: walls stand even before administrators."""

import pytest

from accounts.models import Desk
from accounts.roles import Role
from accounts.tests.factories import AgentFactory, DeskFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(db):
    it, hr = DeskFactory(slug="it", name="IT"), DeskFactory(slug="hr", name="HR", is_walled=True)
    return {"it": TeamFactory(desk=it), "hr": TeamFactory(desk=hr)}


def slugs(user):
    return sorted(Desk.objects.worked_by(user).values_list("slug", flat=True))


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
def test_agents_and_leads_work_at_the_desks_of_their_teams(desks, role):
    assert slugs(AgentFactory(role=role, teams=[desks["it"], TeamFactory(desk=desks["it"].desk)])) == ["it"]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_managers_and_administrators_see_all_but_the_walled(desks, role):
    assert slugs(AgentFactory(role=role)) == ["it"]
    assert slugs(AgentFactory(role=role, teams=[desks["hr"]])) == ["hr", "it"]


def test_a_requester_works_nowhere_even_as_a_member(desks):
    person = UserFactory()
    desks["it"].members.add(person)
    assert slugs(person) == []


def test_a_retired_team_gives_nothing(desks):
    zoe = AgentFactory(teams=[desks["it"]])
    desks["it"].is_active = False
    desks["it"].save()
    assert slugs(zoe) == []


def test_somebody_switched_off_works_nowhere(desks):
    assert slugs(AgentFactory(teams=[desks["it"]], is_active=False)) == []


def test_a_desk_out_of_use_is_not_offered(desks):
    Desk.objects.filter(slug="it").update(is_active=False)
    assert AgentFactory(teams=[desks["it"]]).desks == []
