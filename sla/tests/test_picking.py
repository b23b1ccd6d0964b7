"""Admins choose among thousands of contracts by typing a few letters; the page costs the same as with three."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Contract, Organization
from sla.models import Policy, Proposal, Target
from sla.tests.test_policy_builder import FRAME, NEW, filled  # noqa: F401  the same form

pytestmark = pytest.mark.django_db
MOST_BYTES = 220_000


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def north(db):
    return Organization.objects.create(name="North, South & Sons")


def contracts(organization, count, mark="C"):
    rows = [
        Contract(organization=organization, number=f"{mark}-{number:05}", valid_from=date(2026, 1, 1))
        for number in range(count)
    ]
    return Contract.objects.bulk_create(rows)


def door(slug, text):
    return reverse("service_levels:choices", args=[slug]) + f"?q={text}"


def chosen(page):
    return re.findall(r'name="fits-contract" value="(\d+)"[^>]*checked', page.content.decode())


def test_five_thousand_contracts_cost_no_more_than_three(
    admin, north, gold, always, django_assert_max_num_queries
):
    some = contracts(north, 3)
    policy = Policy.objects.create(name="Some")
    target = Target(metric="resolution", amount=1_000_000)
    policy.publish(
        [target], calendar=always, order=3, fits={"contract": [some[1].pk], "organization": [north.pk]}
    )
    pages = [reverse("service_levels:policy", args=[policy.pk]), NEW]
    few = [len(admin.get(page).content) for page in pages]
    Organization.objects.bulk_create(Organization(name=f"House {number}") for number in range(5_000))
    contracts(north, 5_000, mark="D")
    for address, length in zip(pages, few, strict=True):
        with django_assert_max_num_queries(26):
            page = admin.get(address)
        assert abs(len(page.content) - length) < 200
        assert len(page.content) < MOST_BYTES
    assert chosen(admin.get(pages[0])) == [str(some[1].pk)]


def test_a_few_letters_find_it_by_its_number_its_level_or_whose_it_is(admin, client, ben, north):
    contracts(north, 20)
    for text, found in (("C-00007", 1), ("c-0001", 8), ("south", 8), ("x" * 300, 0), ("C", 0), ("", 0)):
        page = admin.get(door("contract", text)).content.decode()
        assert page.count('role="option"') == found, text
    page = admin.get(door("organization", "nort")).content.decode()
    assert 'data-value="North, South &amp; Sons"' in page
    assert admin.get(door("desk", "it")).status_code == 404
    client.force_login(ben)
    assert client.get(door("contract", "C-0")).status_code == 403


def test_what_is_typed_is_added_and_what_is_unticked_is_gone(admin, north, filled):  # noqa: F811
    first, second, third = contracts(north, 3)
    sent = filled | {"do": "more-contract", "fits-contract": [first.pk], "more-contract": " c-00001 "}
    page = admin.post(NEW, sent)
    assert page.status_code == 200
    assert chosen(page) == [str(first.pk), str(second.pk)]
    assert 'name="more-contract" value=""' in page.content.decode()
    again = admin.post(NEW, sent | {"fits-contract": [third.pk], "more-contract": "C-00002"})
    assert chosen(again) == [str(third.pk)]


def test_whoever_saves_at_once_has_added_it_too(admin, north, filled):  # noqa: F811
    row = contracts(north, 1)[0]
    admin.post(NEW, filled | {"more-contract": row.number, "more-organization": "north, south"})
    assert Proposal.objects.get().content["fits"] == {"contract": [row.pk], "organization": [north.pk]}


@pytest.mark.parametrize("typed", ["C-0", "nothing", "\x00", "x" * 200])
def test_what_names_nothing_or_too_much_is_said_and_kept(admin, north, filled, typed):  # noqa: F811
    contracts(north, 3)
    page = admin.post(NEW, filled | {"more-contract": typed})
    assert page.status_code == 422
    assert 'id="id_more-contract_error"' in page.content.decode()


@pytest.mark.parametrize("key", ["999999", "x", "9" * 40, "-1"])
def test_a_contract_that_is_not_there_is_refused(admin, north, filled, key):  # noqa: F811
    assert admin.post(NEW, filled | {"fits-contract": [key]}).status_code == 422
