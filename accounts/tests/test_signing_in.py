"""Signing in by address and password, and what guessing gets."""

import pytest
from django.test import Client

from accounts.directory import introduce
from accounts.tests.conftest import PASSWORD, member
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def guess(client, email, password="wrong", **headers):  # noqa: S107
    return client.post(LOGIN, {"login": email, "password": password}, **headers)


def is_in(client):
    return client.get("/me/").status_code == 200


def test_ann_signs_in_by_address_in_any_spelling(client, ann):
    assert guess(client, "ANN@Example.org", PASSWORD).status_code == 302
    assert is_in(client)


def test_the_way_in_leads_where_ann_wanted_to_go(sign_in, ann):
    assert sign_in(ann, to="/me/?from=mail").url == "/me/?from=mail"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "\t//evil.example",
     "http://testserver@evil.example", "javascript:alert(1)", "%2f%2fevil.example", "https:///evil.example",
     "//evil.example\\@testserver/", "http://localhost/"],
)  # fmt: skip
def test_mc30_next_never_leads_to_another_host(sign_in, ann, elsewhere, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    assert sign_in(ann, to=elsewhere).url == "/"


def test_mc24_a_known_and_an_unknown_address_get_the_same_answer(client, ann):
    known, unknown = guess(client, ann.email), guess(Client(), "anna@example.org")
    assert known.status_code == unknown.status_code == 200
    assert bare(known, ann.email) == bare(unknown, "anna@example.org")


def bare(response, email):
    """The page without what differs in every answer: the address typed and the tokens."""
    form = response.context["form"]
    assert email in response.content.decode()
    return form.errors.as_json()


def test_somebody_who_was_only_introduced_cannot_sign_in(client):
    writer = introduce("writer@example.org")
    assert guess(client, writer.email, "").status_code == 200
    assert guess(client, writer.email, "!").status_code == 200
    assert not is_in(client)


def test_an_unverified_address_is_asked_to_verify_first(client, mailoutbox):
    user = UserFactory(email="new@example.org")
    user.set_password(PASSWORD)
    user.save()
    assert guess(client, user.email, PASSWORD).url == "/accounts/confirm-email/"
    assert not is_in(client)
    assert mailoutbox[0].to == ["new@example.org"]


def test_mc23_the_sixth_guess_at_an_account_is_refused_and_so_is_the_right_password(client, ann):
    for _guess in range(5):
        assert guess(client, ann.email).status_code == 200
    assert guess(client, ann.email).status_code == 429
    answer = guess(Client(REMOTE_ADDR="192.0.2.7"), ann.email, PASSWORD)
    assert answer.status_code == 429
    assert "/accounts/password/reset/" in answer.content.decode()


def test_mc23_an_account_that_does_not_exist_is_guarded_alike(client):
    answers = [guess(client, "nobody@example.org").status_code for _guess in range(6)]
    assert answers == [200] * 5 + [429]


def test_mc23_the_owner_can_still_recover(client, ann, mailoutbox):
    for _guess in range(7):
        guess(client, ann.email)
    assert client.post("/accounts/password/reset/", {"email": ann.email}).status_code == 302
    assert len(mailoutbox) == 1


def test_mc23_one_address_gets_thirty_tries_a_minute_whatever_it_claims_to_be(client):
    tries = [
        guess(
            client, f"person{number}@example.org", headers={"X-Forwarded-For": f"198.51.100.{number}"}
        ).status_code
        for number in range(31)
    ]
    assert tries == [200] * 30 + [429]


def test_behind_a_trusted_proxy_each_client_counts_for_itself(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    tries = [
        guess(
            client, f"person{n}@example.org", headers={"X-Forwarded-For": f"203.0.113.9, 198.51.100.{n}"}
        ).status_code
        for n in range(31)
    ]
    assert tries == [200] * 31


def test_a_wiped_redis_forgets_no_limit(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_signing_out_asks_on_get_and_happens_on_post(client, sign_in, ann):
    sign_in(ann)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_mc26_the_session_gets_a_new_id_on_signing_in_and_the_old_one_is_dead(client, sign_in, ann):
    client.get("/accounts/password/reset/key/x-y/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(ann)
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)


def test_mc26_a_session_is_of_no_use_after_signing_out(client, sign_in, ann):
    sign_in(ann)
    stolen = client.session.session_key
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_in(thief)


def test_mc26_a_change_of_role_ends_every_session(client, sign_in, ann):
    sign_in(ann)
    ann.role = "agent"
    ann.save()
    assert not is_in(client)


def test_mc11_switching_somebody_off_ends_their_sessions_at_once(client, sign_in, ann):
    sign_in(ann)
    ann.is_active = False
    ann.save()
    assert not is_in(client)


def test_mc11_switching_somebody_on_again_brings_no_session_back(client, sign_in, ann):
    sign_in(ann)
    for is_active in (False, True):
        ann.is_active = is_active
        ann.save()
    assert not is_in(client)


def test_somebody_switched_off_is_told_so_only_with_the_right_password(client):
    user = member(email="gone@example.org", is_active=False)
    assert guess(client, user.email).status_code == 200
    assert guess(client, user.email, PASSWORD).url == "/accounts/inactive/"
    assert not is_in(client)


def test_private_pages_are_not_kept_by_the_browser(client, sign_in, ann):
    assert "no-store" in client.get(LOGIN)["Cache-Control"]
    sign_in(ann)
    assert "no-store" in client.get("/me/")["Cache-Control"]
