"""The account library's own doors: which are open, and that none opens without a token."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
OPEN = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_email_verification_sent",
    "account_confirm_email", "account_confirm_login_code", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
    "mfa_login_webauthn",
}  # fmt: skip
SIGNED_IN = {
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
    "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "usersessions_list",
}  # fmt: skip
ARGUMENTS = {
    "account_confirm_email": ["key"],
    "account_reset_password_from_key": ["1", "key"],
    "mfa_remove_webauthn": [1],
    "mfa_edit_webauthn": [1],
}


def address(name):
    return reverse(name, args=ARGUMENTS.get(name))


def test_every_door_of_the_library_is_on_one_of_the_two_lists():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {
        name for name in names if name.startswith(("account_", "mfa_", "usersessions_"))
    } == OPEN | SIGNED_IN


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_strangers_are_sent_to_sign_in(client, name):
    for answer in (client.get(address(name)), client.post(address(name))):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", sorted(OPEN))
def test_open_doors_answer_strangers_without_asking_who_they_are(client, name):
    answer = client.get(address(name))
    assert answer.status_code in (200, 302)
    assert "next=" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("name", sorted(OPEN | SIGNED_IN))
def test_mc29_nothing_is_done_without_a_token(ann, name):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ann)
    assert browser.post(address(name), {"login": ann.email, "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("door", ["theme", "language", "availability", "sessions/1/ending", ""])
def test_mc29_nor_at_our_own_doors(ben, door):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)
    path = f"/me/{door}/" if door else "/me/"
    assert browser.post(path, {"theme": "dark", "language": "fr"}).status_code == 403


def test_signing_in_by_a_code_from_a_mail_is_switched_off():
    with pytest.raises(NoReverseMatch):
        reverse("account_request_login_code")
