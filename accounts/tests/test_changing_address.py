"""Another e-mail address: confirmed before it counts, and never in two minds."""

import re

import pytest
from allauth.account.models import EmailAddress

from accounts.directory import change_address, introduce
from accounts.models import OrganizationDomain, User
from accounts.roles import Sight
from accounts.tests.conftest import PASSWORD
from accounts.tests.factories import DepartmentFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
DOOR = "/accounts/email/"


@pytest.fixture
def at_home(client, ann):
    client.force_login(ann)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def ask(client, address):
    return client.post(DOOR, {"email": address, "action_add": ""})


def link_in(letter):
    return re.search(r"http://localhost:8000(/accounts/confirm-email/\S+)", letter.body)[1]


def addresses(user):
    return list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def test_ann_changes_her_address_and_the_former_is_told(at_home, ann, mailoutbox):
    ask(at_home, "ann@new.example")
    assert User.objects.get(pk=ann.pk).email == "ann@example.org"
    assert "ann@new.example" in at_home.get("/me/").content.decode()
    at_home.post(link_in(mailoutbox[0]))
    assert User.objects.get(pk=ann.pk).email == "ann@new.example"
    assert addresses(ann) == [("ann@new.example", True, True)]
    assert [letter.to[0] for letter in mailoutbox] == ["ann@new.example", "ann@example.org"]


def test_it_is_asked_again_who_she_is(client, ann, mailoutbox):
    client.force_login(ann)
    assert "reauthenticate" in ask(client, "ann@new.example").url
    assert mailoutbox == []


def test_the_change_can_be_cancelled(at_home, ann, mailoutbox):
    ask(at_home, "ann@new.example")
    at_home.post(DOOR, {"email": "ann@new.example", "action_remove": ""})
    assert addresses(ann) == [("ann@example.org", True, True)]
    assert at_home.post(link_in(mailoutbox[0])).status_code == 404


@pytest.mark.parametrize("taken", ["ben@example.com", "writer@example.org"])
def test_the_address_of_somebody_else_is_never_taken_over(at_home, ann, ben, taken, mailoutbox):
    introduce("writer@example.org")
    assert ask(at_home, taken).url == DOOR
    at_home.post(link_in(mailoutbox[0]))
    assert User.objects.get(pk=ann.pk).email == "ann@example.org"
    assert User.objects.get(email=taken) != ann


def test_an_address_that_is_only_wished_for_gets_no_password_link(at_home, ann, mailoutbox):
    ask(at_home, "typo@new.example")
    at_home.post("/accounts/password/reset/", {"email": "typo@new.example"})
    assert not any("/password/reset/key/" in letter.body for letter in mailoutbox)


def test_an_address_introduced_meanwhile_stays_its_writers(at_home, ann, mailoutbox):
    ask(at_home, "ann@new.example")
    introduce("ann@new.example")
    assert at_home.post(link_in(mailoutbox[0])).status_code == 302
    assert User.objects.get(pk=ann.pk).email == "ann@example.org"


def test_membership_follows_the_domain_it_came_with(at_home, ann, mailoutbox):
    former, new = OrganizationFactory(), OrganizationFactory()
    OrganizationDomain.objects.create(organization=former, domain="example.org")
    OrganizationDomain.objects.create(organization=new, domain="new.example")
    department = DepartmentFactory(organization=former)
    User.objects.filter(pk=ann.pk).update(
        organization=former, department=department, sight=Sight.ORGANIZATION
    )
    ask(at_home, "ann@new.example")
    at_home.post(link_in(mailoutbox[0]))
    ann.refresh_from_db()
    assert (ann.organization, ann.department, ann.sight) == (new, None, Sight.OWN)


def test_membership_that_an_administrator_gave_stays(at_home, ann, mailoutbox):
    given = OrganizationFactory()
    User.objects.filter(pk=ann.pk).update(organization=given)
    ask(at_home, "ann@new.example")
    at_home.post(link_in(mailoutbox[0]))
    ann.refresh_from_db()
    assert ann.organization == given


def test_an_address_that_an_administrator_changed_opens_nothing_any_more(client, sign_in, ann, mailoutbox):
    former = ann.email
    change_address(ann, " Ann@New.Example ")
    assert ann.email == "ann@new.example"
    client.post("/accounts/login/", {"login": former, "password": PASSWORD})
    client.post("/accounts/password/reset/", {"email": former})
    assert client.get("/me/").status_code == 302
    assert "/password/reset/key/" not in mailoutbox[0].body
    assert sign_in(ann).url == "/accounts/confirm-email/"
