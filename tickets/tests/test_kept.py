"""Statements that are kept give the rows the ORM would give, each time with the values of that call."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import Desk, User
from core.kept import Kept
from tickets.models import SavedView, Ticket
from tickets.timeline import what_was_said

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_desk():
    return Kept(lambda user, desks: Ticket.objects.worked_by(User.stand_in(user, desks)).order_by("pk"))


def test_the_rows_are_those_of_this_call(by_desk, printer, ben, cleo, dov):
    for reader in (ben, cleo, dov, ben):
        desks = list(Desk.objects.worked_by(reader).values_list("pk", flat=True))
        assert by_desk.rows(user=reader.pk, desks=desks) == list(Ticket.objects.worked_by(reader))
    assert by_desk.rows(user=ben.pk, desks=[]) == []
    assert by_desk.statement(user=ben.pk, desks=[]) is None


def test_it_is_written_for_each_number_of_values_and_then_no_more(printer, ben, django_assert_num_queries):
    written = []

    def write(numbers):
        written.append(len(numbers))
        return Ticket.objects.filter(number__in=numbers)

    kept = Kept(write)
    with django_assert_num_queries(4):
        for numbers in ([printer.number], [0], [printer.number, 0], [0, printer.number]):
            assert kept.rows(numbers=numbers) == ([printer] if printer.number in numbers else [])
    # Twice each: what differs would be a value that stays.
    assert written == [1, 1, 2, 2]


def test_values_that_stand_twice_are_sent_twice(printer, ben):
    kept = Kept(lambda ticket: Ticket.objects.filter(pk__gte=ticket, pk__lte=ticket))
    assert kept.rows(ticket=printer.pk) == [printer]
    assert kept.statement(ticket=printer.pk)[1] == (printer.pk, printer.pk)


def test_moments_are_sent_anew(db):
    kept = Kept(lambda now: Session.objects.filter(expire_date__gt=now))
    now = timezone.now()
    Session.objects.create(session_key="a", expire_date=now + timedelta(hours=1))
    assert len(kept.rows(now=now)) == 1
    assert kept.rows(now=now + timedelta(hours=2)) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda now: Session.objects.filter(expire_date__gt=timezone.now()),
        lambda now: Session.objects.filter(expire_date__year=now.year),
    ],
    ids=["a moment of its own", "a part of the value"],
)
def test_what_would_freeze_a_value_is_refused(write):
    with pytest.raises(ValueError, match="stays in it"):
        Kept(write).rows(now=datetime(2026, 11, 21, tzinfo=timezone.get_current_timezone()))


def test_relations_and_files_come_along(printer, ben, django_assert_num_queries):
    message = printer.reply("Please try again.", by=ben).message
    with django_assert_num_queries(2):
        (found,) = what_was_said.rows(True, messages=[message.pk])
        assert (found, found.author, list(found.attachments.all()), found.former) == (message, ben, [], [])


def test_somebody_who_has_left_is_sent_for_nothing(ben):
    assert ben.as_values["desks"]
    ben.is_active = False
    assert ben.as_values["desks"] == []


@pytest.mark.parametrize("tag", ["datetime.now", "2147000000", "100% 'sure' %s", "\\'; --", "%%s"])
def test_whatever_people_filter_by_and_keep_as_a_view_is_only_a_value(client, printer, ben, tag):
    printer.tag(by=ben, add=[tag])
    conditions = {"all": [{"field": "tag", "is": [tag]}, {"field": "stage", "is": ["open"]}]}
    view = SavedView.objects.create(owner=ben, name="Mine", conditions=conditions)
    client.force_login(ben)
    for query in ({"view": "open", "tag": tag}, {"view": view.pk}, {"view": view.pk}):
        page = client.get("/desk/", query)
        assert [ticket.pk for ticket in page.context["page"]] == [printer.pk]
