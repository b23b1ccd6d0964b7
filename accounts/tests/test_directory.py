"""Finding and introducing people, and what a verified domain gives."""

import pytest

from accounts.directory import introduce, join_by_domain
from accounts.models import OrganizationDomain, User
from accounts.roles import Role
from accounts.tests.factories import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(db):
    acme = OrganizationFactory(name="Acme")
    OrganizationDomain.objects.create(organization=acme, domain="acme.example")
    return acme


def test_a_writer_becomes_known_once_and_cannot_sign_in(acme):
    writer = introduce(" Wim@Acme.Example ", name="Wim\nWriter", language="fr")
    assert introduce("wim@acme.example", name="Somebody else") == writer
    assert (writer.email, writer.name, writer.language) == ("wim@acme.example", "Wim Writer", "fr")
    assert (writer.role, writer.has_usable_password(), writer.organization) == (Role.REQUESTER, False, None)


def test_a_very_long_name_is_cut():
    assert len(introduce("long@example.org", name="x" * 5000).name) == 120


def test_a_verified_address_makes_a_member(acme):
    zoe = UserFactory(email="zoe@acme.example")
    join_by_domain(zoe)
    join_by_domain(zoe)
    assert User.objects.get(pk=zoe.pk).organization == acme


@pytest.mark.parametrize(
    "email", ["zoe@acme.example.org", "zoe@sub.acme.example", "acme.example@mail.example"]
)
def test_a_domain_that_only_looks_alike_gives_nothing(acme, email):
    zoe = UserFactory(email=email)
    join_by_domain(zoe)
    assert zoe.organization is None


def test_a_retired_organization_gains_no_members(acme):
    acme.is_active = False
    acme.save()
    zoe = UserFactory(email="zoe@acme.example")
    join_by_domain(zoe)
    assert zoe.organization is None


def test_an_organization_that_was_given_is_kept(acme):
    given = OrganizationFactory()
    zoe = UserFactory(email="zoe@acme.example", organization=given)
    join_by_domain(zoe)
    assert zoe.organization == given
