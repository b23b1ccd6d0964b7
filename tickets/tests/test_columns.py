"""Which columns a list shows: chosen by each person for a view or for all, with and without script."""

import re

import pytest

from tickets.columns import COLUMNS, USUAL
from tickets.models import Arrangement
from tickets.tests.at_desk import HTMX
from tickets.tests.factories import opened

QUEUE, DOOR = "/desk/", "/desk/columns/"


def apply(client, *columns, view="open", **facts):
    data = {"list": f"view={view}", "order": columns, "column": columns, "density": "normal", "scope": "view"}
    return client.post(DOOR, {**data, **facts})


def heads(client, view="open"):
    html = client.get(QUEUE, {"view": view}).content.decode()
    return re.findall(r'<th scope="col" class="c-(\w+)"', html)


def test_chosen_columns_show_in_their_order_in_that_view_only(client, printer, ben):
    client.force_login(ben)
    response = apply(client, "number", "subject", "category", "team", "opened", "organization")
    assert response.url == f"{QUEUE}?view=open"
    html = client.get(response.url).content.decode()
    cells = re.findall(r'<td class="(?:c-)?([\w-]+)', html)
    assert cells == ["check", "id", "queue-subject", *["more"] * 4]
    assert "Printing" in html
    assert "First line" in html
    assert heads(client, "unassigned") == list(USUAL)


def test_for_all_views_and_back_to_the_usual_ones(client, printer, ben, cleo):
    client.force_login(ben)
    apply(client, "subject", "due")
    apply(client, "subject", "status", view="waiting", scope="all")
    assert heads(client) == heads(client, "unassigned") == ["subject", "status"]
    apply(client, *USUAL)
    assert heads(client) == list(USUAL)
    assert heads(client, "unassigned") == ["subject", "status"]
    client.force_login(cleo)
    assert heads(client) == heads(client, "unassigned") == list(USUAL)


def test_applying_twice_keeps_one_row(client, printer, ben):
    client.force_login(ben)
    for _turn in range(2):
        apply(client, "subject", "due")
    assert Arrangement.objects.of(ben).count() == 1


def test_steps_are_drawn_and_nothing_is_kept(client, printer, ben):
    client.force_login(ben)
    facts = {"list": "view=open", "order": ["due", "subject"], "column": ["due"], "density": "normal"}
    page = client.post(DOOR, {**facts, "do": "up-subject"})
    assert page.context["choice"].names == ("subject", "due")
    assert "<html" in page.content.decode()
    smooth = client.post(DOOR, {**facts, "do": "down-due"}, **HTMX)
    assert smooth.context["choice"].names == ("subject", "due")
    assert "<html" not in smooth.content.decode()
    assert client.post(DOOR, {**facts, "do": "up-due"}).context["choice"].names == ("due", "subject")
    assert client.post(DOOR, {**facts, "do": "usual"}).context["choice"].names == USUAL
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("do", ["up-password", "up-", "sideways-due", "up-\x00", "-" * 5000])
def test_nonsense_changes_nothing(client, printer, ben, do):
    client.force_login(ben)
    facts = {"list": "view=\x00", "order": ["password", "due", "due"], "column": ["\x00"]}
    assert client.post(DOOR, {**facts, "do": do}).context["choice"].names == ("subject",)
    assert apply(client, "password", density="huge").status_code == 422
    assert not Arrangement.objects.exists()


def test_density_is_kept_on_the_person(client, printer, ben):
    client.force_login(ben)
    apply(client, *USUAL, density="compact")
    ben.refresh_from_db()
    assert ben.density == "compact"
    assert 'data-density="compact"' in client.get(QUEUE).content.decode()


def test_only_agents_choose_and_views_of_others_stay_unknown(client, ann, ben):
    assert client.get(DOOR).status_code == 302
    client.force_login(ann)
    assert client.get(DOOR).status_code == 403
    assert apply(client, "subject").status_code == 403
    client.force_login(ben)
    apply(client, "subject", view="4711")
    assert Arrangement.objects.get().view == "everything"


def test_all_columns_cost_the_same_few_statements(client, ben, ann, printing, django_assert_max_num_queries):
    client.force_login(ben)
    apply(client, *COLUMNS)
    for count in (1, 12):
        for number in range(count):
            opened(requester=ann, category=printing, subject=f"Number {number}")
        with django_assert_max_num_queries(9):
            assert client.get(QUEUE, {"view": "open"}).status_code == 200


def size(client, column, width, view="open", **headers):
    return client.post(f"{DOOR}width/", {"list": f"view={view}", "column": column, "width": width}, **headers)


def widths(client, view="open"):
    html = client.get(QUEUE, {"view": view}).content.decode()
    return dict(re.findall(r'class="c-(\w+)" data-width="(\d+)"', html))


def test_widths_are_kept_for_each_person_and_view_and_given_up_again(client, printer, ben, cleo):
    client.force_login(ben)
    for _turn in range(2):
        assert size(client, "due", 140).url == f"{QUEUE}?view=open"
    assert size(client, "status", 90, **HTMX).status_code == 204
    assert widths(client) == {"due": "140", "status": "90"}
    assert widths(client, "unassigned") == {}
    apply(client, "subject", "due")
    assert widths(client) == {"due": "140"}
    size(client, "due", "")
    assert widths(client) == {}
    assert Arrangement.objects.of(ben).count() == 1
    client.force_login(cleo)
    assert widths(client) == {}


IMPOSSIBLE = [
    ("due", "39"),
    ("due", "801"),
    ("due", "wide"),
    ("due", "\x00"),
    ("subject", "300"),
    ("no", "100"),
]


@pytest.mark.parametrize(("column", "width"), IMPOSSIBLE)
def test_widths_that_cannot_be_are_not_kept(client, printer, ben, column, width):
    client.force_login(ben)
    assert size(client, column, width).status_code == 400
    assert not Arrangement.objects.exists()


def test_only_agents_size_columns(client, ann):
    assert size(client, "due", 100).status_code == 302
    client.force_login(ann)
    assert size(client, "due", 100).status_code == 403
    assert not Arrangement.objects.exists()


def test_widths_cost_no_statement(client, printer, ben, django_assert_num_queries):
    client.force_login(ben)
    for width in ("", 140):
        size(client, "due", width)
        with django_assert_num_queries(9):
            client.get(QUEUE, {"view": "open"})
