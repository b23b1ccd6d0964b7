"""Before something is published, last month is gone through: all of it, or a part that the page calls one."""

import pytest
from django.urls import reverse

from sla import looking_back
from sla.models import Metric
from sla.tests.conftest import ALWAYS
from sla.tests.test_proposals import policy, proposed, tickets  # noqa: F401  the same tickets
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def page_of(client, ada, proposal):
    client.force_login(ada)
    page = client.get(reverse("service_levels:proposal", args=[proposal.pk])).content.decode()
    return " ".join(page.split())


def test_all_of_it_is_gone_through_in_batches(client, tickets, gold, always, ada, monkeypatch):  # noqa: F811
    monkeypatch.setattr(looking_back, "TICKETS_AT_ONCE", 3)
    proposal = proposed(ada, policy(always, name="Gold", is_for_open_tickets=True), policy=gold)
    month = proposal.effect["month"]
    assert (month["of"], month["looked"], month["tickets"]) == (4, 4, 4)
    assert (proposal.total, proposal.done, proposal.percent) == (7, 7, 100)
    assert "All 4 tickets that were opened in the last thirty days were looked at." in page_of(
        client, ada, proposal
    )


def test_a_sample_says_of_how_many_it_is(client, tickets, gold, always, ada, monkeypatch):  # noqa: F811
    monkeypatch.setattr(looking_back, "MOST_TICKETS", 3)
    monkeypatch.setattr(looking_back, "TICKETS_AT_ONCE", 2)
    proposal = proposed(ada, policy(always, name="Gold"), policy=gold)
    month = proposal.effect["month"]
    assert (month["of"], month["looked"], month["tickets"]) == (4, 3, 3)
    # The newest one was resolved in time.
    assert (month["judged"], month["kept"]) == (2, 2)
    words = "This is a sample: the 3 newest of the 4 tickets that were opened in the last thirty days."
    assert words in page_of(client, ada, proposal)


def test_no_clock_of_a_calendar_is_left_out(
    client,
    tickets,  # noqa: F811
    always,
    ada,
    ben,
    solved,
    ann,
    printing,
    monkeypatch,
):
    monkeypatch.setattr(looking_back, "CLOCKS_AT_ONCE", 2)
    for _ in range(3):
        ticket = opened(requester=ann, category=printing)
        ticket.reply("Here it is.", by=ben)
        ticket.resolve(by=ben, code=solved)
    proposal = proposed(ada, {"name": "Day and night", "spec": ALWAYS}, calendar=always)
    month = proposal.effect["month"]
    assert (month["of"], month["looked"], month["judged"], month["judged_then"]) == (8, 8, 8, 8)
    assert "All 8 promises that ended in the last thirty days" in page_of(client, ada, proposal)


def test_examples_say_how_many_there_are(client, tickets, gold, always, ann, printing, ada):  # noqa: F811
    for _ in range(6):
        opened(requester=ann, category=printing)
    content = policy(
        always, name="Gold", is_for_open_tickets=True, targets=[{"metric": Metric.RESOLUTION, "days": 3}]
    )
    proposal = proposed(ada, content, policy=gold)
    assert proposal.effect["moved"] > 8
    page = page_of(client, ada, proposal)
    assert f"8 of {proposal.effect['moved']} moments that move are shown here" in page


def test_what_was_counted_before_the_last_update_is_shown_still(client, always, ada):
    proposal = proposed(ada, {"name": "Day and night", "spec": ALWAYS}, calendar=always)
    for month in ({}, {"judged": 2, "kept": 1, "kept_then": 2}):
        type(proposal).objects.update(effect=proposal.effect | {"month": month})
        assert "The last thirty days under it" in page_of(client, ada, proposal)
