"""Making an account, and joining an organization by a verified address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.directory import introduce
from accounts.models import OrganizationDomain, User
from accounts.roles import Role, Sight
from accounts.tests.conftest import PASSWORD
from accounts.tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db
SIGN_UP = "/accounts/signup/"


def sign_up(client, email="zoe@acme.example", name="Zoe Zimmer", **more):
    return client.post(SIGN_UP, {"email": email, "name": name, "password1": PASSWORD, **more})


def link_in(letter):
    return re.search(r"http://localhost:8000(/accounts/confirm-email/\S+)", letter.body)[1]


@pytest.fixture
def acme(db):
    acme = OrganizationFactory(name="Acme")
    OrganizationDomain.objects.create(organization=acme, domain="acme.example")
    return acme


def test_zoe_signs_up_confirms_and_is_in(client, acme, mailoutbox):
    assert sign_up(client).url == "/accounts/confirm-email/"
    assert client.get("/me/").status_code == 302
    client.post(link_in(mailoutbox[0]))
    zoe = User.objects.get(email="zoe@acme.example")
    assert (zoe.name, zoe.role, zoe.organization) == ("Zoe Zimmer", Role.REQUESTER, acme)
    assert client.get("/me/").status_code == 200


def test_opening_the_link_confirms_nothing(client, acme, mailoutbox):
    sign_up(client)
    assert client.get(link_in(mailoutbox[0])).status_code == 200
    assert client.head(link_in(mailoutbox[0])).status_code == 200
    assert not EmailAddress.objects.get(email="zoe@acme.example").verified
    assert User.objects.get(email="zoe@acme.example").organization is None


def test_a_link_opened_elsewhere_signs_nobody_out_and_nobody_in(client, sign_in, ann, mailoutbox):
    sign_up(Client())
    sign_in(ann)
    client.get(link_in(mailoutbox[0]))
    assert client.get("/me/").context["person"] == ann
    other = Client()
    other.post(link_in(mailoutbox[0]))
    assert other.get("/me/").status_code == 302


def test_a_link_works_once(client, mailoutbox):
    sign_up(client)
    client.post(link_in(mailoutbox[0]))
    assert Client().post(link_in(mailoutbox[0])).status_code == 404


def test_a_free_address_joins_nothing(client, acme, mailoutbox):
    sign_up(client, email="zoe@mail.example")
    client.post(link_in(mailoutbox[0]))
    assert User.objects.get(email="zoe@mail.example").organization is None


@pytest.mark.parametrize("known", ["ann@example.org", "writer@example.org"])
def test_mc24_a_known_address_gets_the_same_answer_and_its_owner_a_mail(client, ann, mailoutbox, known):
    introduce("writer@example.org")
    new, old = sign_up(Client()), sign_up(client, email=known)
    assert (new.status_code, new.url) == (old.status_code, old.url)
    assert mailoutbox[1].to == [known]
    assert "/accounts/password/reset/" in mailoutbox[1].body
    assert User.objects.filter(email=known).count() == 1
    assert not User.objects.filter(email__contains="rehearsal").exists()


def test_mc31_extra_fields_are_ignored(client, acme):
    sign_up(client, role="admin", is_staff="on", organization=acme.pk, sight="organization", is_vip="on")
    zoe = User.objects.get(email="zoe@acme.example")
    assert (zoe.role, zoe.organization, zoe.sight, zoe.is_vip) == (Role.REQUESTER, None, Sight.OWN, False)


def test_mc22_a_name_stays_on_one_line(client, mailoutbox):
    sign_up(client, name="Zoe\r\nBcc: all@example.org\u202e\x07")
    assert User.objects.get(email="zoe@acme.example").name == "Zoe Bcc: all@example.org"


@pytest.mark.parametrize(
    "email", ["zoe@acme.example\r\nBcc: x@y.example", "zoe", "a@b\x00.example", "x" * 300]
)
def test_mc22_an_address_that_is_none_is_refused_beside_its_field(client, email, mailoutbox):
    answer = sign_up(client, email=email)
    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors
    assert mailoutbox == []


def test_mc20_the_mail_holds_no_word_that_the_stranger_wrote(client, mailoutbox):
    sign_up(client, name="Buy at evil.example")
    assert "evil" not in mailoutbox[0].body
    assert "evil" not in mailoutbox[0].alternatives[0].content


@pytest.mark.parametrize(
    "password", ["short", "password1", "Helpdesk2026!", "zoe@acme.example", "a" * 129, "12345678"]
)
def test_weak_or_endless_passwords_are_refused_and_the_rest_stays_typed(client, password):
    answer = sign_up(client, password1=password)
    assert "password1" in answer.context["form"].errors
    assert "Zoe Zimmer" in answer.content.decode()
    assert f'value="{password}"' not in answer.content.decode().replace('name="email" value', "")


def test_every_password_of_128_characters_is_fine(client):
    assert sign_up(client, password1="é漢 " * 42 + "ab").status_code == 302


def test_twenty_accounts_a_minute_are_enough_for_one_address(client):
    answers = [sign_up(Client(), email=f"z{number}@acme.example").status_code for number in range(21)]
    assert answers == [302] * 20 + [429]


def test_the_mail_is_in_the_language_of_the_page(client, mailoutbox):
    client.cookies["django_language"] = "fa"
    sign_up(client)
    assert User.objects.get(email="zoe@acme.example").language == "fa"
    assert 'dir="rtl"' in mailoutbox[0].alternatives[0].content
