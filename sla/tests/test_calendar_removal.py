"""A calendar that something is counted in is never deleted, only retired."""

import pytest
from django.urls import reverse

from sla.book import open_book
from sla.models import Calendar, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def test_a_calendar_in_use_is_retired_and_an_unused_one_deleted(admin, office, always, gold):
    for calendar in (office, always):
        assert admin.get(reverse("service_levels:calendar_removal", args=[calendar.pk])).status_code == 405
        admin.post(reverse("service_levels:calendar_removal", args=[calendar.pk]))
    assert [(one.pk, one.is_active) for one in Calendar.objects.all()] == [(always.pk, False)]
    assert open_book().working_time(always.pk)
    admin.post(reverse("service_levels:calendar_return", args=[always.pk]))
    always.refresh_from_db()
    assert always.is_active


def test_a_calendar_that_a_proposed_policy_counts_in_is_not_deleted(admin, office, ada):
    Proposal.objects.create(
        kind="policy", content={"name": "Soon", "calendar": office.pk, "targets": []}, made_by=ada
    )
    admin.post(reverse("service_levels:calendar_removal", args=[office.pk]))
    assert not Calendar.objects.get().is_active


def test_only_admins_remove_and_bring_back(client, office, ann, ben, cleo):
    for person in (ann, ben, cleo):
        client.force_login(person)
        for name in ("calendar_removal", "calendar_return"):
            assert client.post(reverse(f"service_levels:{name}", args=[office.pk])).status_code == 403
    assert Calendar.objects.get().is_active


def test_a_retired_calendar_says_so_and_is_offered_to_no_new_policy(admin, office):
    office.is_active = False
    office.save()
    page = admin.get(reverse("service_levels:calendar", args=[office.pk])).content.decode()
    assert "This calendar is retired" in page
    assert reverse("service_levels:calendar_return", args=[office.pk]) in page
    assert (
        "Office hours"
        not in admin.get(reverse("service_levels:policy_create", args=["team"])).content.decode()
    )


def test_a_change_that_waits_is_named_on_the_page(admin, office, ada):
    proposal = Proposal.objects.create(
        kind="calendar", calendar=office, content={"name": "Soon"}, made_by=ada
    )
    page = admin.get(reverse("service_levels:calendar", args=[office.pk])).content.decode()
    assert reverse("service_levels:proposal", args=[proposal.pk]) in page
