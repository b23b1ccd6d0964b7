"""Views people keep: made with and without script, shared by leads, deleted and brought back."""

import pytest
from django.urls import reverse

from accounts.tests.factories import OrganizationFactory, UserFactory
from tickets.models import SavedView
from tickets.tests.factories import CategoryFactory, opened

URGENT = {"r0.group": "0", "r0.field": "priority", "r0.op": "is", "r0.value": ["1"]}
BASE = {"name": "Urgent ones", "sort": "due", "hue": "3", "joint": "all"}


@pytest.fixture
def urgent(printing, ann):
    return opened(requester=ann, category=printing, subject="All is lost", impact=1, urgency=1)


def save(client, **facts):
    return client.post(reverse("tickets:view_new"), {**BASE, **URGENT, **facts})


def test_a_view_is_kept_listed_and_shows_what_it_says(client, printer, urgent, ben):
    client.force_login(ben)
    response = save(client)
    view = SavedView.objects.get(owner=ben)
    assert response.url == f"{reverse('tickets:queue')}?view={view.pk}"
    page = client.get(response.url)
    assert list(page.context["page"]) == [urgent]
    assert "Urgent ones" in page.content.decode()


def test_any_and_a_group_inside(client, ben):
    client.force_login(ben)
    group = {"r1.group": "1", "r1.field": "tag", "r1.op": "not", "r1.value": ["vpn"]}
    save(client, joint="any", **group)
    assert SavedView.objects.get().conditions == {
        "any": [{"field": "priority", "is": ["1"]}, {"all": [{"field": "tag", "not": ["vpn"]}]}]
    }


def test_filters_become_the_first_conditions(client, ben):
    client.force_login(ben)
    html = client.get(reverse("tickets:view_new"), {"view": "my-open", "tag": "vpn"}).content.decode()
    assert 'value="me" checked' in html
    assert 'value="vpn"' in html


def test_each_step_works_without_script_and_saves_nothing(client, printer, ben):
    client.force_login(ben)
    assert save(client, do="add-0").content.decode().count('class="condition"') == 2
    assert save(client, do="remove-0").content.decode().count('class="condition"') == 0
    assert "and any of these" in save(client, do="group").content.decode()
    assert "0 tickets meet them now" in save(client, do="count").content.decode()
    assert "Urgent ones" in save(client, do="count").content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""}, {"name": "x" * 500}, {"r0.field": "password"}, {"r0.value": ["7"]}, {"r0.value": []},
        {"hue": "99"}, {"sort": "password"}, {"name": "\x00"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_kept(client, ben, facts):
    client.force_login(ben)
    assert save(client, **facts).status_code == 422
    assert not SavedView.objects.exists()


def test_only_leads_share_and_only_with_their_desk(client, ben, cleo, it_desk, hana):
    client.force_login(ben)
    save(client, desk=it_desk.pk)
    assert SavedView.objects.get(owner=ben).desk is None
    client.force_login(cleo)
    assert save(client, desk=hana.desks[0].pk).status_code == 422
    save(client, desk=it_desk.pk, name="For all of IT")
    client.force_login(ben)
    assert "For all of IT" in client.get(reverse("tickets:queue")).content.decode()
    client.force_login(hana)
    assert "For all of IT" not in client.get(reverse("tickets:queue")).content.decode()


def test_views_of_others_are_not_there(client, ben, cleo, ann):
    view = SavedView.objects.create(owner=cleo, name="Secret", conditions={"all": []})
    client.force_login(ben)
    assert client.get(reverse("tickets:view", args=[view.pk])).status_code == 404
    assert client.post(reverse("tickets:view_deletion", args=[view.pk])).status_code == 404
    assert "Secret" not in client.get(reverse("tickets:queue"), {"view": view.pk}).content.decode()
    client.force_login(ann)
    assert client.get(reverse("tickets:view_new")).status_code == 403


def test_a_deleted_view_comes_back_and_a_broken_one_is_empty(client, printer, ben):
    view = SavedView.objects.create(
        owner=ben, name="Mine", conditions={"all": [{"field": "gone", "is": ["1"]}]}
    )
    client.force_login(ben)
    assert list(client.get(reverse("tickets:queue"), {"view": view.pk}).context["page"]) == []
    assert client.get(reverse("tickets:view", args=[view.pk])).status_code == 200
    client.post(reverse("tickets:view_deletion", args=[view.pk]))
    assert not SavedView.objects.exists()
    client.post(reverse("tickets:undo"))
    assert SavedView.objects.get().name == "Mine"


def looking_for(client, field, find, *chosen):
    """The condition on `field` while `find` is typed, as (words, is_chosen)."""
    row = {"r0.group": "0", "r0.field": field, "r0.op": "is", "r0.find": find, "r0.value": [*chosen]}
    page = client.post(reverse("tickets:view_new"), {**BASE, **row, "do": "draw"})
    [(_number, [(_place, drawn)])] = page.context["editor"].groups
    return [(words, is_chosen) for _value, words, is_chosen in drawn.offered], page.content.decode()


def test_people_and_organizations_past_the_first_forty_are_found(client, ben, ann):
    for number in range(45):
        UserFactory(name=f"Aa {number}")
        OrganizationFactory(name=f"Aa {number}")
    zoe, last = UserFactory(name="Zoë Last"), OrganizationFactory(name="Zzz Limited")
    client.force_login(ben)
    assert "Zoë Last" not in looking_for(client, "requester", "")[1]
    assert looking_for(client, "requester", "zoë")[0] == [("Zoë Last", False)]
    assert looking_for(client, "requester", zoe.email)[0] == [("Zoë Last", False)]
    assert looking_for(client, "organization", "zzz", last.pk)[0] == [("Zzz Limited", True)]
    assert looking_for(client, "requester", "ann", zoe.pk)[0] == [("Zoë Last", True), ("Ann Archer", False)]
    assert "Nothing found." in looking_for(client, "organization", "nobody\x00knows it")[1]


def test_a_search_names_nobody_behind_a_wall_and_nothing_retired(client, ben, hana):
    leave = CategoryFactory(name="Leave", desk=hana.desks[0])
    closed = OrganizationFactory(name="Closed Limited", is_active=False)
    client.force_login(ben)
    for field, find, pk in [
        ("assignee", "hana", hana.pk),
        ("category", leave.name, leave.pk),
        ("organization", closed.name, closed.pk),
    ]:
        assert looking_for(client, field, find)[0] == []
        assert looking_for(client, field, find, pk)[0] == [], field
