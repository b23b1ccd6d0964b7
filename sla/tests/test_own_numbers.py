"""Norms of reply and solution: for oneself first, and beside nobody but oneself."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AgentFactory
from core.months import midnight, months_later
from sla.models import Clock, Metric
from sla.report.norms import Norms
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
HOUR = 3_600_000_000


@pytest.fixture
def answered(gold, ann, printing):
    """First responses of somebody that took so many hours, in the month so many before this one."""

    def answer(who, *hours, months_ago=0):
        for used in hours:
            ticket = opened(requester=ann, category=printing)
            ticket.take(by=who)
            ticket.reply("We look at it.", by=who)
            stopped_at = midnight(months_later(timezone.localdate(), -months_ago))
            first = Clock.objects.of(ticket).filter(metric=Metric.FIRST_RESPONSE)
            first.update(used=used * HOUR, is_breached=used > 4, stopped_at=stopped_at)

    return answer


def test_half_and_nine_of_ten_and_what_was_kept(answered, ben):
    answered(ben, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
    answered(ben, 2, months_ago=3)
    answered(ben, 100, months_ago=4)
    ((name, now, before, compared),) = Norms(ben, ben).lines
    assert (str(name), now.count, now.median / HOUR, now.most / HOUR) == ("First response", 11, 6, 10)
    assert now.share == "36.3 %"
    assert (before.count, before.median / HOUR) == (1, 2)
    assert "4 h longer" in compared


def test_the_work_of_others_is_no_part_of_it(answered, ben, first_line):
    other = AgentFactory(name="Otto Other", teams=[first_line])
    answered(other, 3)
    assert not Norms(ben, ben).lines
    answered(ben, 1)
    assert Norms(ben, ben).lines[0][1].count == 1


def test_each_number_leads_to_its_rows(client, answered, ben):
    answered(ben, 1, 5)
    answered(ben, 2, 3, 4, months_ago=1)
    client.force_login(ben)
    page = client.get(reverse("sla:mine"))
    for _name, now, before, _compared in page.context["norms"].lines:
        for norm in (now, before):
            assert len(client.get(norm.link).context["rows"]) == norm.count
            assert norm.link.replace("&", "&amp;") in page.content.decode()


def test_whoever_has_none_yet_is_told_so(client, ben):
    client.force_login(ben)
    assert "No numbers yet" in client.get(reverse("sla:mine")).content.decode()


def test_nobody_stands_above_anybody(client, answered, ben, cleo):
    answered(ben, 5)
    answered(cleo, 1)
    client.force_login(cleo)
    page = client.get(reverse("sla:report"), {"group": "agent"}).content.decode()
    assert page.index("Ben Baker") < page.index(f"agents/{cleo.pk}/")
