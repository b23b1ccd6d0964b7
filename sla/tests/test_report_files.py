"""The report for a spreadsheet: the same rows as on the screen, and no cell is a formula."""

import csv
from datetime import datetime
from io import StringIO

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from core.spreadsheets import harmless
from sla.models import Clock
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(gold, ben, printing):
    for name in ("=cmd|' /C calc'!A0", "Ann, the “first”"):
        ticket = opened(requester=UserFactory(name=name), category=printing)
        ticket.reply("We look at it.", by=ben)


def read(client, name, query=None):
    response = client.get(reverse(name), query or {})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(response.streaming_content)
    assert not content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8"), newline="")))


def test_the_rows_are_those_of_the_screen(client, history, cleo):
    client.force_login(cleo)
    for state in ("", "met", "none"):
        heads, *rows = read(client, "sla:rows_csv", {"state": state})
        page = client.get(reverse("sla:rows"), {"state": state})
        assert [row[0] for row in rows] == [str(row.cells[0]) for row in page.context["rows"]]
        assert heads[0] == "Ticket"
    assert len(read(client, "sla:rows_csv")) == 1 + Clock.objects.count()


def test_cells_are_text_and_moments_are_exact(client, history, cleo):
    client.force_login(cleo)
    heads, *rows = read(client, "sla:rows_csv", {"state": "met"})
    assert {row[heads.index("Requester")] for row in rows} == {"'=cmd|' /C calc'!A0", "Ann, the “first”"}
    clock = Clock.objects.exclude(stopped_at=None).order_by("-stopped_at", "-pk").first()
    assert datetime.fromisoformat(rows[0][heads.index("Stopped")]) == clock.stopped_at
    assert float(rows[0][heads.index("Used")]) * 1_000_000 == pytest.approx(clock.used)


def test_the_table_is_that_of_the_screen(client, history, cleo):
    client.force_login(cleo)
    heads, line, total = read(client, "sla:report_csv", {"group": "agent"})
    assert heads[:3] == ["Agent", "Kept, percent", "Kept"]
    assert line[0] == "Nobody"
    assert total[0] == "Together"
    assert line[1:] == total[1:]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"])
def test_mc38_no_cell_is_a_formula(text):
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"
