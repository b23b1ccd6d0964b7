"""Why a clock is due when it is: every stretch, those to come, and sums that leave nothing out."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.moments import Almanac
from sla.book import open_book
from sla.explaining import MOST_AT_AN_END, ahead, proof, told_proof
from sla.faces import exact_length
from sla.models import Clock, Metric, Policy, Target
from sla.reckoning import used
from sla.tests.conftest import HOUR, LONG_AGO, let_pass
from tickets.models import WaitingFor
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(office, ann, printing):
    policy = Policy.objects.create(name="Everybody")
    policy.publish([Target.of(Metric.RESOLUTION, 40 * HOUR)], calendar=office, valid_from=LONG_AGO)
    return opened(requester=ann, category=printing)


@pytest.fixture
def old(ticket):
    let_pass(ticket, days=800)
    return ticket


def read(client, clock, **query):
    return client.get(reverse("sla:clock", args=[clock.ticket.number, clock.pk]), query).content.decode()


def lines_of(page):
    return len(re.findall(r'class="proof--(?:open|ahead|paused)"', page))


def test_what_ran_for_years_says_how_much_is_left_out_and_shows_it_when_asked(client, old, ben):
    client.force_login(ben)
    clock = Clock.objects.get()
    whole = len(proof(clock, open_book().calendar_of(clock), timezone.now()))
    assert whole > 2 * MOST_AT_AN_END
    page = read(client, clock)
    assert lines_of(page) == 2 * MOST_AT_AN_END
    assert f"{whole - 2 * MOST_AT_AN_END} stretches in between are not shown here" in page
    page = read(client, clock, all=1)
    assert lines_of(page) == whole
    assert "in between" not in page


def test_sums_are_those_of_all_stretches(old):
    clock, almanac = Clock.objects.get(), Almanac()
    calendar = open_book().calendar_of(clock)
    told = told_proof(clock, calendar, almanac)
    assert told.left_out
    amount = exact_length(used(clock, calendar, almanac.now), almanac)
    assert told.sums == [("open", amount)]
    assert told.last[-1]["sum"] == amount


def test_the_command_prints_every_stretch(old):
    clock, out = Clock.objects.get(), StringIO()
    call_command("sla_explain", str(old.number), stdout=out)
    whole = len(proof(clock, open_book().calendar_of(clock), timezone.now()))
    assert out.getvalue().count("  open ") == whole


def test_what_is_still_to_come_leads_to_the_target(client, ticket, ben):
    clock, now = Clock.objects.get(), timezone.now()
    calendar = open_book().calendar_of(clock)
    counted = used(clock, calendar, now)
    lines = ahead(clock, calendar, now, counted)
    assert (lines[-1].ends, lines[-1].sum) == (clock.due_at, clock.target.amount)
    client.force_login(ben)
    assert "Still to be counted until it is due" in read(client, clock)


def test_what_stands_still_or_is_over_has_nothing_to_come(ticket, ben, solved):
    ticket.wait(WaitingFor.REQUESTER, by=ben, reason="")
    clock = Clock.objects.get()
    calendar = open_book().calendar_of(clock)
    assert not ahead(clock, calendar, timezone.now(), 0)
    ticket.resolve(by=ben, code=solved)
    clock.refresh_from_db()
    assert not ahead(clock, calendar, clock.started_at, 0)
    assert not ahead(clock, calendar, timezone.now() + timedelta(days=90), 0)
