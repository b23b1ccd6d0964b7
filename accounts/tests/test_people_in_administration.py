"""What an administrator does about somebody's account."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.tests.conftest import PASSWORD
from accounts.tests.test_second_factor import set_up_app

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def desk_of_admin(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def bens_browser(ben):
    browser = Client()
    browser.post("/accounts/login/", {"login": ben.email, "password": PASSWORD})
    assert browser.get("/me/").status_code == 200
    return browser


def do(client, action, *people):
    return client.post(LIST, {"action": action, "_selected_action": [person.pk for person in people]})


def facts(client, person, **changes):
    """What the form of a person would send."""
    form = client.get(f"{LIST}{person.pk}/change/").context["adminform"].form
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    for prefix in ("Team_members", "emailaddress_set"):
        sent |= {f"{prefix}-{word}": "0" for word in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {name: value for name, value in (sent | changes).items() if value is not False}


def test_an_address_changed_here_no_longer_opens_the_account_by_the_former_one(desk_of_admin, ben):
    answer = desk_of_admin.post(f"{LIST}{ben.pk}/change/", facts(desk_of_admin, ben, email="ben@new.example"))
    assert answer.status_code == 302, answer.context["errors"]
    assert User.objects.get(pk=ben.pk).email == "ben@new.example"
    assert not EmailAddress.objects.filter(email="ben@example.com").exists()


def test_somebody_is_signed_out_everywhere(desk_of_admin, ben, bens_browser):
    do(desk_of_admin, "sign_out_everywhere", ben)
    assert bens_browser.get("/me/").status_code == 302
    assert LogEntry.objects.filter(object_id=ben.pk).exists()


def test_switching_somebody_off_signs_them_out(desk_of_admin, ben, bens_browser):
    do(desk_of_admin, "switch_off", ben)
    do(desk_of_admin, "switch_on", ben)
    assert bens_browser.get("/me/").status_code == 302


def test_a_lost_phone_is_helped_and_written_down(desk_of_admin, ben):
    set_up_app(ben)
    do(desk_of_admin, "take_second_factor", ben)
    assert not Authenticator.objects.filter(user=ben).exists()
    assert LogEntry.objects.filter(object_id=ben.pk).exists()


def test_nobody_takes_their_own_second_factor_away_here(desk_of_admin, ada):
    set_up_app(ada)
    do(desk_of_admin, "take_second_factor", ada)
    assert Authenticator.objects.filter(user=ada).exists()


def test_mc32_an_administrator_does_not_delete_themselves(desk_of_admin, ada):
    assert desk_of_admin.post(f"{LIST}{ada.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=ada.pk).exists()


def test_others_do_not_come_here(client, ben):
    client.force_login(ben)
    assert client.get(LIST).status_code in (302, 403)
    assert do(client, "take_second_factor", ben).status_code in (302, 403)
