"""The demo world: one command, a house full of life, and nothing in it that the house's rules forbid."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from accounts.models import Desk, Organization, User
from helpdesk.demo import LOGINS
from helpdesk.demo.conversations import LANGUAGES, conversations
from helpdesk.demo.people import HELPERS
from helpdesk.tests.town import inhabited
from tickets.conditions import Tree
from tickets.models import Event, FormField, Group, SavedView, Ticket, WaitingFor

__all__ = ["inhabited"]

# The mark is what has the test database made.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inhabited")]


def test_every_audience_can_sign_in_with_the_printed_password():
    for _role, email, password in LOGINS:
        person = User.objects.get(email=email)
        assert person.check_password(password)
    assert [User.objects.get(email=email).role for _role, email, _password in LOGINS] == [
        "requester", "agent", "lead", "manager", "admin",
    ]  # fmt: skip


def test_the_house_is_as_large_as_promised():
    assert Organization.objects.count() == 3
    assert Desk.objects.count() == 5
    assert len(HELPERS) >= 12
    assert set(FormField.objects.values_list("type", flat=True)) == set(FormField.Type.values)
    assert FormField.objects.filter(is_required=True, show_when__isnull=False).exists()
    assert {len(conversations(language)) >= 24 for language in LANGUAGES} == {True}


def test_choices_are_there_in_every_language():
    for field in FormField.objects.exclude(options=[]):
        field.clean()
        assert set(field.options_elsewhere) == {"tr", "fr", "ru", "fa"}


def test_tickets_are_in_every_state_and_some_are_nobodys():
    assert set(Ticket.objects.values_list("group", flat=True)) == set(Group.values)
    assert set(Ticket.objects.waiting().values_list("waiting_for", flat=True)) <= set(WaitingFor.values)
    assert Ticket.objects.open().unassigned().exists()
    assert Ticket.objects.tagged("outage").count() >= 6


def test_nothing_happened_in_the_future_and_everything_in_order():
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert not Ticket.objects.filter(updated_at__lt=F("opened_at")).exists()
    for ticket in Ticket.objects.all():
        moments = [event.at for event in ticket.events.all()]
        assert moments == sorted(moments)
        assert moments[0] == ticket.opened_at
        assert moments[-1] == ticket.updated_at
        assert ticket.events.public().last().at == ticket.public_updated_at


def test_shared_views_can_be_read_and_show_something():
    for view in SavedView.objects.select_related("owner"):
        conditions = Tree.of(view.conditions).q(view.owner)
        assert Ticket.objects.worked_by(view.owner).filter(conditions).exists()


def test_nobody_is_told_of_the_past():
    assert not Event.objects.filter(is_settled=False).exists()


def test_lists_repeat_what_was_really_said():
    for ticket in Ticket.objects.all():
        told = (ticket.last_words, ticket.last_public_words, ticket.is_answered, ticket.first_replied_at)
        ticket.recount_words()
        assert told == (
            ticket.last_words,
            ticket.last_public_words,
            ticket.is_answered,
            ticket.first_replied_at,
        )


def test_no_outsider_works_at_the_walled_desk():
    ada = User.objects.get(email="ada@meridian.example")
    assert not Ticket.objects.visible_to(ada).filter(desk__slug="hr").exists()


def test_a_second_time_says_that_the_world_is_there():
    said = StringIO()
    call_command("seed", stdout=said)
    assert "already there" in said.getvalue()
