"""The views at one's side: moved and hidden by each person for themselves."""

import re

import pytest
from django.urls import reverse

from tickets.models import Arrangement, SavedView
from tickets.tests.at_desk import HTMX

ALL = {"all": [{"field": "stage", "is": ["open"]}]}


@pytest.fixture
def shared(cleo, it_desk):
    return SavedView.objects.create(owner=cleo, desk=it_desk, name="For all of IT", conditions=ALL)


@pytest.fixture
def own(ben):
    return [
        SavedView.objects.create(owner=ben, name=name, conditions=ALL) for name in ("One", "Two", "Three")
    ]


def press(client, door, slug, smoothly=False, **data):
    headers = HTMX if smoothly else {}
    return client.post(reverse(f"tickets:{door}", args=[slug]), data, **headers)


def side(client):
    """The views at the side of the person signed in, by slug."""
    html = client.get(reverse("tickets:sidebar")).content.decode()
    return re.findall(r'<li><a href="/desk/\?view=([\w-]+)"', html)


def test_a_view_moves_within_its_group(client, ben, own):
    client.force_login(ben)
    one, three, two = (str(view.pk) for view in sorted(own, key=lambda view: view.name))
    assert side(client)[-3:] == [one, three, two]
    assert press(client, "view_place", two, step="up").url == reverse("tickets:views")
    assert side(client)[-3:] == [one, two, three]
    press(client, "view_place", "unassigned", step="up")
    assert side(client)[:2] == ["unassigned", "my-open"]


def test_at_the_end_another_press_does_nothing(client, ben, own):
    client.force_login(ben)
    before = side(client)
    for _turn in range(2):
        press(client, "view_place", before[0], step="up")
        press(client, "view_place", before[-1], step="down")
        press(client, "view_place", before[0], step="sideways")
    assert side(client) == before
    assert not Arrangement.objects.exists()


def test_a_hidden_view_is_not_listed_nor_counted_but_stays_open_to_see(client, printer, ben):
    client.force_login(ben)
    for _turn in range(2):
        press(client, "view_hiding", "unassigned", hide="yes")
    assert "unassigned" not in side(client)
    assert Arrangement.objects.of(ben).count() == 1
    page = client.get(reverse("tickets:queue"), {"view": "unassigned"}).content.decode()
    assert printer.subject in page
    assert 'aria-current="page"' in page
    assert "hidden" in client.get(reverse("tickets:views")).content.decode()
    press(client, "view_hiding", "unassigned", hide="no")
    assert "unassigned" in side(client)


def test_whoever_hides_everything_can_still_arrange(client, ben):
    client.force_login(ben)
    for slug in side(client):
        press(client, "view_hiding", slug, hide="yes")
    html = client.get(reverse("tickets:sidebar")).content.decode()
    assert side(client) == []
    assert reverse("tickets:views") in html
    assert 'hx-trigger="load' not in html


def test_a_shared_view_is_hidden_for_oneself_and_never_deleted(client, ben, cleo, shared):
    client.force_login(ben)
    press(client, "view_hiding", shared.pk, hide="yes")
    assert str(shared.pk) not in side(client)
    assert client.post(reverse("tickets:view_deletion", args=[shared.pk])).status_code == 404
    client.force_login(cleo)
    assert str(shared.pk) in side(client)


def test_smoothly_the_list_comes_back_and_the_side_is_told(client, ben, own):
    client.force_login(ben)
    answer = press(client, "view_place", own[0].pk, smoothly=True, step="down")
    assert "<html" not in answer.content.decode()
    assert "live:view" in answer["HX-Trigger"]


def test_requesters_may_not_and_views_of_others_are_not_there(client, ann, hana, own, shared):
    assert client.get(reverse("tickets:views")).status_code == 302
    for person, status in ((ann, 403), (hana, 404)):
        client.force_login(person)
        for slug in (own[0].pk, shared.pk):
            assert press(client, "view_place", slug, step="up").status_code == status
            assert press(client, "view_hiding", slug, hide="yes").status_code == status
    html = client.get(reverse("tickets:views")).content.decode()
    assert "For all of IT" not in html
    assert "One" not in html
    assert not Arrangement.objects.exists()


def test_many_views_cost_no_more_statements(client, ben, own, shared, django_assert_max_num_queries):
    client.force_login(ben)
    for count in (1, 20):
        for number in range(count):
            SavedView.objects.create(owner=ben, name=f"View {number}", conditions=ALL)
        with django_assert_max_num_queries(7):
            client.get(reverse("tickets:views"))
