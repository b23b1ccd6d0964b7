"""People, what they may do, and whom they find."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from accounts.names import tidy
from accounts.reader import read_by
from accounts.roles import MAY, Role, may
from accounts.tests.factories import AgentFactory, DepartmentFactory, DeskFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_small_letters_and_belongs_to_one_person():
    assert User.objects.create_user("Zoe@Example.ORG").email == "zoe@example.org"
    with pytest.raises(IntegrityError):
        UserFactory(email="ZOE@example.org")


def test_the_superuser_of_the_command_line_can_sign_in_at_once():
    root = User.objects.create_superuser("root@example.org", "a good long password")
    assert root.role == Role.ADMIN
    assert EmailAddress.objects.get(user=root).verified


def test_only_administrators_open_the_administration(ann, ben, ada):
    assert [person.is_staff for person in (ann, ben, ada)] == [False, False, True]
    assert [person.has_perm("accounts.change_user") for person in (ann, ben, ada)] == [False, False, True]


@pytest.mark.parametrize("ability", MAY)
def test_somebody_switched_off_may_nothing(ability):
    assert not may(UserFactory(role=Role.ADMIN, is_active=False), ability)


def test_agents_find_everybody_and_requesters_only_themselves(ann, ben):
    assert set(User.objects.visible_to(ben)) == {ann, ben}
    assert list(User.objects.visible_to(ann)) == [ann]


def test_those_who_work_at_a_desk_are_the_active_staff_of_its_teams():
    desk = DeskFactory()
    team, former = TeamFactory(desk=desk), TeamFactory(desk=desk, is_active=False)
    zoe = AgentFactory(teams=[team])
    AgentFactory(teams=[former])
    AgentFactory(teams=[team], is_active=False)
    team.members.add(UserFactory())
    assert list(User.objects.working_at(desk)) == [zoe]


def test_a_department_belongs_to_the_organization_of_its_people():
    person = UserFactory(department=DepartmentFactory())
    with pytest.raises(ValidationError) as trouble:
        person.full_clean()
    assert "department" in trouble.value.message_dict


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann \t Archer ", "Ann Archer"),
        ("Ann\r\nBcc: x", "Ann Bcc: x"),
        ("A\u202enn", "Ann"),
        ("علی‌رضا", "علی‌رضا"),
        ("\x07", ""),
    ],
)
def test_a_name_stands_on_one_line(typed, kept):
    assert tidy(typed) == kept


def test_words_for_somebody_else_are_in_their_language_and_at_their_time(ann):
    ann.language, ann.time_zone = "fa", "Asia/Tehran"
    with read_by(ann):
        assert (get_language(), timezone.get_current_timezone_name()) == ("fa", "Asia/Tehran")
    with read_by(None):
        assert get_language() == "en"
