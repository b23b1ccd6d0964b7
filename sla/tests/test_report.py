"""The report of service levels: what it counts, who sees it, and that the past stays as it was."""

from datetime import timedelta

import pytest
from django.db.models import Func, TextField, Value
from django.urls import reverse
from django.utils import timezone

from accounts.models import Contract, Organization
from accounts.tests.factories import AgentFactory
from sla.models import Clock, Firing, Metric
from sla.report.question import GROUPS, PERIODS, Question
from sla.report.rows import Rows
from sla.report.spans import last_days
from sla.report.table import Table
from sla.tests.conftest import let_pass
from sla.views import reports
from tickets.models import Priority, WaitingFor
from tickets.tests.factories import CategoryFactory, opened

pytestmark = pytest.mark.django_db
AGENT, CONTRACT = 6, 9
REPORT = "/desk/reports/service-levels/"


@pytest.fixture
def open_one(gold, ann, printing):
    return lambda **facts: opened(**{"requester": ann, "category": printing, **facts})


@pytest.fixture
def history(open_one, ben, solved, ann):
    """First responses: two kept, one broken, one broken that runs still, one running, one no longer needed."""
    for _turn in range(2):
        open_one().reply("We look at it.", by=ben)
    late, later = open_one(), open_one()
    for ticket in (late, later):
        let_pass(ticket, hours=5)
    late.reply("Sorry.", by=ben)
    open_one()
    open_one().resolve(by=ann, code=solved)


def asked(user, **facts):
    return Table(Question(user, **{"span": last_days(), **facts}), "")


def counts(tally):
    return {state: number for state, number, _link in tally if number}


def test_each_clock_is_counted_once_by_how_it_stands(history, cleo):
    table = asked(cleo, metric=Metric.FIRST_RESPONSE)
    assert counts(table.total) == {"met": 2, "breached": 2, "running": 1, "cancelled": 1}
    assert table.total.share == "50.0 %"


def test_what_waits_for_the_requester_is_shown_apart(open_one, cleo, ben):
    open_one().wait(WaitingFor.REQUESTER, by=ben, reason="")
    assert counts(asked(cleo, metric=Metric.RESOLUTION).total) == {"paused": 1}


def test_a_ticket_without_a_promise_is_out_of_the_share_and_shown_apart(ann, printing, cleo):
    opened(requester=ann, category=printing)
    table = asked(cleo, metric=Metric.FIRST_RESPONSE)
    assert (counts(table.total), table.total.share) == ({"none": 1}, "")


def test_a_share_is_never_rounded_up_to_all(open_one, ben, cleo):
    ticket = open_one()
    ticket.reply("We look at it.", by=ben)
    first = Clock.objects.get(metric=Metric.FIRST_RESPONSE)
    for cycle in range(2, 3002):
        first.pk, first.cycle, first.is_breached = None, cycle, cycle == 2
        first.save()
    assert asked(cleo, metric=Metric.FIRST_RESPONSE).total.share.startswith("99.9")


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("period", PERIODS)
def test_every_grouping_has_the_same_sum_and_rows_behind_each_number(history, cleo, group, period):
    table = asked(cleo, group=group, period=period, span=last_days(60))
    assert sum(tally.judged for tally in table.lines) == table.total.judged > 0
    for tally in table.lines:
        for state, number, link in tally:
            if number is None:
                continue
            key = link.split("key=")[1].split("&")[0]
            question = table.question.of_rows(key, state)
            assert len(Rows(question).queryset()) == number


def test_a_month_has_its_own_clocks(open_one, ben, cleo):
    for days in (0, 40):
        ticket = open_one()
        let_pass(ticket, days=days)
        Clock.objects.of(ticket).update(
            stopped_at=timezone.now() - timedelta(days=days), why_stopped="answered"
        )
    lines = asked(cleo, group="month", span=last_days(60), metric=Metric.FIRST_RESPONSE).lines
    assert [tally.judged for tally in lines] == [1, 1]


def test_what_has_ended_is_told_the_same_whatever_becomes_of_its_ticket(
    client, open_one, ben, cleo, network, solved, ann
):
    organization = Organization.objects.create(name="Northwind")
    contract = Contract.objects.create(organization=organization, number="N-1", valid_from="2020-01-01")
    ticket = open_one()
    type(ticket).objects.filter(pk=ticket.pk).update(contract=contract, organization=organization)
    ticket.refresh_from_db()
    ticket.take(by=ben)
    ticket.resolve(by=ben, code=solved)
    before = told(cleo)
    ticket.hand_over(network, by=ben, reason="")
    ticket.take(by=cleo)
    ticket.prioritize(Priority.URGENT, by=ben)
    contract.delete()
    after = told(cleo)
    # The names of what is gone are gone, but not that there was something.
    assert {row.pop(CONTRACT) for row in before} == {"N-1"}
    assert {row.pop(CONTRACT) for row in after} == {f"No longer here ({contract_of(ticket)})"}
    assert after == before
    assert {row[AGENT] for row in after} == {"Ben Baker"}


def contract_of(ticket):
    return Clock.objects.of(ticket).first().standing["contract"]


def told(user):
    rows = Rows(Question(user, span=last_days(), state="ended"))
    return [row.cells for row in rows.told(list(rows.queryset().order_by("pk")))]


def test_a_row_says_what_was_taken_back_and_how_often_it_was_reopened(open_one, ben, ann, cleo, solved):
    ticket = open_one()
    ticket.resolve(by=ben, code=solved)
    ticket.refuse("No.", by=ann)
    clock = Clock.objects.of(ticket).get(metric=Metric.RESOLUTION)
    assert clock.standing == {}
    now = timezone.now()
    Firing.objects.create(clock=clock, step=Firing.BREACH, due_at=now, fired_at=now, retracted_at=now)
    rows = Rows(Question(cleo, span=last_days(), metric=Metric.RESOLUTION))
    row = rows.told(list(rows.queryset()))[0]
    assert (row.is_taken_back, row.reopened) == (True, 1)


def test_who_leads_nobody_sees_the_own_rows_alone(client, history, open_one, ben, first_line):
    other = AgentFactory(name="Otto Other", teams=[first_line])
    mine, theirs = open_one(), open_one()
    mine.take(by=ben)
    theirs.take(by=other)
    client.force_login(ben)
    assert client.get(REPORT).status_code == client.get(REPORT + "table.csv").status_code == 403
    page = client.get(reverse("sla:rows")).content.decode()
    assert f"#{mine.number}<" in page
    assert f"#{theirs.number}<" not in page
    assert (
        f"#{theirs.number}<"
        not in client.get(reverse("sla:rows"), {"group": "agent", "key": other.pk}).content.decode()
    )


def test_a_walled_desk_stays_walled(client, gold, ann, cleo, ada, hana):
    desk = hana.teams.get().desk
    ticket = opened(requester=ann, category=CategoryFactory(desk=desk))
    for user in (cleo, ada):
        client.force_login(user)
        for address in ("sla:report", "sla:rows"):
            page = client.get(reverse(address)).content.decode()
            assert f"#{ticket.number}<" not in page
            assert ">HR<" not in page
        assert str(ticket.number) not in b"".join(client.get(reverse("sla:rows_csv"))).decode()


def test_a_lead_sees_the_numbers_of_the_own_people_only(client, history, ben, cleo, hana):
    client.force_login(cleo)
    assert client.get(reverse("sla:agent_numbers", args=[ben.pk])).status_code == 200
    assert client.get(reverse("sla:agent_numbers", args=[hana.pk])).status_code == 404
    client.force_login(ben)
    assert client.get(reverse("sla:agent_numbers", args=[cleo.pk])).status_code == 403


@pytest.mark.parametrize("address", ["sla:report", "sla:report_csv", "sla:rows", "sla:rows_csv", "sla:mine"])
def test_those_who_ask_have_no_reports(client, history, ann, address):
    client.force_login(ann)
    assert client.get(reverse(address)).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"range": "own"}, {"range": "own", "first": "x", "last": "2026-01-01"}, {"group": "<b>"},
        {"range": "own", "first": "2026-02-01", "last": "2026-01-01"}, {"contract": "nope"}, {"desk": "9" * 30},
        {"range": "own", "first": "1990-01-01", "last": "2026-01-01"}, {"priority": "'"}, {"contract": "\x01"},
        {"range": "own", "first": "0001-01-01", "last": "0001-01-02"},
        {"range": "own", "first": "9999-12-31", "last": "9999-12-31"},
    ],
)  # fmt: skip
def test_a_crooked_question_is_explained_at_its_field(client, history, cleo, query):
    client.force_login(cleo)
    response = client.get(REPORT, query)
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"state": "x"},
        {"key": "x"},
        {"key": "9" * 30},
        {"group": "month", "key": "1999-01-01"},
        {"group": "metric", "key": "x"},
    ],
)
def test_a_number_that_cannot_be_has_no_rows(client, history, cleo, query):
    client.force_login(cleo)
    response = client.get(reverse("sla:rows"), query)
    assert response.status_code in (200, 404)
    assert "<tbody" not in response.content.decode()


def test_what_could_be_read_of_a_crooked_question_still_holds(client, history, cleo):
    client.force_login(cleo)
    table = client.get(REPORT, {"group": "priority", "range": "own"}).context["table"]
    assert (table.group, len(table.months)) == ("priority", 1)


def test_pages_cost_a_few_statements_whatever_there_is(
    client, history, cleo, open_one, ben, django_assert_max_num_queries
):
    client.force_login(cleo)
    for _turn in range(5):
        open_one().reply("We look at it.", by=ben)
    team = ben.teams.get()
    narrow = {"team": team.pk, "desk": team.desk_id, "priority": 3}
    for group in GROUPS:
        for filters in ({}, narrow):
            with django_assert_max_num_queries(12):
                client.get(REPORT, {"group": group, **filters})
    for state in ("", "none"):
        with django_assert_max_num_queries(12):
            client.get(reverse("sla:rows"), {"state": state})
    with django_assert_max_num_queries(12):
        client.get(reverse("sla:mine"))


def test_rows_go_on_over_pages_and_none_is_lost(client, history, cleo, monkeypatch):
    clocks = Clock.objects.count()
    client.force_login(cleo)
    monkeypatch.setattr(reports, "PAGE", 4)
    found, query = [], {}
    while True:
        page = client.get(reverse("sla:rows"), query).context["page"]
        found += [clock.pk for clock in page.rows]
        if page.next_cursor is None:
            break
        query = {"page": page.next_cursor}
    assert len(found) == len(set(found)) == clocks


def test_a_persian_reader_has_persian_months_and_digits(client, history, cleo):
    cleo.language = "fa"
    cleo.save()
    client.force_login(cleo)
    page = client.get(REPORT, {"group": "month", "range": "30-days"}).content.decode()
    assert "۱۴۰" in page
    assert 'dir="rtl"' in page
    assert (
        client.get(REPORT, {"range": "own", "first": "۱۴۰۵/۰۸/۰۱", "last": "۱۴۰۵/۰۸/۳۰"}).status_code == 200
    )


def test_what_takes_long_comes_after_the_page(client, history, cleo, monkeypatch):
    client.force_login(cleo)
    monkeypatch.setattr(reports, "PATIENCE", 1)
    monkeypatch.setattr(Question, "clocks", slowly(Question.clocks))
    page = client.get(REPORT).content.decode()
    assert 'hx-trigger="load"' in page
    assert "all=1" in page
    assert "report-table" not in page
    answer = client.get(REPORT, headers={"HX-Request": "true"}).content.decode()
    assert "report-table" in answer
    assert "<html" not in answer
    assert "report-table" in client.get(REPORT, {"all": 1}).content.decode()


def slowly(clocks):
    """The same question, whose answer takes the database a while."""
    return lambda question: (
        clocks(question)
        .alias(nap=Func(Value(0.01), function="pg_sleep", output_field=TextField()))
        .exclude(nap=None)
    )
