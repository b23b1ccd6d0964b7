"""Who sees a desk from the agents' side is the same whether the person or the desk is asked."""

import itertools

import pytest

from accounts.models import Desk, User
from accounts.roles import Role
from accounts.tests.factories import DeskFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_desk_and_the_person_give_the_same_answer():
    desks = [
        DeskFactory(is_walled=is_walled, is_active=is_active)
        for is_walled, is_active in itertools.product([False, True], repeat=2)
    ]
    teams = [TeamFactory(desk=desk, is_active=is_active) for desk in desks for is_active in (True, False)]
    for role, is_active, team in itertools.product(Role, [True, False], [None, *teams]):
        person = UserFactory(role=role, is_active=is_active)
        if team:
            team.members.add(person)
    for desk in desks:
        asked = {user.pk for user in User.objects.all() if desk in Desk.objects.in_use().worked_by(user)}
        assert set(User.objects.who_work_for(desk).values_list("pk", flat=True)) == asked
